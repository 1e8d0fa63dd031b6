"""Answered questions -> an Excel workbook: one sheet of answers, one of citations, one of what failed.

Texts come from documents and strangers, so none is ever a formula, and signs that Excel refuses are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.domain import Ending
from assistant.errors import InputError
from assistant.render.words import ending

_LONGEST = 32_000  # characters of a cell; Excel's limit is 32,767
_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANSWERS = (
    ("id", 14), ("question", 50), ("outcome", 22), ("answer", 80), ("short answer", 30), ("sources", 60),
    ("chance of an answer", 12), ("drafter", 14), ("notes", 40), ("seconds", 10),
)  # fmt: skip
_CITATIONS = (
    ("id", 14), ("number", 8), ("title", 50), ("document", 40), ("jurisdiction", 12), ("document number", 24),
    ("date", 12), ("status", 14), ("page", 8), ("section", 40), ("quote", 80), ("official text", 40),
)  # fmt: skip
_FAILURES = (("id", 14), ("question", 50), ("what went wrong", 80))


def write_workbook(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows of ``answers.jsonl``, one at a time; whole or not at all.

    Raises:
        InputError: the file cannot be written.
    """
    unfinished = file.with_name(file.name + ".new")
    try:
        with unfinished.open("wb") as stream:  # first, so that nothing is written for a folder that takes nothing
            _workbook(rows).save(stream)
        unfinished.replace(file)
    except OSError as problem:
        raise InputError(f"{file} cannot be written ({problem.strerror}); is it open in Excel?") from None


def _workbook(rows: Iterable[Mapping[str, Any]]) -> Any:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    answers, citations, failures = (
        _sheet(book, title, columns)
        for title, columns in (("Answers", _ANSWERS), ("Citations", _CITATIONS), ("Failed", _FAILURES))
    )
    for row in rows:
        if row.get("error"):
            _append(failures, (row["id"], row["question"], row["error"]))
            continue
        answer = row["answer"]
        cited = _numbered(answer)
        _append(answers, _answer_cells(row, answer, cited))
        for number, one in enumerate(cited, start=1):
            _append(citations, (row["id"], number, *_citation_cells(one)))
    return book


def _sheet(book: Any, title: str, columns: Iterable[tuple[str, int]]) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    headings = []
    for place, (name, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        headings.append(cell)
    sheet.append(headings)
    return sheet


def _append(sheet: Any, values: Iterable[Any]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, _text(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # also for what begins with "="
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    sheet.append(cells)


def _text(value: str) -> str:
    clean = _REFUSED.sub("", value)
    return clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST]}…"


def _answer_cells(row: Mapping[str, Any], answer: Mapping[str, Any], cited: list[Mapping[str, Any]]) -> tuple[Any, ...]:
    numbers = {_place(one): number for number, one in enumerate(cited, start=1)}
    sentences = []
    for statement in answer["statements"]:
        marks = dict.fromkeys(numbers[_place(one)] for one in statement["citations"])
        sentences.append(f"{statement['text']} {''.join(f'[{mark}]' for mark in marks)}")
    sources = "\n".join(f"[{number}] {_source(one)}" for number, one in enumerate(cited, start=1))
    return (
        row["id"],
        answer["question"],
        ending(Ending(answer["status"]), answer["language"]),
        "\n".join(sentences) or answer["reason"] or "",
        answer["lead"] or "",
        sources,
        answer["confidence"],
        answer["drafter"],
        "\n".join(answer["warnings"]),
        round(answer["timings_ms"].get("total", 0) / 1000, 3),
    )


def _citation_cells(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        one["title"],
        one["document"],
        one["jurisdiction"] or "",
        "; ".join(one["numbers"]),
        one["date"] or "",
        one["status"],
        one["page"],
        " / ".join(one["heading_path"]),
        one["quote"],
        one["official_url"] or "",
    )


def _numbered(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every cited place once, in the order in which a reader meets it."""
    places: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for statement in answer["statements"]:
        for one in statement["citations"]:
            places.setdefault(_place(one), one)
    return list(places.values())


def _place(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one["document"], one["start"], one["end"]


def _source(one: Mapping[str, Any]) -> str:
    parts = [one["title"], "; ".join(one["numbers"]), one["date"], f"p. {one['page']}" if one["page"] else ""]
    return " · ".join(filter(None, parts))
