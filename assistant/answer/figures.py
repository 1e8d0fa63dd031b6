"""A sentence -> its figures in one comparable form, so that a figure can be looked for in a quote.

A figure is a number with its scale resolved (``6.2万亿`` = ``6.2 trillion`` = ``62000亿``) and marked when it is a
percentage; years, dates and ordinals are numbers like any other. Chinese numerals count where they count something
(三大产业, 百分之四, 二〇二三年), not inside words (统一, 一些, 进一步).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "thousand": 1_000,
    "tausend": 1_000,
    "million": 10**6,
    "millions": 10**6,
    "mio": 10**6,
    "millionen": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "bn": 10**9,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "mrd": 10**9,
    "trillion": 10**12,
    "trillions": 10**12,
    "billionen": 10**12,
}
_ENGLISH = {
    word: value
    for value, words in {
        1: "one", 2: "two zwei", 3: "three drei", 4: "four vier", 5: "five fünf", 6: "six sechs", 7: "seven sieben",
        8: "eight acht", 9: "nine neun", 10: "ten zehn", 11: "eleven elf", 12: "twelve zwölf", 13: "thirteen dreizehn",
        14: "fourteen vierzehn", 15: "fifteen fünfzehn", 16: "sixteen sechzehn", 17: "seventeen siebzehn",
        18: "eighteen achtzehn", 19: "nineteen neunzehn", 20: "twenty zwanzig", 30: "thirty dreißig",
        40: "forty vierzig", 50: "fifty fünfzig", 60: "sixty sechzig", 70: "seventy siebzig", 80: "eighty achtzig",
        90: "ninety neunzig", 100: "hundred hundert",
    }.items()
    for word in words.split()
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january januar jan", "february februar feb", "march märz mar", "april apr", "may mai", "june juni jun",
            "july juli jul", "august aug", "september sept sep", "october oktober oct", "november nov",
            "december dezember dec",
        ],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_HAN = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
# What a Chinese numeral of one character must stand before to count something rather than be part of a word.
_MEASURES = (
    "个项家批年月日号条款章节篇届轮次类种座所名位人户倍成亩米吨元件份期步省市县区国大级链群核带廊翼纵横点圈分天周星万亿"
)

_ARABIC = re.compile(
    r"(?P<number>(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>\s?(?:万亿|千亿|百亿|千万|百万|亿|万|千|百)|[\s-](?:thousand|tausend|millions?|millionen|mio|billions?|bn|"
    r"milliarden?|mrd|trillions?|billionen)\b)?"
    r"(?P<percent>\s?(?:%|‰|percent\b|per\s?cent\b|prozent\b|个百分点|percentage\s?points?\b|prozentpunkte?\b))?",
    re.IGNORECASE,
)
_HAN_NUMBER = re.compile(
    r"(?P<percent>百分之|千分之)?(?P<number>[〇零○一二两三四五六七八九十百千万亿]+)(?:点(?P<part>[〇零一二三四五六七八九]+))?"
)
_FRACTION = re.compile(
    r"(?P<under>[二三四五六七八九十]+)分之(?P<over>[一二两三四五六七八九十]+)|(?P<half>一半|半数|\bhalf\b|\bHälfte\b)"
    r"|\b(?:one|two|three|four)[ -](?:thirds?|quarters?|fourths?|fifths?)\b",
    re.IGNORECASE,
)
_DENOMINATORS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5}
# 十四五 is the fourteenth plan of five years, not fifteen.
_PLAN_NAME = re.compile(r"十([一二三四五六])五(?=[”」’]|规划|计划|时期|期间|末|以来|、|$)")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")
_GERMAN_DECIMAL = re.compile(
    r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?=\s?(?:%|prozent|millionen|mio|milliarden?|mrd|billionen)|\s)", re.IGNORECASE
)


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


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of ``text``, in order. Offsets are into ``text`` after NFKC, for display use ``surface``."""
    # NFKC would turn the Chinese comma between two numbers into a thousands separator.
    plain = _GERMAN_DECIMAL.sub(r"\1.\2", unicodedata.normalize("NFKC", text.replace("，", "、")))
    plain = _PLAN_NAME.sub(lambda match: f"第1{_HAN[match[1]]}个5年", plain)
    fractions = list(_fractions(plain))
    whole = (*_arabic(plain), *_han(plain), *_words(plain))
    found = fractions + [one for one in whole if not any(part.start <= one.start < part.end for part in fractions)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def missing_figures(sentence: str, quotes: Iterable[str]) -> tuple[str, ...]:
    """Surfaces of the figures of ``sentence`` that occur in none of ``quotes``, in order."""
    present = {figure.key for quote in quotes for figure in figures(quote)}
    # A date written out in one text is digits in the other: months are compared by number.
    return tuple(dict.fromkeys(figure.surface for figure in figures(sentence) if figure.key not in present))


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
            value = round(Decimal(_ENGLISH[words[0]]) / _DENOMINATORS[words[1].rstrip("s")], 4)
        yield Figure(value.normalize(), False, match.group(), match.start(), match.end())


def _arabic(text: str) -> Iterator[Figure]:
    for match in _ARABIC.finditer(text):
        try:
            value = Decimal(match["number"].replace(",", ""))
        except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
            continue
        scale = (match["scale"] or "").strip(" -\t\n").lower()
        value *= _SCALES.get(scale, 1)
        percent = (match["percent"] or "").strip()
        if percent == "‰":
            value /= 10
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
            value += Decimal("0." + "".join(str(_HAN[digit]) for digit in match["part"]))
        if percent == "千分之":
            value /= 10
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
    if number in _HAN and following and following in _MEASURES:
        return number != "一"  # 一个, 一批 are articles rather than counts
    return start > 0 and text[start - 1] == "第"


def _han_value(number: str) -> Decimal | None:
    """Read 三百二十, 二〇二三, 六万二千, 十四; None when the run is not a number (十十)."""
    if all(character in _HAN for character in number):
        return Decimal("".join(str(_HAN[character]) for character in number))
    total = section = digit = 0
    for character in number:
        if character in _HAN:
            digit = _HAN[character]
        elif character in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:  # 万, 亿
            total = (total + section + digit) * (10_000 if character == "万" else 10**8)
            section = digit = 0
    value = total + section + digit
    return Decimal(value) if value else None


def _words(text: str) -> Iterator[Figure]:
    for match in _WORD.finditer(text):
        word = match.group().lower()
        following = _WORD.match(text, match.end() + 1) if text[match.end() : match.end() + 1] in (" ", "-") else None
        scale = _SCALES.get(following.group().lower()) if following else None
        if word in _ENGLISH and (word != "one" or scale):
            end = following.end() if following and scale else match.end()
            value = Decimal(_ENGLISH[word] * (scale or 1)).normalize()
            yield Figure(value, False, text[match.start() : end], match.start(), end)
        elif word in _MONTHS and _beside_day_or_year(text, match.start(), match.end()):
            yield Figure(Decimal(_MONTHS[word]), False, match.group(), match.start(), match.end())


def _beside_day_or_year(text: str, start: int, end: int) -> bool:
    """True for 28 December, December 2023, März 2021; false for "may" and "march" as verbs."""
    return bool(re.search(r"\d\.?\s$", text[:start][-4:]) or re.match(r"\.?\s\d", text[end : end + 4]))
