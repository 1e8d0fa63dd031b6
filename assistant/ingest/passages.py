"""A read file and its outline -> passages: slices of the text that follow the headings and cut no sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Passage, ReadText, Section
from assistant.ingest.article_division import split_article
from assistant.ingest.outline import Outline
from assistant.ingest.passage_units import GAP, LARGEST_TOKENS, SMALLEST_TOKENS, TARGET_TOKENS, Unit, make_units
from assistant.ingest.sentences import split_sentences


def make_passages(document_id: str, read: ReadText, outline: Outline, language: str) -> tuple[Passage, ...]:
    """Passages in order, not overlapping, holding every character that is not left out (white space aside).

    A passage has 120-500 tokens (:func:`estimate_tokens`), about 260 where the text allows. An article of a law is a
    passage of its own however short it is, and several where it is long; other short neighbouring sections share one.
    A new chapter starts a passage as soon as the last is large enough; a heading stays with what follows.
    ``heading_path`` is the path shared by all text of the passage, headings at its start not counted.
    """
    places = _Places(outline.sections)
    units = list(make_units(read, outline))
    passages = []
    for ordinal, group in enumerate(_merge_small(_groups(units))):
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


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that become one passage; no units stand for a gap."""

    units: tuple[Unit, ...]
    of_article: bool = False

    @property
    def tokens(self) -> float:
        return sum(unit.tokens for unit in self.units)


def _groups(units: Iterable[Unit]) -> Iterator[_Group]:
    """Passages in order, gaps between them."""
    for region in _regions(units):
        if not region.of_article:
            yield from _filled(region.units) if region.units else [region]
            continue
        for part in split_article(region.units):
            yield _Group(tuple(part), of_article=True)


def _regions(units: Iterable[Unit]) -> Iterator[_Group]:
    """Articles, with the headings right before them, and the text between; empty where something is left out."""
    region: list[Unit] = []
    article_level: int | None = None
    for unit in units:
        over = article_level is not None and unit.level is not None and 0 <= unit.level <= article_level
        if unit.level != GAP and not unit.is_article and not over:
            region.append(unit)
            continue
        kept, moved = _keep_headings(region) if unit.is_article else (region, [])
        if kept:
            yield _Group(tuple(kept), article_level is not None)
        if unit.level == GAP:
            yield _Group(())
            region, article_level = [], None
        else:
            region, article_level = [*moved, unit], unit.level if unit.is_article else None
    if region:
        yield _Group(tuple(region), article_level is not None)


def _filled(units: Sequence[Unit]) -> Iterator[_Group]:
    """Passages of running text: each is filled to about the target, and ends before a heading where one is near."""
    group: list[Unit] = []
    size = 0.0
    for unit in units:
        if group and _is_full(unit, size):
            kept, moved = _keep_headings(group)
            if kept:
                yield _Group(tuple(kept))
                group, size = moved, sum(one.tokens for one in moved)
        elif group and size + unit.tokens > LARGEST_TOKENS:
            yield _Group(tuple(group))
            group, size = [], 0.0
        group.append(unit)
        size += unit.tokens
    if group:
        yield _Group(tuple(group))


def _is_full(unit: Unit, size: float) -> bool:
    """Whether a passage of ``size`` ends before ``unit``."""
    if size < SMALLEST_TOKENS:
        return False
    full = size >= TARGET_TOKENS or size + unit.tokens > TARGET_TOKENS * 1.25
    return full or (unit.level is not None and (unit.level <= 2 or size >= TARGET_TOKENS * 0.7))


def _keep_headings(group: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Move headings at the end of a group to the next one: a heading stays with its text."""
    cut = len(group)
    while cut > 0 and group[cut - 1].is_heading and group[cut - 1].tokens < 80:
        cut -= 1
    return group[:cut], group[cut:]


def _merge_small(groups: Iterable[_Group]) -> list[tuple[Unit, ...]]:
    """Join a group that is too small to the one before it, where nothing left out lies between and both fit.

    An article stays alone: neither is it joined to what is before it, nor anything to it.
    """
    merged: list[_Group] = []
    after_gap = True
    for group in groups:
        if not group.units:
            after_gap = True
            continue
        before = merged[-1] if merged and not after_gap else None
        joins = before is not None and not before.of_article and not group.of_article
        if before and joins and group.tokens < SMALLEST_TOKENS and before.tokens + group.tokens <= LARGEST_TOKENS:
            merged[-1] = _Group(before.units + group.units)
        else:
            merged.append(group)
        after_gap = False
    return [group.units for group in merged]


class _Places:
    """The outline, to look up where a unit stands."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def path(self, group: Sequence[Unit]) -> tuple[str, ...]:
        """The path all units of a passage share; the first one's when they share none."""
        told = [unit for unit in group if not unit.is_heading] or group[-1:]
        paths = [self._path_of(unit) for unit in told]
        common = []
        for parts in zip(*paths, strict=False):
            if len(set(parts)) > 1:
                break
            common.append(parts[0])
        return tuple(common) or paths[0]

    def _path_of(self, unit: Unit) -> tuple[str, ...]:
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
