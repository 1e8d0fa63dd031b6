"""Sentences that shorten their source and sentences that change it, chosen and at random."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.answer.condensation import condensed_part

TITLES = ["广东省2026年政府工作报告", "广东省", "Sample Regional Cluster Programme", "United States"]
GROWTH = "地区生产总值增长4.5%左右，在实际工作中努力争取更好结果；城镇新增就业110万人以上。"
AGENCY = "The Sample Agency funded fourteen regional clusters with 37 million dollars in 2010."
HUB = "No single hub may receive more than 10 percent of the amount."


@pytest.mark.parametrize(
    ("claim", "sentence", "language", "part"),
    [
        ("地区生产总值增长4.5%左右。", GROWTH, "zh", "地区生产总值增长4.5%左右。"),
        ("广东省2026年地区生产总值增长4.5%左右", GROWTH, "zh", "地区生产总值增长4.5%左右"),
        ("《广东省2026年政府工作报告》提出，城镇新增就业110万人以上。", GROWTH, "zh", "城镇新增就业110万人以上。"),
        ("The Sample Agency funded fourteen clusters with 37 million dollars in 2010.", AGENCY, "en", None),
        ("According to the programme, the Sample Agency funded fourteen regional clusters with 37 million dollars "
         "in 2010", AGENCY, "en",
         "the Sample Agency funded fourteen regional clusters with 37 million dollars in 2010"),
        (HUB, HUB, "en", None),
    ],
)  # fmt: skip
def test_what_shortens_its_source_passes(claim: str, sentence: str, language: str, part: str | None) -> None:
    found = condensed_part(claim, sentence, TITLES, language)
    assert found is not None
    assert part is None or found.strip() == part


@pytest.mark.parametrize(
    ("claim", "sentence", "language"),
    [
        ("地区生产总值增长4.5%。", GROWTH, "zh"),  # the bound is gone
        ("地区生产总值下降4.5%左右。", GROWTH, "zh"),
        ("江苏省地区生产总值增长4.5%左右。", GROWTH, "zh"),
        ("地区生产总值增长4.5%左右，城镇新增就业110万人以上。", GROWTH, "zh"),  # joins what a semicolon parts
        ("出口稀土。", "禁止出口稀土。", "zh"),
        ("企业可以出口稀土。", "企业不可以出口稀土。", "zh"),
        ("企业应当公开信息。", "企业可以公开信息。", "zh"),
        ("企业可以享受补贴。", "除小微企业外，企业可以享受补贴。", "zh"),
        ("甲省负责生产", "甲省负责研发，乙省负责生产", "zh"),
        ("伪造材料", "不得有下列行为：泄露秘密；伪造材料。", "zh"),
        ("江苏有8个集群", "江苏有10个集群，浙江有8个集群", "zh"),
        ("中国银行负责管理。", "中国人民银行负责管理。", "zh"),
        ("建成十个集群。", "拟于明年建成十个集群。", "zh"),
        ("A single hub may receive more than 10 percent of the amount.", HUB, "en"),
        ("Hub may receive more than 10 percent", HUB, "en"),
        ("The states funded the Union.", "The states are funded by the Union.", "en"),
        ("The council has 12 members.", "It is not true that the council has 12 members.", "en"),
        ("The minister resigned.", "The deputy minister resigned.", "en"),
        ("Germany has 10 clusters.", "France has 12 clusters and Germany has 10 clusters.", "en"),
        ("Firms get grants.", "Firms get grants unless they are insolvent.", "en"),
        ("Agency funded the Sample clusters.", AGENCY, "en"),
        ("Die Länder zahlen.", "Die Länder zahlen nicht.", "de"),
        ("Die Länder fördern den Bund.", "Die Länder werden vom Bund gefördert.", "de"),
        ("", GROWTH, "zh"),
        ("。", GROWTH, "zh"),
        ("广东省2026年政府工作报告", GROWTH, "zh"),  # names the document and says nothing
    ],
)
def test_what_changes_its_source_is_refused(claim: str, sentence: str, language: str) -> None:
    assert condensed_part(claim, sentence, TITLES, language) is None


SOURCES = [(GROWTH, "zh"), (AGENCY, "en"), (HUB, "en"), ("机关不得强制中小企业接受商业汇票。", "zh")]


def _units(sentence: str) -> list[str]:
    return re.findall(r"[\u3400-\u9fff]|[A-Za-z]+|\d+(?:\.\d+)?|[^\w\s]|\s+", sentence)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SOURCES), st.integers(0, 99), st.text(alphabet="不禁外资银行产业abcxyz", min_size=2, max_size=6))
def test_nothing_can_be_put_in(source: tuple[str, str], place: int, words: str) -> None:
    sentence, language = source
    units = _units(sentence)
    place %= len(units)
    changed = "".join([*units[:place], f" {words} " if language == "en" else words, *units[place:]])
    plain = re.sub(r"\W", "", words)
    assume(plain and plain.lower() not in ("a", "an", "the") and plain not in sentence)
    assert condensed_part(changed, sentence, TITLES, language) is None


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SOURCES), st.integers(0, 99), st.integers(0, 99))
def test_words_cannot_change_places(source: tuple[str, str], first: int, second: int) -> None:
    sentence, language = source
    units = _units(sentence)
    places = [place for place, unit in enumerate(units) if re.match(r"\w", unit)]
    one, other = places[first % len(places)], places[second % len(places)]
    free = {"the", "of", "in", "a"}
    assume(units[one].lower() != units[other].lower() and not {units[one].lower(), units[other].lower()} & free)
    units[one], units[other] = units[other], units[one]
    assert condensed_part("".join(units), sentence, TITLES, language) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_judged(claim: str, sentence: str) -> None:
    condensed_part(claim, sentence, TITLES, "zh")
