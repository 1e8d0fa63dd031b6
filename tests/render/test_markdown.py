"""Answers as Markdown: complete, and never markup by accident. markdown-it-py is the judge of what is markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.domain import Answer
from assistant.render.markdown import answer_markdown, escape


def shown(markdown: str) -> list[str]:
    """The text a reader sees, block by block."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]


def test_an_answer_shows_sentences_marks_and_quotes(answer: Answer) -> None:
    blocks = shown(answer_markdown(answer))
    assert blocks[:4] == [
        "目标是什么？",
        "十个",
        "到2025年，培育十个集群。 [1]",
        "设立专项资金，培育十个集群。 [2] [1]",
    ]
    assert "到2025年，培育十个集群。" in blocks
    assert any(block.startswith("[2] 某省集群培育方案 · 广东") for block in blocks)


def test_a_refusal_shows_its_reason_and_the_nearest_passages(refusal: Answer) -> None:
    blocks = shown(answer_markdown(refusal))
    assert "The library does not answer this" in blocks
    assert "到2025年，培育十个集群。*重点*支持<b>五个</b>。" in blocks


@pytest.mark.parametrize(
    "text",
    [
        "*a*",
        "<script>x</script>",
        "[x](javascript:y)",
        "1. one",
        "1) one",
        "# head",
        "- item",
        "> quote",
        "`x`",
        "a | b",
    ],
)
def test_signs_of_markup_stay_what_they_are(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(escape(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} == {"text"} or shown(escape(text)) == [text]
    assert shown(escape(text)) == [text]


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40))
def test_any_line_survives(text: str) -> None:
    expected = " ".join(text.split())
    assert shown(escape(text)) == ([expected] if expected else [])


def test_tables_cannot_begin(answer: Answer) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(escape("a | b") + "\n" + escape("--- | ---"))
    assert "table_open" not in {token.type for token in tokens}
