"""The paragraphs under one article -> its numbered parts: (a)(1)(A)(i), Absatz and Nummer, 款 and 项.

Laws number the parts of an article by style: (a), then (1), then (A), then (i). Which style lies inside which differs
between legal systems, and (i) may follow (h) or open a list of Roman numbers. So no order is assumed: a number that
goes on where an open list stopped belongs to that list, a number one opens a list inside the part that is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ingest.numerals import chinese_value, letter_value, roman_value

_LABEL = re.compile(
    r"(?:[（(]\s?(?P<both>\d{1,3}[a-z]?|[A-Za-z]{1,5}|[一二三四五六七八九十]{1,3})\s?[）)]"
    r"|(?P<half>\d{1,3}|[a-z]{1,4})[)）]"
    r"|(?P<dot>\d{1,3}[a-z]?|[a-z])[.．](?=\s|[^\d\s]))"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the start of a line, with every way to read it: (style, value)."""

    text: str
    length: int
    readings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of an article: ``depth`` 1 is the outermost; ``position`` is that of the line it starts on."""

    position: int
    label: Label
    depth: int


def read_label(line: str) -> Label | None:
    """The number ``line`` begins with, None when it begins with none."""
    match = _LABEL.match(line)
    if match is None:
        return None
    wrap = match.lastgroup or ""
    token = match[wrap]
    readings = tuple((f"{wrap} {kind}", value) for kind, value in _values(token))
    return Label(match[0], match.end(), readings) if readings else None


def _values(token: str) -> Iterator[tuple[str, int]]:
    if token[0].isdigit():
        yield "arabic", int(re.sub(r"\D", "", token))
        return
    chinese = chinese_value(token)
    if chinese is not None:
        yield "chinese", chinese
        return
    case = "upper" if token.isupper() else "lower" if token.islower() else ""
    if not case:
        return
    letter, roman = letter_value(token), roman_value(token)
    if letter is not None:
        yield f"{case} letter", letter
    if roman is not None:
        yield f"{case} roman", roman
    if len(token) in (2, 3) and len(set(token)) == 1 and (doubled := letter_value(token[0])) is not None:
        yield f"{case} letter x{len(token)}", doubled


@dataclass
class _List:
    """An open list: its style and the number it has reached."""

    style: str
    value: int


def number_parts(labels: Sequence[tuple[int, Label | None]]) -> tuple[Part, ...]:
    """The numbered parts among the lines of one article: (position, its label or None), in order.

    A label that fits no open list and does not begin one is text: a sentence that happens to start with (5).
    """
    parts: list[Part] = []
    open_lists: list[_List] = []
    for index, (position, label) in enumerate(labels):
        if label is None:
            continue
        depth = _continue(open_lists, label, labels[index + 1 :])
        if depth is not None:
            parts.append(Part(position, label, depth))
    return tuple(parts)


def _continue(open_lists: list[_List], label: Label, following: Sequence[tuple[int, Label | None]]) -> int | None:
    """Put a label into the open lists; its depth, None when it does not fit."""
    opens = next(((style, value) for style, value in reversed(label.readings) if value == 1), None)
    place = _place(open_lists, label, 1)
    if place is not None:
        level, style, value = place
        both = opens is not None and opens[0] != style
        if not (both and opens and _goes_on(following, opens[0], 2, before=(style, value + 1))):
            del open_lists[level + 1 :]
            open_lists[level].value = value
            return level + 1
    if opens is not None:
        level = next((at for at, one in enumerate(open_lists) if one.style == opens[0]), len(open_lists))
        del open_lists[level:]
        open_lists.append(_List(*opens))
        return level + 1
    place = _place(open_lists, label, 10)  # a few numbers are missing: repealed, or lost with their line
    if place is None:
        return None
    level, _, value = place
    del open_lists[level + 1 :]
    open_lists[level].value = value
    return level + 1


def _place(open_lists: Sequence[_List], label: Label, furthest: int) -> tuple[int, str, int] | None:
    """The innermost open list the label goes on: level, style, value; at most ``furthest`` after its last number."""
    for level in range(len(open_lists) - 1, -1, -1):
        for style, value in label.readings:
            if style == open_lists[level].style and 0 < value - open_lists[level].value <= furthest:
                return level, style, value
    return None


def _goes_on(following: Sequence[tuple[int, Label | None]], style: str, value: int, before: tuple[str, int]) -> bool:
    """Whether (style, value) comes later, and earlier than ``before``: decides whether (i) is a letter or a number."""
    for _, label in following:
        if label is None:
            continue
        if (style, value) in label.readings:
            return True
        if before in label.readings:
            return False
    return False
