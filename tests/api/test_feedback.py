import json
from pathlib import Path

import pytest

from assistant.api.feedback import Evidence, Feedback, FeedbackStore, Verdict, as_cases, now
from assistant.errors import InputError
from assistant.evaluate.cases import read_cases


def make(
    verdict: Verdict, question: str = "问题？", citation: int | None = None, comment: str | None = None
) -> Feedback:
    evidence = (Evidence("a.md", 0, 3, "引文一"), Evidence("b.md", 5, 8, "引文二"))
    return Feedback(
        now(), "anna", verdict, question, "answered", "extractive", ("句子",), evidence, {}, citation, comment
    )


def test_what_is_stored_is_read_again(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    given = [make(Verdict.GOOD), make(Verdict.WRONG_CITATION, citation=2, comment="换行\n“引号”")]
    for one in given:
        store.add(one)
    with store.file.open("a", encoding="utf-8") as stream:
        stream.write('{"cut short')
    assert list(store.read()) == given


def test_a_good_answer_becomes_a_case_with_its_quotes() -> None:
    (case,) = as_cases([make(Verdict.GOOD)])
    assert case["gold"] == [{"document": "a.md", "quote": "引文一"}, {"document": "b.md", "quote": "引文二"}]
    assert case["answerable"] is True


def test_the_evaluation_room_reads_what_is_exported(tmp_path: Path) -> None:
    given = [make(Verdict.GOOD), make(Verdict.BAD, "另一个问题？"), make(Verdict.WRONG_CITATION, "第三个问题？", 1)]
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(json.dumps(case) + "\n" for case in as_cases(given)), encoding="utf-8")
    read = read_cases(file)
    assert read.problems == ()
    assert [case.question for case in read.cases] == [one.question for one in given]


def test_a_wrong_citation_is_not_expected() -> None:
    (case,) = as_cases([make(Verdict.WRONG_CITATION, citation=2)])
    assert [one["document"] for one in case["gold"]] == ["a.md"]
    assert [one["document"] for one in case["not_gold"]] == ["b.md"]


def test_the_last_verdict_on_a_question_counts() -> None:
    (case,) = as_cases([make(Verdict.GOOD), make(Verdict.BAD)])
    assert case["verdict"] == "bad"
    assert case["gold"] == []
    json.dumps(case)


def test_what_cannot_be_right_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        FeedbackStore(tmp_path).add(make(Verdict.WRONG_CITATION, citation=3))
    with pytest.raises(InputError):
        FeedbackStore(tmp_path).add(make(Verdict.BAD, comment="x" * 3000))
