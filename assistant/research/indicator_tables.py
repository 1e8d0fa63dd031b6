"""The tables of a plan -> figures: 指标 | 2020年 | 2025年 | 年均/累计 | 属性, one row an indicator.

A head names what its columns hold. A year column with a base value reports, one with a later year aims. 〔13.5〕 and
[18] are sums over the period; a plain figure under 年均 is one a year. Cells in words (与GDP增长同步) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assistant.domain import Period
from assistant.research.indicator_heads import Column, Head, head_of
from assistant.research.indicators import Measure
from assistant.research.quantities import Comparator, Quantity, quantities
from assistant.research.readings import Doubt
from assistant.research.tables import Row, tables_of
from assistant.research.time_frames import TargetKind
from assistant.research.units import PERCENT, POINTS, Unit


class Binding(StrEnum):
    """Whether a target is binding (约束性) or expected (预期性)."""

    BINDING = "binding"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class RowFigure:
    """A figure of a row at ``[start, end)`` of the text: what it measures, for which year, and how it binds."""

    name: str
    measure: Measure
    quantity: Quantity
    kind: TargetKind
    base_year: int | None
    year: int | None
    binding: Binding | None
    start: int
    end: int
    doubts: tuple[Doubt, ...] = ()


_LEADING_MARK = re.compile(r"^(?:[（(]?\d{1,2}[)）.．、]\s?|[①-⑳]\s?|[-•]\s?)")
_UNIT_AT_END = re.compile(r"[（(](?P<unit>[^()（）]{1,12})[)）]\s?$")
_MARKS = re.compile(r"[*※＊①-⑳]+$")
_VALUE = re.compile(
    r"(?P<open>[〔\[［【(（])?\s?(?P<sign>>=|<=|[>＞<＜≥≤≧≦]|不低于|不少于|不超过|超过|大于|小于|低于|达到|约)?\s?(?P<number>-?\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<percent>[%％])?(?:\s?[-—~～至]\s?(?P<high>\d[\d,]*(?:\.\d+)?)\s?(?P<percent_high>[%％])?)?\s?(?P<close>[〕\]］】)）])?"
    r"\s?(?P<after>以上|以下|以内|左右|及以上)?\s?(?P<mark>[*※＊]|[①-⑳])?\s?(?P<close_late>[〕\]］】)）])?(?=$|[、,，;；(（])"
)
_COMPARATORS = {
    **dict.fromkeys((">", "＞", "超过", "大于"), Comparator.MORE_THAN),
    **dict.fromkeys(("<", "＜", "小于", "低于"), Comparator.LESS_THAN),
    **dict.fromkeys(("≥", "≧", ">=", "不低于", "不少于", "以上", "及以上"), Comparator.AT_LEAST),
    **dict.fromkeys(("≤", "≦", "<=", "不超过", "以下", "以内"), Comparator.AT_MOST),
    **dict.fromkeys(("左右", "约"), Comparator.ABOUT),
}
_GROWTH_NAME = re.compile(r"(?P<stem>.{2,}?)(?:年均)?(?:同比)?(?:增长率|增长速度|增速|增幅|涨幅|增长)$")
_DECLINE_NAME = re.compile(r"(?P<stem>.{2,}?)(?:累计)?(?:降低|下降|减少|削减|降幅)(?:率|幅度|比例)?(?P<part>.*)$")
_SUMMED_NAME = re.compile(r"^(?:新增|新建|累计|改造|完成|培育|建设)|新增|脱贫|累计|搬迁")
_GROWTH_HEAD = re.compile(r"增速|增长|growth|wachstum", re.IGNORECASE)
_STARRED = re.compile(r"\*[”\"]?\s?(?:号)?的?(?:数据|指标)?(?:均)?[为是指]\s?(20\d\d)年")
_COLUMNS = 3
_NOTE_LENGTH = 400  # characters behind a table in which its notes stand


def row_figures(text: str, period: Period | None = None) -> Iterator[RowFigure]:
    """The figures of all tables with indicators, in order; ``period`` is what the document covers."""
    head: Head | None = None
    width = last = 0
    for table in tables_of(text):
        found = head_of(table, period)
        if found is not None:
            head, rows = found
            width = len(head.columns)
        elif (
            head is not None and len(table.rows[0].cells) == width and text[last : table.rows[0].start].count("\n") <= 3
        ):
            rows = table.rows
        else:
            head, rows = None, ()
        last = table.end
        if head is not None:
            starred = _STARRED.search(text, table.end, table.end + _NOTE_LENGTH)
            for row in rows:
                yield from _figures_of(row, head, int(starred[1]) if starred else None)


def table_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where tables stand whose rows are no sentences; a box of one or two cells may hold prose."""
    return tuple((table.rows[0].start, table.end) for table in tables_of(text) if len(table.rows[0].cells) >= _COLUMNS)


