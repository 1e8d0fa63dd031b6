"""A question is told that the texts say the opposite only where one of them does."""

from __future__ import annotations

import pytest

from assistant.answer.presumption import contradicted
from assistant.retrieve.question import understand
from tests.answer.conftest import Shelf, document_of


@pytest.mark.parametrize(
    ("question", "text", "opposite"),
    [
        ("样例计划是哪一年被废止的？", "样例计划的十年期已于2025年届满，未见废止，也没有接续文件。", True),
        ("样例计划是哪一年被废止的？", "样例计划于2021年被废止。", False),
        ("2022年样例省有哪些样例集群入选？", "2022年公布名单时，样例省没有集群入选。", True),
        ("2022年样例省有哪些样例集群没有入选？", "2022年公布名单时，样例省没有集群入选。", False),
        ("样例计划是否被废止？", "样例计划未见废止。", False),
        ("样例竞赛的第四轮是哪年办的？", "样例竞赛举行三轮，每轮5个优胜者。", True),
        ("样例竞赛的第三轮是哪年办的？", "样例竞赛举行三轮，每轮5个优胜者。", False),
        ("样例竞赛的第四轮是哪年办的？", "样例竞赛前三轮之后，第四轮于2019年举行。", False),
        ("样例竞赛的第四轮是哪年办的？", "样例竞赛的经费最多为2亿欧元。", False),
        ("样例竞赛的第四轮是哪年办的？", "样例竞赛的第一轮评出15个，第二轮评出10个，此后共办五轮。", False),
        ("样例竞赛的第四轮是哪年办的？", "样例竞赛的第一轮评出15个，第二轮评出10个，一共只办三轮。", True),
        ("第99届样例展会在哪里？", "样例展会办了10届。", True),
        ("Which two regions shared the sample award?", "In August 2010 one region won the sample award.", True),
        ("Which two regions shared the sample award?", "Two regions shared the award; one region declined.", False),
        ("Which two regions shared the sample award?", "The award was shared.", False),
    ],
)
def test_what_a_question_takes_for_granted(question: str, text: str, opposite: bool) -> None:
    shelf = Shelf(document_of("d.md", text, "zh" if text > "一" else "en", "Sample"))
    assert contradicted(understand(question), shelf.evidence()) is opposite
