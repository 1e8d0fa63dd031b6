"""A sentence and its quotes -> the figures, dates and numbers of documents in the sentence that stand in no quote.

A figure stands in a quote when the quote has the same value with the same unit (a percentage, percentage points, a
currency, a measure of time, length, area, mass or power), the same sign, and the same place in a range: 3% is not
borne out by 3%-5%, nor 三亿美元 by 三亿元. A date must stand there as a whole, a document number with its agency's
code, and a code of letters and digits (3722a, 5G) letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.answer.figures import Figure, figures_of_readable, readable
from assistant.answer.number_words import MONTHS
from assistant.answer.number_writing import number_language
from assistant.domain import DatePrecision
from assistant.ingest.dates import find_dates
from assistant.ingest.document_numbers import find_document_numbers

_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (unit, re.compile(pattern, re.IGNORECASE))
    for unit, pattern in (
        ("points", r"个?百分点|percentage\s?points?\b|prozentpunkte?\b"),
        ("USD", r"美元|美金|(?:us\s?|u\.s\.\s?)?dollars?\b|usd\b"),
        ("EUR", r"欧元|euros?\b|eur\b|€"),
        ("GBP", r"英镑|pounds?\s?(?:sterling)?\b|gbp\b"),
        ("JPY", r"日元|yen\b"),
        ("HKD", r"港元|港币"),
        ("CNY", r"元(?!素|器|件)|人民币|yuan\b|renminbi\b|rmb\b|cny\b"),
        ("working day", r"个?工作日|(?:working|business)\s?days?\b|werktage?n?\b|arbeitstage?n?\b"),
        ("day", r"个?(?:自然)?(?:日|天)(?!元|均|本)|(?:calendar\s)?days?\b|tage?n?\b"),
        ("week", r"个?(?:星期|周)(?!边|期|年|围)|weeks?\b|wochen?\b"),
        ("month", r"个月|months?\b|monate?n?\b"),
        ("hour", r"个?小时|hours?\b|stunden?\b"),
        ("minute", r"分钟|minutes?\b|minuten?\b"),
        ("year", r"周?年(?!\d|[初末底度前内代])|years?\b|jahre?n?\b"),
        ("mile", r"英里|miles?\b|meilen?\b"),
        ("kWh", r"千瓦时|度电|kwh\b"),
        ("MWh", r"兆瓦时|mwh\b|megawatt[\s-]?hours?\b"),
        ("GWh", r"吉瓦时|gwh\b|gigawatt[\s-]?hours?\b|gigawattstunden\b"),
        ("TWh", r"太瓦时|twh\b|terawatt[\s-]?hours?\b|terawattstunden\b"),
        ("kW", r"千瓦|kw\b"),
        ("MW", r"兆瓦|mw\b|megawatts?\b"),
        ("GW", r"吉瓦|gw\b|gigawatts?\b"),
        ("km2", r"平方公里|平方千米|km[2²]?\s?2|square\s?kilomet(?:er|re)s?\b|quadratkilometern?\b"),
        ("m2", r"平方米|square\s?met(?:er|re)s?\b|quadratmetern?\b"),
        ("km", r"公里|千米|km\b|kilomet(?:er|re)s?\b|kilometern?\b"),
        ("m", r"米(?![其尔])|m\b|met(?:er|re)s?\b|metern?\b"),
        ("ha", r"公顷|hectares?\b|hektar\b"),
        ("mu", r"亩|mu\b"),
        ("t", r"吨|tonn?e?s?\b|tonnen?\b"),
        ("times", r"倍|times\b|fold\b|mal\b"),
    )
)
_CURRENCY_BEFORE = re.compile(
    r"(?:(?P<USD>us\$|\$|\busd\s?)|(?P<EUR>€|\beur\s?)|(?P<GBP>£|\bgbp\s?)|(?P<CNY>¥|人民币|\brmb\s?|\bcny\s?))\s?$",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|[\s(（、,;:：])[-−]$|负$|\bminus\s$")
_RANGE = re.compile(
    r"\s?(?:%|％|个百分点|percent)?\s?(?:-|--|–|—|——|~|～|〜|至|到|\bto\b|\band\b|\bbis\b|\bund\b)\s?"
    r"(?:us\$|\$|€|£|¥)?\s?",
    re.IGNORECASE,
)
# "between 3 and 5" is a range, "3 and 5" two numbers.
_JOINING = re.compile(r"\b(?:and|und)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:\bbetween|\bzwischen|介于)\s*(?:us\$|\$|€)?\s*$", re.IGNORECASE)
_YEAR_WITHOUT_CENTURY = Decimal(1900), Decimal(2100)
_CODE = re.compile(r"(?<![A-Za-z\d])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{2,}(?![A-Za-z\d])")
# Letters after a number that are a unit or an ending rather than part of a code.
_PLAIN_ENDING = re.compile(
    r"\d+(?:st|nd|rd|th|s|er|km|kg|cm|mm|m|t|g|kw|mw|gw|tw|kwh|mwh|gwh|twh|bn|mn|mio|mrd|ha|h|k|pp|pct|x)|[kc]?m[23]",
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]|"
    r"\b(?P<day2>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<name>[A-Za-zÄÖÜäöü]{3,9})\b|"
    r"\b(?P<name2>[A-Za-zÄÖÜäöü]{3,9})\s(?P<day3>\d{1,2})(?:st|nd|rd|th)?\b(?![,.]?\d)"
)
# One thing: 一个 and "one" are articles too often to be figures, but not where the quote speaks of several.
_ONE = re.compile(
    r"(?<![第十百千万之统同])一(?=[个家项名座所位次轮条](?![个家项名座所位次轮条半]))|\b(?:only|just|exactly) one\b"
)
_ANY_ONE = re.compile(r"[一单1首每唯]|\b(?:an?|one|single|each|every|the|first|eine?[nmrs]?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure with what surrounds it; ``bounds`` are both ends of the range it belongs to."""

    figure: Figure
    unit: str | None
    negative: bool
    bounds: tuple[Decimal, Decimal] | None


