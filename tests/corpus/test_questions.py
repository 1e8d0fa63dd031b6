"""corpus/questions.jsonl: 132 questions whose gold quotes stand in the digests, in the shares the set promises."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from assistant.jurisdictions import is_known
from benchmarks.corpus_catalog import CORPUS

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
WITHOUT_ANSWER = {"unanswerable", "false_premise"}
KINDS = WITHOUT_ANSWER | {
    "fact", "list", "target", "definition", "procedure", "province_confusion", "year_confusion", "version",
    "comparison", "follow_up", "cross_lingual",
}  # fmt: skip


def body(document: str) -> str:
    return (CORPUS / "documents" / document).read_text(encoding="utf-8").split("---\n", 2)[2]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_every_quote_stands_once_in_its_digest(row: dict[str, Any]) -> None:
    for gold in row["gold"]:
        assert body(gold["document"]).count(gold["quote"]) == 1, gold["quote"]
        assert 8 <= len(gold["quote"]) <= 140


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_a_row_is_complete(row: dict[str, Any]) -> None:
    assert row["kind"] in KINDS
    assert row["answerable"] is (row["kind"] not in WITHOUT_ANSWER)
    assert bool(row["gold"]) is (row["kind"] != "unanswerable")
    assert row["question"].strip()
    assert row["answer"].strip()
    assert ("history" in row) is (row["kind"] == "follow_up")
    assert all(is_known(code) for code in row["scope"]["jurisdictions"])
    versions = [gold["document"].removesuffix(".md").rpartition(".") for gold in row["gold"]]
    if row["kind"] == "cross_lingual":
        # Only what no digest tells in the language of the question makes a search cross languages.
        assert all(language != row["language"] for _, _, language in versions)
        assert not any((CORPUS / "documents" / f"{name}.{row['language']}.md").exists() for name, _, _ in versions)
    elif versions:
        assert versions[0][2] == row["language"]


def test_the_shares() -> None:
    kinds = Counter(row["kind"] for row in ROWS)
    assert len(ROWS) == len({row["id"] for row in ROWS}) == len({row["question"] for row in ROWS}) == 144
    assert sum(kinds[kind] for kind in WITHOUT_ANSWER) == 21
    assert kinds["cross_lingual"] == 20
    assert set(kinds) == KINDS
    assert min(Counter(row["language"] for row in ROWS).values()) >= 45


def test_questions_do_not_copy_the_digests() -> None:
    """A question is asked by somebody who has not read the digest: no long run of its words stands in the gold."""
    for row in ROWS:
        text = row["question"]
        for gold in row["gold"]:
            found = body(gold["document"])
            longest = 16 if row["language"] == "zh" else 60
            runs = (text[start : start + longest] for start in range(len(text) - longest + 1))
            assert not any(run in found for run in runs), text
