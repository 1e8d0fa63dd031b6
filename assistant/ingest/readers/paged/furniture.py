"""Pages -> the fragments that are no text of the document: running heads and feet, page numbers, line numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.ingest.readers.paged.fragments import Fragment, PageContent
from assistant.ingest.readers.paged.ruled_tables import lines_of

_ZONE = 0.14  # share of the page's height at its head and at its foot where running lines stand
_EDGE_LINES = 4  # lines from the head or foot that may be running lines
_SAME_HEIGHT = 4.0  # points by which a running line may move from page to page
_NEAREST = 3  # pages after which a running line must come again
_LONGEST = 160
_PAGE_NUMBER = re.compile(
    r"(?:[-—–―\s·]*(?:第\s?)?(?:[A-Z]{1,2}\s?[-–.]\s?)?\d{1,4}(?:\s?页)?[-—–―\s·]*"
    r"|(?:Page|Seite|S\.|p\.)\s?\d{1,4}(?:\s?(?:of|von|/)\s?\d{1,4})?|\d{1,4}\s?/\s?\d{1,4}"
    r"|第\s?\d{1,4}\s?页\s?[,，/]?\s?共\s?\d{1,4}\s?页|[ivxlc]{1,7})",
    re.IGNORECASE,
)
_SHORTEST_COUNT = 8  # consecutive numbers down a margin that make it a margin of line numbers
_TITLE_SIZE = 1.25  # of the body type: a first page's head in larger type is the title


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the head or foot of a page. ``key`` is equal for the same running line on other pages."""

    page: int
    height: float
    key: str
    fragments: tuple[Fragment, ...]


def find_furniture(pages: Sequence[PageContent], body_size: float) -> dict[int, set[int]]:
    """For each page number the ``order`` of the fragments that are running heads, feet, page or line numbers."""
    found: dict[int, set[int]] = defaultdict(set)
    edges = [edge for page in pages for edge in _edges(page)]
    for edge in (*_repeated(edges, len(pages), body_size), *_numbers(pages)):
        found[edge.page].update(fragment.order for fragment in edge.fragments)
    for page in pages:
        found[page.number].update(fragment.order for fragment in _line_numbers(page))
    return found


def _edges(page: PageContent) -> Iterable[_Edge]:
    for foot in (False, True):
        limit = page.height * (_ZONE if foot else 1 - _ZONE)
        zone = [one for one in page.fragments if (one.box.middle < limit if foot else one.box.middle > limit)]
        lines = lines_of(zone)
        for line in lines[-_EDGE_LINES:] if foot else lines[:_EDGE_LINES]:
            text = " ".join(fragment.text for fragment in line)
            if len(text) <= _LONGEST:
                height = line[0].box.bottom if foot else page.height - line[0].box.bottom
                key = re.sub(r"\W", "", re.sub(r"\d+", "#", text))
                yield _Edge(page.number, height if foot else -height, key, line)


def _repeated(edges: Sequence[_Edge], pages: int, body_size: float) -> Iterable[_Edge]:
    """Lines that stand at one height on several pages close to each other."""
    alike: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.key:
            alike[edge.key, edge.height < 0].append(edge)
    fewest = 2 if pages <= 3 else 3
    for group in alike.values():
        if len({edge.page for edge in group}) < fewest:
            continue
        for edge in group:
            near = [
                other
                for other in group
                if 0 < abs(other.page - edge.page) <= _NEAREST and abs(other.height - edge.height) <= _SAME_HEIGHT
            ]
            is_title = edge.page == 1 and edge.fragments[0].size >= _TITLE_SIZE * body_size
            if near and not is_title:
                yield edge


def _numbers(pages: Sequence[PageContent]) -> Iterable[_Edge]:
    """Page numbers: alone at the very head or foot of their page."""
    for page in pages:
        lines = lines_of(page.fragments)
        if len(lines) < 2:
            continue
        for line, in_zone in (
            (lines[0], lines[0][0].box.middle > page.height * (1 - _ZONE)),
            (lines[-1], lines[-1][0].box.middle < page.height * _ZONE),
        ):
            text = " ".join(fragment.text for fragment in line)
            if in_zone and _PAGE_NUMBER.fullmatch(text.strip()):
                yield _Edge(page.number, 0.0, text, line)


def _line_numbers(page: PageContent) -> Iterable[Fragment]:
    """Numbers of lines down the margin of bills and transcripts."""
    numbers = [one for one in page.fragments if one.text.isdecimal() and len(one.text) <= 3]
    if len(numbers) < _SHORTEST_COUNT:
        return
    columns: dict[int, list[Fragment]] = defaultdict(list)
    for one in numbers:
        columns[round(one.box.right / 8)].append(one)
    for column in columns.values():
        column.sort(key=lambda one: -one.box.top)
        values = [int(one.text) for one in column]
        in_step = sum(second - first == 1 for first, second in pairwise(values))
        beyond = all(other.box.left > column[0].box.right - 2 for other in page.fragments if not other.text.isdecimal())
        if len(column) >= _SHORTEST_COUNT and in_step >= 0.9 * (len(column) - 1) and beyond:
            yield from column
