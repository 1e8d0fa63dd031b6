"""Text -> the dates and periods it names, in Chinese, English and German, with their places. Standard library only."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from assistant.domain import DatePrecision, Period, PolicyDate


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date named at ``[start, end)``."""

    date: PolicyDate
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A span of years named at ``[start, end)``."""

    period: Period
    start: int
    end: int


EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

# Same length on both sides, so that offsets stay valid.
_FULL_WIDTH = str.maketrans("０１２３４５６７８９／－．", "0123456789/-.")
_DIGITS = dict.fromkeys("〇○ＯO零", 0) | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_MONTH_NAMES = (
    ("january", "jan", "januar", "jänner"),
    ("february", "feb", "februar"),
    ("march", "mar", "märz", "maerz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "jun", "juni"),
    ("july", "jul", "juli"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct", "oktober", "okt"),
    ("november", "nov"),
    ("december", "dec", "dezember", "dez"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_HAN_DIGIT = "〇○Ｏ零一二三四五六七八九"

_CHINESE = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}}|[{_HAN_DIGIT}O0]{{4}})\s*年"
    rf"(?:\s*(?P<month>\d{{1,2}}|[{_HAN_DIGIT}十]{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}}|[{_HAN_DIGIT}十廿卅]{{1,3}})\s*[日号])?)?"
)
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.]\d|\d)"
)
_ENGLISH_DAY_LAST = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
_GERMAN_NUMERIC = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)")
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
_PATTERNS = (_CHINESE, _NUMERIC, _ENGLISH_DAY_LAST, _DAY_FIRST, _GERMAN_NUMERIC, _MONTH_YEAR)


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Every date in ``text``, in order of position, the more exact reading where two overlap.

    Read are 2023年12月28日 (also with Chinese numerals and full-width digits), 2023-12-28, December 28, 2023,
    28 December 2023, 28. Dezember 2023, 28.12.2023 and the same without the day; a year alone only as 2023年.
    """
    plain = text.translate(_FULL_WIDTH)
    found: list[DateMention] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            mention = _mention(match)
            if mention is not None and not any(m.start < mention.end and mention.start < m.end for m in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    year, month, day = (_number(groups.get(part)) for part in ("year", "month", "day"))
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    try:
        date = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return DateMention(PolicyDate(date, precision), match.start(), match.end())


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if text.lower() in _MONTHS:
        return _MONTHS[text.lower()]
    return chinese_number(text)


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral below 100 (二十八) or of a row of digits (二〇二三); None if it is neither."""
    text = text.replace("廿", "二十").replace("卅", "三十").replace("0", "〇")
    if not text or any(character not in _DIGITS and character != "十" for character in text):
        return None
    if "十" not in text:
        return int("".join(str(_DIGITS[character]) for character in text))
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


# --------------------------------------------------------------------------- periods

_DASH = r"\s*(?:[-–—―－~～〜至到]|——|bis|to|through|until)\s*"
_YEARS = re.compile(rf"(?<!\d)(?P<first>(?:19|20)\d{{2}})\s*年?{_DASH}(?P<last>(?:19|20)\d{{2}})(?!\d)(?![-/]\d)")
_FIVE_YEAR = re.compile(
    r"[“\"「]?(?P<nth>十[一二三四五六七八九]|[七八九])五[”\"」]?"
    r"(?=规划|时期|期间|计划|[”\"」]|国民|发展|[^\d一-鿿]|$)"
)
_FIVE_YEAR_LATIN = re.compile(
    r"\b(?:(?P<nth>\d{1,2})(?:th|\.)|(?P<word>Eleventh|Twelfth|Thirteenth|Fourteenth|Fifteenth))\s+"
    r"(?:Five[-\s]Year|Fünfjahres?)",
    re.IGNORECASE,
)
_ORDINALS = {"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15}


def find_periods(text: str) -> tuple[PeriodMention, ...]:
    """Every span of years in ``text``, in order: 2021—2025年, 2021–2025, 2021 bis 2025, 十四五, 14th Five-Year Plan."""
    plain = text.translate(_FULL_WIDTH)
    found = [
        PeriodMention(Period(int(match["first"]), int(match["last"])), match.start(), match.end())
        for match in _YEARS.finditer(plain)
        if int(match["first"]) < int(match["last"])
    ]
    for match in _FIVE_YEAR.finditer(plain):
        nth = chinese_number(match["nth"])
        if nth is not None and nth >= 7:
            found.append(PeriodMention(five_year_plan(nth), match.start(), match.end()))
    for match in _FIVE_YEAR_LATIN.finditer(plain):
        nth = int(match["nth"]) if match["nth"] else _ORDINALS[match["word"].lower()]
        if 3 <= nth <= 20:
            found.append(PeriodMention(five_year_plan(nth), match.start(), match.end()))
    return tuple(sorted(found, key=lambda mention: mention.start))


def five_year_plan(nth: int) -> Period:
    """The years of China's n-th five-year plan, from the third (1966-1970) on: the fourteenth is 2021-2025."""
    start = 1966 + 5 * (nth - 3)
    return Period(start, start + 4)
