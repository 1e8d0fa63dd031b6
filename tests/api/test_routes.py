import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.answer.ask import Answerer
from assistant.answer.read import ReadPassage
from assistant.answer.select import Evidence
from assistant.domain import Hit
from assistant.retrieve.question import Question
from tests.cli.workplace import DOCUMENTS
from tests.render.contract import validate

Start = Callable[..., TestClient]
QUESTION = "广东省示例产业集群总数到2025年达到多少个？"


def test_an_answer_keeps_to_the_published_contract(start: Start) -> None:
    client = start()
    answer = client.post("/api/v1/ask", json={"question": QUESTION})
    assert answer.status_code == 200
    validate(answer.json(), "ask")
    search = client.post("/api/v1/search", json={"query": "示例产业集群", "jurisdictions": ["广东"], "k": 3})
    validate(search.json(), "search")
    assert {hit["document"] for hit in search.json()["hits"]} == {"cn-gd/plan.zh.md"}


def test_a_document_is_given_by_its_offsets(start: Start) -> None:
    client = start()
    listed = client.get("/api/v1/documents", params={"jurisdiction": "江苏"}).json()["documents"]
    assert [one["document"] for one in listed] == ["cn-js/plan.zh.md"]
    found = client.get("/api/v1/documents/cn-gd/plan.zh.md", params={"start": 0, "end": 20}).json()
    assert len(found["text"]) == 20
    assert found["title"] == "广东省示例产业集群培育方案"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"question": "？？"}, "empty"),
        ({"question": QUESTION, "jurisdictions": ["Atlantis"]}, "Atlantis"),
        ({"question": QUESTION, "year_from": 2024, "year_to": 2020}, "swap"),
        ({"question": QUESTION, "nonsense": 1}, "nonsense"),
        ({}, "question"),
    ],
)
def test_a_mistake_is_a_sentence(start: Start, body: dict[str, Any], words: str) -> None:
    answer = start().post("/api/v1/ask", json=body)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "nothing.md"])
def test_no_path_leads_outside_the_library(start: Start, name: str) -> None:
    answer = start().get(f"/api/v1/documents/{name}")
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


def test_feedback_takes_its_quotes_from_the_library(start: Start) -> None:
    client = start()
    body = {
        "verdict": "wrong_citation",
        "question": QUESTION,
        "status": "answered",
        "drafter": "extractive",
        "places": [{"document": "cn-gd/plan.zh.md", "start": 2, "end": 9}],
        "citation": 1,
    }
    assert client.post("/api/v1/feedback", json=body).status_code == 201
    (stored,) = client.app_state.service.feedback.read()  # type: ignore[attr-defined]
    assert stored.evidence[0].quote in DOCUMENTS["cn-gd/plan.zh.md"]
    for wrong in ({"citation": 2}, {"places": [{"document": "cn-gd/plan.zh.md", "start": 5, "end": 10**9}]}):
        assert client.post("/api/v1/feedback", json={**body, **wrong}).status_code == 400


def test_health_metrics_and_openapi(start: Start) -> None:
    client = start()
    client.post("/api/v1/ask", json={"question": QUESTION})
    assert client.get("/healthz").json() == {"status": "ok", "documents": 4}
    metrics = client.get("/metrics").text
    assert "assistant_documents 4.0" in metrics
    assert 'assistant_work_seconds_count{work="ask"} 1.0' in metrics
    assert {"/api/v1/ask", "/api/v1/search", "/api/v1/documents"} <= set(
        client.get("/api/openapi.json").json()["paths"]
    )


def test_too_many_questions_are_told_when_to_come_back(start: Start) -> None:
    client = start(questions_per_minute=2)
    codes = [client.post("/api/v1/search", json={"query": "集群"}) for _ in range(3)]
    assert [one.status_code for one in codes] == [200, 200, 429]
    assert int(codes[-1].headers["retry-after"]) > 0


COMPARISON = {
    "question": "示例产业集群有哪些内容？",
    "jurisdictions": ["广东", "CN-JS", "US"],
    "aspects": ["总数", "组长"],
}


