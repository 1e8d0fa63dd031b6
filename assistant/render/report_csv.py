"""A table of a report -> CSV that a spreadsheet opens as text: UTF-8 with a byte order mark, nothing that is a formula.

A cell that begins with =, +, -, @ or a control character would be run as a formula; it gets an apostrophe in front, as
OWASP's advice on CSV injection has it. Plain numbers keep their sign.
"""

from __future__ import annotations

import csv
import io
import re

from assistant.render.report import ReportTable
from assistant.render.text import printable

_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)*%?$")


def table_csv(table: ReportTable) -> str:
    """The table with all its columns and a column for each number that can be counted with."""
    counted = [place for place in range(len(table.columns)) if any(row[place].number is not None for row in table.rows)]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([*map(safe_cell, table.columns), *(safe_cell(f"{table.columns[place]} (#)") for place in counted)])
    for row in table.rows:
        numbers = [format(row[place].number, "f") if row[place].number is not None else "" for place in counted]
        writer.writerow([*(safe_cell(cell.text) for cell in row), *numbers])
    return "\ufeff" + written.getvalue()


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; line breaks stay, other control signs show."""
    shown = "\n".join(printable(line) for line in text.split("\n"))
    return f"'{shown}" if _FORMULA.match(text) and not _NUMBER.match(text) else shown
