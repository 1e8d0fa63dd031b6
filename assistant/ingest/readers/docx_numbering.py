"""Word's numbering definitions -> the number a paragraph shows, which stands nowhere in its text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand"}
)


@dataclass(frozen=True, slots=True)
class _Level:
    style: str  # w:numFmt
    shown: str  # w:lvlText: "第%1条", "%1.%2"
    start: int
    arabic: bool  # w:isLgl: the outer numbers are shown in figures whatever their own style


class Numbering:
    """Counts paragraphs as Word does. One instance reads one document from its beginning."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}  # w:numId -> w:abstractNumId: lists of one definition count on together
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def label(self, list_id: str, depth: int) -> str | None:
        """The sign or number of the next paragraph of a list at a depth from 0; None where it shows none."""
        definition = self._lists.get(list_id)
        level = self._levels.get(definition or "", {}).get(depth)
        if definition is None or level is None:
            return None
        if level.style == "bullet":
            return "•"
        if level.style == "none":
            return None
        counts = self._counts[definition]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        shown = level.shown
        for place in range(depth + 1):
            outer = self._levels[definition].get(place)
            if outer is not None and f"%{place + 1}" in shown:
                number = counts.get(place, outer.start)
                shown = shown.replace(f"%{place + 1}", _number(number, "decimal" if level.arabic else outer.style))
        return shown or None

    def _read(self, root: Any) -> None:
        for definition in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in definition.iter(f"{W}lvl"):
                start = _value(level, "start") or "1"
                levels[int(level.get(f"{W}ilvl") or 0)] = _Level(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(start) if start.isdecimal() else 1,
                    level.find(f"{W}isLgl") is not None,
                )
            self._levels[definition.get(f"{W}abstractNumId") or ""] = levels
        for one in root.iter(f"{W}num"):
            list_id, definition_id = one.get(f"{W}numId") or "", _value(one, "abstractNumId") or ""
            restarted = one.find(f"{W}lvlOverride/{W}startOverride") is not None
            if restarted and definition_id in self._levels:
                self._levels[f"{definition_id}/{list_id}"] = self._levels[definition_id]
                definition_id = f"{definition_id}/{list_id}"
            self._lists[list_id] = definition_id


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _number(number: int, style: str) -> str:
    if style in _CHINESE:
        return chinese(number)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        numeral = _roman(number)
        return numeral.upper() if style == "upperRoman" else numeral
    if style.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return f"{number:02}" if style == "decimalZero" else str(number)


def chinese(number: int) -> str:
    """A number below 10,000 in Chinese numerals as they are written in headings: 十二, 一百零三."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += _DIGITS[digit] + sign
        elif text and number and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        count, number = divmod(number, value)
        text += sign * count
    return text
