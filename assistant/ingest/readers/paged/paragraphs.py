"""Regions of a page -> paragraphs: lines that belong together, each group with what it is.

A new paragraph starts where the type changes, where the gap is wider than the leading, where a line is indented, where
the line before ended although the next word would have fitted, or at a sign of a list or article. Rows of figures
without rules stay together, each a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.domain import BlockKind
from assistant.ingest.readers.paged.fragments import Rule
from assistant.ingest.readers.paged.numbering import has_own_scheme
from assistant.ingest.readers.paged.open_rows import open_tables
from assistant.ingest.readers.paged.order import Line, Region
from assistant.ingest.readers.paged.ruled_tables import Table

_LARGER = 1.14  # of the body type from which a line is a heading
_SMALLER = 0.92  # of the body type from which a line at the foot of a page is a note
_LONGEST_HEADING = 160
_WIDE_LEADING = 1.35  # of the usual distance between lines
_INDENT = 0.9  # ems
_SAME_EDGE = 0.45  # ems within which two edges are one
_SENTENCE_END = re.compile(r"[。！？；.!?;:：…][”’\"')）】\]]*(?:\[\d+\])?$")
_NO_HEADING_END = re.compile(r"[。；;，,、]$|(?<!\d)\.$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BULLET = re.compile(r"[•●▪■◆◇○➢✓\uf000-\uf0ff]|[-–—*·]\s|[（(]?[\da-zA-Z]{1,2}[）)]|\d{1,2}\.\s|[①-⑳]")
_NOTE = re.compile(
    r"\[\d{1,3}\]|\d{1,3}\s?\S|[*†‡①-⑳]|[（(]\d{1,2}[）)]|注[:：]?|资料来源|Source|Note|Fn\.", re.IGNORECASE
)


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together. ``rank``: the em of a heading's type in points, None for other kinds.

    Those of kind TABLE are rows without rules; they stay lines.
    """

    lines: tuple[Line, ...]
    kind: BlockKind
    rank: float | None = None
    open_end: bool = False  # it may go on in the next region or on the next page


Piece = Paragraph | Table


def make_paragraphs(regions: Sequence[Region], body_size: float, rules: Sequence[Rule], foot: float) -> list[Piece]:
    """Paragraphs and tables of one page in reading order; ``foot`` is the height below which notes may stand."""
    leading = _leading(regions)
    notes = _note_rule(rules, foot)
    pieces: list[Piece] = []
    for region in regions:
        group: list[Line] = []
        for item in (*_with_open_tables(region), None):
            line = item if isinstance(item, Line) else None
            if group and (line is None or _starts(group, line, region, leading, body_size)):
                pieces.append(_paragraph(group, region, body_size, notes, foot))
                group = []
            if line is not None:
                group.append(line)
            elif isinstance(item, Paragraph | Table):
                pieces.append(item)
    return list(_continued(pieces))


def _with_open_tables(region: Region) -> Iterator[Line | Piece]:
    """The items of a region, its rows without rules put together."""
    done = 0
    for start, end in open_tables(region.items):
        yield from region.items[done:start]
        lines = tuple(item for item in region.items[start:end] if isinstance(item, Line))
        yield Paragraph(lines, BlockKind.TABLE)
        done = end
    yield from region.items[done:]


def _leading(regions: Iterable[Region]) -> float:
    """The usual distance between the centres of two lines, in ems of their type."""
    steps = []
    for region in regions:
        lines = [item for item in region.items if isinstance(item, Line)]
        for one, other in pairwise(lines):
            step = (one.box.bottom - other.box.bottom) / max(one.size, other.size)
            if 0.8 < step < 2.6:
                steps.append(step)
    return median(steps) if steps else 1.3


def _note_rule(rules: Sequence[Rule], foot: float) -> float | None:
    """Height of a short rule above the notes of a page."""
    short = [rule.at for rule in rules if rule.horizontal and rule.at < foot and 40 < rule.end - rule.start < 260]
    return max(short, default=None)