def missing_figures(sentence: str, quotes: Iterable[str], language: str | None = None) -> tuple[str, ...]:
    """Figures, dates and document numbers of ``sentence`` that stand in none of ``quotes``, as written, in order.

    ``language`` is that of the quotes. A sentence is read as its own words are written (400.000 homes is four hundred);
    where they do not tell, as the quotes are.
    """
    texts = list(quotes)
    written = language or number_language(" ".join(texts))
    spoken = number_language(sentence) or written
    held = [amount for text in texts for amount in _amounts(text, written)]
    claimed = _amounts(sentence, spoken)
    absent = [amount.figure.surface for amount in claimed if not any(_bears_out(one, amount) for one in held)]
    for wholes in (_missing_dates, _missing_numbers, _missing_codes):
        # A whole is named only where none of its figures was.
        absent += [whole for whole in wholes(sentence, texts) if not any(figure in whole for figure in absent)]
    if (one := _ONE.search(sentence)) and not any(_ANY_ONE.search(text) for text in texts):
        absent.append(one.group())
    return tuple(dict.fromkeys(absent))


def _bears_out(held: _Amount, claimed: _Amount) -> bool:
    if held.figure.key != claimed.figure.key or held.negative != claimed.negative:
        return False
    if "points" in (held.unit, claimed.unit) and held.unit != claimed.unit:
        return False  # 5% more is not five percentage points more
    return (claimed.unit is None or claimed.unit == held.unit) and held.bounds == claimed.bounds


def _amounts(text: str, language: str | None) -> list[_Amount]:
    plain = readable(text, language)
    found = list(figures_of_readable(plain))
    bounds: dict[int, tuple[Decimal, Decimal]] = {}
    spread: dict[int, Figure] = {}
    for first, second in pairwise(found):
        if not _is_range(plain, first, second):
            continue
        low = _spread(first, second)
        spread[first.start] = low
        pair = (low.value, second.value)
        bounds[first.start], bounds[second.start] = pair, pair
    return [
        _Amount(spread.get(one.start, one), _unit(plain, one, found), _is_negative(plain, one), bounds.get(one.start))
        for one in found
    ]


