"""Words for numbers in English, German and Chinese -> their values: scales, numerals, months, ordinals, compounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCALES = {
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
    "tsd": 1_000,
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
NUMERALS = {
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
MONTHS = {
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
HAN = {
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
HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}

# Only before what is counted off: "first," and "a second later" are no numbers.
ORDINALS = {
    word: value
    for value, words in {
        1: "first erste ersten erster", 2: "second zweite zweiten zweiter", 3: "third dritte dritten dritter",
        4: "fourth vierte vierten vierter", 5: "fifth fünfte fünften", 6: "sixth sechste sechsten",
        7: "seventh siebte siebten", 8: "eighth achte achten", 9: "ninth neunte neunten", 10: "tenth zehnte zehnten",
        11: "eleventh elfte elften", 12: "twelfth zwölfte zwölften", 13: "thirteenth dreizehnte dreizehnten",
        14: "fourteenth vierzehnte vierzehnten", 15: "fifteenth fünfzehnte fünfzehnten",
    }.items()
    for word in words.split()
}  # fmt: skip
_COUNTED_OFF = re.compile(
    r"[ -](?:rounds?|phases?|batch(?:es)?|finals?|competitions?|calls?|stages?|tiers?|plans?|five-year|quarters?|half|"
    r"sessions?|readings?|editions?|generations?|runden?|phasen?|stufen?|wettbewerb\w*|quartal\w*|sitzung\w*|lesung\w*|"
    r"fünfjahr\w*|priority|priorities|component|pillar)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")
_GERMAN_UNITS = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
}  # fmt: skip
_GERMAN_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
_GERMAN_COMPOUND = re.compile(rf"(?:({'|'.join(_GERMAN_UNITS)})und)?({'|'.join(_GERMAN_TENS)})", re.IGNORECASE)
_GERMAN_HUNDREDS = re.compile(rf"({'|'.join(_GERMAN_UNITS)})?(hundert|tausend)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words at ``[start, end)``."""

    value: int
    start: int
    end: int


def find_word_numbers(text: str) -> Iterator[WordNumber]:
    """English and German numbers in words: twelve, twenty-five, two hundred and ten, five million, fünfundzwanzig.

    "One" counts only before a scale: alone it is mostly an article. "Hundreds of" and "a dozen" name no number.
    """
    words = list(_WORD.finditer(text))
    position = 0
    while position < len(words):
        run = _run(text, words, position)
        if run is None:
            position += 1
            continue
        value, length = run
        yield WordNumber(value, words[position].start(), words[position + length - 1].end())
        position += length


def _run(text: str, words: list[re.Match[str]], position: int) -> tuple[int, int] | None:
    """Value and number of words of the numeral that begins at ``position``; None when none does."""
    first = words[position].group().lower()
    if first in ORDINALS and _COUNTED_OFF.match(text, words[position].end()):
        return ORDINALS[first], 1
    total = section = length = 0
    previous = 0
    while position + length < len(words):
        word = words[position + length].group().lower()
        if length and text[words[position + length - 1].end() : words[position + length].start()] not in (" ", "-"):
            break
        value, scale = _value(word), SCALES.get(word)
        follows = position + length + 1 < len(words) and _value(words[position + length + 1].group().lower())
        if word == "and" and length and previous >= 100 and follows and section % 100 == 0:
            length += 1
            continue
        if scale is not None and section:
            section *= scale
            if scale >= 1_000:
                total, section = total + section, 0
        elif value is not None and value == 100 and section and section < 10:
            section *= 100
        elif value is not None and (not section or value < 10 <= previous < 100 or value < 100 <= previous):
            section += value
        else:
            break
        previous = scale or value or 0
        length += 1
    if not length or (length == 1 and first in ("one", "ein", "eine", "hundred", "hundert", "thousand", "tausend")):
        return None
    return total + section, length


def _value(word: str) -> int | None:
    if word in NUMERALS:
        return NUMERALS[word]
    compound = _GERMAN_COMPOUND.fullmatch(word)
    if compound:
        return _GERMAN_TENS[compound[2].lower()] + (_GERMAN_UNITS[compound[1].lower()] if compound[1] else 0)
    hundreds = _GERMAN_HUNDREDS.fullmatch(word)
    if hundreds:
        size = 100 if hundreds[2].lower() == "hundert" else 1_000
        return size * (_GERMAN_UNITS[hundreds[1].lower()] if hundreds[1] else 1)
    return None
