"""The workbook of a batch: what stands where, and texts that would harm a reader of Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.errors import InputError
from assistant.render.answers_xlsx import write_workbook


def answer(text: str = "Fourteen clusters.", quote: str = "Fourteen clusters.") -> dict[str, Any]:
    citation = {
        "document": "us.md", "title": "Programme", "jurisdiction": "US", "status": "in_force", "numbers": ["A 1"],
        "date": "2010-09", "official_url": None, "page": 3, "heading_path": ["Part", "Funding"], "start": 0, "end": 18,
        "quote": quote,
    }  # fmt: skip
    return {
        "question": "How many?", "language": "en", "status": "answered", "lead": None, "reason": None,
        "confidence": 0.9, "drafter": "extractive", "statements": [{"text": text, "citations": [citation, citation]}],
        "warnings": ["old"],
        "timings_ms": {"total": 120.0},
    }  # fmt: skip


def test_sheets(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "question": "How many?", "answer": answer()},
        {"id": "2", "question": "?", "error": "ValueError: no"},
        {
            "id": "3",
            "question": "x",
            "answer": {**answer(), "statements": [], "status": "not_in_library", "reason": "Nothing."},
        },
    ]
    write_workbook(tmp_path / "a.xlsx", rows)
    book = load_workbook(tmp_path / "a.xlsx")
    answers = list(book["Answers"].values)
    assert answers[0][:4] == ("id", "question", "outcome", "answer")
    assert answers[1][:4] == ("1", "How many?", "Answered", "Fourteen clusters. [1]")
    assert answers[1][5] == "[1] Programme · A 1 · 2010-09 · p. 3"
    assert answers[2][2:4] == ("The library does not answer this", "Nothing.")
    assert list(book["Citations"].values)[1][:4] == ("1", 1, "Programme", "us.md")
    assert list(book["Failed"].values)[1] == ("2", "?", "ValueError: no")
    assert book["Answers"].freeze_panes == "A2"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", '=HYPERLINK("http://x","y")'])
def test_no_text_is_a_formula(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "a.xlsx", [{"id": text, "question": text, "answer": answer(quote=text)}])
    cells = next(iter(load_workbook(tmp_path / "a.xlsx")["Citations"].iter_rows(min_row=2)))
    assert {cell.data_type for cell in (cells[0], cells[10])} == {"s"}
    assert cells[10].value == text


def test_signs_that_excel_refuses_and_long_cells(tmp_path: Path) -> None:
    text = "\x00a\x0b\ud800b" + "字" * 40_000
    write_workbook(tmp_path / "a.xlsx", [{"id": "1", "question": "?", "answer": answer(quote=text)}])
    quote = [*load_workbook(tmp_path / "a.xlsx")["Citations"].values][1][10]
    assert str(quote).startswith("ab字")
    assert len(str(quote)) == 32_001


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_workbook(tmp_path / "missing" / "a.xlsx", [])
