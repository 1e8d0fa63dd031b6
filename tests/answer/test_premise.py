"""What a question takes for granted must stand in the best sentences, as an amount of the same kind."""

from __future__ import annotations

import pytest

from assistant.answer.premise import unsupported_figures
from assistant.retrieve.question import understand
from tests.answer.conftest import Shelf, document_of


def unsupported(question: str, *texts: str) -> tuple[str, ...]:
    language = "zh" if texts[0] > "一" else "en"
    shelf = Shelf(*(document_of(f"{number}.md", text, language, "Sample") for number, text in enumerate(texts)))
    return unsupported_figures(understand(question), shelf.evidence())


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("样例省为什么把增长目标定为6%？", "样例省的增长目标是5%左右。", ("6%",)),
        ("样例省为什么把增长目标定为5%？", "样例省的增长目标是5%左右。", ()),
        ("样例省的8个样例集群分布在哪里？", "样例省有5个样例集群，占全国的8%。", ("8",)),
        ("样例省的8个样例集群分布在哪里？", "样例省有八个样例集群。", ()),
        ("样例项目为什么拿到3亿元？", "样例项目办了3年，用地3亩。", ("3亿",)),
        ("样例项目为什么拿到3亿元？", "样例项目得到30000万元。", ()),
        ("Why is the wage 15 euros?", "The wage is 12 euros and rises in 15 months by 15 percent.", ("15",)),
        ("Why is the wage 15 euros?", "The wage is set at €15 an hour.", ()),
        ("Why may a loan run for 40 years?", "A loan of 40 million dollars may run for 25 years.", ("40",)),
        ("Why may a loan run for 25 years?", "A loan of 40 million dollars may run for twenty-five years.", ()),
        ("北京的PM2.5要降到多少？", "北京的细颗粒物要降到28。", ()),
        ("What does 15 U.S.C. 4652 say in phase 2?", "The section speaks of awards.", ()),
        ("哪五个样例集群入选？", "入选的有甲、乙、丙。", ()),
    ],
)
def test_figures_of_a_question(question: str, text: str, found: tuple[str, ...]) -> None:
    assert unsupported(question, text) == found


def test_a_figure_far_down_the_list_belongs_to_something_else() -> None:
    texts = [f"样例省的目标第{name}条说的是别的事。" for name in "甲乙丙丁戊己"]
    assert unsupported("样例省为什么把目标定为6%？", *texts, "另一处提到6%。") == ("6%",)
    assert unsupported("样例省为什么把目标定为6%？", "这里提到6%。", *texts) == ()
