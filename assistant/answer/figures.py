"""A sentence -> its figures in one comparable form, so that a figure can be looked for in a quote.

A figure is a number with its scale resolved (``6.2万亿`` = ``6.2 trillion`` = ``62000亿``) and marked when it is a
percentage; years, dates and ordinals are numbers like any other. Chinese numerals count where they count something
(三大产业, 百分之四, 二〇二三年), not inside words (统一, 一些, 进一步).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.answer.number_words import HAN, HAN_UNITS, MONTHS, NUMERALS, SCALES, find_word_numbers
from assistant.answer.number_writing import with_decimal_points

# What a Chinese numeral of one character must stand before to count something rather than be part of a word.
_MEASURES = (
    "个项家批年月日号条款章节篇届轮次类种座所名位人户倍亩米吨元件份期步省市县区国大级链群核带廊翼纵横点圈分天周星万亿"
)

_ARABIC = re.compile(
    r"(?P<number>(?<![\d.])\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+(?![.,]?\d))(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>\s?(?:万亿|千亿|百亿|千万|百万|亿|万|千|百)|[\s-](?:thousand|tausend|millions?|millionen|billions?|bn|"
    r"milliarden?|trillions?|billionen)\b|[\s-](?:tsd|mio|mrd)\b\.?)?"
    r"(?P<percent>\s?(?:%|‰|percent\b|per\s?cent\b|prozent\b|个百分点|percentage\s?points?\b|prozentpunkte?\b))?",
    re.IGNORECASE,
)
_HAN_NUMBER = re.compile(
    r"(?P<percent>[百千万]分之)?(?P<number>[〇零○一二两三四五六七八九十百千万亿]+)(?:点(?P<part>[〇零一二三四五六七八九]+))?"
)
_FRACTION = re.compile(
    r"(?P<under>[二三四五六七八九十]+)分之(?P<over>[一二两三四五六七八九十]+)|(?P<half>一半|半数|\bhalf\b|\bHälfte\b)"
    r"|\b(?:one|two|three|four)[ -](?:thirds?|quarters?|fourths?|fifths?)\b",
    re.IGNORECASE,
)
# What a figure is divided by to become a percentage.
_PARTS = {"百分之": 1, "千分之": 10, "万分之": 100, "‰": 10}
# The 2 of "10 km2".
_SQUARE = re.compile(r"\b[kc]?m$")
_DENOMINATORS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5}
# 十四五 is the fourteenth plan of five years, not fifteen.
_PLAN_NAME = re.compile(r"十([一二三四五六])五(?=[”」’]|规划|计划|时期|期间|末|以来|、|$)")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")
# NFKC would make m² into m2 and ten to the third into 103.
_RAISED = str.maketrans(dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "))
_TENTHS = re.compile(r"([一二三四五六七八九])成(?=以上|以下|左右|多|的|[，,。；;、）)]|$)")
_PERCENT_WORD = re.compile(r"\s(?:percent|per\s?cent|prozent|percentage\s?points?|prozentpunkte?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text: its value with the scale applied, whether it is a percentage, and the words it stands as."""

    value: Decimal
    is_percentage: bool
    surface: str
    start: int
    end: int

    @property
    def key(self) -> tuple[Decimal, bool]:
        """What two figures must share to be the same."""
        return self.value, self.is_percentage


def figures(text: str, language: str | None = None) -> tuple[Figure, ...]:
    """All figures of ``text``, in order. Offsets are into ``readable(text, language)``, for display use ``surface``.

    ``language`` is that of the document the text stands in; None reads it from the words.
    """
    return figures_of_readable(readable(text, language))


