"""Every measure of one question, on lists and citations small enough to see."""

from __future__ import annotations

import math

import pytest

from assistant.evaluate.case import Place
from assistant.evaluate.gold import holds, touches
from assistant.evaluate.measures import BY_NAME, values
from tests.evaluate.workplace import located, record

GOLD = Place("a", ((100, 120),), words="二十个字")
OTHER = Place("b", ((0, 10),), words="十个字")


@pytest.mark.parametrize(
    ("start", "end", "held", "touched"),
    [
        pytest.param(0, 500, True, True, id="around"),
        pytest.param(105, 108, True, True, id="inside"),
        pytest.param(0, 110, True, True, id="half of the quote"),
        pytest.param(0, 109, False, True, id="less than half"),
        pytest.param(120, 200, False, False, id="half-open: only beside"),
    ],
)
def test_when_a_range_holds_or_touches_gold(start: int, end: int, held: bool, touched: bool) -> None:
    assert holds(GOLD, "a", start, end) is held
    assert touches(GOLD, "a", start, end) is touched
    assert not holds(GOLD, "b", start, end)


def test_retrieval() -> None:
    found = values(located(GOLD, OTHER), record(("c", 0, 50), ("a", 90, 200), ("a", 0, 90), ("b", 0, 60)))
    assert (found["hit@1"], found["hit@5"]) == (0, 1)
    assert found["recall@5"] == 2 / 2
    assert found["mrr@10"] == 1 / 2
    assert found["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3)))


def test_gold_that_names_documents_ranks_documents() -> None:
    places = [Place(name, ((0, 9),), whole=True) for name in ("a", "b")]
    found = values(located(*places), record(("c", 0, 5), ("c", 5, 9), ("a", 0, 5), ("a", 5, 9)))
    assert found["mrr@10"] == 1 / 2  # the second document, although the third passage
    assert found["recall@5"] == 1 / 2


def test_citations() -> None:
    case = located(GOLD, OTHER)
    found = values(case, record(cited=[("a", 110, 130), ("a", 0, 50), ("c", 0, 9), ("c", 9, 12)]))
    assert found["cites_gold"] == 1
    assert found["citation_precision"] == 1 / 4
    assert found["citation_recall"] == 1 / 2
    assert found["wrong_document_rate"] == 2 / 4
    assert found["false_refusal_rate"] == 0


def test_a_refusal_of_an_answerable_question() -> None:
    found = values(located(GOLD, answer="二十个字"), record(status="not_in_library", confidence=0.2))
    assert found["cites_gold"] == found["citation_recall"] == found["character_f1"] == 0
    assert found["false_refusal_rate"] == 1
    assert found["refusal_precision"] == 0
    assert found["right_decision"] == 0
    assert found["brier"] == pytest.approx(0.8**2)
    assert "citation_precision" not in found
    assert "refusal_recall" not in found


def test_an_unanswerable_question_has_no_retrieval() -> None:
    refused = values(located(answerable=False), record(("a", 0, 9), status="false_premise"))
    assert refused == {"refusal_precision": 1, "refusal_recall": 1, "right_decision": 1}
    answered = values(located(answerable=False), record(cited=[("a", 0, 9)]))
    assert answered == {"refusal_recall": 0, "right_decision": 0}


def test_a_failure_is_wrong_and_no_refusal() -> None:
    found = values(located(GOLD), record(error="broke"))
    assert found["hit@10"] == found["cites_gold"] == found["false_refusal_rate"] == found["right_decision"] == 0
    found = values(located(answerable=False), record(error="broke"))
    assert found["refusal_recall"] == found["right_decision"] == 0


def test_words_are_compared_within_one_language_only() -> None:
    english = Place("a", ((100, 120),), words="twenty clusters were funded")
    assert "character_f1" not in values(located(english, answer="资助二十个集群"), record(cited=[("a", 100, 120)]))
    found = values(located(english, answer="twenty"), record(cited=[("a", 100, 120)], statements=["twenty were"]))
    assert found["token_f1"] == pytest.approx(2 * 1 / (2 + 1))
    assert found["token_recall"] == 1


def test_retrieval_only_measures_retrieval_only() -> None:
    assert {BY_NAME[name].group for name in values(located(GOLD), record(("a", 90, 130)), True)} == {"retrieval"}
