import pytest

from assistant.answer.conversation import standalone_question


@pytest.mark.parametrize(
    ("earlier", "text", "holds", "lacks"),
    [
        ("广东省2026年地区生产总值的增长目标是多少？", "那社零呢？", ["广东", "2026", "社零"], []),
        ("山东省2026年的经济增长目标是多少？", "辽宁定的又是多少？", ["辽宁", "2026", "增长目标"], ["山东"]),
        ("2025年工作报告安排的赤字率是多少？", "那2024年的报告是怎么安排的？", ["2024", "赤字率"], ["2025"]),
        ("What is the maximum award to a tech hub?", "And when its award is renewed?", ["tech hub", "renewed"], []),
        (
            "2025年修订的保障中小企业款项支付条例怎么规定？",
            "要是拖着不付，利息怎么算？",
            ["保障中小企业款项支付条例", "利息"],
            [],
        ),
    ],
)
def test_what_a_follow_up_leaves_out_is_filled_in(earlier: str, text: str, holds: list[str], lacks: list[str]) -> None:
    standalone = standalone_question(text, [earlier])
    assert all(word in standalone for word in holds), standalone
    assert not any(word in standalone for word in lacks), standalone


@pytest.mark.parametrize(
    "text",
    [
        "德国的尖端集群竞赛一共评选出多少个集群？",
        "What does the EU mean by smart specialisation strategies for regions?",
    ],
)
def test_a_question_that_stands_alone_is_not_dragged_along(text: str) -> None:
    assert standalone_question(text, ["广东省2026年地区生产总值的增长目标是多少？"]) == text


def test_without_history_nothing_changes() -> None:
    assert standalone_question("那社零呢？", []) == "那社零呢？"
    assert standalone_question("那社零呢？", ["  "]) == "那社零呢？"
