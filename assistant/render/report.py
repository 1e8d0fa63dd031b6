"""Results with their proof -> paragraphs and tables in one neutral form, from which every file format is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain import Citation


class Mark(StrEnum):
    """How a run of words is set apart."""

    PLAIN = "plain"
    STRONG = "strong"
    DELETED = "deleted"
    INSERTED = "inserted"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind with the citations that stand behind them."""

    text: str
    citations: tuple[Citation, ...] = ()
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of words; ``level`` 1 and 2 are headings, None is text."""

    runs: tuple[Run, ...]
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, and its number where a spreadsheet can count with it."""

    runs: tuple[Run, ...]
    number: Decimal | None = None

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(run.text for run in self.runs)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of all its words."""
        return tuple(citation for run in self.runs for citation in run.citations)


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table: ``widths`` are shares of the line, one a column; ``detail`` columns are left out where room is short.

    ``is_for_sheets`` marks a table that repeats, for spreadsheets, what the paragraphs say already.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    detail: frozenset[int] = frozenset()
    is_for_sheets: bool = False

    @property
    def shown(self) -> list[int]:
        """The columns for readers: no detail, and something stands in them."""
        return [
            place
            for place in range(len(self.columns))
            if place not in self.detail
            and self.widths[place]
            and (not self.rows or any(row[place].text for row in self.rows))
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """A title and its blocks in reading order."""

    title: str
    language: str
    blocks: tuple[Paragraph | ReportTable, ...]

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, ReportTable))

    def runs(self) -> Iterator[Run]:
        """All runs in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs
            else:
                for row in block.rows:
                    for cell in row:
                        yield from cell.runs

    def sources(self) -> tuple[Citation, ...]:
        """Every cited place once, in order of first mention: source ``n`` is at position ``n - 1``."""
        places: dict[tuple[str, int, int], Citation] = {}
        for run in self.runs():
            for citation in run.citations:
                places.setdefault(place_of(citation), citation)
        return tuple(places.values())


def place_of(citation: Citation) -> tuple[str, int, int]:
    """What tells two citations apart."""
    return citation.document.document_id, citation.start, citation.end


def words(text: str, mark: Mark = Mark.PLAIN, *citations: Citation) -> Cell:
    """A cell of one run."""
    return Cell((Run(text, citations, mark),))


def heading(text: str, level: int = 1) -> Paragraph:
    """A heading."""
    return Paragraph((Run(text),), level)


def paragraph(text: str, *citations: Citation, mark: Mark = Mark.PLAIN) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(text, citations, mark),))