def _figures_of(row: Row, head: Head, starred: int | None) -> Iterator[RowFigure]:
    if len(row.cells) != len(head.columns):
        return
    by_column = list(zip(head.columns, row.cells, strict=True))
    parts = dict.fromkeys(_MARKS.sub("", cell) for column, cell in by_column if column is Column.INDICATOR and cell)
    name, unit = _name_and_unit(" ".join(parts))
    unit = next((cell for column, cell in by_column if column is Column.UNIT and cell), unit)
    if not name:
        return
    binding = next((_binding(cell) for column, cell in by_column if column is Column.BINDING), None)
    for place, (column, cell) in enumerate(by_column):
        if column not in (Column.YEAR, Column.OVER_PERIOD):
            continue
        value = _VALUE.match(cell)
        if value is None:
            continue
        if column is Column.YEAR:
            made = _of_year(row, head, place, name, unit, value, starred)
        else:
            made = _over_period(row, head, place, name, unit, value)
        if made is not None:
            yield made if made.kind is TargetKind.RESULT else replace(made, binding=binding)


def _binding(cell: str) -> Binding | None:
    if "约束" in cell or cell.casefold() in ("binding", "verbindlich"):
        return Binding.BINDING
    return Binding.EXPECTED if "预期" in cell or cell.casefold() in ("expected", "indicative") else None


def _name_and_unit(cell: str) -> tuple[str, str]:
    name = _LEADING_MARK.sub("", cell).strip()
    found = _UNIT_AT_END.search(name)
    if found:
        return name[: found.start()].strip(), found["unit"].strip()
    inner = re.search(r"[（(]([%％])[)）]", name)  # 主要污染物排放总量减少（%）化学需氧量
    return (name.replace(inner.group(), ""), "%") if inner else (name, "")


def _of_year(
    row: Row, head: Head, place: int, name: str, unit: str, value: re.Match[str], starred: int | None
) -> RowFigure | None:
    """A value in a year column: the level of an indicator, or its growth or decline in that year."""
    year, kind = head.years[place], TargetKind.TARGET if head.aims[place] else TargetKind.RESULT
    doubts: tuple[Doubt, ...] = ()
    if value["mark"]:
        if starred is not None:
            year = starred
        else:
            doubts = (Doubt.MARKED,)
    if year is None:
        doubts = (*doubts, Doubt.NO_BASE_YEAR)
    growth, decline = _GROWTH_NAME.fullmatch(name), _DECLINE_NAME.fullmatch(name)
    if value["open"] and kind is TargetKind.TARGET:
        return _summed(row, head, place, name, unit, value)
    if growth:
        base = year - 1 if year else None
        return _figure(row, place, growth["stem"], Measure.GROWTH, unit or "%", value, kind, base, year, doubts)
    if decline:
        base = head.base_year if kind is TargetKind.TARGET else None
        stem = decline["stem"] + decline["part"]
        return _figure(row, place, stem, Measure.DECLINE, unit or "%", value, kind, base, year, doubts)
    return _figure(row, place, name, Measure.LEVEL, unit, value, kind, None, year, doubts)


