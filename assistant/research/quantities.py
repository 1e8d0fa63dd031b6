"""A sentence -> its quantities: value or range, unit, and what the words around it say of it (以上, at least, rund).

Numbers are read by ``answer/figures.py``; here they get a unit and a comparator. Offsets are into the sentence given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.answer.figures import Figure, figures
from assistant.research.units import PERCENT, POINTS, Unit, currency_before, unit_at


class Comparator(StrEnum):
    """How the words around a figure bound it."""

    EQUAL = "equal"
    AT_LEAST = "at_least"  # 不低于, 以上, at least
    MORE_THAN = "more_than"  # 超过, 突破, more than
    AT_MOST = "at_most"  # 不超过, 以内, up to
    LESS_THAN = "less_than"  # 低于, less than
    ABOUT = "about"  # 左右, around, rund
    RANGE = "range"  # 4.5%—5%


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with unit and comparator at ``[start, end)`` of a sentence.

    ``low`` and ``high`` are in the base unit of ``unit.dimension`` (730亿斤 is 36,500,000 t) and equal unless it is a
    range. ``figure_start`` is where the number itself begins.
    """

    low: Decimal
    high: Decimal
    unit: Unit
    comparator: Comparator
    start: int
    end: int
    figure_start: int
    figure_end: int
    words: str  # figure, unit and comparator as they stand in the text


_BEFORE: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(rf"(?:{chinese})$|\b(?:{latin})\s*$", re.IGNORECASE), comparator)
    for comparator, chinese, latin in (
        (
            Comparator.AT_LEAST,
            "不低于|不少于|不小于|至少|不得低于|不得少于",
            "at least|not? (?:less|fewer) than|a minimum of|minimum of|mindestens|wenigstens|nicht weniger als",
        ),
        (
            Comparator.AT_MOST,
            "不超过|不高于|不得超过|不大于|不多于|最多|最高|至多",
            "up to|not? (?:more|greater) than|not (?:to )?exceed(?:ing)?|at most|a maximum of|bis zu|höchstens|maximal",
        ),
        (
            Comparator.MORE_THAN,
            "超过|超出|超|突破|高于|大于|多于|逾|均超",
            "more than|over|above|exceed(?:s|ing|ed)?|mehr als|über",
        ),
        (
            Comparator.LESS_THAN,
            "低于|少于|小于|不足|近|接近|将近",
            "less than|fewer than|under|below|weniger als|unter|nearly|almost|fast|knapp",
        ),
        (
            Comparator.ABOUT,
            "大约|约|大概",
            r"about|around|approximately|some|roughly|circa|rund|etwa|ca\.|ungefähr",
        ),
    )
)
_AFTER: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (re.compile(r"\s?(?:及|或)?以上|\s?(?:or more|oder mehr)\b"), Comparator.AT_LEAST),
    (re.compile(r"\s?(?:及|或)?以[内下]|之内|\s?(?:or less|oder weniger)\b"), Comparator.AT_MOST),
    (re.compile(r"\s?(?:左右|上下)"), Comparator.ABOUT),
)
_RANGE_MARK = re.compile(r"\s?(?:[-‐‑–—―~～〜至到]|——|to|bis)\s?")
_UNSURE_MORE = re.compile(r"[多余](万亿|千亿|百亿|千万|百万|亿|万|千|百)?")
_SCALES = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
_SCALE_AT_END = re.compile(r"(万亿|千亿|百亿|千万|百万|亿|万|千|百)$")
_LATIN_SCALE_AT_END = re.compile(
    r"(thousand|tausend|millions?|millionen|mio|billions?|bn|milliarden?|mrd|trillions?|billionen)$", re.IGNORECASE
)
_PLAN = re.compile(r"十([一二三四五六])五")
_MASK = "▢"


def plain(text: str) -> str:
    """The text with full-width signs as half-width ones and names of five-year plans masked; of the same length."""
    folded = (unicodedata.normalize("NFKC", character) for character in text)
    same = "".join(
        new if len(new) == 1 else (old if old == "…" else _MASK) for old, new in zip(text, folded, strict=True)
    )
    return _PLAN.sub(_MASK * 3, same.replace("…", "。"))


