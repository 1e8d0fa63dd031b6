"""A question and ranked sentences -> what the reading model makes of the passages they stand in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.select import Evidence
from assistant.domain import Metadata, Passage, Span
from assistant.index.reader import Context, Reader, Reading

# Passages that are read, each with the question anew: one takes some 25 ms on two cores. Of 228 answerable questions on
# policy texts a further passage holds the answer for two.
MOST_READ = 6
# What a reading adds to the score of the sentences of its passage, and to those that hold the words found.
CHANCE_WEIGHT = 0.10
WORDS_WEIGHT = 0.03
# Characters of a window, some 200 tokens; Chinese says much in few.
_WINDOW = {"zh": 330}
_WINDOW_OTHER = 950


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """The best sentence of a passage, the window around it that was read, and the reading; its offsets are absolute."""

    evidence: Evidence
    answers: float  # logit, see Reading
    margin: float
    words: Span  # the words that answer, in the document's text


def read_passages(question: str, ranked: Sequence[Evidence], reader: Reader) -> tuple[ReadPassage, ...]:
    """Readings of the passages of the best sentences, in the order of ``ranked``, at most :data:`MOST_READ`."""
    first: dict[tuple[str, int], Evidence] = {}
    for one in ranked:
        first.setdefault(_place(one), one)
    chosen = list(first.values())[:MOST_READ]
    windows = [window(one.hit.passage, one.span) for one in chosen]
    contexts = [context_of(one.hit.metadata, one.hit.passage, span) for one, span in zip(chosen, windows, strict=True)]
    readings = reader.read(question, contexts)
    return tuple(_absolute(one, span, reading) for one, span, reading in zip(chosen, windows, readings, strict=True))


def reranked(ranked: Sequence[Evidence], read: Sequence[ReadPassage]) -> list[Evidence]:
    """The sentences with what readings add to their scores: the passage's chance, and more where the words stand."""
    if not read:
        return list(ranked)
    chances = {_place(one.evidence): 1 / (1 + math.exp(-one.answers)) for one in read}
    words = {_place(one.evidence): one.words for one in read}

    def bonus(one: Evidence) -> float:
        place = _place(one)
        if place not in chances:
            return 0.0
        span = words[place]
        holds = span.start < one.span.end and one.span.start < span.end
        return chances[place] * (CHANCE_WEIGHT + WORDS_WEIGHT * holds)

    scored = [replace(one, score=one.score + bonus(one)) for one in ranked]
    return sorted(scored, key=lambda one: (-one.score, one.hit.rank, one.span.start))


def _place(one: Evidence) -> tuple[str, int]:
    return one.hit.passage.document_id, one.hit.passage.start


def window(passage: Passage, sentence: Span) -> Span:
    """Whole sentences of the passage around one of them, as many as the budget of characters allows."""
    budget = _WINDOW.get(passage.language, _WINDOW_OTHER)
    spans = passage.sentences
    low = high = next(place for place, span in enumerate(spans) if span.start == sentence.start)
    grown = True
    while grown:
        grown = False
        if high + 1 < len(spans) and spans[high + 1].end - spans[low].start <= budget:
            high, grown = high + 1, True
        if low > 0 and spans[high].end - spans[low - 1].start <= budget:
            low, grown = low - 1, True
    return Span(spans[low].start, spans[high].end)


def context_of(metadata: Metadata, passage: Passage, span: Span) -> Context:
    """A part of a passage under the title and headings it stands below."""
    heading = " > ".join(part for part in (metadata.title, *passage.heading_path) if part)
    return Context(
        heading + "\n" if heading else "", passage.text[span.start - passage.start : span.end - passage.start]
    )


def _absolute(evidence: Evidence, span: Span, reading: Reading) -> ReadPassage:
    return ReadPassage(
        evidence, reading.answers, reading.margin, Span(span.start + reading.start, span.start + reading.end)
    )
