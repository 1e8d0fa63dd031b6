"""Gaps and conflicts in metadata, on documents made for each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain import (
    Document,
    DocumentKind,
    FieldEvidence,
    FieldOrigin,
    Instrument,
    Metadata,
    Period,
    PolicyDate,
    PolicyStatus,
    Relation,
    RelationKind,
)
from assistant.ingest.metadata_reading import NOT_USED
from assistant.research.holdings import LIBRARY, Finding, FindingKind, check_documents

COMPLETE = Metadata(
    title="Plan",
    language="en",
    jurisdiction="US",
    authorities=("Office",),
    instrument=Instrument.PLAN,
    issued=PolicyDate.parse("2021-03-15"),
    status=PolicyStatus.IN_FORCE,
)


def document(name: str = "a.md", warnings: tuple[str, ...] = (), **changes: Any) -> Document:
    return Document(name, "0" * 64, "text", replace(COMPLETE, **changes), warnings=warnings)


def test_complete_metadata_give_nothing_to_mend() -> None:
    assert check_documents([document()]) == ()


def test_all_that_is_not_known_is_one_gap() -> None:
    bare = Document("a.md", "0" * 64, "text", Metadata(title="Plan"))
    text = "not known: jurisdiction, date, instrument, authorities, status, language"
    assert check_documents([bare]) == (Finding("a.md", FindingKind.GAP, text),)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"adopted": PolicyDate.parse("2022")}, id="adopted after issue"),
        pytest.param({"effective": PolicyDate.parse("2020-12-31")}, id="in effect before issue"),
        pytest.param({"period": Period(2025, 2021)}, id="period backwards"),
        pytest.param({"period": Period(2016, 2020)}, id="issued after its period"),
        pytest.param({"relations": (Relation(RelationKind.SUPERSEDED_BY, "B", "b.md"),)}, id="in force and superseded"),
    ],
)
def test_statements_that_cannot_both_be_right_are_a_conflict(changes: dict[str, Any]) -> None:
    assert [finding.kind for finding in check_documents([document(**changes)])] == [FindingKind.CONFLICT]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"adopted": PolicyDate.parse("2021")}, id="adopted in the year of issue"),
        pytest.param({"effective": PolicyDate.parse("2021-01-01")}, id="in effect earlier in the year of issue"),
        pytest.param({"period": Period(2021, None)}, id="open period"),
    ],
)
def test_statements_that_can_both_be_right_are_no_conflict(changes: dict[str, Any]) -> None:
    assert check_documents([document(**changes)]) == ()


def test_one_number_on_two_documents_is_a_conflict_of_both() -> None:
    found = check_documents([document("a.md", numbers=("No. 1",)), document("b.md", numbers=("No. 1",))])
    assert [(finding.document_id, finding.text) for finding in found] == [
        ("a.md", "has the number No. 1 in common with b.md"),
        ("b.md", "has the number No. 1 in common with a.md"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"language": "de"}, id="translation"),
        pytest.param({"kind": DocumentKind.DIGEST}, id="digest"),
        pytest.param({"family": "f", "issued": PolicyDate.parse("2023")}, id="version"),
    ],
)
def test_one_number_on_kindred_documents_is_none(changes: dict[str, Any]) -> None:
    first = document("a.md", numbers=("No. 1",), family="f")
    assert check_documents([first, document("b.md", numbers=("No. 1",), **changes)]) == ()


def test_a_successor_that_is_not_held_is_a_gap() -> None:
    relation = Relation(RelationKind.SUPERSEDED_BY, "New plan")
    old = document(status=PolicyStatus.SUPERSEDED, relations=(relation,))
    text = "superseded by New plan, which the library does not hold"
    assert check_documents([old]) == (Finding("a.md", FindingKind.GAP, text),)


def test_two_texts_with_one_title_place_and_date_are_told_of_both() -> None:
    found = check_documents([document("a.md", family="f"), document("b.md", family="f")])
    assert [finding.document_id for finding in found] == ["a.md", "b.md"]
    assert found[0].text == "has title, place and date 2021-03-15 in common with b.md"


def test_a_text_that_many_rest_on_and_nobody_holds_is_a_gap_of_the_library() -> None:
    rests = (Relation(RelationKind.IMPLEMENTS, "《立法法》"), Relation(RelationKind.REFERS_TO, "某办法"))
    found = check_documents([document(f"{letter}.md", relations=rests) for letter in "abcd"])
    text = "4 documents rest on 《立法法》, which the library does not hold: a.md, b.md, c.md and 1 more"
    assert found == (Finding(LIBRARY, FindingKind.GAP, text),)


def lost(
    field: str, value: str, confidence: float = 0.8, origin: FieldOrigin = FieldOrigin.TEXT
) -> tuple[Finding, ...]:
    evidence = (
        FieldEvidence(field, FieldOrigin.TEXT, 0.9),
        FieldEvidence(field, origin, confidence, note=f"{NOT_USED}{value}"),
    )
    return check_documents([document(evidence=evidence)])


def test_steps_of_one_publication_other_titles_and_weak_readings_are_no_conflict() -> None:
    assert lost("issued", "2021-01-20") == ()
    assert lost("title", "Some other line") == ()
    assert lost("jurisdiction", "DE", 0.4) == ()


def test_another_year_another_stated_title_and_a_sure_reading_are_conflicts() -> None:
    assert len(lost("issued", "2020-01-20")) == 1
    assert len(lost("title", "Another title", origin=FieldOrigin.FORMAT)) == 1
    assert len(lost("jurisdiction", "DE")) == 1


def test_a_reading_that_lost_is_a_conflict() -> None:
    evidence = (
        FieldEvidence("issued", FieldOrigin.FRONT_MATTER, 1.0),
        FieldEvidence("issued", FieldOrigin.TEXT, 0.8, note=f"{NOT_USED}2020-01-01"),
    )
    text = "issued: 2021-03-15 (front matter), but text says 2020-01-01"
    assert check_documents([document(evidence=evidence)]) == (Finding("a.md", FindingKind.CONFLICT, text),)


def test_warnings_of_reading_are_told() -> None:
    found = check_documents([document(warnings=("page 3 has no text",))])
    assert found == (Finding("a.md", FindingKind.READING, "page 3 has no text"),)