class SureAnswerer(Answerer):
    """Answers with whatever was found: the tests' vectors do not know what answers a question."""

    def chance(
        self,
        question: Question,
        ranked: Sequence[Evidence],
        hits: Sequence[Hit],
        read: Sequence[ReadPassage] = (),
    ) -> float:
        return 1.0 if ranked else 0.0


def start_sure(start: Start, **web: Any) -> TestClient:
    client = start(**web)
    shared = client.app_state.service.shared  # type: ignore[attr-defined]
    shared.answerer = SureAnswerer(shared.answerer.retriever)
    return client


def check_comparison(content: dict[str, Any]) -> None:
    """It holds to its schema, every aspect has its row, and every citation stands in its document."""
    validate(content, "compare")
    assert {"CN-GD", "CN-JS", "US"} <= {side["value"] for side in content["sides"]}
    assert {"总数", "组长"} <= {row["aspect"] for row in content["rows"]}
    cited = [
        citation
        for row in content["rows"]
        for cell in row["cells"]
        for statement in cell["statements"]
        for citation in statement["citations"]
    ]
    assert {"cn-gd/plan.zh.md", "cn-js/plan.zh.md"} <= {one["document"] for one in cited}
    assert all(one["quote"] in DOCUMENTS[one["document"]] for one in cited)


def test_a_comparison_proves_every_cell(start: Start) -> None:
    answer = start_sure(start).post("/api/v1/compare", json=COMPARISON)
    assert answer.status_code == 200
    check_comparison(answer.json())


def test_the_years_of_a_comparison_narrow_it(start: Start) -> None:
    answer = start_sure(start).post("/api/v1/compare", json={**COMPARISON, "year_from": 2021, "year_to": 2021})
    assert "cn-js/plan.zh.md" not in answer.text
    assert "cn-gd/plan.zh.md" in answer.text


def test_documents_are_compared(start: Start) -> None:
    documents = ["cn-gd/plan.zh.md", "cn-js/plan.zh.md"]
    answer = start().post("/api/v1/compare", json={"question": COMPARISON["question"], "documents": documents})
    assert answer.status_code == 200
    assert [side["value"] for side in answer.json()["sides"]] == documents


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"jurisdictions": ["广东"]}, "at least two sides"),
        ({"jurisdictions": ["广东", "Guangdong"]}, "at least two sides"),
        ({"jurisdictions": ["广东", "Atlantis"]}, "Atlantis"),
        ({"question": "？"}, "empty"),
        ({"aspects": ["资金"] * 13}, "aspects"),
        ({"sides": []}, "sides"),
    ],
)
def test_a_mistaken_comparison_is_told(start: Start, change: dict[str, Any], words: str) -> None:
    answer = start().post("/api/v1/compare", json={**COMPARISON, **change})
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_a_comparison_counts_for_the_limit(start: Start) -> None:
    client = start(questions_per_minute=1)
    assert client.post("/api/v1/search", json={"query": "集群"}).status_code == 200
    assert client.post("/api/v1/compare", json=COMPARISON).status_code == 429


def call(client: TestClient, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """A call of the MCP server over HTTP."""
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
    headers = {"Accept": "application/json, text/event-stream"}
    answer = client.post("/mcp/", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()["result"]
    return result


def test_mcp_tools_answer_with_citations(start: Start) -> None:
    client = start()
    names = {tool["name"] for tool in call(client, "tools/list", {})["tools"]}
    assert names == {"search_policies", "ask_policies", "compare_policies", "get_document"}
    said = call(client, "tools/call", {"name": "search_policies", "arguments": {"query": "示例产业集群", "k": 2}})
    assert "cn-gd/plan.zh.md" in said["content"][0]["text"]
    wrong = call(client, "tools/call", {"name": "get_document", "arguments": {"document": "../../etc/passwd"}})
    assert wrong["isError"]


def test_the_mcp_tool_compares_as_the_route_does(start: Start) -> None:
    client = start_sure(start)
    said = call(client, "tools/call", {"name": "compare_policies", "arguments": COMPARISON})
    check_comparison(json.loads(said["content"][0]["text"]))
    alone = {**COMPARISON, "jurisdictions": ["US"]}
    wrong = call(client, "tools/call", {"name": "compare_policies", "arguments": alone})
    assert wrong["isError"]
    assert "at least two sides" in wrong["content"][0]["text"]
