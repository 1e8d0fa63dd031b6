"""The kind of quantity a question asks for, and whether a sentence states one."""

from __future__ import annotations

import pytest

from assistant.answer.asked_form import Quantity, asked_form, has_form


@pytest.mark.parametrize(
    ("question", "quantity", "measure"),
    [
        ("海阳核电三期总投资多少亿元？", Quantity.MONEY, ""),
        ("上海计划投放多少辆无人驾驶出租车？", Quantity.COUNT, "辆"),
        ("城镇新增就业目标是多少？", Quantity.ANY, ""),
        ("研发经费投入强度达到多少？", Quantity.SHARE, ""),
        ("净收入的几成奖励有功人员？", Quantity.SHARE, ""),
        ("企业多长时间内付款？", Quantity.DURATION, ""),
        ("条例什么时候施行？", Quantity.DATE, ""),
        ("How long is the first funding period?", Quantity.DURATION, ""),
        ("How many hubs were named?", Quantity.COUNT, ""),
        ("Wie hoch ist die Förderung?", Quantity.MONEY, ""),
        ("When was the act signed?", Quantity.DATE, ""),
    ],
)
def test_a_question_asks_for_a_kind_of_quantity(question: str, quantity: Quantity, measure: str) -> None:
    form = asked_form(question)
    assert form is not None
    assert (form.quantity, form.measure) == (quantity, measure)


@pytest.mark.parametrize(
    "question", ["由哪个部门负责？", "Which bodies are responsible?", "And when its award is renewed, who decides?"]
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert asked_form(question) is None


@pytest.mark.parametrize(
    ("question", "sentence", "states"),
    [
        ("总投资多少亿元？", "项目总投资120亿元。", True),
        ("总投资多少亿元？", "新建高速公路15条。", False),
        ("投放多少辆出租车？", "淘汰柴油车4.6万辆。", True),
        ("投放多少辆出租车？", "建成5座处理设施。", False),
        ("2026年投放多少辆出租车？", "2026年继续推进。", False),
        ("占比是多少？", "不低于三分之一。", True),
        ("多长时间结算一次？", "每半年至少结算一次。", True),
        ("最迟什么时候公布？", "配套规定应当在六个月内公布。", True),
        ("改建多少张床位？", "改建2000张床位。", True),
        ("How much money will be spent?", "The programme costs $3 billion.", True),
        ("How much money will be spent?", "The programme has three phases.", False),
        ("How many hubs were named?", "Thirty-one hubs were named in 2023.", True),
        ("How many hubs were named?", "The hubs were named in 2023.", False),
    ],
)
def test_a_sentence_states_it_or_not(question: str, sentence: str, states: bool) -> None:
    form = asked_form(question)
    assert form is not None
    assert has_form(form, question, sentence) is states
