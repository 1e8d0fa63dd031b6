"""Fragments and tables of a page -> regions in reading order, each a column with its lines from top to bottom.

The page is cut recursively: along a gutter that no fragment crosses, between the fragments above and below that do
cross it. A gutter counts only when both sides read like columns of text; otherwise its sides are cells of rows and stay
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from assistant.ingest.readers.paged.fragments import Box, Fragment, around
from assistant.ingest.readers.paged.ruled_tables import Table, lines_of

Item = Fragment | Table

_NARROWEST_GUTTER = 0.7  # ems
_FEWEST_LINES = 3  # lines on each side of a gutter
_COLUMN_FILL = 0.5  # of the column's width that its middle line covers
_COLUMN_UNITS = 14.0  # width of the middle line of a column in half ems: 14 letters or 7 Chinese characters
_DEEPEST = 8


@dataclass(frozen=True)
class Line:
    """A line of text with the fragments it is made of, from left to right."""

    fragments: tuple[Fragment, ...]

    @cached_property
    def box(self) -> Box:
        """The box around all fragments."""
        return around(fragment.box for fragment in self.fragments)

    @cached_property
    def size(self) -> float:
        """Em of the longest fragment."""
        return max(self.fragments, key=lambda fragment: len(fragment.text)).size

    @cached_property
    def bold(self) -> bool:
        """Whether more than half of the line is bold."""
        letters = sum(len(fragment.text) for fragment in self.fragments)
        return 2 * sum(len(fragment.text) for fragment in self.fragments if fragment.bold) > letters

    @cached_property
    def text(self) -> str:
        """The line as read."""
        return " ".join(fragment.text for fragment in self.fragments)


@dataclass(frozen=True, slots=True)
class Region:
    """A column of lines and tables from top to bottom with the edges of its text."""

    items: tuple[Line | Table, ...]
    left: float
    right: float


def reading_order(items: Sequence[Item], recognised: bool = False) -> list[Region]:
    """Regions of a page in reading order.

    ``recognised``: the fragments come from character recognition, so that their order says nothing about columns.
    """
    return [_region(group) for group in _cut(list(items), recognised, 0)]


def _cut(items: list[Item], recognised: bool, depth: int) -> Iterator[list[Item]]:
    if not items:
        return
    best = _best_gutter(items, recognised) if depth < _DEEPEST else None
    if best is None:
        yield items
        return
    above, left, right, below = best
    for part in (above, left, right, below):
        yield from _cut(part, recognised, depth + 1)


def _best_gutter(items: list[Item], recognised: bool) -> tuple[list[Item], list[Item], list[Item], list[Item]] | None:
    best: tuple[list[Item], list[Item], list[Item], list[Item]] | None = None
    for place in _candidates(items):
        for low, high in _bands(items, place):
            inside = [item for item in items if low <= item.box.middle <= high]
            left = [item for item in inside if item.box.left < place]
            right = [item for item in inside if item.box.left >= place]
            if best is not None and min(len(left), len(right)) <= min(len(best[1]), len(best[2])):
                continue
            if _are_columns(left, right, recognised):
                above = [item for item in items if item.box.middle > high]
                below = [item for item in items if item.box.middle < low]
                best = above, left, right, below
    return best


def _candidates(items: Iterable[Item]) -> list[float]:
    """Left edges shared by several fragments, a little to their left."""
    edges = sorted(item.box.left for item in items if isinstance(item, Fragment))
    found = []
    start = 0
    for index in range(1, len(edges) + 1):
        if index == len(edges) or edges[index] - edges[index - 1] > 2.0:
            if index - start >= _FEWEST_LINES:
                found.append(edges[start] - 0.5)
            start = index
    return found[1:]  # nothing stands left of the first


def _bands(items: Sequence[Item], place: float) -> Iterator[tuple[float, float]]:
    """Ranges of height between two items that cross ``place``."""
    crossing = sorted(item.box.middle for item in items if item.box.left < place < item.box.right - 1.0)
    for low, high in pairwise((float("-inf"), *crossing, float("inf"))):
        yield low + 0.01, high - 0.01


def _are_columns(left: Sequence[Item], right: Sequence[Item], recognised: bool) -> bool:
    one, other = _lines(left), _lines(right)
    if min(len(one), len(other)) < _FEWEST_LINES:
        return False
    size = median(line.size for line in (*one, *other))
    gutter = min(item.box.left for item in right) - max(item.box.right for item in left)
    if gutter < _NARROWEST_GUTTER * size:
        return False
    if not (_reads_like_text(one, size) and _reads_like_text(other, size)):
        return False
    return recognised or _switches(one, other) <= max(2, 0.5 * min(len(one), len(other)))


def _lines(items: Iterable[Item]) -> list[Line]:
    return [Line(line) for line in lines_of([item for item in items if isinstance(item, Fragment)])]


def _reads_like_text(lines: Sequence[Line], size: float) -> bool:
    widths = [line.box.width for line in lines]
    whole = max(line.box.right for line in lines) - min(line.box.left for line in lines)
    middle = median(widths)
    return middle >= _COLUMN_FILL * whole and middle >= _COLUMN_UNITS * 0.5 * size


def _switches(one: Sequence[Line], other: Sequence[Line]) -> int:
    """How often the file's own order goes from one side to the other: rows of a table do it at every line."""
    sides = [(fragment.order, 0) for line in one for fragment in line.fragments]
    sides += [(fragment.order, 1) for line in other for fragment in line.fragments]
    return sum(first[1] != second[1] for first, second in pairwise(sorted(sides)))


def _region(items: Sequence[Item]) -> Region:
    lines: list[Line | Table] = [*_lines(items), *(item for item in items if isinstance(item, Table))]
    lines.sort(key=lambda line: -line.box.top)
    texts = [line.box for line in lines if isinstance(line, Line)] or [line.box for line in lines]
    return Region(tuple(lines), min(box.left for box in texts), max(box.right for box in texts))
