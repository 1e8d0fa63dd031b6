"""Every command on a real index: what it prints, and that its JSON holds to the published schemas."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from assistant import __version__
from assistant.cli import run
from tests.cli.workplace import DOCUMENTS, Workplace
from tests.render.contract import validate


def printed_json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The object on standard output; nothing else may stand there."""
    value = json.loads(capsys.readouterr().out)
    assert isinstance(value, dict)
    return value


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "Commands:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        pytest.param("广东省示例产业集群总数到2025年达到多少个？", "cn-gd/plan.zh.md", "十七个", id="zh"),
        pytest.param(
            "How many regional clusters did the Sample Agency fund?", "us/programme.en.md", "fourteen", id="en"
        ),
        pytest.param("Wie viele Cluster wurden im Musterwettbewerb ausgewählt?", "de/wettbewerb.txt", "neun", id="de"),
    ],
)
def test_an_answer_cites_the_document_that_holds_it(
    library: Workplace, capsys: pytest.CaptureFixture[str], question: str, document: str, words: str
) -> None:
    assert library.run("ask", question, "--json") == 0
    answer = printed_json(capsys)
    validate(answer, "ask")
    assert answer["status"] == "answered"
    citation = answer["statements"][0]["citations"][0]
    assert citation["document"] == document
    assert words in citation["quote"]
    assert citation["quote"] in DOCUMENTS[document]


def test_an_answer_for_people_has_marks_sources_and_quote(
    library: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library.run("ask", "How many regional clusters did the Sample Agency fund?") == 0
    shown = capsys.readouterr().out
    assert " [1]" in shown
    for part in ("Sources", "Sample Regional Cluster Programme", "United States", "Funding", "us/programme.en.md"):
        assert part in shown


def test_an_answer_as_markdown(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("ask", "How many regional clusters did the Sample Agency fund?", "--markdown") == 0
    assert "\n## Sources\n" in capsys.readouterr().out


def test_a_question_may_come_from_standard_input(
    library: Workplace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO(b"How many agencies took part in the Sample Regional Cluster Programme?\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
    assert library.run("ask", "-", "--json") == 0
    assert printed_json(capsys)["question"] == "How many agencies took part in the Sample Regional Cluster Programme?"


def test_a_refusal_ends_well_and_shows_what_was_searched(
    library: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library.run("ask", "Which tenor sang at the opera gala in Verona?", "--jurisdiction", "United States") == 0
    shown = capsys.readouterr().out
    assert "Searched: United States" in shown
    assert "they do not answer the question" in shown
    assert "[1]" not in shown


def test_a_refusal_holds_to_the_schema(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("ask", "Which tenor sang at the opera gala in Verona?", "--json") == 0
    answer = printed_json(capsys)
    validate(answer, "ask")
    assert answer["statements"] == []


def test_search_lists_hits_best_first(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("search", "示例产业集群", "-k", "3", "--json") == 0
    result = printed_json(capsys)
    validate(result, "search")
    assert [hit["rank"] for hit in result["hits"]] == [1, 2, 3]
    for hit in result["hits"]:
        assert hit["text"] in DOCUMENTS[hit["document"]]


def test_search_for_people(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("search", "示例专项资金") == 0
    assert "  1. 广东省示例产业集群培育方案" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        pytest.param(["--jurisdiction", "广东"], {"cn-gd/plan.zh.md"}, id="Chinese name"),
        pytest.param(["-j", "Guangdong", "-j", "CN-JS"], {"cn-gd/plan.zh.md", "cn-js/plan.zh.md"}, id="name and code"),
        pytest.param(["--year-to", "2012", "-j", "US"], {"us/programme.en.md"}, id="year"),
        pytest.param(["--document", "de/wettbewerb.txt"], {"de/wettbewerb.txt"}, id="document"),
        pytest.param(["--instrument", "opinion"], {"cn-js/plan.zh.md"}, id="type"),
    ],
)
def test_options_narrow_the_search(
    library: Workplace, capsys: pytest.CaptureFixture[str], options: list[str], documents: set[str]
) -> None:
    assert library.run("search", "cluster 集群", *options, "--json") == 0
    assert {hit["document"] for hit in printed_json(capsys)["hits"]} == documents


def test_documents_are_listed(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("documents", "--json") == 0
    assert [one["document"] for one in printed_json(capsys)["documents"]] == sorted(DOCUMENTS)


def test_documents_are_listed_within_a_scope(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("documents", "--jurisdiction", "江苏") == 0
    shown = capsys.readouterr().out
    assert "江苏省示例产业集群实施意见" in shown
    assert "1 documents" in shown


def test_a_document_is_shown_with_every_character_accounted_for(
    library: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library.run("documents", "show", "cn-gd/plan.zh.md", "--json") == 0
    record = printed_json(capsys)
    assert record["numbers"] == ["粤示函〔2021〕9号"]
    assert {"field": "numbers", "origin": "front_matter"}.items() <= record["evidence"][
        [one["field"] for one in record["evidence"]].index("numbers")
    ].items()
    accounting = record["accounting"]
    assert accounting["lost"] == 0
    assert accounting["extracted"] == accounting["in_passages"] + sum(accounting["left_out"].values())
    assert "一、目标" in [section["heading"] for section in record["outline"]]


def test_a_document_is_shown_to_people(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("documents", "show", "us/programme.en.md") == 0
    shown = capsys.readouterr().out
    for part in ("Sample Regional Cluster Programme", "jurisdiction    US", "front_matter", "Outline", "Funding"):
        assert part in shown


def test_gaps_are_listed(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("documents", "check", "--json") == 0
    found = printed_json(capsys)
    assert found["documents"] == len(DOCUMENTS)
    gaps = {one["document"]: one["text"] for one in found["findings"] if one["kind"] == "gap"}
    assert "authorities" in gaps["cn-js/plan.zh.md"]


def test_ingesting_again_changes_nothing(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("ingest", str(library.documents), "--json") == 0
    report = printed_json(capsys)
    assert (report["added"], report["replaced"], report["unchanged"]) == ([], [], sorted(DOCUMENTS))


def test_doctor_reports_the_index(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("doctor", "--json") == 0
    checks = {one["subject"]: one["state"] for one in printed_json(capsys)["checks"]}
    assert checks["index"] == "good"
    assert checks["embedding model"] == "good"
