"""Tables of indicators as plans print them, in our own words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Instrument, Period
from assistant.research.indicator_tables import Binding, row_figures
from assistant.research.indicators import Measure
from assistant.research.quantities import Comparator
from assistant.research.tables import tables_of
from assistant.research.targets import targets_of
from assistant.research.time_frames import TargetKind
from tests.research.texts import document

PLAN = """# 示例市五年规划
## 第二章 目标
专栏1 主要指标

| 类别 | 指标 | 2020年 | 2025年 | 年均/累计 | 属性 |
|---|---|---|---|---|---|
| 经济 | 1.地区生产总值（GDP）增长（%） | 2.3 | — | 6左右 | 预期性 |
|  | 2.常住人口城镇化率（%） | 60.6* | 65 | — | 预期性 |
|  | 3.全社会研发经费投入增长（%） | — | — | >7、力争更高 | 预期性 |
| 民生 | 4.居民人均可支配收入增长（%） | 2.1 | — | 与经济增长同步 | 预期性 |
|  | 5.城镇调查失业率（%） | 5.2 | — | <5.5 | 预期性 |
|  | 6.人均预期寿命（岁） | 77.3 | — | 〔1〕 | 预期性 |
|  | 7.城镇新增就业（万人） | — | — | [50] | 预期性 |
| 生态 | 8.单位GDP能源消耗降低（%） | — | — | 〔13.5〕 | 约束性 |
|  | 9.森林覆盖率（%） | 23.2 | ≥24.1 | — | 约束性 |

| 安全 | 10.粮食综合生产能力（亿吨） | — | >6.5 | — | 约束性 |
| --- | --- | --- | --- | --- | --- |

