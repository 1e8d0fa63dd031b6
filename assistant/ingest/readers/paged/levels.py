"""Headings of a document and its bookmarks -> the level of each heading, where the file itself is clear about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import BlockKind
from assistant.ingest.readers.paged.assemble import PageParts
from assistant.ingest.readers.paged.numbering import has_own_scheme
from assistant.ingest.readers.paged.paragraphs import Paragraph, Piece

_MOST_LEVELS = 4
_LEAST_MATCHED = 0.4  # share of the bookmarks found as lines from which they rule the headings
_LONGEST_TITLE = 300


def with_levels(
    pages: Sequence[PageParts], bookmarks: Sequence[tuple[int, str, int]]
) -> tuple[list[PageParts], dict[int, int]]:
    """Pages with headings named by bookmarks marked as such, and the level by ``id`` of a heading paragraph.

    Bookmarks decide when enough of them stand as lines on their pages. Else type sizes that are used for several
    headings do, largest first. Headings that carry a scheme of their own (第一章, 一、) get no level: it says more.
    """
    found = _by_bookmarks(pages, bookmarks)
    if found is not None:
        return found
    return list(pages), _by_size(pages)


def _by_bookmarks(
    pages: Sequence[PageParts], bookmarks: Sequence[tuple[int, str, int]]
) -> tuple[list[PageParts], dict[int, int]] | None:
    wanted: dict[int, dict[str, int]] = defaultdict(dict)
    for level, title, page in bookmarks:
        key = _key(title)
        if key:
            wanted[page].setdefault(key, level)
    total = sum(map(len, wanted.values()))
    if total < 3:
        return None
    levels: dict[int, int] = {}
    marked = []
    for parts in pages:
        pieces: list[Piece] = []
        for piece in parts.pieces:
            stated = _bookmarked(piece, wanted[parts.page.number])
            if stated is not None and isinstance(piece, Paragraph):
                heading = replace(piece, kind=BlockKind.HEADING, open_end=False)
                levels[id(heading)] = stated
                pieces.append(heading)
            else:
                pieces.append(piece)
        marked.append(replace(parts, pieces=tuple(pieces)))
    return (marked, levels) if len(levels) >= _LEAST_MATCHED * total else None


def _bookmarked(piece: Piece, wanted: dict[str, int]) -> int | None:
    if not isinstance(piece, Paragraph) or not wanted or piece.kind is BlockKind.FOOTNOTE:
        return None
    text = " ".join(line.text for line in piece.lines)
    return wanted.get(_key(text)) if len(text) <= _LONGEST_TITLE else None


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).lower()


def _by_size(pages: Sequence[PageParts]) -> dict[int, int]:
    headings = [
        piece
        for parts in pages
        for piece in parts.pieces
        if isinstance(piece, Paragraph) and piece.rank is not None and not has_own_scheme(piece.lines[0].text)
    ]
    texts: dict[float, set[str]] = defaultdict(set)
    for heading in headings:
        texts[round(heading.rank or 0)].add(heading.lines[0].text)
    sizes = sorted((size for size, several in texts.items() if len(several) > 1), reverse=True)[:_MOST_LEVELS]
    levels = {size: level for level, size in enumerate(sizes, start=1)}
    return {id(heading): levels[round(heading.rank or 0)] for heading in headings if round(heading.rank or 0) in levels}
