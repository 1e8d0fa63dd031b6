"""A written number (十二, XIV, b, 7a) -> its value. Standard library only."""

from __future__ import annotations

import re

_DIGITS = {**dict.fromkeys("〇零", 0), "两": 2} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CANONICAL_ROMAN = re.compile(r"(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


def chinese_value(text: str) -> int | None:
    """The value of 3, 二〇, 十二, 一百零五 or 二百三十; None when it is no such number."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(character not in _DIGITS and character not in _UNITS for character in text):
        return None
    if not any(character in _UNITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def latin_value(text: str) -> int | None:
    """The value of 12, 12a (12), XIV, or of a single letter by its place in the alphabet; None for anything else.

    Letters that are Roman numbers count as such: a caller that lists by letter asks :func:`letter_value`.
    """
    number = re.match(r"\d+", text)
    if number:
        return int(number[0])
    return roman_value(text) or letter_value(text)


def roman_value(text: str) -> int | None:
    """The value of a Roman number below 400, in either case; None when it is none or not written as usual."""
    lowered = text.lower()
    if not lowered or not _CANONICAL_ROMAN.fullmatch(lowered):
        return None
    values = [_ROMAN[character] for character in lowered]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def letter_value(text: str) -> int | None:
    """1 for a, 26 for z, in either case; None for anything but one letter of the Latin alphabet."""
    return ord(text.lower()) - ord("a") + 1 if len(text) == 1 and text.isascii() and text.isalpha() else None
