"""Reports in every format: footnotes in Word, no formula in Excel and CSV, marks in Markdown and terminal."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.domain import Answer, Citation
from assistant.errors import InputError
from assistant.render.excel import report_workbook
from assistant.render.export import export_report
from assistant.render.reference import reference
from assistant.render.report import Cell, Mark, Report, ReportTable, Run, heading, paragraph, words
from assistant.render.report_csv import safe_cell, table_csv
from assistant.render.report_json import report_json
from assistant.render.report_markdown import report_markdown
from assistant.render.report_text import report_text
from assistant.render.research_reports import answer_report
from assistant.render.research_words import word
from assistant.render.word import report_document
from assistant.research.readings import Doubt

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def report(cite: Callable[[str], Citation]) -> Report:
    target, fund = cite("到2025年，培育十个集群。"), cite("设立专项资金。")
    table = ReportTable(
        "目标/表",
        ("指标", "数值", "文件"),
        (
            (words("=1+1"), Cell((Run("十个", (target,)),), Decimal(10)), words("a.md")),
            (
                Cell((Run("旧", (), Mark.DELETED), Run("新", (fund, target), Mark.INSERTED))),
                words("*不是标记*"),
                words(""),
            ),
        ),
        (40, 60, 0),
        frozenset({2}),
    )
    return Report("示例报告", "zh", (heading("目标"), paragraph("培育十个集群。", target), table))


def test_word_has_a_real_footnote_for_every_citation(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(report_document(report))) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        notes = ElementTree.fromstring(package.read("word/footnotes.xml"))
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    referred = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    held = [note.get(f"{W}id") for note in notes if note.get(f"{W}type") is None]
    assert referred == held == ["1", "2", "3", "4"]
    assert "footnotes+xml" in types
    assert "relationships/footnotes" in relations


def test_a_footnote_names_title_number_body_date_and_page(report: Report, cite: Callable[[str], Citation]) -> None:
    with zipfile.ZipFile(io.BytesIO(report_document(report))) as package:
        notes = package.read("word/footnotes.xml").decode()
    expected = "《某省集群培育方案》（粤府〔2021〕9号，摘要，非官方原文），2021年3月15日，第1页。"
    assert reference(cite("到2025年，培育十个集群。")) == expected
    assert expected in notes


def test_excel_keeps_text_as_text_numbers_as_numbers_and_quotes_as_comments(report: Report) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(report_workbook(report)), rich_text=True).worksheets[0]
    assert sheet.title == "目标 表"
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["D1"].value == "数值 (#)"
    assert sheet["D2"].value == 10
    assert "到2025年，培育十个集群。" in sheet["B2"].comment.text
    assert str(sheet["A3"].value) == "旧新"
    assert sheet.column_dimensions["C"].hidden


def test_csv_is_read_back_and_holds_no_formula(report: Report) -> None:
    rows = list(csv.reader(io.StringIO(table_csv(report.tables[0]).lstrip("\ufeff"))))
    assert rows[0] == ["指标", "数值", "文件", "数值 (#)"]
    assert rows[1] == ["'=1+1", "十个", "a.md", "10"]


@given(st.text(max_size=30))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    shown = safe_cell(text)
    stripped = shown.lstrip()
    assert not stripped.startswith(("=", "@")) and (not stripped.startswith(("+", "-")) or stripped[1:2].isdigit())


def test_markdown_escapes_text_and_numbers_its_sources(report: Report) -> None:
    shown = report_markdown(report)
    assert "\\*不是标记\\*" in shown
    assert "<del>旧</del><ins>新</ins> \\[2\\] \\[1\\]" in shown
    assert "a.md" not in shown  # a detail column
    assert shown.count("\n> ") == 2


def test_a_pipe_shows_what_was_deleted_and_inserted(report: Report) -> None:
    console = Console(file=io.StringIO(), width=100)
    console.print(report_text(report))
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[-旧-]{+新+}" in printed
    assert "[1]" in printed


def test_json_holds_every_cell_with_its_citations(report: Report) -> None:
    value = json.loads(json.dumps(report_json(report)))
    cell = value["blocks"][2]["rows"][0][1]
    assert cell["number"] == 10
    assert cell["citations"][0]["quote"] == "到2025年，培育十个集群。"


def test_an_answer_and_a_refusal_become_reports(answer: Answer, refusal: Answer) -> None:
    assert [run.text for run in answer_report(answer).runs()][:2] == ["十个", "到2025年，培育十个集群。"]
    assert len(answer_report(answer).tables) == 1
    assert answer_report(refusal).tables == ()
    assert report_document(answer_report(refusal))
    assert report_workbook(answer_report(refusal))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".md", ".csv", ".json"])
def test_a_file_is_written_by_its_ending(report: Report, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"report{suffix}"
    assert export_report(report, file) == (file,)
    assert file.stat().st_size > 0
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


def test_a_name_that_cannot_be_written_is_refused_in_a_sentence(report: Report, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot write \.odt; use \.docx"):
        export_report(report, tmp_path / "report.odt")
    with pytest.raises(InputError, match="does not exist"):
        export_report(report, tmp_path / "missing" / "report.md")


def test_columns_in_which_nothing_stands_are_not_shown() -> None:
    table = ReportTable(
        "表", ("甲", "乙", "丙", "丁"), ((words("1"), words(""), words("2"), words("3")),), (5, 5, 5, 0)
    )
    assert table.shown == [0, 2]
    assert replace(table, detail=frozenset({0})).shown == [2]
    assert replace(table, rows=()).shown == [0, 1, 2]


def test_every_doubt_has_words_in_both_languages() -> None:
    assert all(word(doubt, language) for doubt in Doubt for language in ("zh", "en"))
