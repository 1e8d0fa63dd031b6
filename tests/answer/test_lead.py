"""The one line above an answer: the clause of the best sentence that holds what was asked for, or nothing."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.asked_form import AskedForm, Quantity, asked_form, has_form
from assistant.answer.extractive import draft
from assistant.answer.lead import lead
from assistant.answer.read import ReadPassage
from assistant.domain import Span
from assistant.retrieve.question import understand
from tests.answer.conftest import Shelf, document_of

TEXT = (
    "竞赛共办三轮，每轮评出5个优胜集群。竞赛从2007年办到2017年，十年里一共资助了15个集群，每个集群最多得到4000万欧元。"
)
QUESTION = "这项竞赛一共资助了多少个集群？"


def lead_of(question: str, text: str, best: str, words: str = "") -> str | None:
    shelf = Shelf(document_of("d.md", text, "zh", "样例竞赛"))
    ranked = sorted(
        (replace(one, score=1.9 if best in one.text else 1.85) for one in shelf.evidence()), key=lambda one: -one.score
    )
    asked = understand(question)
    statements = draft(asked, ranked, shelf.document, 6)
    at = text.find(words)
    read = [ReadPassage(ranked[0], 3.0, 4.0, Span(at, at + len(words)))] if words else []
    form = asked_form(question) or AskedForm(Quantity.ANY)
    return lead(asked, statements, ranked, read, lambda clause: has_form(form, question, clause))


def test_the_best_sentence_leads_and_not_the_first_in_reading_order() -> None:
    assert lead_of(QUESTION, TEXT, "15个") == "十年里一共资助了15个集群"


def test_of_two_clauses_with_such_a_figure_the_one_that_was_read_leads() -> None:
    text = "首轮评出5个集群，三轮一共资助了15个集群，其后停办。"
    assert lead_of(QUESTION, text, "15个") is None
    assert lead_of(QUESTION, text, "15个", words="15个集群") == "三轮一共资助了15个集群"


def test_a_question_for_no_figure_has_no_lead() -> None:
    assert lead_of("这项竞赛为什么停办？", TEXT, "15个", words="15个集群") is None


def test_a_sentence_of_one_clause_needs_no_lead() -> None:
    assert lead_of(QUESTION, "竞赛一共资助了15个集群。", "15个") is None


def test_a_document_number_is_no_lead() -> None:
    text = "竞赛依据样发〔2015〕15号举办，一共资助了15个集群。"
    assert lead_of(QUESTION, text, "15个集群") == "一共资助了15个集群"


def test_the_mark_of_a_list_item_is_no_part_of_the_lead() -> None:
    text = "样例竞赛的结果：\n\n- 三轮一共资助了15个集群，其后停办。\n- 每轮有评审。\n"
    assert lead_of(QUESTION, text, "15个") == "三轮一共资助了15个集群"