def quantities(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of ``text`` that have a unit, in order; years, dates, ordinals and bare numbers are left out.

    ``language`` is that of the document (400.000 in German is not 400); None reads it from the words.
    """
    simple = plain(text)
    found = [figure for figure in figures(simple, language) if not _is_ordinal(simple, figure)]
    result: list[Quantity] = []
    position = 0
    while position < len(found):
        figure = found[position]
        following = found[position + 1] if position + 1 < len(found) else None
        quantity = _range(simple, figure, following) if following else None
        if quantity is not None:
            position += 2
            result.append(quantity)
            continue
        position += 1
        single = _single(simple, figure)
        if single is not None:
            result.append(single)
    return tuple(result)


def _is_ordinal(text: str, figure: Figure) -> bool:
    before, after = text[max(0, figure.start - 1) : figure.start], text[figure.end : figure.end + 1]
    return before in ("第", "+") or after in ("月", "日", "号", "年", "+", "届", "周", "强", "级", "大", ".")


def _single(text: str, figure: Figure) -> Quantity | None:
    measured = _measured(text, figure)
    if measured is None:
        return None
    value, unit, end, vague = measured
    start, before = _comparator_before(text, _currency_start(text, figure))
    end, after = _comparator_after(text, end)
    comparator = before or after or (Comparator.MORE_THAN if vague else Comparator.EQUAL)
    return Quantity(value, value, unit, comparator, start, end, figure.start, figure.end, text[start:end])


def _range(text: str, first: Figure, second: Figure) -> Quantity | None:
    """``5—5.5%``, ``1.5 to 2 billion euros``, ``4.5%—5%``: two figures with nothing but a range mark between them."""
    between = text[first.end : second.start]
    mark = _RANGE_MARK.fullmatch(between)
    if mark is None:
        return None
    measured = _measured(text, second)
    if measured is None:
        return None
    high, unit, end, _ = measured
    low = first.value * unit.size
    if not _SCALE_AT_END.search(first.surface.rstrip("%")) and not _LATIN_SCALE_AT_END.search(first.surface):
        low *= _scale(second.surface)
    if not low < high:
        return None
    start, _ = _comparator_before(text, _currency_start(text, first))
    end, _ = _comparator_after(text, end)
    return Quantity(low, high, unit, Comparator.RANGE, start, end, first.start, second.end, text[start:end])


def _measured(text: str, figure: Figure) -> tuple[Decimal, Unit, int, bool] | None:
    """Value in the base unit, unit, end of the unit, and whether 多 makes it more; None without a unit."""
    if figure.is_percentage:
        is_points = re.search(r"个百分点|points?$|punkte?$", figure.surface, re.IGNORECASE) is not None
        return figure.value, POINTS if is_points else PERCENT, figure.end, False
    currency = currency_before(text, figure.start)
    if currency:
        return figure.value, currency[0], figure.end, False
    value, end, vague = figure.value, figure.end, False
    more = _UNSURE_MORE.match(text, end)
    if more:
        value, end, vague = value * _SCALES.get(more[1] or "", 1), more.end(), True
    found = unit_at(text, end)
    return (value * found[0].size, found[0], found[1], vague) if found else None


def _scale(surface: str) -> Decimal:
    """The scale word a figure is written with, as a number."""
    match = _SCALE_AT_END.search(surface.rstrip("%"))
    if match:
        return Decimal(_SCALES[match[1]])
    word = _LATIN_SCALE_AT_END.search(surface)
    if word:
        return figures(f"1 {word[1]}")[0].value
    return Decimal(1)


def _currency_start(text: str, figure: Figure) -> int:
    currency = currency_before(text, figure.start)
    return currency[1] if currency else figure.start


def with_comparator(text: str, start: int, end: int) -> tuple[int, int, Comparator, str]:
    """The range ``[start, end)`` widened by the words that bound it, the comparator and the whole as written."""
    first, before = _comparator_before(text, start)
    last, after = _comparator_after(text, end)
    return first, last, before or after or Comparator.EQUAL, text[first:last]


def _comparator_before(text: str, start: int) -> tuple[int, Comparator | None]:
    before = text[max(0, start - 24) : start]
    for pattern, comparator in _BEFORE:
        match = pattern.search(before)
        if match:
            return start - len(before) + match.start(), comparator
    return start, None


def _comparator_after(text: str, end: int) -> tuple[int, Comparator | None]:
    for pattern, comparator in _AFTER:
        match = pattern.match(text, end)
        if match:
            return match.end(), comparator
    return end, None
