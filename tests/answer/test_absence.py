from dataclasses import replace

import pytest

from assistant.answer.absence import is_told_unknown, states_absence
from tests.answer.conftest import Shelf, document_of


@pytest.mark.parametrize(
    "sentence",
    [
        "完整的优胜者名单未能核实，本文不列。",
        "第二轮的入选名单没有公布。",
        "The number of the first years could not be confirmed and is left out.",
        "Their names were not found when this digest was compiled.",
    ],
)
def test_a_sentence_that_says_it_is_not_known(sentence: str) -> None:
    assert states_absence(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "名单于2022年11月公布，共45个集群。",
        "未经批准，不得变更。",
        "The list was published in 2022 and names 45 clusters.",
        "Awards may not exceed 75 million dollars.",
    ],
)
def test_a_sentence_that_tells_something(sentence: str) -> None:
    assert not states_absence(sentence)


def test_a_sentence_on_another_subject_tells_nothing_of_the_question() -> None:
    (one,) = Shelf(document_of("d.md", "完整的优胜者名单未能核实，本文不列。", "zh", "样例竞赛")).evidence()
    assert is_told_unknown(replace(one, coverage=0.5))
    assert not is_told_unknown(replace(one, coverage=0.1))
