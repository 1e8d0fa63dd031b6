"""Gold is found in the stored text before anything is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Scope
from assistant.evaluate.case import Case, CaseFile, Gold
from assistant.evaluate.gold import locate, occurrences
from tests.evaluate.workplace import TEXTS, SmallLibrary


def located_case(*gold: Gold, scope: Scope = Scope()) -> CaseFile:  # noqa: B008
    return CaseFile("set", "", (Case("q", 7, "?", True, gold=gold, scope=scope),))


def test_a_quote_is_found_and_its_passages_counted() -> None:
    (found,), problems = locate(located_case(Gold("gd.txt", "十七个集群")), SmallLibrary())
    assert not problems
    ((start, end),) = found.places[0].spans
    assert TEXTS["gd.txt"][start:end] == "十七个集群"
    assert found.relevant == 1
    assert found.jurisdiction == "CN-GD"


def test_every_occurrence_counts_unless_start_names_one() -> None:
    document = SmallLibrary().document("gd.txt")
    places = [at for at in range(len(document.text)) if document.text.startswith("集群", at)]
    assert [start for start, _ in occurrences(document, "集群")] == places
    assert [start for start, _ in occurrences(document, "集群", places[1] + 1)] == [places[1]]


def test_a_quote_is_found_across_line_ends_and_widths() -> None:
    document = SmallLibrary().document("us.txt")
    assert occurrences(document, "fourteen clusters. Seven agencies")


def test_a_page_holds_the_passages_on_it() -> None:
    (found,), _ = locate(located_case(Gold("us.txt", page=1)), SmallLibrary())
    assert found.relevant == 2
    assert found.places[0].words.startswith("[p. 1] The agency")


def test_a_whole_document() -> None:
    (found,), _ = locate(located_case(Gold("us.txt", grade=2), Gold("gd.txt")), SmallLibrary())
    assert found.grades == (2, 1)
    assert found.jurisdiction == "several"


@pytest.mark.parametrize(
    ("gold", "reason"),
    [
        pytest.param(Gold("gd.txt", "十八个集群"), "does not stand in gd.txt", id="quote"),
        pytest.param(Gold("xx.txt", "十七个"), "no document 'xx.txt'", id="document"),
        pytest.param(Gold("us.txt", page=9), "has no page 9", id="page"),
    ],
)
def test_gold_that_stands_nowhere_is_told_with_its_line(gold: Gold, reason: str) -> None:
    found, (problem,) = locate(located_case(Gold("gd.txt", "十七个"), gold), SmallLibrary())
    assert not found
    assert problem.line == 7
    assert reason in problem.text


def test_the_scope_says_what_a_question_is_about() -> None:
    file = located_case(Gold("us.txt", page=1), scope=Scope(jurisdictions=("DE",)))
    assert locate(file, SmallLibrary())[0][0].jurisdiction == "DE"
    unanswerable = replace(file.cases[0], gold=(), scope=Scope())
    assert locate(replace(file, cases=(unanswerable,)), SmallLibrary())[0][0].jurisdiction == "none"
