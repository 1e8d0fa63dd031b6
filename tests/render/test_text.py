"""What a person reads in a terminal."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Answer, Citation, Document, Hit, SearchResult, Statement
from assistant.render.text import answer_text, printable, search_text


def test_sentences_carry_the_numbers_of_their_sources(answer: Answer) -> None:
    lines = answer_text(answer).plain.splitlines()
    assert "到2025年，培育十个集群。 [1]" in lines
    assert "设立专项资金，培育十个集群。 [2] [1]" in lines


def test_a_place_cited_twice_is_listed_once(answer: Answer) -> None:
    sources = answer_text(answer).plain.split("引用来源")[1]
    assert sources.count("“到2025年，培育十个集群。”") == 1
    assert sources.index("[1] 某省集群培育方案") < sources.index("[2] 某省集群培育方案")


def test_a_source_names_document_place_standing_and_quote(answer: Answer) -> None:
    source = answer_text(answer).plain.split("[2] 某省集群培育方案")[1]
    for part in (
        "广东",
        "粤府〔2021〕9号",
        "2021-03-15",
        "实施期已满",
        "摘要",
        "第二章 保障",
        "第2页",
        "“设立专项资金。”",
    ):
        assert part in source


def test_lead_warning_and_rejected_claims_are_shown(answer: Answer) -> None:
    shown = answer_text(answer).plain
    assert shown.startswith("十个\n")
    assert "该方案的实施期已于2025年届满。" in shown
    assert "培育百个集群。 (原文没有“百个”)" in shown


def test_a_refusal_says_what_was_searched_and_that_its_passages_do_not_answer(refusal: Answer) -> None:
    shown = answer_text(refusal).plain
    assert shown.startswith("The library does not answer this\n")
    assert "Searched: Guangdong · from 2020" in shown
    assert shown.index("Nearest passages (they do not answer the question)") < shown.index("到2025年，培育十个集群。")
    assert "[1]" not in shown


def test_hits_show_rank_title_place_and_score(search: SearchResult) -> None:
    shown = search_text(search).plain
    for part in ("  1. 某省集群培育方案", "第一章 目标 · 第1页", "cn-xx/plan.md · 0.877 (dense 0.800 lexical 0.077)"):
        assert part in shown


def test_a_search_without_hits_says_so(search: SearchResult) -> None:
    assert search_text(replace(search, hits=())).plain == "没有找到段落。 检索范围：广东省 · 2020年起"


def test_a_document_cannot_steer_the_terminal(answer: Answer) -> None:
    text = "\x1b]0;owned\x07\x1b[2Jred\u202egnp.exe"
    document = Document("a.txt", "0" * 64, text, answer.statements[0].citations[0].document.metadata)
    hostile = replace(answer, statements=(Statement(text, (Citation(document, 0, len(text)),)),), lead=text)
    shown = answer_text(hostile).plain
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert r"\x1b]0;owned\x07" in shown


def test_a_document_cannot_use_markup_of_the_terminal_library(search: SearchResult) -> None:
    hit = search.hits[0]
    hostile = Hit(1, 1.0, {}, replace(hit.passage, text="[bold red]x[/bold red]"), hit.metadata)
    assert "[bold red]x[/bold red]" in search_text(replace(search, hits=(hostile,))).plain


def test_printable_keeps_letters_line_breaks_and_tabs() -> None:
    assert printable("中文\tä\nß") == "中文\tä\nß"


def test_printable_shows_a_lone_surrogate() -> None:
    assert printable("a\ud800b") == r"a\ud800b"
