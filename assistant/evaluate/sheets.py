"""Questions in a csv, jsonl or xlsx file -> rows to be answered, and every row that cannot be used with its number.

One column or key must be called ``question``; others may be ``id``, ``jurisdiction``, ``year_from``, ``year_to``,
``document``, ``instrument`` and ``history``, in English or Chinese. A cell with several values separates them by ``;``.
The only module that reads tables with openpyxl.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain import Scope
from assistant.errors import AssistantError, InputError
from assistant.evaluate.case import OPEN_SCOPE, Problem
from assistant.evaluate.cases import Unusable, identity_of, parse_scope, read_bytes, read_lines, required_text, texts
from assistant.ingest.encoding import decode

_NAMES = {
    "id": ("id", "编号", "序号", "no", "nr"),
    "question": ("question", "问题", "提问", "frage"),
    "jurisdictions": ("jurisdictions", "jurisdiction", "地区", "辖区", "place"),
    "year_from": ("year_from", "起始年份"),
    "year_to": ("year_to", "截止年份"),
    "documents": ("documents", "document", "文件"),
    "instruments": ("instruments", "instrument", "文种"),
    "statuses": ("statuses", "status"),
    "languages": ("languages",),
    "scope": ("scope",),
    "history": ("history", "上文", "earlier"),
}
_COLUMN_OF = {spelling: name for name, spellings in _NAMES.items() for spelling in spellings}
_LISTS = ("jurisdictions", "documents", "instruments", "statuses", "languages")
_MOST_CELL = 1_000_000  # characters of a csv cell; Python's own limit refuses long histories


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question to be answered; ``line`` is its line or row in the file, 1-based."""

    identity: str
    line: int
    question: str
    scope: Scope = OPEN_SCOPE
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file of questions holds."""

    name: str
    sha256: str
    rows: tuple[AskedRow, ...]
    problems: tuple[Problem, ...]


def read_sheet(file: Path) -> Sheet:
    """Read questions; the ending of the name tells the format.

    Raises:
        InputError: the file is missing, of another format, or lacks a column of questions.
    """
    readers = {".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".xlsx": _xlsx}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise InputError(f"{file} is no .csv, .jsonl or .xlsx file; save the questions as one of these")
    content = read_bytes(file)
    rows: dict[str, AskedRow] = {}
    problems: list[Problem] = []
    for line, raw in reader(content, file):
        try:
            if isinstance(raw, Unusable):
                raise raw
            row = _row(raw, line)
            if row.identity in rows:
                first = rows[row.identity].line
                raise Unusable(f"the id {row.identity!r} stands already on line {first}; give each question its own")
        except Unusable as problem:
            problems.append(Problem(line, str(problem)))
        else:
            rows[row.identity] = row
    return Sheet(file.name, hashlib.sha256(content).hexdigest(), tuple(rows.values()), tuple(problems))


def _row(raw: Mapping[str, Any], line: int) -> AskedRow:
    named = {_COLUMN_OF[key]: value for key, value in _named(raw).items() if key in _COLUMN_OF}
    scope = named.get("scope")
    given = dict(scope) if isinstance(scope, dict) else {}
    given |= {key: _split(named[key]) for key in _LISTS if named.get(key)}
    given |= {key: named[key] for key in ("year_from", "year_to") if named.get(key)}
    return AskedRow(
        identity=identity_of(named, line),
        line=line,
        question=required_text(named, "question"),
        scope=parse_scope(given),
        history=texts(_split(named.get("history")), "history"),
    )


def _named(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).strip().lower().replace(" ", "_"): value for key, value in raw.items() if key is not None}


def _split(value: Any) -> Any:
    """The parts of a cell; lists of a JSON file stay as they are."""
    if not isinstance(value, str):
        return value
    return [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]


def _jsonl(content: bytes, file: Path) -> Iterator[tuple[int, dict[str, Any] | Unusable]]:
    return read_lines(content, file)


def _csv(content: bytes, file: Path) -> Iterator[tuple[int, dict[str, Any] | Unusable]]:
    try:
        text = decode(content).text
    except AssistantError as problem:
        raise InputError(f"{file} cannot be read: {problem}") from None
    first = text.split("\n", 1)[0]
    csv.field_size_limit(_MOST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header: list[str] | None = None
    before = 0
    try:
        for cells in rows:
            line, before = before + 1, rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells, file)
                continue
            if len(cells) > len(header):
                yield line, Unusable(f"{len(cells)} cells under {len(header)} columns; put the question in quotes")
                continue
            yield line, dict(zip(header, cells, strict=False))
    except csv.Error as problem:
        yield before + 1, Unusable(f"not readable as csv ({problem})")
    if header is None:
        raise InputError(f"{file} is empty; it needs a first line with the name of each column, 'question' among them")


def _xlsx(content: bytes, file: Path) -> Iterator[tuple[int, dict[str, Any] | Unusable]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, EOFError) as problem:
        raise InputError(f"{file} is no readable .xlsx workbook ({problem}); save it again in Excel") from None
    header: list[str] | None = None
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            continue
        if header is None:
            header = _header([str(cell or "") for cell in cells], file)
            continue
        yield line, {key: _cell(cell) for key, cell in zip(header, cells, strict=False) if key}
    book.close()
    if header is None:
        raise InputError(f"{file} is empty; its first row needs the name of each column, 'question' among them")


def _cell(value: Any) -> Any:
    """A number as text without a decimal point where it has no decimals: Excel keeps 7 as 7.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _header(cells: list[str], file: Path) -> list[str]:
    names = [cell.strip() for cell in cells]
    if "question" not in {_COLUMN_OF.get(name.lower().replace(" ", "_")) for name in names}:
        raise InputError(
            f"{file} has no column 'question' (or 问题); its columns are: {', '.join(filter(None, names)) or 'none'}"
        )
    return names
