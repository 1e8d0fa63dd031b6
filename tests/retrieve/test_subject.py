"""What a question asks about, without the words that only say where to look."""

from __future__ import annotations

import pytest

from assistant.retrieve.carry_over import CarryOver
from assistant.retrieve.dictionary import load_dictionary
from assistant.retrieve.glossary import load_glossary
from assistant.retrieve.question import understand
from assistant.retrieve.subject import subject, without_places


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("德国2021年执政协议想把铁路货运的份额提到多少？", "想把铁路货运的份额提到多少？"),
        ("广东省2026年的增长目标是多少？", "增长目标是多少？"),
        ("What is the minimum wage in the coalition agreement?", "What is the minimum wage in the ?"),
    ],
)
def test_places_years_and_documents_are_left_out(question: str, expected: str) -> None:
    assert subject(understand(question)) == expected


def test_a_question_of_nothing_but_its_target_stays_whole() -> None:
    assert subject(understand("广东2026年？")) == "广东2026年？"


def test_places_leave_the_rest_where_it_stood() -> None:
    assert without_places(understand("How much will Guangdong spend?")).split() == ["How", "much", "will", "spend?"]


def test_words_without_a_rendering_lower_the_share_carried_over() -> None:
    carry_over = CarryOver(load_glossary(), load_dictionary())
    assert carry_over.share_carried("集群政策", "zh", "zh") == 1.0
    assert carry_over.share_carried("2026", "zh", "en") == 1.0
    known = carry_over.share_carried("产业集群", "zh", "en")
    assert known == 1.0
    assert carry_over.share_carried("cluster qwxyzzy", "en", "zh") == 0.5
