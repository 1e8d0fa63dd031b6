"""Questions with gold words -> pairs of question and text to train the reading model on.

Two sources. Benchmark sets: the windows that a search returns; those that hold the gold words answer, those of other
documents do not. Questions written for training (``reader_questions/``): every window of the digest they were written
on; a near miss is answered by none of them, least of all by the sentence that tempts.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer.conversation import standalone_question
from assistant.answer.read import MOST_READ, context_of, window
from assistant.domain import Metadata, Passage, Scope, Span
from assistant.evaluate.cases import read_cases
from assistant.index.reader import Context
from assistant.wiring import Assistant

_HARD = 5  # windows without the answer that are kept for one question


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a text; ``words`` are the offsets of the answer in the text, None where it holds none."""

    question: str
    context: Context
    words: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Example:
    """The pairs of one question: those that answer it and those that only seem to, hardest first."""

    answering: tuple[Pair, ...]
    seeming: tuple[Pair, ...]


def training_half(identity: str) -> bool:
    """Whether a benchmark question is trained on; the other half judges. The split of ``benchmarks.refusal``."""
    return zlib.crc32(identity.encode()) % 2 == 0


def examples_of_benchmark(assistant: Assistant, file: Path) -> Iterator[Example]:
    """One example for each question of the training half whose gold words a search finds."""
    answerer = assistant.answerer
    for case in read_cases(file).cases:
        gold = next((one for one in case.gold if one.quote), None)
        if gold is None or not gold.quote or not training_half(case.identity):
            continue
        question = standalone_question(case.question, case.history)
        ranked = answerer.rank(answerer.retriever.find(question, Scope(), MOST_READ + 2))
        text = assistant.index.document(gold.document).text
        at = gold.start if gold.start is not None else text.find(gold.quote)
        seen: dict[tuple[str, int], Span] = {}
        answering, seeming = [], []
        for one in ranked:
            passage = one.hit.passage
            if (passage.document_id, passage.start) in seen:
                continue
            span = seen[passage.document_id, passage.start] = window(passage, one.span)
            context = context_of(one.hit.metadata, passage, span)
            if passage.document_id == gold.document:
                if span.start <= at and at + len(gold.quote) <= span.end:
                    start = at - span.start
                    answering.append(Pair(question, context, (start, start + len(gold.quote))))
            elif gold.quote.lower() not in context.text.lower():
                seeming.append(Pair(question, context, None))
        if answering and seeming:
            yield Example(tuple(answering), tuple(seeming[:_HARD]))


def examples_of_digests(assistant: Assistant, files: Sequence[Path], chance: random.Random) -> Iterator[Example]:
    """One example for each question written on a digest.

    Raises:
        ValueError: the words named by a question do not stand in its digest.
    """
    held = {one.document_id: one.metadata for one in assistant.index.summaries()}
    windows: dict[str, list[tuple[Passage, Span]]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            document = row["document"]
            if document not in windows:
                windows[document] = _windows(assistant.index.passages_of(document))
            words = row["answer"] if row["answerable"] else row["tempting"]
            example = _example(row, words, windows[document], held[document], chance)
            if example is None:
                raise ValueError(f"{file.name}: {row['id']}: {words!r} stands in no passage of {document}")
            yield example


def _example(
    row: dict[str, str], words: str, windows: Sequence[tuple[Passage, Span]], metadata: Metadata, chance: random.Random
) -> Example | None:
    pairs = [Pair(row["question"], context_of(metadata, passage, span), None) for passage, span in windows]
    with_words = [pair for pair in pairs if words in pair.context.text]
    without = [pair for pair in pairs if words not in pair.context.text]
    chance.shuffle(with_words)
    chance.shuffle(without)
    if not with_words:
        return None
    if not row["answerable"]:
        return Example((), (*with_words[:2], *without[: _HARD - 2]))
    answering = []
    for pair in with_words:
        start = pair.context.text.index(words)
        answering.append(Pair(pair.question, pair.context, (start, start + len(words))))
    return Example(tuple(answering), tuple(without[:_HARD]))


def _windows(passages: Sequence[Passage]) -> list[tuple[Passage, Span]]:
    return [
        (passage, span)
        for passage in passages
        for span in dict.fromkeys(window(passage, sentence) for sentence in passage.sentences)
    ]