def figures_of_readable(plain: str) -> tuple[Figure, ...]:
    """All figures of a text that :func:`readable` has gone over, in order. Going over it twice would undo it."""
    fractions = list(_fractions(plain))
    whole = (*_joined(_arabic(plain)), *_han(plain), *_words(plain))
    found = fractions + [one for one in whole if not any(part.start <= one.start < part.end for part in fractions)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def readable(text: str, language: str | None = None) -> str:
    """``text`` with its numbers in one form: NFKC, points for decimals, the five-year plans by number and length."""
    # NFKC would turn the Chinese comma between two numbers into a thousands separator.
    plain = unicodedata.normalize("NFKC", text.replace("，", "、").translate(_RAISED))
    plain = with_decimal_points(plain, language)
    return _PLAN_NAME.sub(lambda match: f"第1{HAN[match[1]]}个5年", plain)


def _joined(found: Iterator[Figure]) -> Iterator[Figure]:
    """1亿2000万 is one figure."""
    waiting: Figure | None = None
    for figure in found:
        if waiting and waiting.end == figure.start and waiting.surface.endswith("亿") and figure.surface.endswith("万"):
            surface = waiting.surface + figure.surface
            waiting = Figure(waiting.value + figure.value, False, surface, waiting.start, figure.end)
            continue
        if waiting:
            yield waiting
        waiting = figure
    if waiting:
        yield waiting


def _fractions(text: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(text):
        if match["half"]:
            value = Decimal("0.5")
        elif match["under"]:
            under, over = _han_value(match["under"]), _han_value(match["over"])
            if not under or not over or under >= 100:
                continue
            value = round(over / under, 4)
        else:
            words = match.group().lower().replace("-", " ").split()
            value = round(Decimal(NUMERALS[words[0]]) / _DENOMINATORS[words[1].rstrip("s")], 4)
        yield Figure(value.normalize(), False, match.group(), match.start(), match.end())


def _arabic(text: str) -> Iterator[Figure]:
    for match in _ARABIC.finditer(text):
        try:
            value = Decimal(match["number"].replace(",", "").replace(" ", ""))
        except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
            continue
        scale = (match["scale"] or "").strip(" -.\t\n").lower()
        value *= SCALES.get(scale, 1)
        before = text[max(0, match.start() - 3) : match.start()]
        if _SQUARE.search(before):
            continue
        percent = (match["percent"] or "").strip() or (before if before in _PARTS else "")
        value /= _PARTS.get(percent, 1)
        yield Figure(value.normalize(), bool(percent), match.group().strip(), match.start(), match.end())


def _han(text: str) -> Iterator[Figure]:
    for match in _HAN_NUMBER.finditer(text):
        number, percent = match["number"], match["percent"]
        if not _counts(text, match.start(), match.end(), number, percent):
            continue
        value = _han_value(number)
        if value is None:
            continue
        if match["part"]:
            value += Decimal("0." + "".join(str(HAN[digit]) for digit in match["part"]))
        if percent:
            value /= _PARTS[percent]
        yield Figure(value.normalize(), bool(percent), match.group(), match.start(), match.end())


def _counts(text: str, start: int, end: int, number: str, percent: str | None) -> bool:
    """Whether a run of Chinese numerals stands for a number here."""
    if percent:
        return True
    if start > 0 and text[start - 1].isdigit():
        return False  # the 万 of 5万, already read as a scale
    if all(character in "十百千万亿" for character in number) and number != "十":
        return False  # 千万, 百亿 as words of size
    if "十" in number or len(number) > 1:
        return not number.startswith(("万", "亿", "百", "千"))
    following = text[end : end + 1]
    if number in HAN and following and following in _MEASURES:
        return number != "一"  # 一个, 一批 are articles rather than counts
    return start > 0 and text[start - 1] == "第"


def _han_value(number: str) -> Decimal | None:
    """Read 三百二十, 二〇二三, 六万二千, 十四; None when the run is not a number (十十)."""
    if all(character in HAN for character in number):
        return Decimal("".join(str(HAN[character]) for character in number))
    total = section = digit = 0
    for character in number:
        if character in HAN:
            digit = HAN[character]
        elif character in HAN_UNITS:
            section += (digit or 1) * HAN_UNITS[character]
            digit = 0
        else:  # 万, 亿
            total = (total + section + digit) * (10_000 if character == "万" else 10**8)
            section = digit = 0
    value = total + section + digit
    return Decimal(value) if value else None


def _words(text: str) -> Iterator[Figure]:
    for number in find_word_numbers(text):
        percent = _PERCENT_WORD.match(text, number.end)
        end = percent.end() if percent else number.end
        yield Figure(Decimal(number.value).normalize(), bool(percent), text[number.start : end], number.start, end)
    for match in _WORD.finditer(text):
        if match.group().lower() in MONTHS and _beside_day_or_year(text, match.start(), match.end()):
            value = Decimal(MONTHS[match.group().lower()])
            yield Figure(value, False, match.group(), match.start(), match.end())
    for match in _TENTHS.finditer(text):
        yield Figure(Decimal(10 * HAN[match[1]]).normalize(), True, match.group(), match.start(), match.end())


def _beside_day_or_year(text: str, start: int, end: int) -> bool:
    """True for 28 December, December 2023, März 2021; false for "may" and "march" as verbs."""
    return bool(re.search(r"\d\.?\s$", text[:start][-4:]) or re.match(r"\.?\s\d", text[end : end + 4]))
