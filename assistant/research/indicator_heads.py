"""The first rows of a table -> what its columns hold: indicator, unit, values by year or period, how they bind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import Period
from assistant.research.tables import Row, Table


class Column(StrEnum):
    """What a column of a table of indicators holds."""

    INDICATOR = "indicator"
    UNIT = "unit"
    YEAR = "year"
    OVER_PERIOD = "over_period"  # 年均/累计
    BINDING = "binding"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Head:
    """What the columns hold; ``years`` has the year of each YEAR column, ``aims`` whether it is one to be reached."""

    columns: tuple[Column, ...]
    years: tuple[int | None, ...]
    aims: tuple[bool, ...]
    texts: tuple[str, ...]
    period: Period | None

    @property
    def base_year(self) -> int | None:
        """The latest year that is reported, else the one before the period: what growth counts from."""
        reported = [year for year, aims in zip(self.years, self.aims, strict=True) if year and not aims]
        start = self.period.start_year if self.period else None
        return max(reported, default=start - 1 if start else None)

    @property
    def end_year(self) -> int | None:
        """The first year that is aimed at, else the last of the period."""
        wanted = [year for year, aims in zip(self.years, self.aims, strict=True) if year and aims]
        return min(wanted, default=self.period.end_year if self.period else None)


_HEAD_WORDS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.OVER_PERIOD, re.compile(r"年均|累计|年平均|per year|annual|jährlich", re.IGNORECASE)),
    (Column.BINDING, re.compile(r"属性|性质|指标类型|^(?:type|nature|art)$", re.IGNORECASE)),
    (Column.UNIT, re.compile(r"^(?:计量)?单位|^units?$|^einheit$", re.IGNORECASE)),
    (
        Column.YEAR,
        re.compile(
            r"(?<!\d)20\d\d|目标|规划值|现状|基期|现值|十[一二三四五六]五|target|baseline|ziel|ausgangswert",
            re.IGNORECASE,
        ),
    ),
    (Column.INDICATOR, re.compile(r"指标|^indicators?$|^indikator(?:en)?$|^kennzahl$", re.IGNORECASE)),
)
_NO_HEAD = re.compile(r"[>＞<＜≥≤]|[〔\[]\s?\d|^\d+[.．、]\D|^[\d.]+%?\*?$")
_REPORTS = re.compile(r"现状|基期|实际|完成|现值|基数|baseline|ausgangswert", re.IGNORECASE)
_AIMS = re.compile(r"目标|规划|target|ziel", re.IGNORECASE)
_PLANS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_PLAN = re.compile(r"十([一二三四五六])五")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def head_of(table: Table, period: Period | None) -> tuple[Head, Sequence[Row]] | None:
    """The head of a table and the rows below it; a title over all columns may stand above the head."""
    period_end = period.end_year if period else None
    for place, row in enumerate(table.rows[:3]):
        columns = tuple(_column(cell) for cell in row.cells)
        if Column.INDICATOR not in columns or any(_NO_HEAD.search(cell) for cell in row.cells):
            continue
        if not {Column.YEAR, Column.OVER_PERIOD} & set(columns):
            continue
        years = tuple(
            _year(cell, period_end) if column is Column.YEAR else None
            for column, cell in zip(columns, row.cells, strict=True)
        )
        return Head(columns, years, _aims(row.cells, columns, years, period_end), row.cells, period), table.rows[
            place + 1 :
        ]
    return None


def _column(cell: str) -> Column:
    return next((column for column, pattern in _HEAD_WORDS if pattern.search(cell)), Column.OTHER)


def _year(cell: str, period_end: int | None) -> int | None:
    named = _YEAR.findall(cell)
    if named:
        return int(named[-1])
    plan = _PLAN.search(cell)
    if plan:
        return _PLANS[plan[1]]
    return period_end if _AIMS.search(cell) and not _REPORTS.search(cell) else None


def _aims(
    cells: Sequence[str], columns: Sequence[Column], years: Sequence[int | None], period_end: int | None
) -> tuple[bool, ...]:
    """Which year columns set targets: those called so, else every year but the first of several."""
    known = sorted({year for year in years if year})
    return tuple(
        column is Column.YEAR
        and not _REPORTS.search(cell)
        and bool(_AIMS.search(cell) or (year and (year > known[0] or (len(known) == 1 and year == period_end))))
        for cell, column, year in zip(cells, columns, years, strict=True)
    )
