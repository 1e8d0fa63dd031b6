"""A read file and its outline -> passages: slices of the text that follow the headings and cut no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Passage, ReadText, Section, Span
from assistant.ingest.outline import Outline
from assistant.ingest.sentences import split_sentences

# Tokens of the default model's vocabulary, estimated without it so that passages do not depend on the model: 0.65 a Han
# character and 0.25 any other, measured on policy texts in three languages.
_HAN_TOKENS = 0.65
_OTHER_TOKENS = 0.25
TARGET_TOKENS = 260
SMALLEST_TOKENS = 120
LARGEST_TOKENS = 500
_HAN = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")


def estimate_tokens(text: str) -> float:
    """About how many tokens the default model makes of ``text``."""
    han = len(_HAN.findall(text))
    return _HAN_TOKENS * han + _OTHER_TOKENS * (len(text) - han)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Something that is never cut: a sentence or a heading with its size and whether a section starts with it."""

    start: int
    end: int
    tokens: float
    level: int | None  # level of the section that starts here


def make_passages(document_id: str, read: ReadText, outline: Outline, language: str) -> tuple[Passage, ...]:
    """Passages in order, not overlapping, holding every character that is not left out (white space aside).

    A passage has 120-500 tokens (:func:`estimate_tokens`), about 260 where the text allows. Short neighbouring sections
    share a passage; a new chapter starts one as soon as the last is large enough; a heading stays with what follows.
    ``heading_path`` is the path shared by all sections of the passage, or the first one's when they share none.
    """
    units = list(_units(read, outline))
    slices = [_slice(group) for group in _merge_small(_groups(units))]
    passages = []
    for ordinal, span in enumerate(slices):
        passages.append(
            Passage(
                passage_id=None,
                document_id=document_id,
                ordinal=ordinal,
                start=span.start,
                end=span.end,
                text=read.text[span.start : span.end],
                language=language,
                heading_path=_path(outline.sections, span),
                page=_page(read, span.start),
                sentences=split_sentences(read.text, span.start, span.end),
            )
        )
    return tuple(passages)


def _units(read: ReadText, outline: Outline) -> Iterator[_Unit]:
    levels = {section.start: section.level for section in outline.sections}
    dropped = {(gap.start, gap.end) for gap in outline.left_out}
    for block in read.blocks:
        if (block.start, block.end) in dropped:
            yield _Unit(block.start, block.end, 0.0, -1)  # a gap: no passage may span it
            continue
        for sentence in split_sentences(read.text, block.start, block.end):
            tokens = estimate_tokens(read.text[sentence.start : sentence.end])
            level = levels.get(block.start) if sentence.start - block.start < 4 else None
            yield _Unit(sentence.start, sentence.end, tokens, level)


def _groups(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    """Passages as lists of units; an empty list stands for a gap."""
    group: list[_Unit] = []
    size = 0.0
    for unit in units:
        if unit.level == -1:
            if group:
                yield group
            yield []
            group, size = [], 0.0
            continue
        full = size >= TARGET_TOKENS or size + unit.tokens > TARGET_TOKENS * 1.25
        new_section = unit.level is not None and size >= SMALLEST_TOKENS and unit.level <= 2
        if group and size >= SMALLEST_TOKENS and (full or new_section or _article_fits_better(unit, size)):
            kept, moved = _keep_headings(group)
            if kept:
                yield kept
                group, size = moved, sum(one.tokens for one in moved)
        elif group and size + unit.tokens > LARGEST_TOKENS:
            yield group
            group, size = [], 0.0
        group.append(unit)
        size += unit.tokens
    if group:
        yield group


def _article_fits_better(unit: _Unit, size: float) -> bool:
    """A section starts a passage of its own once the last one is well filled."""
    return unit.level is not None and size >= TARGET_TOKENS * 0.7


def _keep_headings(group: list[_Unit]) -> tuple[list[_Unit], list[_Unit]]:
    """Move headings at the end of a group to the next one: a heading stays with its text."""
    cut = len(group)
    while cut > 1 and group[cut - 1].level is not None and group[cut - 1].tokens < 40:
        cut -= 1
    return group[:cut], group[cut:]


def _merge_small(groups: Iterable[list[_Unit]]) -> list[list[_Unit]]:
    """Join a group that is too small to the one before it, where nothing left out lies between and both fit."""
    merged: list[list[_Unit]] = []
    after_gap = True
    for group in groups:
        if not group:
            after_gap = True
            continue
        size = sum(unit.tokens for unit in group)
        if not after_gap and size < SMALLEST_TOKENS:
            before = sum(unit.tokens for unit in merged[-1])
            if before + size <= LARGEST_TOKENS:
                merged[-1].extend(group)
                continue
        merged.append(group)
        after_gap = False
    return merged


def _slice(group: Sequence[_Unit]) -> Span:
    return Span(group[0].start, group[-1].end)


def _path(sections: Sequence[Section], span: Span) -> tuple[str, ...]:
    first: tuple[str, ...] = ()
    for section in sections:
        if section.start > span.start:
            break
        if span.start < section.end:
            first = section.path
    inside = [section.path for section in sections if span.start < section.start < span.end]
    if not inside:
        return first
    paths = [first, *inside] if first else inside
    common = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return tuple(common) or paths[0]


def _page(read: ReadText, offset: int) -> int | None:
    return next((span.page for span in read.pages if span.start <= offset < span.end), None)
