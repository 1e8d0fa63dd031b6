"""The name of an indicator as a text puts it -> one name for all texts, so that the same thing lines up in a table.

The vocabulary stands in ``indicators.tsv``: a key, its Chinese and English names, the Chinese spellings as a pattern
and the measures it is used with. A name counts only when the whole of it is such a spelling, apart from words of scope
(全省, 我市): 县域经济 is not 经济.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Measure(StrEnum):
    """What of an indicator a figure states."""

    LEVEL = "level"
    GROWTH = "growth"  # over the year before
    ANNUAL_GROWTH = "annual_growth"  # on average in each year of a period
    TOTAL_GROWTH = "total_growth"  # over a whole period
    ANNUAL_AVERAGE = "annual_average"  # a level, on average in each year of a period
    DECLINE = "decline"
    INCREASE = "increase"  # by an amount or by percentage points
    DECREASE = "decrease"


GROWTHS = (Measure.GROWTH, Measure.ANNUAL_GROWTH, Measure.TOTAL_GROWTH)
_MEASURE_WORDS = re.compile(r"的?(?:增长|增速|增幅|涨幅|预期)*(?:目标|率)?$|\s*(?:growth|target)s?$")
_GROWTH_WORDS = re.compile(r"增长|增速|增幅|涨幅|growth|wachstum", re.IGNORECASE)
_LEVELS = (Measure.LEVEL, Measure.ANNUAL_AVERAGE, Measure.INCREASE, Measure.DECREASE)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the vocabulary."""

    key: str
    chinese: str
    english: str

    def name(self, language: str) -> str:
        """Its name for a reader."""
        return self.chinese if language == "zh" else self.english


@dataclass(frozen=True, slots=True)
class _Spelling:
    indicator: Indicator
    pattern: re.Pattern[str]
    measures: frozenset[str]


_SCOPE = (
    "(?:全省|全市|全区|全国|全自治区|我省|我市|我区|我国|本省|本市|本区|全年|初步核算|初步统计|主要预期目标|社会|各地|当年|"
    "年度|的|,|、)*"
)
_SCOPE_WORDS = re.compile(rf"^{_SCOPE}")


@cache
def _spellings() -> tuple[_Spelling, ...]:
    text = (files("assistant.research") / "indicators.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        _Spelling(
            Indicator(row["key"], row["chinese"], row["english"]),
            re.compile(row["patterns"], re.IGNORECASE),
            frozenset(row["measures"].split()),
        )
        for row in rows
    )


@cache
def vocabulary() -> tuple[Indicator, ...]:
    """The indicators, each once, in the order of the table."""
    return tuple(dict.fromkeys(spelling.indicator for spelling in _spellings()))


def find_indicator(name: str, measure: Measure) -> Indicator | None:
    """The indicator a name stands for when used with ``measure``; None when the vocabulary has none."""
    bare = re.sub(r"\s", "", _SCOPE_WORDS.sub("", name)) or name
    kind = "growth" if measure in GROWTHS else "level" if measure in _LEVELS else measure.value
    for spelling in _spellings():
        if kind in spelling.measures or (kind == "decline" and "growth" in spelling.measures):
            for candidate in (name, bare):
                if spelling.pattern.fullmatch(candidate):
                    return spelling.indicator
    return None


def indicators_named(text: str) -> tuple[Indicator, ...]:
    """The indicators a user's words can mean: a key, a name in either language, or any of the spellings.

    Words that begin the name of several mean all of these: 研发 is R&D spending and R&D intensity.
    """
    wanted = text.strip().casefold()
    stem = _MEASURE_WORDS.sub("", wanted) or wanted
    for spoken in (wanted, stem):
        exact = [one for one in vocabulary() if spoken in (one.key, one.chinese.casefold(), one.english.casefold())]
        if exact:
            return tuple(exact)
    spelled = [one.indicator for one in _spellings() if one.pattern.fullmatch(stem)]
    begun = [one for one in vocabulary() if one.chinese.startswith(stem) or one.english.casefold().startswith(stem)]
    if spelled or begun:
        return tuple(dict.fromkeys([*spelled, *begun]))
    return tuple(one for one in vocabulary() if stem in one.chinese or stem in one.english.casefold())


def names_growth(text: str) -> bool:
    """Whether a user's words ask for the growth of an indicator: GDP增长, GDP growth, Wachstum."""
    return _GROWTH_WORDS.search(text) is not None
