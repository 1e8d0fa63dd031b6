"""Rendered objects hold to the published schemas, and the schemas name every key."""

from __future__ import annotations

from dataclasses import replace

import jsonschema
import pytest

from assistant.domain import Answer, Ending, Scope, SearchResult
from assistant.render.json_contract import answer_json, search_json
from tests.render.contract import validate


def test_an_answer_holds_to_its_schema(answer: Answer) -> None:
    validate(answer_json(answer), "ask")


def test_a_refusal_holds_to_its_schema(refusal: Answer) -> None:
    validate(answer_json(refusal), "ask")


def test_a_search_holds_to_its_schema(search: SearchResult) -> None:
    validate(search_json(search), "search")


def test_a_search_without_hits_holds_to_its_schema() -> None:
    validate(search_json(SearchResult("x", "und", Scope(), ())), "search")


def test_the_schema_refuses_an_answer_without_statements(refusal: Answer) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate(answer_json(replace(refusal, status=Ending.ANSWERED)), "ask")


def test_the_schema_refuses_a_refusal_with_statements(answer: Answer) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate(answer_json(replace(answer, status=Ending.NOT_IN_LIBRARY)), "ask")


def test_a_quote_is_what_stands_between_its_offsets(answer: Answer) -> None:
    text = answer.statements[0].citations[0].document.text
    citations = [one for statement in answer_json(answer)["statements"] for one in statement["citations"]]
    assert [one["quote"] for one in citations] == [text[one["start"] : one["end"]] for one in citations]


def test_a_citation_names_its_place(answer: Answer) -> None:
    fund = answer_json(answer)["statements"][1]["citations"][0]
    assert (fund["document"], fund["page"], fund["heading_path"]) == ("cn-xx/plan.md", 2, ["第二章 保障"])
    assert (fund["jurisdiction"], fund["date"], fund["status"]) == ("CN-GD", "2021-03-15", "period_ended")


def test_what_was_rejected_is_told_with_its_reason(answer: Answer) -> None:
    assert answer_json(answer)["rejected"] == [
        {
            "text": "培育百个集群。",
            "reason": "原文没有“百个”",
            "quotes": [{"document": "cn-xx/plan.md", "words": "百个"}],
        }
    ]


def test_what_is_not_known_is_null(search: SearchResult) -> None:
    hit = search.hits[0]
    bare = replace(hit, metadata=replace(hit.metadata, jurisdiction=None, issued=None, official_url=None))
    rendered = search_json(replace(search, hits=(bare,)))["hits"][0]
    assert (rendered["jurisdiction"], rendered["date"], rendered["official_url"]) == (None, None, None)
    validate(search_json(replace(search, hits=(bare,))), "search")
