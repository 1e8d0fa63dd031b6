"""Folders in the form of BEIR: graded judgements of whole documents."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.evaluate.beir import file_name, read_beir, write_documents
from assistant.evaluate.gold import locate
from assistant.evaluate.measures import values
from tests.evaluate.workplace import SmallLibrary, record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def write(name: str, *rows: dict[str, str]) -> None:
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    write(
        "corpus.jsonl",
        {"_id": "a/1", "title": "Clusters", "text": "Fourteen clusters."},
        {"_id": "b", "title": "", "text": "Seven."},
    )
    write("queries.jsonl", {"_id": "q1", "text": "How many clusters?"}, {"_id": "q2", "text": "Not judged"})
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta/1\t2\nq1\tb\t1\nq1\tc\t0\nbad\n")
    return tmp_path


def test_cases_and_documents(folder: Path, tmp_path: Path) -> None:
    file = read_beir(folder)
    (case,) = file.cases
    assert [(gold.document, gold.grade) for gold in case.gold] == [("a%2F1.txt", 2), ("b.txt", 1)]
    assert [problem.line for problem in file.problems] == [5]
    assert write_documents(folder, tmp_path / "texts") == 2
    assert (tmp_path / "texts" / "a%2F1.txt").read_text(encoding="utf-8") == "Clusters\n\nFourteen clusters.\n"


def test_graded_ndcg_by_hand(folder: Path) -> None:
    library = SmallLibrary({"a%2F1.txt": "Clusters\n\nFourteen.", "b.txt": "Seven.\nOr\neight.", "c.txt": "x\ny\nz"})
    (located,), _ = locate(read_beir(folder), library)
    found = values(located, record(("b.txt", 0, 6), ("b.txt", 7, 9), ("a%2F1.txt", 0, 8)))
    assert found["ndcg@10"] == pytest.approx((1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)))
    assert found["recall@5"] == 1


def test_names_of_files_are_safe_and_different() -> None:
    names = [file_name(identity) for identity in ("../../etc/passwd", ".hidden", "a" * 400, "a" * 401, "计划", "A b")]
    assert len(set(names)) == len(names)
    assert not any("/" in name or name.startswith(".") or len(name) > 200 for name in names)


@pytest.mark.parametrize(("split", "words"), [("dev", "choose one with --split: test")])
def test_a_missing_split(folder: Path, split: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_beir(folder, split)


def test_a_broken_corpus(folder: Path, tmp_path: Path) -> None:
    (folder / "corpus.jsonl").write_text('{"title": "no id"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"corpus\.jsonl, line 1: _id is missing"):
        write_documents(folder, tmp_path / "texts")
