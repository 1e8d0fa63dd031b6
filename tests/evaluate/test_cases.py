"""Reading evaluation sets: what is usable, and every line that is not with its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.evaluate.cases import only_documents, read_cases

GOOD = {
    "id": "a",
    "question": "广东有多少个集群？",
    "answerable": True,
    "gold": [{"document": "gd.txt", "quote": "十七个"}],
    "scope": {"jurisdictions": ["广东省"]},
    "history": ["江苏呢？"],
}


def write(folder: Path, *lines: object) -> Path:
    file = folder / "questions.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_whole_line(tmp_path: Path) -> None:
    (case,) = read_cases(write(tmp_path, GOOD)).cases
    assert (case.identity, case.line, case.language, case.kind) == ("a", 1, "zh", "all")
    assert case.scope.jurisdictions == ("CN-GD",)
    assert case.gold[0].quote == "十七个"
    assert case.history == ("江苏呢？",)


def test_what_may_be_missing(tmp_path: Path) -> None:
    (case,) = read_cases(write(tmp_path, "", {"question": "Who funded it?"})).cases
    assert (case.identity, case.line, case.answerable, case.language, case.answer) == ("2", 2, True, "en", None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param('{"question": "x"', "not a JSON object", id="cut off"),
        pytest.param("[1]", "not a JSON object", id="list"),
        pytest.param({"id": "b"}, "question is missing", id="no question"),
        pytest.param({"question": " "}, "question is empty", id="blank question"),
        pytest.param({"question": 7}, "no text", id="number"),
        pytest.param({"question": "x", "answerable": "yes"}, "write true or false", id="answerable"),
        pytest.param({"question": "x", "gold": [{"quote": "y"}]}, "document is missing", id="gold without document"),
        pytest.param({"question": "x", "gold": [{"document": "d", "page": 0}]}, "from 1 up", id="page 0"),
        pytest.param({"question": "x", "gold": "d"}, "gold is no list", id="gold no list"),
        pytest.param({"question": "x", "scope": {"place": "CN"}}, "unknown key 'place'", id="scope key"),
        pytest.param({"question": "x", "scope": {"jurisdictions": ["Gondor"]}}, "Gondor", id="place"),
        pytest.param({"question": "x", "scope": {"year_from": "soon"}}, "no year", id="year"),
        pytest.param({"id": "a", "question": "x"}, "already on line 1", id="duplicate id"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_its_number(tmp_path: Path, line: object, reason: str) -> None:
    file = read_cases(write(tmp_path, GOOD, line))
    assert len(file.cases) == 1
    (problem,) = file.problems
    assert str(problem).startswith("line 2: ")
    assert reason in problem.text


def test_nothing_usable(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no usable question; line 1: question is missing"):
        read_cases(write(tmp_path, {"id": "a"}))
    with pytest.raises(InputError, match="there is no file"):
        read_cases(tmp_path / "missing.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\x00\x01\x02" * 99)
    with pytest.raises(InputError, match="cannot be read"):
        read_cases(tmp_path / "binary.jsonl")


def test_within_documents(tmp_path: Path) -> None:
    (case,) = only_documents(read_cases(write(tmp_path, GOOD)), ("gd.txt",)).cases
    assert case.scope.documents == ("gd.txt",)
    assert case.scope.jurisdictions == ("CN-GD",)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "question", "answerable", "gold", "scope", "history", "answer"]), VALUES))
def test_any_object_is_a_case_or_a_problem(tmp_path_factory: pytest.TempPathFactory, row: dict[str, object]) -> None:
    file = read_cases(write(tmp_path_factory.mktemp("any"), GOOD, row))
    assert len(file.cases) + len(file.problems) == 2
