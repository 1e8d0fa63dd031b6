"""A read file -> its outline: nested sections, and what is left out of every passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Block, BlockKind, LeftOut, ReadText, Section
from assistant.ingest.headings import Heading, read_heading

# Headings of the text's own schemes (第一条, § 12) stand below every level the format states (Markdown #, Word
# "Heading 2"), unless the same scheme is used in a heading of the format: then both have its level.
_TEXT_OFFSET = 100.0
_LEFT_OUT = {BlockKind.RUNNING_HEAD: "running head", BlockKind.CONTENTS: "table of contents"}
_CONTENTS_HEADING = re.compile(
    r"^(?:#+\s*)?(?:目\s*录|目\s*次|Contents|Table of Contents|Inhaltsverzeichnis|Inhalt)\s*$", re.IGNORECASE
)
# 第一章 总则 …… 3, Präambel ....... 4, [Präambel 4](#_Toc1)
_CONTENTS_LINE = re.compile(r"^.{2,120}?(?:[.…·]{3,}\s*\d{1,4}|\s\d{1,4})\s*$|^\[[^\]]+\]\(#[^)]*\)\s*$")
_MARKDOWN_MARK = re.compile(r"^(#{1,6})\s*")
_MARKUP = re.compile(r"[*_`]+")


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in the order of the text, nested by their ranges, and the ranges left out of the passages."""

    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A heading with its place: ``rank`` orders it among the others, smaller is outer."""

    start: int
    rank: float
    title: str


def build_outline(read: ReadText) -> Outline:
    """Find headings and tables of contents. Deterministic; an unstructured text gives no sections."""
    contents = _contents_blocks(read)
    left_out = [
        LeftOut(block.start, block.end, _LEFT_OUT.get(block.kind, "table of contents"))
        for position, block in enumerate(read.blocks)
        if block.kind in _LEFT_OUT or position in contents
    ]
    kept = [
        block
        for position, block in enumerate(read.blocks)
        if block.kind not in _LEFT_OUT
        and position not in contents
        and block.kind not in (BlockKind.TABLE, BlockKind.FOOTNOTE)
    ]
    stated = _stated_levels(read.text, kept)
    marks = [mark for block in kept if (mark := _mark(read.text, block, stated)) is not None]
    return Outline(_nest(marks, len(read.text)), tuple(left_out))


def _stated_levels(text: str, blocks: Sequence[Block]) -> dict[int, int]:
    """Level the format gives to each scheme of headings that it uses."""
    stated: dict[int, int] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level is not None:
            found = read_heading(_plain(text, block))
            if found is not None:
                stated.setdefault(found.rank, block.level)
    return stated


def _mark(text: str, block: Block, stated: dict[int, int]) -> _Mark | None:
    line = _plain(text, block)
    if block.kind is BlockKind.HEADING and block.level is not None:
        return _Mark(block.start, block.level, " ".join(line.split())[:160]) if line else None
    found = read_heading(line)
    if found is not None:
        return _Mark(block.start, stated.get(found.rank, _TEXT_OFFSET + found.rank), _shortened(found))
    if block.kind is BlockKind.HEADING:
        return _Mark(block.start, _TEXT_OFFSET + 48, " ".join(line.split())[:160])
    return None


def _plain(text: str, block: Block) -> str:
    """The words of a block without Markdown's signs."""
    return _MARKUP.sub("", _MARKDOWN_MARK.sub("", text[block.start : block.end].lstrip())).strip()


def _shortened(heading: Heading) -> str:
    return heading.title if len(heading.title) <= 120 else heading.title[:119] + "…"


def _nest(marks: Sequence[_Mark], length: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_marks: list[_Mark] = []
    for position, mark in enumerate(marks):
        while open_marks and open_marks[-1].rank >= mark.rank:
            open_marks.pop()
        open_marks.append(mark)
        following = (other.start for other in marks[position + 1 :] if other.rank <= mark.rank)
        path = tuple(one.title for one in open_marks)
        sections.append(Section(mark.start, next(following, length), len(open_marks), mark.title, path))
    return tuple(sections)


def _contents_blocks(read: ReadText) -> frozenset[int]:
    """Positions of the blocks that form a table of contents: its heading and the run of entries after it."""
    found: set[int] = set()
    for position, block in enumerate(read.blocks):
        if not _CONTENTS_HEADING.match(read.text[block.start : block.end].strip()):
            continue
        entries = []
        misses = 0
        for later in range(position + 1, len(read.blocks)):
            line = read.text[read.blocks[later].start : read.blocks[later].end].strip()
            if _CONTENTS_LINE.match(line):
                entries.append(later)
                misses = 0
            else:
                misses += 1
                if misses > 2:
                    break
        if len(entries) >= 3:
            found.update(range(position, entries[-1] + 1))
    return frozenset(found)
