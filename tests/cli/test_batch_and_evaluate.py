"""``assistant batch`` and ``assistant evaluate`` on a real index."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.workplace import Workplace
from tests.render.contract import validate

QUESTIONS = [
    {"id": "gd", "question": "广东省示例产业集群总数到2025年达到多少个？", "kind": "target", "answer": "十七个",
     "gold": [{"document": "cn-gd/plan.zh.md", "quote": "总数达到十七个"}]},
    {"id": "us", "question": "How many regional clusters did the Sample Agency fund?", "kind": "fact",
     "answer": "fourteen", "gold": [{"document": "us/programme.en.md", "quote": "fourteen regional clusters"}]},
    {"id": "no", "question": "Which tenor sang at the opera gala in Verona?", "answerable": False,
     "kind": "unanswerable"},
]  # fmt: skip


def written(folder: Path, *rows: object) -> str:
    file = folder / "questions.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows or QUESTIONS), encoding="utf-8")
    return str(file)


def rows_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_batch_answers_and_goes_on(library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "out"
    assert library.run("batch", written(tmp_path), "--output", str(output)) == 0
    assert "2 answered, 1 refused, 0 failed of 3; 3 asked now" in capsys.readouterr().out
    rows = rows_of(output / "answers.jsonl")
    assert [row["id"] for row in rows] == ["gd", "us", "no"]
    for row in rows:
        validate(row["answer"], "ask")
    before = (output / "answers.jsonl").read_bytes()
    (output / "answers.jsonl").write_bytes(before[: before.index(b"\n") + 40])
    assert library.run("batch", written(tmp_path), "--output", str(output), "--json") == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["questions"], counts["asked_now"]) == (3, 2)
    again = rows_of(output / "answers.jsonl")
    for row in (*rows, *again):
        row["answer"]["timings_ms"] = {}
    assert again == rows
    assert load_workbook(output / "answers.xlsx")["Answers"].max_row == 4


def test_a_batch_with_workers_keeps_the_order(library: Workplace, tmp_path: Path) -> None:
    many = [{**QUESTIONS[number % 3], "id": str(number)} for number in range(12)]
    assert library.run("batch", written(tmp_path, *many), "--output", str(tmp_path / "out"), "--workers", "4") == 0
    assert [row["id"] for row in rows_of(tmp_path / "out" / "answers.jsonl")] == [str(number) for number in range(12)]


def test_a_question_that_fails_is_recorded(
    library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": "a", "question": "?!"}, {"id": "b", "question": "x" * 3000}, QUESTIONS[0]]
    rows.append({"id": "c", "question": "Who?", "scope": {"documents": ["us/programm.en.md"]}})
    assert library.run("batch", written(tmp_path, *rows), "--output", str(tmp_path / "out")) == 0
    assert "1 answered, 0 refused, 3 failed" in capsys.readouterr().out
    errors = {row["id"]: row.get("error", "") for row in rows_of(tmp_path / "out" / "answers.jsonl")}
    assert "the question is empty" in errors["a"]
    assert "3,000 characters" in errors["b"]
    assert "did you mean us/programme.en.md" in errors["c"]


def test_broken_rows_are_told_before_anything_is_asked(
    library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.csv"
    file.write_text("id,question\na,How many clusters?\na,again?\n", encoding="utf-8")
    assert library.run("batch", str(file), "--output", str(tmp_path / "out")) == 2
    assert "q.csv, line 3: the id 'a' stands already on line 2" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert library.run("batch", str(file), "--output", str(tmp_path / "out"), "--skip-broken") == 0


def test_an_evaluation_prints_tables_and_writes_a_report(
    library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert library.run("evaluate", written(tmp_path), "--output", str(output)) == 0
    shown = capsys.readouterr().out
    assert "3 questions, 2 answerable, 0 failed" in shown
    for part in ("hit@5", "refusal_recall", "by kind", "no cases", "search: p50"):
        assert part in shown
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    measures = report["slices"][0]["measures"]
    assert measures["cites_gold"]["value"] == measures["quote_validity"]["value"] == 1
    assert len(report["provenance"]["index_sha256"]) == 64
    assert "<svg" in (output / "report.html").read_text(encoding="utf-8")


def test_an_evaluation_of_a_folder_of_documents(workplace: Workplace, tmp_path: Path) -> None:
    arguments = ("--documents", str(workplace.documents), "--output", str(tmp_path / "out"), "--retrieval-only")
    assert workplace.run("evaluate", written(tmp_path), *arguments) == 0
    assert [folder.name[:9] for folder in (workplace.folder / "indexes").iterdir()] == ["evaluate-"]


def test_an_evaluation_within_named_documents(library: Workplace, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("cn-gd/plan.zh.md\r\n\n  \n", encoding="utf-8")
    output = tmp_path / "out"
    assert library.run("evaluate", written(tmp_path), "--output", str(output), "--within", str(names)) == 0
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    found = {one["id"]: one["values"] for one in report["questions"]}
    assert (found["gd"]["cites_gold"], found["us"]["cites_gold"]) == (1, 0)  # the American digest was shut out
    searched = {hit["document"] for record in rows_of(output / "records.jsonl") for hit in record["hits"]}
    assert searched == {"cn-gd/plan.zh.md"}


def test_an_evaluation_within_a_document_that_is_not_there(
    library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("cn-gd/plam.zh.md\n", encoding="utf-8")
    arguments = ("evaluate", written(tmp_path), "--output", str(tmp_path / "out"))
    assert library.run(*arguments, "--within", str(tmp_path / "missing.txt")) == 2
    assert "missing.txt" in capsys.readouterr().err
    assert library.run(*arguments, "--within", str(names)) == 2
    assert "did you mean cn-gd/plan.zh.md" in capsys.readouterr().err
    names.write_text("\ufeff \n", encoding="utf-8")
    assert library.run(*arguments, "--within", str(names)) == 2
    assert "names no document" in capsys.readouterr().err


def test_an_evaluation_of_a_beir_folder(
    workplace: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "set"
    (folder / "qrels").mkdir(parents=True)
    texts = {"d1": "Seven agencies funded regional clusters.", "d2": "The opera gala in Verona was sung by a tenor."}
    corpus = [{"_id": name, "title": "", "text": text} for name, text in texts.items()]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)), encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "Who sang at the opera?"}', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\td2\t1\n", encoding="utf-8")
    assert workplace.run("evaluate", str(folder), "--retrieval-only", "--output", str(tmp_path / "out"), "--json") == 0
    measures = json.loads(capsys.readouterr().out)["slices"][0]["measures"]
    assert measures["ndcg@10"]["value"] == measures["hit@1"]["value"] == 1


def test_limits_decide_the_exit_code(library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("evaluate", written(tmp_path), "--output", str(tmp_path / "out"), "--retrieval-only")
    assert library.run(*arguments, "--fail-under", "hit@10=1", "--fail-over", "hit@1=1") == 0
    assert library.run(*arguments, "--fail-under", "cites_gold=0.5") == 1
    assert "cites_gold: no cases" in capsys.readouterr().err


def test_two_runs_are_compared(library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        assert library.run("evaluate", written(tmp_path), "--output", str(tmp_path / name), "--retrieval-only") == 0
    capsys.readouterr()
    assert library.run("evaluate", "compare", str(tmp_path / "a"), str(tmp_path / "b"), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["common"], found["flips"], found["changed"]) == (3, [], [])
    assert (tmp_path / "b" / "comparison.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.jsonl"], "there is no file missing.jsonl", id="no file"),
        pytest.param(["a", "b"], "name one file or folder of questions", id="two files"),
        pytest.param(["compare", "a"], "name two output folders", id="compare one"),
        pytest.param(["compare", "a", "b"], "there is no report.json in a", id="compare nothing"),
        pytest.param(["q.jsonl", "--fail-under", "hit=1"], "unknown measure 'hit'", id="limit"),
    ],
)
def test_misuse_is_one_sentence(
    library: Workplace, refused: Callable[[int], str], arguments: list[str], words: str
) -> None:
    assert words in refused(library.run("evaluate", *arguments))


def test_gold_that_stands_nowhere(library: Workplace, tmp_path: Path, refused: Callable[[int], str]) -> None:
    lost = {**QUESTIONS[0], "gold": [{"document": "cn-gd/plan.zh.md", "quote": "十八个"}]}
    sentence = refused(
        library.run("evaluate", written(tmp_path, QUESTIONS[1], lost), "--output", str(tmp_path / "out"))
    )
    assert "line 2: gd: the gold quote '十八个' does not stand in cn-gd/plan.zh.md" in sentence


def test_a_judge_needs_a_model(library: Workplace, tmp_path: Path, refused: Callable[[int], str]) -> None:
    assert "--judge needs a chat model" in refused(library.run("evaluate", written(tmp_path), "--judge"))


def test_an_output_that_cannot_be_written(library: Workplace, tmp_path: Path, refused: Callable[[int], str]) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    for command in ("batch", "evaluate"):
        sentence = refused(library.run(command, written(tmp_path), "--output", str(tmp_path / "taken")))
        assert "cannot be written" in sentence
        assert "--output" in sentence
