from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.answer.citations import cite
from assistant.domain import (
    Answer,
    Document,
    DocumentKind,
    Ending,
    Hit,
    Metadata,
    Passage,
    Scope,
    SearchResult,
    Section,
    Statement,
)
from assistant.web.message import escape_markdown, message_parts
from assistant.web.page import plain_text
from assistant.web.panel import sources_html

HOSTILE = "<script>alert(1)</script>到2025年培育10个集群。<img src=x onerror=alert(2)>"
TEXT = f"前文。\n{HOSTILE}\n后文。"
DOCUMENT = Document(
    "cn/plan.md",
    "0" * 64,
    TEXT,
    Metadata(
        "计划 <b>标题</b>",
        language="zh",
        jurisdiction="CN-GD",
        kind=DocumentKind.DIGEST,
        official_url="javascript:alert(3)",
    ),
    sections=(Section(0, len(TEXT), 1, "一、目标", ("一、目标 <i>",)),),
)


def make_answer(statements: tuple[Statement, ...], **changes: object) -> Answer:
    passage = Passage(1, "cn/plan.md", 0, 0, len(TEXT), TEXT, "zh")
    hit = Hit(1, 0.9, {}, passage, DOCUMENT.metadata)
    search = SearchResult("问题？", "zh", Scope(), (hit,))
    values: dict[str, object] = {
        "question": "问题？",
        "language": "zh",
        "status": Ending.ANSWERED if statements else Ending.NOT_IN_LIBRARY,
        "statements": statements,
        "rejected": (),
        "search": search,
        "drafter": "extractive",
        "confidence": 0.9,
        **changes,
    }
    return Answer(**values)  # type: ignore[arg-type]


@pytest.fixture
def answer() -> Answer:
    start = TEXT.index(HOSTILE)
    citation = cite(DOCUMENT, start, start + len(HOSTILE))
    return make_answer((Statement(citation.quote, (citation,)), Statement(citation.quote, (citation,))))


def tags(html: str) -> Iterator[str]:
    for node in HTMLParser(html).css("*"):
        yield str(node.tag)


def test_document_text_is_never_markup(answer: Answer) -> None:
    html = sources_html(answer, 1)
    assert not {"script", "img", "b", "i"} & set(tags(html))
    assert "javascript:" not in html


def test_the_mark_holds_exactly_the_quote(answer: Answer) -> None:
    mark = HTMLParser(sources_html(answer, 1)).css_first("mark")
    assert mark is not None
    assert mark.text() == answer.statements[0].citations[0].quote


def test_one_place_gets_one_number(answer: Answer) -> None:
    assert sources_html(answer, 1).count('class="source"') == 1
    *_, message = message_parts(answer, 1)
    assert message.count("(#cite-1-1)") == 2


def test_a_message_grows_sentence_by_sentence(answer: Answer) -> None:
    parts = list(message_parts(answer, 3))
    assert len(parts) == 2
    assert parts[1].startswith(parts[0])


def test_markup_in_a_sentence_is_literal(answer: Answer) -> None:
    *_, message = message_parts(answer, 1)
    assert "<script" not in message
    assert escape_markdown("**a** [x](y) $1$") == "&#42;&#42;a&#42;&#42; &#91;x&#93;&#40;y&#41; &#36;1&#36;"


def test_a_refusal_shows_the_nearest_passages_as_not_answering() -> None:
    refused = make_answer((), reason="没有找到。")
    html = sources_html(refused, 1)
    assert "不构成回答" in html
    assert HTMLParser(html).css_first("mark") is None
    (message,) = message_parts(refused, 1)
    assert "没有找到" in message


@pytest.mark.parametrize("content", ["问题", [{"type": "text", "text": "问题"}]])
def test_both_forms_of_a_chat_message_are_read(content: object) -> None:
    assert plain_text({"role": "user", "content": content}) == "问题"
