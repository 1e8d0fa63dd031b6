"""Tables of questions from Excel, csv and jsonl, as people keep them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.domain import Scope
from assistant.errors import InputError
from assistant.evaluate.sheets import read_sheet


def book(file: Path, *rows: tuple[object, ...]) -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    workbook.save(file)
    return file


def test_csv_in_a_chinese_encoding_with_chinese_headings(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    text = "编号,问题,地区\r\n一,广东有多少个集群？,广东\r\n二,“两省”比较,广东；江苏\r\n" * 1
    file.write_bytes(text.encode("gb18030"))
    first, second = read_sheet(file).rows
    assert (first.identity, first.question, first.scope) == (
        "一",
        "广东有多少个集群？",
        Scope(jurisdictions=("CN-GD",)),
    )
    assert second.scope.jurisdictions == ("CN-GD", "CN-JS")


def test_csv_with_semicolons_quotes_and_lines_in_cells(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    file.write_text('Question;year_from\n"Two\nlines; one cell";2020\nAnother;\n', encoding="utf-8-sig")
    first, second = read_sheet(file).rows
    assert (first.question, first.line, first.scope.year_from) == ("Two\nlines; one cell", 2, 2020)
    assert (second.identity, second.line) == ("4", 4)


def test_xlsx_with_numbers_and_empty_rows(tmp_path: Path) -> None:
    file = book(
        tmp_path / "q.xlsx", (None, None), ("id", "question", "history"), (7.0, "Who?", "First?; Second?"), (None, None)
    )
    (row,) = read_sheet(file).rows
    assert (row.identity, row.line, row.history) == ("7", 3, ("First?", "Second?"))


def test_jsonl_of_an_evaluation_set(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "a", "question": "x?", "scope": {"jurisdictions": ["US"]}, "gold": []}\n', encoding="utf-8")
    assert read_sheet(file).rows[0].scope.jurisdictions == ("US",)


def test_rows_that_cannot_be_used_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    file.write_text(
        "id,question,jurisdiction\na,x?,\n,,\na,y?,\nb,,US\nc,z?,Gondor\nd,too,many,cells\n", encoding="utf-8"
    )
    sheet = read_sheet(file)
    assert [row.identity for row in sheet.rows] == ["a"]
    assert [problem.line for problem in sheet.problems] == [4, 5, 6, 7]
    assert "already on line 2" in sheet.problems[0].text
    assert "Gondor" in sheet.problems[2].text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("q.txt", b"question", "is no .csv", id="other ending"),
        pytest.param("q.csv", b"", "is empty", id="empty"),
        pytest.param("q.csv", b"frage nr,text\n1,x", "has no column 'question'", id="no column"),
        pytest.param("q.xlsx", b"PK\x03\x04broken", "no readable .xlsx", id="broken workbook"),
        pytest.param("q.xlsx", b"question\nx", "no readable .xlsx", id="renamed text"),
        pytest.param("q.csv", b"\x00\x01\x02\x03" * 50, "cannot be read", id="binary"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=words.replace(".", r"\.")):
        read_sheet(tmp_path / name)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        read_sheet(tmp_path / "q.csv")
