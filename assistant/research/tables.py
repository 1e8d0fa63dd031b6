"""A document's text -> its tables: rows of cells, each with its place.

All readers write tables as Markdown rows. A table that goes on after a page break has its first row where the head
should be; it is told by a head that has no words of a head, and takes the head of the table before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROW = re.compile(r"(?m)^[ \t]*\|(?P<cells>.*)\|[ \t]*$")
_RULE = re.compile(r"[\s|:-]+")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Row:
    """One row at ``[start, end)`` of the text: its cells without the space around them, and where each begins in it."""

    cells: tuple[str, ...]
    places: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow each other; ``end`` is where the last one ends."""

    rows: tuple[Row, ...]

    @property
    def end(self) -> int:
        """Where the last row ends."""
        return self.rows[-1].end


def tables_of(text: str) -> Iterator[Table]:
    """The tables of a text in order; the line of dashes under a head is no row."""
    rows: list[Row] = []
    last = -1
    for match in _ROW.finditer(text):
        if rows and text[last : match.start()].strip():
            yield Table(tuple(rows))
            rows = []
        last = match.end()
        if _RULE.fullmatch(match["cells"]):
            continue
        rows.append(_row(match))
    if rows:
        yield Table(tuple(rows))


def _row(match: re.Match[str]) -> Row:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    cells, places = [], []
    place = match.start("cells") - start
    for cell in _CELL_BORDER.split(match["cells"]):
        cells.append(cell.strip().replace("\\|", "|"))
        places.append(place + len(cell) - len(cell.lstrip()))
        place += len(cell) + 1
    return Row(tuple(cells), tuple(places), start, match.start() + len(match.group().rstrip()))
