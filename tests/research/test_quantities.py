"""Figures with unit and comparator, in three languages."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.research.quantities import Comparator, plain, quantities


@pytest.mark.parametrize(
    ("sentence", "low", "high", "dimension", "comparator", "words"),
    [
        ("增长4.5%—5%，", "4.5", "5", "percent", Comparator.RANGE, "4.5%—5%"),
        ("增长5—5.5%左右", "5", "5.5", "percent", Comparator.RANGE, "5—5.5%左右"),
        ("产值1.5—2万亿元", "1.5e12", "2e12", "CNY", Comparator.RANGE, "1.5—2万亿元"),
        ("粮食产量730亿斤以上；", "36500000", "36500000", "t", Comparator.AT_LEAST, "730亿斤以上"),
        ("税收2000多亿元", "2e11", "2e11", "CNY", Comparator.MORE_THAN, "2000多亿元"),
        ("不低于百分之五十的比例", "50", "50", "percent", Comparator.AT_LEAST, "不低于百分之五十"),
        ("涨幅控制在2%以内", "2", "2", "percent", Comparator.AT_MOST, "2%以内"),
        ("约３０家企业", "30", "30", "count", Comparator.ABOUT, "约30家"),
        ("0.6人/百亿元以下", "0.6", "0.6", "人/百亿元", Comparator.AT_MOST, "0.6人/百亿元以下"),
        ("提高0.4个百分点", "0.4", "0.4", "percentage points", Comparator.EQUAL, "0.4个百分点"),
        ("not less than $500,000,000", "5e8", "5e8", "USD", Comparator.AT_LEAST, "not less than $500,000,000"),
        ("up to 12 million euros", "1.2e7", "1.2e7", "EUR", Comparator.AT_MOST, "up to 12 million euros"),
        ("rund 3,5 Prozent", "3.5", "3.5", "percent", Comparator.ABOUT, "rund 3,5 Prozent"),
    ],
)
def test_a_figure_has_value_unit_and_comparator(
    sentence: str, low: str, high: str, dimension: str, comparator: Comparator, words: str
) -> None:
    (found,) = quantities(sentence)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert (found.unit.dimension, found.comparator, found.words) == (dimension, comparator, words)


@pytest.mark.parametrize(
    "sentence", ["2026年1月25日", "第十五届三中全会", "3个月内", "“1+2+4”体系", "世界500强", "连续9年"]
)
def test_dates_ordinals_and_bare_numbers_are_no_quantities(sentence: str) -> None:
    assert quantities(sentence) == ()


@given(st.text())
def test_plain_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="0123456789.,%万亿元家—-以上十五 年", max_size=40))
def test_quantities_lie_in_the_sentence_in_order_and_do_not_overlap(text: str) -> None:
    found = quantities(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.low <= one.high for one in found)
