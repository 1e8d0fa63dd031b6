from collections.abc import Iterator
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.domain import Document
from assistant.errors import InputError
from assistant.web.message import literal, message_html
from assistant.web.panel import empty_html, panel_html
from assistant.web.reading import Shown, reading_page
from tests.web.turns import DOCUMENT, HOSTILE, TEXT, answered, find, refused, with_rejected


def tags(html: str) -> Iterator[str]:
    for node in HTMLParser(html).css("*"):
        yield str(node.tag)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_document_text_is_never_markup(language: str) -> None:
    for html in (
        panel_html([answered(), refused()], find, language),
        message_html(with_rejected(), 1, language),
        message_html(refused(), 1, language),
        reading_page(DOCUMENT, Shown(5, 20, language)),
    ):
        assert not {"script", "img", "b", "i", "u"} & set(tags(html))
        assert "javascript:" not in html


def test_the_mark_holds_exactly_the_quote() -> None:
    mark = HTMLParser(panel_html([answered()], find, "zh")).css_first("mark")
    assert mark is not None
    assert mark.text() == HOSTILE


def test_a_card_says_what_is_cited() -> None:
    card = HTMLParser(panel_html([answered()], find, "zh")).css_first("details")
    assert card is not None
    for words in ("计划", "粤府〔2020〕1号", "示例厅", "广东", "第3页", "一、目标", "摘要"):
        assert words in card.text()
    official = card.css_first("[data-copy]")
    assert official is not None
    assert "粤府〔2020〕1号" in (official.attributes["data-copy"] or "")


def test_one_place_gets_one_number() -> None:
    assert panel_html([answered()], find, "zh").count('class="source"') == 1
    assert message_html(answered(), 1, "zh").count('href="#cite-1-1"') == 2


def test_only_the_last_turn_is_shown() -> None:
    sections = HTMLParser(panel_html([answered(), refused()], find, "en")).css("section")
    assert ["hidden" in section.attributes for section in sections] == [True, False]


def test_a_place_that_changed_is_no_proof() -> None:
    changed = replace(DOCUMENT, text=TEXT.replace("10个", "99个"))
    html = panel_html([answered()], lambda document_id, own: changed, "en")
    assert "changed" in html
    assert HTMLParser(html).css_first("mark") is None


def test_a_document_that_is_gone_is_no_proof() -> None:
    def gone(document_id: str, own: bool) -> Document:
        raise InputError("gone")

    assert HTMLParser(panel_html([answered()], gone, "zh")).css_first("mark") is None


def test_an_answer_that_was_stopped_says_so() -> None:
    assert "尚未写完" in message_html(replace(answered(), whole=False), 1, "zh")
    assert "逐字核对" in message_html(answered(), 1, "zh")


def test_a_message_is_one_block_of_html() -> None:
    assert "\n" not in message_html(with_rejected(), 1, "en")


def test_markup_in_a_sentence_is_literal() -> None:
    assert literal("**a** [x](y) $1$\n\nb") == ("&#42;&#42;a&#42;&#42; &#91;x&#93;&#40;y&#41; &#36;1&#36;<br>b")


def test_rejected_claims_stand_behind_a_disclosure() -> None:
    tree = HTMLParser(message_html(with_rejected(), 1, "zh"))
    assert tree.css_first("details.rejected summary") is not None
    assert "编造的句子" in tree.css_first("details.rejected").text()  # type: ignore[union-attr]


def test_a_refusal_looks_different_and_says_what_was_searched() -> None:
    message = message_html(refused(), 1, "zh")
    assert 'class="refusal"' in message
    assert "没有找到" in message
    assert "12" in message
    html = panel_html([refused()], find, "zh")
    assert "不构成回答" in html
    assert HTMLParser(html).css_first("mark") is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_empty_panel_explains(language: str) -> None:
    assert HTMLParser(empty_html(language)).css("li")


def test_the_reading_page_marks_the_quote_whatever_cuts_it() -> None:
    start = TEXT.index(HOSTILE)
    marks = HTMLParser(reading_page(DOCUMENT, Shown(start, start + len(HOSTILE), "en"))).css("main mark")
    assert "".join(mark.text() for mark in marks) == HOSTILE
    assert marks[0].attributes["id"] == "quote"


def test_the_reading_page_shows_the_whole_text() -> None:
    tree = HTMLParser(reading_page(DOCUMENT, Shown(0, 0, "en")))
    for mark in tree.css("main .page"):
        mark.decompose()
    assert tree.css_first("main").text() == TEXT  # type: ignore[union-attr]
