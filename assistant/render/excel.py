"""A report -> an Excel workbook: one sheet a table, quotes as comments, numbers as numbers, no cell that is a formula.

The only module that knows openpyxl.
"""

from __future__ import annotations

import io
import math
import re
from typing import Any

from assistant.domain import Citation
from assistant.render.reference import reference
from assistant.render.report import Cell, Mark, Report, ReportTable
from assistant.render.text import printable

_LONGEST_CELL = 32_000  # Excel holds 32,767 characters in a cell
_LONGEST_COMMENT = 1_500
_NOT_IN_A_SHEET_NAME = re.compile(r"[\\/*?:\[\]]")
_HIGHEST_ROW = 409.0  # points; Excel allows no more
_LINE = 118  # characters a line of the widths of a table are shares of
_WIDEST_HIDDEN = 40
_WIDEST_TITLE = 18
_COLOURS = {Mark.DELETED: "B3261E", Mark.INSERTED: "1B6E3C", Mark.FAINT: "666666"}


def report_workbook(report: Report) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    from openpyxl import Workbook

    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    names: set[str] = set()
    for table in report.tables:
        _fill(book.create_sheet(_sheet_name(table.title, names)), table)
    if not report.tables:
        _fill(book.create_sheet(_sheet_name(report.title, names)), _text_table(report))
    book.properties.title = printable(report.title)
    book.properties.creator = "Policy assistant"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _text_table(report: Report) -> ReportTable:
    rows = tuple((Cell(block.runs),) for block in report.blocks if not isinstance(block, ReportTable))
    return ReportTable(report.title, (report.title,), rows, (100,))


def _sheet_name(title: str, names: set[str]) -> str:
    """A name Excel takes: 31 characters, none of its signs, each once."""
    bare = _NOT_IN_A_SHEET_NAME.sub(" ", printable(title)).strip("' ") or "Table"
    name, number = bare[:31], 1
    while name.casefold() in names:
        number += 1
        name = f"{bare[: 31 - len(str(number)) - 1]} {number}"
    names.add(name.casefold())
    return name


def _fill(sheet: Any, table: ReportTable) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    counted = [place for place in range(len(table.columns)) if any(row[place].number is not None for row in table.rows)]
    titles = [*table.columns, *(f"{table.columns[place]} (#)" for place in counted)]
    for column, title in enumerate(titles, start=1):
        cell = sheet.cell(1, column)
        _set_text(cell, title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="2F4B7C")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for line, row in enumerate(table.rows, start=2):
        sheet.row_dimensions[line].height = _height(table, row)
        for column, value in enumerate(row, start=1):
            _write(sheet.cell(line, column), value)
        for column, place in enumerate(counted, start=len(row) + 1):
            number = row[place].number
            cell = sheet.cell(line, column)
            cell.value = float(number) if number is not None else None
            cell.number_format = "#,##0.####"
            cell.alignment = Alignment(vertical="top")
    for place, width in enumerate(table.widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = _room(table, place - 1) if width else _WIDEST_HIDDEN
        if place - 1 in table.detail:  # folded away; the sign above the columns opens them
            dimension.outlineLevel, dimension.hidden = 1, True
    for column in range(len(table.columns) + 1, len(titles) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _room(table: ReportTable, place: int) -> float:
    """The width of a column in characters: its share of the line, but room for its title."""
    title = sum(2 if one > "\u2e80" else 1 for one in table.columns[place])
    return max(9.0, _LINE * table.widths[place] / 100, min(title + 3.0, _WIDEST_TITLE))


def _height(table: ReportTable, row: tuple[Cell, ...]) -> float:
    """Points for the longest cell that is shown: spreadsheets do not all fit a row to its text by themselves."""
    lines = 1
    for place, cell in enumerate(row):
        if place in table.detail or not table.widths[place]:
            continue
        room = _room(table, place)
        wide = (sum(2 if one > "\u2e80" else 1 for one in line) for line in cell.text.split("\n"))
        is_bold = any(run.mark is Mark.STRONG for run in cell.runs)
        # Chinese breaks anywhere, Latin words do not and leave the end of a line empty; bold is wider.
        spare = (1.1 if any(one > "\u2e80" for one in cell.text) else 1.25) * (1.15 if is_bold else 1)
        lines = max(lines, sum(max(1, math.ceil(width * spare / room)) for width in wide))
    return min(_HIGHEST_ROW, 15.0 * lines + 3)


def _write(cell: Any, value: Cell) -> None:
    from openpyxl.styles import Alignment, Font

    marks = {run.mark for run in value.runs}
    if marks & {Mark.DELETED, Mark.INSERTED}:
        _set_rich(cell, value)
    else:
        _set_text(cell, value.text)
        mark = next(iter(marks), Mark.PLAIN)
        cell.font = Font(bold=mark is Mark.STRONG, color=_COLOURS.get(mark))
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if value.citations:
        cell.comment = _comment(value.citations)


def _set_text(cell: Any, text: str) -> None:
    """Write text as text: '=1+1' is a word of a document, not a sum."""
    cell.value = _clean(text)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = True


def _set_rich(cell: Any, value: Cell) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    blocks: list[Any] = []
    room = _LONGEST_CELL
    for run in value.runs:
        text = _clean(run.text)[:room]
        room -= len(text)
        if not text:
            continue
        colour = Color(rgb=f"FF{_COLOURS[run.mark]}") if run.mark in _COLOURS else None
        struck = run.mark is Mark.DELETED or None
        font = InlineFont(strike=struck, u="single" if run.mark is Mark.INSERTED else None, color=colour)
        blocks.append(TextBlock(font, text))
    cell.value = CellRichText(*blocks)


def _comment(citations: tuple[Citation, ...]) -> Any:
    from openpyxl.comments import Comment

    places = dict.fromkeys(f"{reference(one)}\n“{one.quote}”" for one in citations)
    comment = Comment(_clean("\n\n".join(places))[:_LONGEST_COMMENT], "Policy assistant")
    comment.width, comment.height = 420, 180
    return comment


def _clean(text: str) -> str:
    """Line breaks stay; signs that XML cannot hold are shown as their code."""
    return "\n".join(printable(line) for line in text.split("\n"))
