"""Blocks of a read file -> those that form a table of contents."""

from __future__ import annotations

import re
from collections import Counter

from assistant.domain import BlockKind, ReadText
from assistant.ingest.headings import read_heading

_TITLE = re.compile(
    r"^(?:#+\s*)?(?:目\s*录|目\s*次|Contents|Table of Contents|Inhaltsverzeichnis|Inhalt)\s*$", re.IGNORECASE
)
# 第一章 总则 …… 3, Präambel ....... 4
_DOTTED = re.compile(r"^.{2,120}?(?:[.…·．]\s?){3,}\s*[-—]?\s?\d{1,4}\s?[-—]?\s*$")
# A block into which a reader joined several entries, or the rest of one.
_LEADERS = re.compile(r"(?:[.…·．]\s?){5,}\s*\d{1,4}")
_WITH_PAGE = re.compile(r"^.{2,120}?\s\d{1,4}\s*$|^\[[^\]]+\]\(#[^)]*\)\s*$")
_PAGE = re.compile(r"(?:[.…·．\s]*)[-—]?\s?\d{1,4}\s?[-—]?\s*$")
_LINK = re.compile(r"^\[(?P<text>[^\]]*)\]\(#[^)]*\)$")
_LONGEST_ENTRY = 120
_NO_ENTRIES = frozenset({BlockKind.TABLE, BlockKind.RUNNING_HEAD})
FEWEST_ENTRIES = 3
FEWEST_WITHOUT_TITLE = 5  # dotted lines in a row that need no heading above them to be a table of contents
_MISSES = 2  # lines within the list that read like no entry: an entry broken over two lines


def contents_blocks(read: ReadText) -> frozenset[int]:
    """Positions of the blocks that form a table of contents: its title and the run of entries after it.

    An entry ends in a page number, is a link into the document, or comes again below as a line of its own. Without a
    title only a run of entries with leaders and page numbers counts.
    """
    lines = [_plain(read.text[block.start : block.end]) for block in read.blocks]
    if not any(_TITLE.match(line) or _has_leaders(line) for line in lines):
        return frozenset()
    again = Counter(_key(line) for line in lines if len(line) <= _LONGEST_ENTRY)
    skipped = {position for position, block in enumerate(read.blocks) if block.kind is BlockKind.RUNNING_HEAD}
    found: set[int] = set()
    for position, line in enumerate(lines):
        if position in found or read.blocks[position].kind in _NO_ENTRIES:
            continue
        if _TITLE.match(line):
            entries = _entries(lines, position + 1, again, skipped)
            if len(entries) >= FEWEST_ENTRIES:
                found.update(range(position, entries[-1] + 1))
        elif _has_leaders(line):
            entries = _dotted_run(lines, position, skipped)
            if len(entries) >= FEWEST_WITHOUT_TITLE:
                found.update(range(position, entries[-1] + 1))
    return frozenset(found)


def _has_leaders(line: str) -> bool:
    return _DOTTED.match(line) is not None or _LEADERS.search(line) is not None


def _entries(lines: list[str], first: int, again: Counter[str], skipped: set[int]) -> list[int]:
    entries: list[int] = []
    seen: set[str] = set()
    misses = 0
    for later in range(first, len(lines)):
        if later in skipped:
            continue  # the foot of a page within the list
        key = _key(lines[later])
        paged = _has_leaders(lines[later]) or _WITH_PAGE.match(lines[later])
        if not paged and key in seen:
            break  # the first entry comes again: here the text begins
        repeated = len(lines[later]) <= _LONGEST_ENTRY and again[key] > 1
        if paged or (repeated and (read_heading(lines[later]) is not None or entries)):
            entries.append(later)
            seen.add(key)
            misses = 0
        else:
            misses += 1
            if misses > _MISSES or len(lines[later]) > _LONGEST_ENTRY:
                break
    return entries


def _dotted_run(lines: list[str], first: int, skipped: set[int]) -> list[int]:
    entries = []
    misses = 0
    for later in range(first, len(lines)):
        if later in skipped:
            continue
        if _has_leaders(lines[later]):
            entries.append(later)
            misses = 0
        else:
            misses += 1
            if misses > _MISSES or len(lines[later]) > _LONGEST_ENTRY:
                break
    return entries


def _plain(text: str) -> str:
    return re.sub(r"[*_`]+", "", text).strip()


def _key(line: str) -> str:
    """An entry as its heading in the text has it: without link, leaders, page number, marks and spaces."""
    link = _LINK.match(line)
    text = re.sub(r"^#+", "", link["text"] if link else line)
    return re.sub(r"[\s\u3000]", "", _PAGE.sub("", text)).casefold()
