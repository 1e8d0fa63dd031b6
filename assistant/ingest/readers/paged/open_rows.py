"""Lines of a region -> which of them are rows of figures without rules, with the head above and the labels between.

A row is a label and, apart from it, two or more figures. A figure counts only as a fragment of its own: the words of
running text stand close, so that it keeps its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.ingest.readers.paged.fragments import Fragment
from assistant.ingest.readers.paged.numbering import has_own_scheme
from assistant.ingest.readers.paged.order import Line
from assistant.ingest.readers.paged.ruled_tables import Table

_FIGURES = re.compile(
    r"[\d\s.,'’%％‰$€£¥￥()（）/+*–—−-]+(?:[百千]?[万亿]?元|[万亿]|个百分点)?[)）]?|n\.?[/.]?[am]\.?", re.IGNORECASE
)
# Dashes and n/a stand for a figure, a lone $ or ) does not.
_VALUE = re.compile(r"\d|^\s*[–—−-]+\s*$|^n", re.IGNORECASE)
_BEFORE_CURRENCY = re.compile(r"\s+(?=[$€£¥￥])")  # figures that stand so close that they share a fragment
_YEAR = re.compile(r"\s*(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?\s?年?度?\s*")
_IDENTIFIER = re.compile(r"\d[–-]\d{5}")  # 1-10299, 010-68590000
_TITLE = re.compile(r"(?:附?表|图|Table|Tabelle|Tab\.|Figure|Exhibit)\s*[\d一二三四五六七八九十]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。；！？.;!?][”’\"')）]*$")
_LONGEST_NAME = 60  # characters of a column's name on one line
_LONGEST_LABEL = 120
_MOST_HEAD_LINES = 4
_MOST_LABEL_LINES = 2  # a subtitle of rows, or the first lines of a label that is broken
_WIDEST_STEP = 3.5  # ems between the rows of one table and the labels between them
_WIDEST_HEAD_STEP = 2.2  # ems between the lines of a head
_LEFT_OF_FIGURES, _SHORT_OF_FIGURES = 10.0, 4.0  # ems by which a column's name may begin and end before its figures do
_LARGEST_HEAD = 1.14  # of the type below from which a line is a heading; the names of columns are often smaller
_SMALLEST_TYPE = 0.7  # of the type below that a line of the same table may have


def open_tables(items: Sequence[Line | Table]) -> Iterator[tuple[int, int]]:
    """Ranges of ``items`` (half-open, in order, apart) that are rows with what belongs to them; each holds a row."""
    position = end = 0
    while position < len(items):
        if _figures(items[position]) is None:
            position += 1
            continue
        start = _head_start(items, position, end)
        end = position + 1
        while (following := _next_row(items, end)) is not None:
            end = following + 1
        if end - start > 1 or not _is_date(items[position]):
            yield start, end
        position = end


def continues_label(last: Line, line: Line) -> bool:
    """Whether ``line`` of an open table goes on with the label that ``last`` began."""
    return len(last.fragments) == 1 and line.text[:1].islower()


def _figures(item: Line | Table) -> tuple[Fragment, ...] | None:
    """The fragments with the figures of a row, None when the line is no row."""
    if isinstance(item, Table):
        return None
    figures = _last_figures(item)
    if len(figures) == len(item.fragments) and _YEAR.fullmatch(figures[0].text):
        figures = figures[1:]  # the year is the label
    label = item.fragments[: len(item.fragments) - len(figures)]
    named = any(any(map(str.isalpha, one.text)) or _YEAR.fullmatch(one.text) for one in label)
    return figures if named and _are_values(figures) else None


def _is_date(item: Line | Table) -> bool:
    """A year and figures, which make a row only among others."""
    return isinstance(item, Line) and not any(map(str.isalpha, item.text))


def _last_figures(line: Line) -> tuple[Fragment, ...]:
    backwards = takewhile(lambda fragment: _FIGURES.fullmatch(fragment.text), reversed(line.fragments))
    return tuple(backwards)[::-1]


def _are_values(figures: Sequence[Fragment]) -> bool:
    """Two or more values, one of them in digits; years alone name columns, and numbers of offices count nothing."""
    values = [part for one in figures for part in _BEFORE_CURRENCY.split(one.text) if _VALUE.search(part)]
    if len(values) < 2 or all(_YEAR.fullmatch(value) for value in values):
        return False
    return not any(map(_IDENTIFIER.search, values)) and any(map(str.isdigit, "".join(values)))


def _is_sum(item: Line | Table) -> bool:
    """A row without a label, such as a sum below the others."""
    return isinstance(item, Line) and len(_last_figures(item)) == len(item.fragments) and _are_values(item.fragments)


def _head_start(items: Sequence[Line | Table], row: int, floor: int) -> int:
    """Where the head of ``row`` begins, not before ``floor``; ``row`` itself when nothing names its columns."""
    figures = _figures(items[row]) or ()
    edge = figures[0].box.left
    first = row
    while first > max(floor, row - _MOST_LABEL_LINES) and _is_label(items[first - 1], items[first], edge):
        first -= 1
    start = first
    while start > max(floor, first - _MOST_HEAD_LINES) and _names_columns(items[start - 1], items[start], edge):
        start -= 1
    return start if start < first else row


def _next_row(items: Sequence[Line | Table], after: int) -> int | None:
    """The row that goes on with the table whose last row stands before ``after``, over labels between them."""
    if after < len(items) and _is_sum(items[after]) and _is_near(items[after - 1], items[after]):
        return after
    for row in range(after, min(len(items), after + _MOST_LABEL_LINES + 1)):
        figures = _figures(items[row])
        if figures is None:
            continue
        edge = figures[0].box.left
        labels = all(_is_label(items[place], items[place + 1], edge) for place in range(after, row))
        return row if labels and _is_near(items[after - 1], items[after]) else None
    return None


def _is_label(item: Line | Table, below: Line | Table, edge: float) -> bool:
    """A line in the column of labels alone: it ends before the figures begin at ``edge``. 二、 begins another part."""
    if isinstance(item, Table) or len(item.fragments) > 1 or len(item.text) > _LONGEST_LABEL:
        return False
    if has_own_scheme(item.text):
        return False
    return item.box.right < edge and not _SENTENCE_END.search(item.text) and _is_near(item, below)


def _names_columns(item: Line | Table, below: Line | Table, edge: float) -> bool:
    """Short names above the figures, which begin at ``edge``: two or more, or nothing else on the line."""
    if isinstance(item, Table) or _figures(item) is not None or _is_sum(item):
        return False
    if not _is_near(item, below, _WIDEST_HEAD_STEP) or _SENTENCE_END.search(item.text):
        return False
    if _TITLE.match(item.text) or any(len(fragment.text) > _LONGEST_NAME for fragment in item.fragments):
        return False
    left, right = edge - _LEFT_OF_FIGURES * item.size, edge - _SHORT_OF_FIGURES * item.size
    above = [fragment for fragment in item.fragments if fragment.box.left > left and fragment.box.right > right]
    others = len(item.fragments) - len(above)
    return others == 0 or (others == 1 and len(above) > 1)


def _is_near(item: Line | Table, below: Line | Table, widest: float = _WIDEST_STEP) -> bool:
    if isinstance(item, Table) or isinstance(below, Table):
        return False
    step = item.box.bottom - below.box.bottom
    same_table = _SMALLEST_TYPE * below.size < item.size < _LARGEST_HEAD * below.size
    return same_table and 0 < step < widest * max(item.size, below.size)
