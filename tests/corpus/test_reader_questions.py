"""The questions the reading model was trained on: their words stand in the digests, and none is a test question."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = [
    json.loads(line)
    for file in sorted((ROOT / "benchmarks" / "reader_questions").glob("*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]


def test_every_answer_and_every_tempting_sentence_stands_in_its_digest() -> None:
    lost = [
        row["id"]
        for row in ROWS
        if (row["answer"] if row["answerable"] else row["tempting"])
        not in (ROOT / "corpus" / "documents" / row["document"]).read_text(encoding="utf-8")
    ]
    assert lost == []


def test_ids_are_unique_and_both_kinds_are_there_in_every_language() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) > 1_500
    for language in ("zh", "en", "de"):
        kinds = [row["answerable"] for row in ROWS if row["language"] == language]
        assert 0.3 < sum(kinds) / len(kinds) < 0.7


def test_no_question_of_the_corpus_is_trained_on() -> None:
    lines = (ROOT / "corpus" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    tests = {"".join(json.loads(line)["question"].lower().split()) for line in lines}
    assert not tests & {"".join(row["question"].lower().split()) for row in ROWS}