def _is_range(plain: str, first: Figure, second: Figure) -> bool:
    between = plain[first.end : second.start]
    if not _RANGE.fullmatch(between):
        return False
    low, high = _YEAR_WITHOUT_CENTURY
    if low <= first.value <= high and low <= second.value <= high:
        return False  # a span of years names both
    if _JOINING.search(between):
        return bool(_BETWEEN.search(plain[: first.start]))
    return True


def _spread(first: Figure, second: Figure) -> Figure:
    """The first end of a range with what is written only at the second: 5-10万家, 3-5%, 3 to 5 million."""
    value, percentage = first.value, first.is_percentage or second.is_percentage
    number = re.match(r"[\d.,]+", second.surface)
    if number and re.fullmatch(r"[\d.,]+", first.surface):
        scale = second.value / Decimal(number.group().replace(",", "").rstrip(".") or 1) if second.value else Decimal(1)
        if not second.is_percentage and scale > 1:
            value = (value * scale).normalize()
    return Figure(value, percentage, first.surface, first.start, first.end)


def _unit(plain: str, figure: Figure, found: Sequence[Figure]) -> str | None:
    """The unit after a figure, or the sign of a currency before it; the unit of a range stands at its end."""
    before = _CURRENCY_BEFORE.search(plain[max(0, figure.start - 8) : figure.start])
    if before and before.lastgroup:
        return before.lastgroup
    for unit, pattern in _UNITS[:1]:
        if pattern.search(figure.surface):
            return unit
    end = figure.end
    following = next((one for one in found if one.start >= end), None)
    if following and _is_range(plain, figure, following):
        end = following.end
    rest = re.sub(r"^(?:[\s-]|多|余|左右)+", "", plain[end : end + 40])
    for unit, pattern in _UNITS:
        if pattern.match(rest):
            is_date = unit in ("year", "day") and _is_in_date(plain, figure)
            return None if is_date else unit
    return None


def _is_in_date(plain: str, figure: Figure) -> bool:
    if figure.value >= 1900 or re.match(r"\s?年\s?\d{1,2}\s?月", plain[figure.end :]):
        return True
    return bool(re.search(r"月\s?$", plain[: figure.start]))


def _is_negative(plain: str, figure: Figure) -> bool:
    return bool(_MINUS.search(plain[max(0, figure.start - 8) : figure.start]))


# --------------------------------------------------------------------------- dates, numbers, codes

_Date = tuple[int | None, int, int | None]  # year, month, day


def _missing_dates(sentence: str, quotes: Sequence[str]) -> Iterator[str]:
    held = [date for quote in quotes for date, _ in _dates(quote)]
    for (year, month, day), words in _dates(sentence):
        if not any(
            month == other_month
            and (day is None or day == other_day)
            and (year is None or other_year is None or year == other_year)
            for other_year, other_month, other_day in held
        ):
            yield words


def _dates(text: str) -> Iterator[tuple[_Date, str]]:
    plain = unicodedata.normalize("NFKC", text)
    taken: list[tuple[int, int]] = []
    for mention in find_dates(plain):
        taken.append((mention.start, mention.end))
        if mention.date.precision is not DatePrecision.YEAR:
            day = mention.date.day.day if mention.date.precision is DatePrecision.DAY else None
            yield (mention.date.year, mention.date.day.month, day), plain[mention.start : mention.end]
    for match in _YEARLESS.finditer(plain):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        name = (match["name"] or match["name2"] or "").lower()
        month = int(match["month"]) if match["month"] else MONTHS.get(name)
        if month:
            yield (None, month, int(match["day"] or match["day2"] or match["day3"])), match.group()


def _missing_numbers(sentence: str, quotes: Sequence[str]) -> Iterator[str]:
    held = [number for quote in quotes for number in find_document_numbers(quote)]
    for number in find_document_numbers(sentence):
        # Words before the code of the agency may have been read as part of it.
        if not any(number.endswith(other) or other.endswith(number) for other in held):
            yield number


def _missing_codes(sentence: str, quotes: Sequence[str]) -> Iterator[str]:
    held = {code.lower() for quote in quotes for code in _codes(quote)}
    return (code for code in _codes(sentence) if code.lower() not in held)


def _codes(text: str) -> Iterator[str]:
    for match in _CODE.finditer(unicodedata.normalize("NFKC", text)):
        if not _PLAIN_ENDING.fullmatch(match.group()):
            yield match.group()
