"""The list of documents, one document's record and the list of findings."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from assistant.domain import Document, FieldEvidence, FieldOrigin, Metadata, Relation, RelationKind, Section
from assistant.ingest.accounting import Account
from assistant.render.documents import (
    document_json,
    document_text,
    findings_json,
    findings_text,
    list_json,
    list_table,
)
from assistant.research.holdings import Finding, FindingKind

ACCOUNT = Account(extracted=42, in_passages=30, left_out={"contents": 12}, lost=0)


def drawn(table: object) -> str:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def test_the_list_has_one_row_a_document(document: Document) -> None:
    rows = drawn(list_table({"cn-xx/plan.md": document.metadata, "b.md": Metadata(title="B")})).splitlines()
    assert rows[1].split()[:4] == ["cn-xx/plan.md", "某省集群培育方案", "CN-GD", "2021-03-15"]
    assert rows[2].split() == ["b.md", "B", "-", "-", "-", "unknown", "und"]
    assert rows[3].strip() == "2 documents"


def test_a_title_cannot_use_markup_of_the_terminal_library() -> None:
    assert "[red]x[/red]" in drawn(list_table({"b.md": Metadata(title="[red]x[/red]")}))


def test_the_list_as_json(document: Document) -> None:
    row = list_json({"cn-xx/plan.md": document.metadata})["documents"][0]
    assert (row["document"], row["jurisdiction"], row["issued"]) == ("cn-xx/plan.md", "CN-GD", "2021-03-15")
    assert (row["period"], row["status"], row["numbers"]) == (None, "period_ended", ["粤府〔2021〕9号"])


def test_a_record_names_the_origin_of_its_fields(document: Document) -> None:
    evidence = (FieldEvidence("numbers", FieldOrigin.TEXT, 0.95, 10, 21, "bracket"),)
    shown = document_text(
        replace(document, metadata=replace(document.metadata, evidence=evidence)), 3, ACCOUNT
    ).plain.splitlines()
    assert "numbers         粤府〔2021〕9号  (text at 10-21, 95%, bracket)" in shown
    assert "jurisdiction    CN-GD" in shown


def test_a_record_accounts_for_every_character(document: Document) -> None:
    shown = document_text(document, 3, ACCOUNT).plain
    for line in ("42 extracted", "30 in 3 passages", "12 left out: contents"):
        assert line in shown
    assert "lost" not in shown
    assert "5 lost" in document_text(document, 3, replace(ACCOUNT, lost=5)).plain


def test_a_record_shows_the_outline_with_pages(document: Document) -> None:
    shown = document_text(document, 3, ACCOUNT).plain.splitlines()
    assert "  第一章 目标  p. 1" in shown
    assert "  第二章 保障  p. 2" in shown


def test_a_record_names_relations_and_whether_the_library_holds_them(document: Document) -> None:
    relations = (
        Relation(RelationKind.VERSION_OF, "某省方案", "cn-xx/old.md"),
        Relation(RelationKind.REPEALS, "某省办法"),
    )
    shown = document_text(
        replace(document, metadata=replace(document.metadata, relations=relations)), 3, ACCOUNT
    ).plain.splitlines()
    assert "  version of    某省方案  -> cn-xx/old.md" in shown
    assert "  repeals       某省办法  (not in the library)" in shown


def test_parts_of_articles_are_counted_and_not_listed(document: Document) -> None:
    parts = tuple(
        Section(0, 5, 2, heading, ("第一章 目标", heading))
        for heading in ("第二款", "（三）", "(a)", "1.", "b)", "(aa)")
    )
    shown = document_text(replace(document, sections=document.sections + parts), 3, ACCOUNT).plain
    assert "第二款" not in shown
    assert "(aa)" not in shown
    assert "and 6 paragraphs and numbered parts of articles" in shown


def test_a_record_as_json(document: Document) -> None:
    record = document_json(replace(document, warnings=("w",)), 3, ACCOUNT)
    assert record["accounting"] == {"extracted": 42, "in_passages": 30, "left_out": {"contents": 12}, "lost": 0}
    assert record["outline"][0] == {"level": 1, "heading": "第一章 目标", "start": 0, "end": document.sections[0].end}
    assert (record["passages"], record["pages"], record["warnings"]) == (3, 2, ["w"])


def test_findings_are_grouped_and_counted() -> None:
    findings = (
        Finding("a.md", FindingKind.GAP, "not known: date"),
        Finding("a.md", FindingKind.CONFLICT, "ends before it begins"),
        Finding("b.md", FindingKind.GAP, "not known: date"),
    )
    lines = findings_text(findings, 5).plain.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["a.md", "b.md", "5 documents: 1 conflict, 2 gap"]
    assert findings_json(findings, 5)["findings"][1] == {
        "document": "a.md",
        "kind": "conflict",
        "text": "ends before it begins",
    }


def test_no_findings_say_so() -> None:
    assert findings_text((), 5).plain == "5 documents: nothing to mend"
