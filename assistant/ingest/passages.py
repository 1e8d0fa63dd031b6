"""A read file and its outline -> passages: slices of the text that follow the headings and cut no sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Passage, ReadText, Section
from assistant.ingest.headings import ARTICLES, read_heading
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
_MARKUP = re.compile(r"[#*_`\s]+")


def estimate_tokens(text: str) -> float:
    """About how many tokens the default model makes of ``text``."""
    han = len(_HAN.findall(text))
    return _HAN_TOKENS * han + _OTHER_TOKENS * (len(text) - han)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Something that is never cut: a sentence or a heading.

    ``level``: that of the section that starts here, None inside a section, -1 where something is left out.
    ``is_article``: an article of a law starts here. ``is_heading``: it holds nothing but its section's heading.
    """

    start: int
    end: int
    tokens: float
    level: int | None = None
    is_article: bool = False
    is_heading: bool = False


_GAP = -1


def make_passages(document_id: str, read: ReadText, outline: Outline, language: str) -> tuple[Passage, ...]:
    """Passages in order, not overlapping, holding every character that is not left out (white space aside).

    A passage has 120-500 tokens (:func:`estimate_tokens`), about 260 where the text allows. An article of a law is a
    passage of its own however short it is, and several where it is long; other short neighbouring sections share one.
    A new chapter starts a passage as soon as the last is large enough; a heading stays with what follows.
    ``heading_path`` is the path shared by all text of the passage, headings at its start not counted.
    """
    places = _Places(outline.sections)
    units = list(_units(read, outline))
    groups = _merge_small(_groups(units))
    passages = []
    for ordinal, group in enumerate(groups):
        start, end = group[0].start, group[-1].end
        passages.append(
            Passage(
                passage_id=None,
                document_id=document_id,
                ordinal=ordinal,
                start=start,
                end=end,
                text=read.text[start:end],
                language=language,
                heading_path=places.path(group),
                page=_page(read, start),
                sentences=split_sentences(read.text, start, end),
            )
        )
    return tuple(passages)


def _units(read: ReadText, outline: Outline) -> Iterator[_Unit]:
    starting = {section.start: section for section in reversed(outline.sections)}
    starts = sorted(starting)
    dropped = {(gap.start, gap.end) for gap in outline.left_out}
    for block in read.blocks:
        if (block.start, block.end) in dropped:
            yield _Unit(block.start, block.end, 0.0, _GAP)  # no passage may span it
            continue
        for sentence in split_sentences(read.text, block.start, block.end):
            words = read.text[sentence.start : sentence.end]
            tokens = estimate_tokens(words)
            # White space or a list mark may stand between the start of a block and its first sentence.
            first = bisect_right(starts, sentence.start)
            near = first > 0 and sentence.start - starts[first - 1] < 4 and starts[first - 1] >= block.start
            section = starting[starts[first - 1]] if near else None
            if section is None:
                yield _Unit(sentence.start, sentence.end, tokens)
                continue
            yield _Unit(
                sentence.start, sentence.end, tokens, section.level, _is_article(section), _is_heading(words, section)
            )


def _is_article(section: Section) -> bool:
    heading = read_heading(section.heading)
    return heading is not None and heading.rank in ARTICLES


def _is_heading(words: str, section: Section) -> bool:
    title = _MARKUP.sub("", section.heading).rstrip("…")
    plain = _MARKUP.sub("", words)
    return plain.startswith(title) and (section.heading.endswith("…") or len(plain) - len(title) <= 1)


def _groups(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    """Passages as lists of units; an empty list stands for a gap."""
    group: list[_Unit] = []
    size = 0.0
    for unit in units:
        if unit.level == _GAP:
            if group:
                yield group
            yield []
            group, size = [], 0.0
            continue
        if group and (unit.is_article or _is_full(group, unit, size)):
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


def _is_full(group: Sequence[_Unit], unit: _Unit, size: float) -> bool:
    """Whether a passage ends before ``unit``."""
    if _holds_article(group) and unit.level is not None and unit.level < _article_level(group):
        return True  # the chapter is over
    if size < SMALLEST_TOKENS:
        return False
    full = size >= TARGET_TOKENS or size + unit.tokens > TARGET_TOKENS * 1.25
    starts = unit.level is not None
    return full or (starts and (unit.level or 0) <= 2) or (starts and size >= TARGET_TOKENS * 0.7)


def _holds_article(group: Sequence[_Unit]) -> bool:
    return any(unit.is_article for unit in group)


def _article_level(group: Sequence[_Unit]) -> int:
    return next((unit.level or 0 for unit in group if unit.is_article), 0)


def _keep_headings(group: list[_Unit]) -> tuple[list[_Unit], list[_Unit]]:
    """Move headings at the end of a group to the next one: a heading stays with its text."""
    cut = len(group)
    while cut > 0 and group[cut - 1].is_heading and group[cut - 1].tokens < 80:
        cut -= 1
    return group[:cut], group[cut:]


def _merge_small(groups: Iterable[list[_Unit]]) -> list[list[_Unit]]:
    """Join a group that is too small to the one before it, where nothing left out lies between and both fit.

    An article stays alone: neither is it joined to what is before it, nor anything to it but its own text.
    """
    merged: list[list[_Unit]] = []
    after_gap = True
    in_article = False
    for group in groups:
        if not group:
            after_gap = True
            continue
        starts_section = (
            any(unit.level is not None and not unit.is_heading for unit in group[:1]) or group[0].is_heading
        )
        closed = _holds_article(group) or (in_article and starts_section)
        size = sum(unit.tokens for unit in group)
        if not after_gap and not closed and size < SMALLEST_TOKENS:
            before = sum(unit.tokens for unit in merged[-1])
            if before + size <= LARGEST_TOKENS:
                merged[-1].extend(group)
                continue
        merged.append(group)
        after_gap = False
        in_article = _holds_article(group)
    return merged


class _Places:
    """The outline, to look up where a unit stands."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def path(self, group: Sequence[_Unit]) -> tuple[str, ...]:
        """The path all units of a passage share; the first one's when they share none."""
        told = [unit for unit in group if not unit.is_heading] or group[-1:]
        paths = [self._path_of(unit) for unit in told]
        common = []
        for parts in zip(*paths, strict=False):
            if len(set(parts)) > 1:
                break
            common.append(parts[0])
        return tuple(common) or paths[0]

    def _path_of(self, unit: _Unit) -> tuple[str, ...]:
        """The innermost section that starts in the unit or holds it."""
        last = bisect_right(self._starts, max(unit.start, unit.end - 1)) - 1
        while last >= 0 and self._sections[last].end <= unit.start:
            last -= 1
        if last < 0:
            return ()
        inside = self._sections[last]
        first = self._sections[bisect_right(self._starts, unit.start) - 1] if unit.start >= self._starts[0] else inside
        shorter = min(len(inside.path), len(first.path)) if inside is not first else len(inside.path)
        return inside.path[:shorter] if inside.path[:shorter] == first.path[:shorter] else inside.path


def _page(read: ReadText, offset: int) -> int | None:
    return next((span.page for span in read.pages if span.start <= offset < span.end), None)
