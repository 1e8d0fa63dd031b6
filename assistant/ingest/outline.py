"""A read file -> its outline: nested sections, and what is left out of every passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Block, BlockKind, LeftOut, ReadText, Section
from assistant.ingest.article_parts import article_parts
from assistant.ingest.contents import contents_blocks
from assistant.ingest.enumerations import read_label
from assistant.ingest.headings import (
    ARTICLE,
    ARTICLES,
    BOX,
    CHAPTER,
    ITEM,
    ITEMS,
    PART,
    POINT,
    SUBCHAPTER,
    SUBPART,
    Heading,
    read_heading,
)

# Headings of the text's own schemes (第一条, § 12) stand below every level the format states (Markdown #, Word
# "Heading 2"), unless that scheme, or one above and one below it, is used in headings of the format.
_TEXT_OFFSET = 100.0
_UNNUMBERED = 48  # a heading by its look alone: below the articles, above 一、
_PARTS_OFFSET = 1000.0
_LEFT_OUT = {BlockKind.RUNNING_HEAD: "running head", BlockKind.CONTENTS: "table of contents"}
_NO_HEADING = frozenset({BlockKind.TABLE, BlockKind.FOOTNOTE})
_MARKDOWN_MARK = re.compile(r"^#{1,6}\s*")
_MARKUP = re.compile(r"[*_`]+")
# A converter that took a sentence for a heading: it goes on after a full stop, or is long and ends like a sentence.
_SENTENCE = re.compile(r".{40,}[.;:,]$|.{30,}[.!?]\s+[A-ZÄÖÜ]|.{60,}[。；，]", re.DOTALL)
_LONGEST_STATED = 160
_LONGEST_TITLE_BELOW = 90  # characters, a third of it in Chinese
_ENDS_LIKE_TEXT = re.compile(r"[。；：:;，,.!?！？]$|[。；]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MOST_WORDS = 12  # from this many on a deep heading of a Latin text is a sentence, too
_LONGEST_IN_PATH = 120


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in the order of the text, nested by their ranges, and the ranges left out of the passages."""

    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A block that may be a heading: its words without marks, and where they start in the canonical text."""

    block: Block
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A heading with its place: ``rank`` orders it among the others, smaller is outer; ``line`` is its position."""

    start: int
    rank: float
    title: str
    line: int
    heading: Heading | None = None


def build_outline(read: ReadText) -> Outline:
    """Find headings and tables of contents. Deterministic; an unstructured text gives no sections.

    Articles (第三条, § 12, Article 4) hold their numbered parts and, in Chinese, their paragraphs as sections too, so
    that every offset has the path a lawyer would cite.
    """
    contents = contents_blocks(read)
    left_out = [
        LeftOut(block.start, block.end, _LEFT_OUT.get(block.kind, "table of contents"))
        for position, block in enumerate(read.blocks)
        if block.kind in _LEFT_OUT or position in contents
    ]
    lines = [
        _line(read.text, block)
        for position, block in enumerate(read.blocks)
        if block.kind not in _LEFT_OUT and block.kind not in _NO_HEADING and position not in contents
    ]
    marks = _with_parts(_marks(lines), lines)
    return Outline(_nest(marks, len(read.text)), tuple(left_out))


def _line(text: str, block: Block) -> _Line:
    """The words of a block without Markdown's signs."""
    raw = text[block.start : block.end]
    stripped = raw.lstrip()
    mark = _MARKDOWN_MARK.match(stripped)
    words = stripped[mark.end() :] if mark else stripped
    start = block.start + len(raw) - len(words)
    return _Line(block, _MARKUP.sub("", words).strip(), start)


def _marks(lines: Sequence[_Line]) -> list[_Mark]:
    """The headings among the lines, parts of articles not among them."""
    found = [_heading(line) for line in lines]
    ranks = _Ranks(lines, found)
    marks: list[_Mark] = []
    in_article = in_box = False
    last_article = 0
    accepted: dict[int, int] = {}
    used = -1  # a line that was taken as the title of the label before it
    for position, (line, heading) in enumerate(zip(lines, found, strict=True)):
        stated = _is_stated(line)
        if position == used:
            continue
        if in_article and (
            read_label(line.text) is not None or (heading is not None and heading.rank in ITEMS - {ITEM})
        ):
            continue
        if heading is None:
            if line.block.kind is BlockKind.HEADING and line.text and not _is_sentence(line):
                level = line.block.level if line.block.level is not None else _TEXT_OFFSET + _UNNUMBERED
                marks.append(_Mark(line.block.start, level, _title(line.text), position))
                in_article = in_box = False
            continue
        if heading.rank in ARTICLES:
            if not _follows(heading, last_article):
                continue
            last_article = heading.number or last_article
        elif not stated and not _is_heading(heading, lines, found, position, accepted, in_box):
            continue
        if heading.rank in ITEMS:
            accepted[heading.rank] = heading.number or 0
        in_article = heading.rank in ARTICLES
        in_box = heading.rank == BOX or (in_box and heading.rank >= POINT)
        rank = float(line.block.level) if stated and line.block.level else ranks.of(heading)
        below = _title_below(heading, line, lines[position + 1 : position + 2], found[position + 1 : position + 2])
        used = position + 1 if below else used
        marks.append(_Mark(line.block.start, rank, _title(f"{heading.title} {below}".rstrip()), position, heading))
    return marks