def _over_period(row: Row, head: Head, place: int, name: str, unit: str, value: re.Match[str]) -> RowFigure | None:
    """A value under 年均/累计: in brackets for the whole period, else for each of its years."""
    heading = head.texts[place]
    if value["open"] or ("累计" in heading and "年均" not in heading and "增" not in heading):
        return _summed(row, head, place, name, unit, value)
    growth, decline = _GROWTH_NAME.fullmatch(name), _DECLINE_NAME.fullmatch(name)
    base, year = head.base_year, head.end_year
    if growth or value["percent"] or _GROWTH_HEAD.search(heading):
        stem = growth["stem"] if growth else name
        measure = Measure.DECLINE if decline else Measure.ANNUAL_GROWTH
        return _figure(row, place, stem, measure, "%", value, TargetKind.TARGET, base, year)
    if decline:
        return _figure(
            row, place, decline["stem"] + decline["part"], Measure.DECLINE, unit, value, TargetKind.TARGET, base, year
        )
    return _figure(row, place, name, Measure.ANNUAL_AVERAGE, unit, value, TargetKind.TARGET, base, year)


def _summed(row: Row, head: Head, place: int, name: str, unit: str, value: re.Match[str]) -> RowFigure | None:
    """〔13.5〕: a growth, decline, sum or rise over the whole period."""
    growth, decline = _GROWTH_NAME.fullmatch(name), _DECLINE_NAME.fullmatch(name)
    base, year = head.base_year, head.end_year
    stem, measure = name, Measure.INCREASE
    if growth:
        stem, measure = growth["stem"], Measure.TOTAL_GROWTH
    elif decline:
        stem, measure = decline["stem"] + decline["part"], Measure.DECLINE
    elif _SUMMED_NAME.search(name):
        measure = Measure.LEVEL
    elif unit in ("%", "％"):
        unit = "个百分点"
    return _figure(row, place, stem, measure, unit, value, TargetKind.TARGET, base, year)


def _figure(
    row: Row,
    place: int,
    name: str,
    measure: Measure,
    unit: str,
    value: re.Match[str],
    kind: TargetKind,
    base: int | None,
    year: int | None,
    doubts: tuple[Doubt, ...] = (),
) -> RowFigure | None:
    quantity = _quantity(row, place, unit, value)
    if quantity is None:
        return None
    return RowFigure(name.strip(), measure, quantity, kind, base, year, None, row.start, row.end, doubts)


def _quantity(row: Row, place: int, unit: str, value: re.Match[str]) -> Quantity | None:
    """The value of a cell in the unit of its row; 亿吨 and 万元/人 are read as in a sentence."""
    written = "%" if value["percent"] or value["percent_high"] else unit
    size, known = _unit(written)
    low = Decimal(value["number"].replace(",", "")) * size
    high = Decimal(value["high"].replace(",", "")) * size if value["high"] else low
    if high < low:
        return None
    words = value["sign"] or value["after"]
    comparator = _COMPARATORS.get(words or "", Comparator.EQUAL) if high == low else Comparator.RANGE
    start = row.places[place]
    shown = _MARKS.sub("", value.group().strip()) + ("" if written in ("%", "％") and value["percent"] else unit)
    figure_start = start + value.start("number")
    end, figure_end = start + len(value.group()), start + value.end("number")
    return Quantity(low, high, known, comparator, start, end, figure_start, figure_end, shown)


def _unit(written: str) -> tuple[Decimal, Unit]:
    """How large one of the unit is in its base unit, and the unit."""
    if written in ("%", "％"):
        return Decimal(1), PERCENT
    if written == "个百分点":
        return Decimal(1), POINTS
    read = quantities(f"1{written}", "zh") if written else ()
    if read and read[0].end == len(f"1{written}"):
        return read[0].low, read[0].unit
    return Decimal(1), Unit(written or "count", Decimal(1), written)