def _starts(group: Sequence[Line], line: Line, region: Region, leading: float, body_size: float) -> bool:
    last, first = group[-1], group[0]
    em = max(last.size, line.size)
    step = last.box.bottom - line.box.bottom
    if abs(last.size - line.size) > 0.08 * em and abs(last.box.height - line.box.height) > 0.05 * em:
        return True
    if step > _WIDE_LEADING * leading * em or step < -0.2 * em:
        return True
    if last.bold != line.bold and (_is_alone(last, region) or _is_alone(line, region)) and len(last.text) > 3:
        return True
    if _is_centred(last, region) and _is_centred(line, region):
        return bool(_SENTENCE_END.search(last.text)) or max(last.size, line.size) < _LARGER * body_size
    full = _is_full(last, line, region)
    indented = line.box.left - region.left > _INDENT * line.size
    if _marked(line) and (not full or _hangs_out(first, line) or indented or _SENTENCE_END.search(last.text)):
        return True
    if not full:
        return True
    if not indented or abs(line.box.left - last.box.left) < _SAME_EDGE * em:
        return False
    # Indented after a full line: the next paragraph, or the hanging text of an item.
    return line.box.left - last.box.left > _SAME_EDGE * em and not (len(group) == 1 and _marked(first))


def _marked(line: Line) -> bool:
    return has_own_scheme(line.text)


def _hangs_out(first: Line, line: Line) -> bool:
    """A sign left of, or level with, the first line of the group begins an item of the same list."""
    return _marked(first) and line.box.left < first.box.left + _SAME_EDGE * line.size


def _is_full(last: Line, line: Line, region: Region) -> bool:
    """Whether the first word of ``line`` had no room at the end of ``last``."""
    room = region.right - last.box.right
    text = line.text
    if _HAN.match(text) or _HAN.search(last.text[-1:]):
        return room < 2.2 * last.size
    word = text.split(" ", 1)[0]
    return room < (len(word) + 1) * line.box.width / max(len(text), 1) + 0.3 * last.size


def _is_alone(line: Line, region: Region) -> bool:
    return region.right - line.box.right > 2 * line.size


def _is_centred(line: Line, region: Region) -> bool:
    left, right = line.box.left - region.left, region.right - line.box.right
    return left > 2 * line.size and abs(left - right) < 1.5 * line.size


def _paragraph(group: Sequence[Line], region: Region, body_size: float, notes: float | None, foot: float) -> Paragraph:
    lines = tuple(group)
    text = " ".join(line.text for line in lines)
    size = max(line.size for line in lines)
    if _is_note(lines, text, body_size, notes, foot):
        return Paragraph(lines, BlockKind.FOOTNOTE)
    if _is_heading(lines, text, size, body_size):
        return Paragraph(lines, BlockKind.HEADING, rank=size)
    kind = BlockKind.LIST_ITEM if _BULLET.match(text) else BlockKind.PARAGRAPH
    last = lines[-1]
    runs_on = not _SENTENCE_END.search(last.text) and region.right - last.box.right < 3 * last.size
    return Paragraph(lines, kind, open_end=runs_on)


def _is_note(lines: Sequence[Line], text: str, body_size: float, notes: float | None, foot: float) -> bool:
    top = lines[0].box.top
    if lines[0].size > _SMALLER * body_size or top > foot:
        return False
    return (notes is not None and top < notes + 2) or bool(_NOTE.match(text))


def _is_heading(lines: Sequence[Line], text: str, size: float, body_size: float) -> bool:
    letters = sum(character.isalpha() for character in text)
    if len(text) > _LONGEST_HEADING or letters < 2 or _NO_HEADING_END.search(text):
        return False
    if size >= _LARGER * body_size:
        return len(lines) <= 4
    return all(line.bold for line in lines) and len(lines) <= 2 and size >= 0.95 * body_size


def _continued(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Paragraphs that run from one column into the next, joined."""
    last: Piece | None = None
    for piece in pieces:
        if isinstance(last, Paragraph) and isinstance(piece, Paragraph) and _in_next_column(last, piece):
            last = Paragraph((*last.lines, *piece.lines), last.kind, last.rank, piece.open_end)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _in_next_column(last: Paragraph, following: Paragraph) -> bool:
    """Paragraphs one below the other were parted on purpose; only the head of another column goes on with the last."""
    end, first = last.lines[-1].box, following.lines[0].box
    below = first.top <= end.bottom + 1 and first.left < end.right
    return not below and goes_on(last, following)


def goes_on(last: Paragraph, following: Paragraph) -> bool:
    """Whether ``following``, which starts a column or page, is the rest of ``last``, which ends one."""
    if not last.open_end or following.kind is not BlockKind.PARAGRAPH:
        return False
    if last.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    first, end = following.lines[0], last.lines[-1]
    if abs(first.size - end.size) > 0.05 * first.size or _marked(first):
        return False
    return bool(_HAN.match(first.text)) or not first.text[:1].isupper() or end.text.endswith("-")