def _title_below(heading: Heading, line: _Line, following: Sequence[_Line], found: Sequence[Heading | None]) -> str:
    """The title of a label alone on its line (第一章 / 总则, Article 1 / Aims): the next line; ``""`` for text."""
    alone = heading.label_length >= len(line.text.rstrip(" .:：")) and heading.rank not in ITEMS
    if not alone or not following or found[0] is not None or heading.title.endswith("条"):
        return ""
    text = following[0].text
    label = read_label(text) is not None
    longest = _LONGEST_TITLE_BELOW if text.isascii() or not _HAN.search(text) else _LONGEST_TITLE_BELOW // 3
    return "" if label or len(text) > longest or _ENDS_LIKE_TEXT.search(text) else text


def _is_stated(line: _Line) -> bool:
    return line.block.kind is BlockKind.HEADING and line.block.level is not None


def _is_sentence(line: _Line) -> bool:
    deep = line.block.level is not None and line.block.level >= 3
    return bool(_SENTENCE.match(line.text)) or (deep and len(line.text.split()) >= _MOST_WORDS)


def _heading(line: _Line) -> Heading | None:
    if _is_stated(line) and len(line.text) > _LONGEST_STATED:
        return None
    heading = read_heading(line.text)
    if heading is None or line.block.kind is not BlockKind.LIST_ITEM:
        return heading
    return None if heading.rank >= POINT and heading.rank != BOX else heading


def _follows(heading: Heading, last: int) -> bool:
    """Whether an article's label begins one: always before white space; else only where its number comes next."""
    if heading.sure or heading.number is None:
        return True
    return heading.number in (1, last, last + 1)


def _is_heading(
    heading: Heading,
    lines: Sequence[_Line],
    found: Sequence[Heading | None],
    position: int,
    accepted: Mapping[int, int],
    in_box: bool,
) -> bool:
    """Whether a numbered line is a heading and no item of a list: it comes in order, and text of its own follows."""
    if heading.rank not in ITEMS and heading.rank < POINT:
        return True
    if heading.rank == BOX:
        return True
    if in_box and heading.rank >= POINT:
        return False  # a box numbers its own items
    if not heading.alone:
        return True
    following = found[position + 1] if position + 1 < len(found) else None
    if position + 1 >= len(lines) or (following is not None and following.rank <= heading.rank):
        return False
    return heading.number == 1 or accepted.get(heading.rank) == (heading.number or 0) - 1


class _Ranks:
    """The order of a document's schemes, with those its format states as levels fitted in."""

    def __init__(self, lines: Sequence[_Line], found: Sequence[Heading | None]) -> None:
        self._stated: dict[int, int] = {}
        for line, heading in zip(lines, found, strict=True):
            if heading is not None and line.block.level is not None and _is_stated(line):
                self._stated.setdefault(heading.rank, line.block.level)
        order = [heading.rank for heading in found if heading is not None]
        chapters = [order.index(rank) for rank in (CHAPTER, SUBCHAPTER) if rank in order]
        # British acts divide parts into chapters, the US Code chapters into parts: what comes first is the outer one.
        self._part_below = PART + 5 in order and bool(chapters) and min(chapters) < order.index(PART + 5)

    def of(self, heading: Heading) -> float:
        """The rank of a heading that the format does not state as one."""
        rank = SUBPART - 1 if heading.rank == PART + 5 and self._part_below else heading.rank
        if rank in self._stated:
            return float(self._stated[rank])
        above = max((known for known in self._stated if known < rank), default=None)
        below = min((known for known in self._stated if known > rank), default=None)
        if above is None or below is None or self._stated[above] >= self._stated[below]:
            return _TEXT_OFFSET + rank
        share = (rank - above) / (below - above)
        return self._stated[above] + share * (self._stated[below] - self._stated[above])


def _with_parts(marks: Sequence[_Mark], lines: Sequence[_Line]) -> list[_Mark]:
    """The marks with those of the paragraphs and numbered parts of each article after it."""
    complete: list[_Mark] = []
    for number, mark in enumerate(marks):
        complete.append(mark)
        if mark.heading is None or mark.heading.rank not in ARTICLES:
            continue
        end = marks[number + 1].line if number + 1 < len(marks) else len(lines)
        complete.extend(_parts(mark, mark.heading, lines[mark.line : end]))
    return complete


def _parts(mark: _Mark, heading: Heading, lines: Sequence[_Line]) -> Iterator[_Mark]:
    first = lines[0]
    rest = first.text[heading.length :].strip()
    rest_start = first.start + len(first.text) - len(first.text[heading.length :].lstrip())
    texts = [(rest_start, rest, False), *((line.block.start, line.text, _is_stated(line)) for line in lines[1:])]
    chinese = heading.rank == ARTICLE and heading.title.startswith("第")
    for part in article_parts(texts, count_paragraphs=chinese):
        # A quote of the first paragraph begins at the label of its article.
        start = mark.start if part.start == rest_start else part.start
        yield _Mark(start, _PARTS_OFFSET + part.depth, _title(part.title), mark.line)


def _title(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= _LONGEST_IN_PATH else clean[: _LONGEST_IN_PATH - 1] + "…"


def _nest(marks: Sequence[_Mark], length: int) -> tuple[Section, ...]:
    ends = [length] * len(marks)
    waiting: list[int] = []
    for position, mark in enumerate(marks):
        while waiting and marks[waiting[-1]].rank >= mark.rank:
            ends[waiting.pop()] = mark.start
        waiting.append(position)
    sections: list[Section] = []
    open_marks: list[_Mark] = []
    for mark, end in zip(marks, ends, strict=True):
        while open_marks and open_marks[-1].rank >= mark.rank:
            open_marks.pop()
        open_marks.append(mark)
        sections.append(Section(mark.start, end, len(open_marks), mark.title, tuple(one.title for one in open_marks)))
    return tuple(sections)
