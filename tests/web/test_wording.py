"""The page says whose words a sentence is made of, and shows the original words of a translation."""

import json

from assistant.answer.citations import cite
from assistant.domain import Scope, Statement, Wording
from assistant.web.message import message_html
from assistant.web.record import Conversation, restored, stored, turn_of
from tests.web.turns import DOCUMENT, HOSTILE, TEXT, make_answer

START = TEXT.index(HOSTILE)
QUOTE = cite(DOCUMENT, START, START + len(HOSTILE))


def message(wording: Wording) -> str:
    statement = Statement("By 2025 ten clusters are to be cultivated.", (QUOTE,), wording)
    return message_html(turn_of(make_answer((statement,)), Scope(), (), False, 1), 1, "en")


def test_the_words_of_the_document_need_no_remark() -> None:
    assert "<small>" not in message(Wording.VERBATIM)


def test_a_shortened_sentence_says_so() -> None:
    shown = message(Wording.CONDENSED)
    assert "shortened by the model" in shown
    assert "<q>" not in shown


def test_a_translation_stands_beside_the_original_whose_markup_stays_text() -> None:
    shown = message(Wording.TRANSLATED)
    assert "translated by the model" in shown
    assert "<q>" in shown
    assert "培育10个集群" in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_the_browser_keeps_it() -> None:
    statement = Statement("Ten clusters.", (QUOTE,), Wording.TRANSLATED)
    turn = turn_of(make_answer((statement,)), Scope(), (), False, 1)
    value = json.loads(json.dumps(stored("me", [Conversation("a", (turn,))], "a")))
    assert restored(value, "me")[0][0].turns == (turn,)
