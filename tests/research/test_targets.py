"""Targets and results read from a report of our own words, each checked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import DocumentKind, Instrument, Period, PolicyDate
from assistant.research.chinese_readings import chinese_readings
from assistant.research.indicator_tables import Binding
from assistant.research.indicators import Measure, find_indicator, indicators_named
from assistant.research.targets import Target, TargetFilter, find_targets, targets_of
from assistant.research.time_frames import TargetKind
from tests.research.texts import REPORT, document

FOUND = targets_of(document(REPORT))


def the(key: str, measure: Measure, year: int, kind: TargetKind) -> Target:
    (one,) = [
        target for target in FOUND if target.key == (key, measure) and target.year == year and target.kind is kind
    ]
    return one


@pytest.mark.parametrize(
    ("key", "measure", "year", "kind", "low", "base_year"),
    [
        ("gdp", Measure.LEVEL, 2025, TargetKind.RESULT, "5.2e12", None),
        ("gdp", Measure.GROWTH, 2025, TargetKind.RESULT, "5.4", 2024),
        ("urban_jobs", Measure.LEVEL, 2025, TargetKind.RESULT, "640000", None),
        ("trade", Measure.TOTAL_GROWTH, 2025, TargetKind.RESULT, "18.7", 2020),
        ("rd_intensity", Measure.LEVEL, 2025, TargetKind.RESULT, "2.6", None),
        ("gdp", Measure.ANNUAL_GROWTH, 2030, TargetKind.TARGET, "4.5", 2025),
        ("rd_intensity", Measure.LEVEL, 2030, TargetKind.TARGET, "3.2", None),
        ("gdp", Measure.GROWTH, 2026, TargetKind.TARGET, "5", 2025),
        ("urban_income", Measure.GROWTH, 2026, TargetKind.TARGET, "4", 2025),
        ("rural_income", Measure.GROWTH, 2026, TargetKind.TARGET, "6", 2025),
        ("grain_output", Measure.LEVEL, 2026, TargetKind.TARGET, "36500000", None),
        ("新培育省级集群", Measure.LEVEL, 2026, TargetKind.TARGET, "10", None),
        ("新培育县域特色集群", Measure.LEVEL, 2026, TargetKind.TARGET, "30", None),
        ("打造世界级产业基地", Measure.LEVEL, 2026, TargetKind.TARGET, "6", None),
        ("打造国家级产业基地", Measure.LEVEL, 2026, TargetKind.TARGET, "7", None),
    ],
)
def test_every_figure_has_its_indicator_year_and_kind(
    key: str, measure: Measure, year: int, kind: TargetKind, low: str, base_year: int | None
) -> None:
    target = the(key, measure, year, kind)
    assert target.value[0] == Decimal(low)
    assert target.base_year == base_year


def test_nothing_else_is_read() -> None:
    assert len(FOUND) == 15


def test_the_quote_holds_the_figure_as_it_stands() -> None:
    for target in FOUND:
        assert target.quantity.words.replace("%", "") in target.citation.quote.replace("％", "").replace("%", "")
        assert target.citation.quote in REPORT


def test_an_expected_target_is_marked() -> None:
    assert the("gdp", Measure.GROWTH, 2026, TargetKind.TARGET).binding is Binding.EXPECTED
    assert the("gdp", Measure.GROWTH, 2025, TargetKind.RESULT).binding is None


@pytest.mark.parametrize(
    ("name", "measure", "key"),
    [
        ("全市生产总值", Measure.GROWTH, "gdp"),
        ("经济", Measure.GROWTH, "gdp"),
        ("经济", Measure.LEVEL, None),
        ("县域经济", Measure.GROWTH, None),
        ("海洋生产总值", Measure.GROWTH, None),
        ("人均地区生产总值", Measure.LEVEL, "gdp_per_capita"),
        ("全社会研发经费支出相当于全市生产总值的比例", Measure.LEVEL, "rd_intensity"),
        ("全社会研发投入占比", Measure.LEVEL, "rd_intensity"),
        ("全社会研发经费投入", Measure.ANNUAL_GROWTH, "rd_spending"),
    ],
)
def test_one_indicator_has_one_key_and_a_narrower_thing_has_not(name: str, measure: Measure, key: str | None) -> None:
    found = find_indicator(name, measure)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("words", "key"),
    [("GDP增长", "gdp"), ("经济增长", "gdp"), ("研发投入强度", "rd_intensity"), ("grain", "grain_output")],
)
def test_a_reader_may_name_an_indicator_in_several_ways(words: str, key: str) -> None:
    assert key in [indicator.key for indicator in indicators_named(words)]


def test_a_filter_narrows_by_indicator_year_and_kind() -> None:
    wanted = TargetFilter(indicator="GDP", year_from=2026, kind=TargetKind.TARGET)
    assert [target.year for target in find_targets([document(REPORT)], wanted)] == [2030, 2026]


def test_a_plan_speaks_of_the_end_of_its_period() -> None:
    plan = document(
        "到2027年，培育100个左右国家级集群。2020年培育省级集群20个。",
        title="某省集群行动计划",
        instrument=Instrument.ACTION_PLAN,
        issued=PolicyDate.parse("2024-05"),
        period=Period(2024, 2027),
    )
    assert [(one.kind, one.year) for one in targets_of(plan)] == [
        (TargetKind.TARGET, 2027),
        (TargetKind.RESULT, 2020),
    ]


def test_figures_that_are_set_against_something_else_are_left_out() -> None:
    text = "三、2026年重点工作\n县域经济高于全省2个百分点，工业对经济增长贡献率35%，年销售收入超10亿元的企业很多。"
    assert targets_of(document(text)) == ()


PIECES = [
    "地区生产总值",
    "增长",
    "5%",
    "左右",
    "、",
    "，",
    "分别",
    "城镇",
    "农村居民收入",
    "新建",
    "20座",
    "公园",
    "（含）",
    "由3家",
    "到",
    "9家",
    "的",
    "。",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_readings_lie_in_their_sentence_and_have_a_name(sentence: str) -> None:
    for reading in chinese_readings(sentence):
        assert reading.name.strip()
        assert 0 <= reading.start < reading.end <= len(sentence)
        assert reading.start <= reading.quantity.start < reading.quantity.end <= reading.end


def test_a_digest_tells_facts_of_named_years_and_aims_by_a_year() -> None:
    digest = document(
        "## 成效\n2026年初，单项冠军企业达到274家。\n方案提出，到2027年服务业营业收入达到4万亿元。\n"
        "到2027年有7个集群超过1000亿元。",
        title="示例省方案",
        kind=DocumentKind.DIGEST,
        instrument=Instrument.PLAN,
        issued=PolicyDate.parse("2023-05"),
        period=Period(2023, 2027),
    )
    assert [(one.name, one.kind, one.year) for one in targets_of(digest)] == [
        ("单项冠军企业", TargetKind.RESULT, 2026),
        ("服务业营业收入", TargetKind.TARGET, 2027),
    ]