注：①〔〕内为5年累计数。②带*的为2019年数据。
"""
FOUND = {(figure.name, figure.measure, figure.kind): figure for figure in row_figures(PLAN)}


@pytest.mark.parametrize(
    ("name", "measure", "kind", "low", "unit", "comparator", "base_year", "year", "binding"),
    [
        (
            "地区生产总值（GDP）",
            Measure.GROWTH,
            TargetKind.RESULT,
            "2.3",
            "percent",
            Comparator.EQUAL,
            2019,
            2020,
            None,
        ),
        (
            "地区生产总值（GDP）",
            Measure.ANNUAL_GROWTH,
            TargetKind.TARGET,
            "6",
            "percent",
            Comparator.ABOUT,
            2020,
            2025,
            Binding.EXPECTED,
        ),
        ("常住人口城镇化率", Measure.LEVEL, TargetKind.RESULT, "60.6", "percent", Comparator.EQUAL, None, 2019, None),
        (
            "常住人口城镇化率",
            Measure.LEVEL,
            TargetKind.TARGET,
            "65",
            "percent",
            Comparator.EQUAL,
            None,
            2025,
            Binding.EXPECTED,
        ),
        (
            "全社会研发经费投入",
            Measure.ANNUAL_GROWTH,
            TargetKind.TARGET,
            "7",
            "percent",
            Comparator.MORE_THAN,
            2020,
            2025,
            Binding.EXPECTED,
        ),
        (
            "城镇调查失业率",
            Measure.ANNUAL_AVERAGE,
            TargetKind.TARGET,
            "5.5",
            "percent",
            Comparator.LESS_THAN,
            2020,
            2025,
            Binding.EXPECTED,
        ),
        (
            "人均预期寿命",
            Measure.INCREASE,
            TargetKind.TARGET,
            "1",
            "years of age",
            Comparator.EQUAL,
            2020,
            2025,
            Binding.EXPECTED,
        ),
        (
            "城镇新增就业",
            Measure.LEVEL,
            TargetKind.TARGET,
            "500000",
            "persons",
            Comparator.EQUAL,
            2020,
            2025,
            Binding.EXPECTED,
        ),
        (
            "单位GDP能源消耗",
            Measure.DECLINE,
            TargetKind.TARGET,
            "13.5",
            "percent",
            Comparator.EQUAL,
            2020,
            2025,
            Binding.BINDING,
        ),
        (
            "森林覆盖率",
            Measure.LEVEL,
            TargetKind.TARGET,
            "24.1",
            "percent",
            Comparator.AT_LEAST,
            None,
            2025,
            Binding.BINDING,
        ),
        (
            "粮食综合生产能力",
            Measure.LEVEL,
            TargetKind.TARGET,
            "650000000",
            "t",
            Comparator.MORE_THAN,
            None,
            2025,
            Binding.BINDING,
        ),
    ],
)
def test_a_row_has_values_years_and_how_it_binds(
    name: str,
    measure: Measure,
    kind: TargetKind,
    low: str,
    unit: str,
    comparator: Comparator,
    base_year: int | None,
    year: int | None,
    binding: Binding | None,
) -> None:
    figure = FOUND[name, measure, kind]
    assert (figure.quantity.low, figure.quantity.unit.dimension) == (Decimal(low), unit)
    assert (figure.quantity.comparator, figure.base_year, figure.year, figure.binding) == (
        comparator,
        base_year,
        year,
        binding,
    )


def test_words_and_dashes_are_no_figures() -> None:
    assert [key for key in FOUND if key[0] == "居民人均可支配收入"] == [
        ("居民人均可支配收入", Measure.GROWTH, TargetKind.RESULT)
    ]
    assert len(FOUND) == 15


def test_the_quote_is_the_row_and_its_indicator_has_a_key() -> None:
    plan = document(PLAN, instrument=Instrument.PLAN, issued=None, period=Period(2021, 2025))
    targets = targets_of(plan)
    assert [target.indicator.key for target in targets if target.indicator][:2] == ["gdp", "gdp"]
    forest = next(target for target in targets if target.name == "森林覆盖率")
    assert forest.citation.quote == "|  | 9.森林覆盖率（%） | 23.2 | ≥24.1 | — | 约束性 |"
    assert len(targets) == 15  # no row is read a second time as a sentence


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        (
            "| 序号 | 主要指标 | 单位 | 2020年实际 | 2025年目标 | 年均增速（%） |",
            "| 1 | 服务业增加值 | 亿元 | 800 | 1,200 | 8以上 |",
            [
                ("result", "level", "80000000000", 2020),
                ("target", "level", "120000000000", 2025),
                ("target", "annual_growth", "8", 2025),
            ],
        ),
        (
            "| 指标 | 2015年 | 2020年 | 年均增速〔累计〕 | 属性 |",
            "| 研发投入强度（%） | 2.1 | 2.5 | 〔0.4〕 | 预期性 |",
            [("result", "level", "2.1", 2015), ("target", "level", "2.5", 2020), ("target", "increase", "0.4", 2020)],
        ),
        (
            "| 指标 | 2020年 | 2025年 | 年均/累计 |",
            "| 全员劳动生产率（万元/人） | 8.7 | >12 | >6.6% |",
            [
                ("result", "level", "87000", 2020),
                ("target", "level", "120000", 2025),
                ("target", "annual_growth", "6.6", 2025),
            ],
        ),
        (
            "| Indicator | Unit | Baseline 2020 | Target 2025 | Type |",
            "| Research staff | persons | 410 | 500 | binding |",
            [("result", "level", "410", 2020), ("target", "level", "500", 2025)],
        ),
        (
            "| 指标名称 | “十四五”目标 | 指标属性 |",
            "| 培育集群（个） | 10—15 | 预期性 |",
            [("target", "level", "10", 2025)],
        ),
    ],
)
def test_heads_of_other_plans(head: str, row: str, found: list[tuple[str, str, str, int]]) -> None:
    rule = "|" + "---|" * (head.count("|") - 1)
    figures = list(row_figures(f"{head}\n{rule}\n{row}\n"))
    read = [(one.kind.value, one.measure.value, str(one.quantity.low.normalize() + 0), one.year) for one in figures]
    assert [(kind, measure, Decimal(low), year) for kind, measure, low, year in read] == [
        (kind, measure, Decimal(low), year) for kind, measure, low, year in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| 姓名 | 2020年 | 2025年 |\n|---|---|---|\n| 甲 | 3 | 4 |",
        "| 指标 | 说明 |\n|---|---|\n| 产值 | 5亿元 |",
        "没有表格，只有|竖线|。",
    ],
)
def test_other_tables_give_nothing(text: str) -> None:
    assert list(row_figures(text)) == []


CELL = st.text(alphabet="指标2025年%〔〕>—*（）亿吨|\\ ", max_size=8)


@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=5))
def test_cells_stand_where_they_are_said_to(rows: list[list[str]]) -> None:
    text = "\n".join("| " + " | ".join(cell.replace("\\", "").replace("|", "") for cell in row) + " |" for row in rows)
    for table in tables_of(text):
        for row in table.rows:
            for cell, place in zip(row.cells, row.places, strict=True):
                assert text[row.start + place : row.start + place + len(cell)] == cell
    for figure in row_figures(text):
        assert text[figure.start : figure.end].startswith("|")
