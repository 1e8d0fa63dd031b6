"""Pieces of text in reading order -> the canonical text and its blocks; for formats that come in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Block, BlockKind, PageSpan


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading or table; ``level`` as the format states it, ``page`` where it has pages."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    page: int | None = None


def join_pieces(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """One line feed between two pieces; empty pieces are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece in pieces:
        if not piece.text.strip():
            continue
        if parts:
            parts.append("\n")
            length += 1
        parts.append(piece.text)
        blocks.append(Block(length, length + len(piece.text), piece.kind, piece.level, piece.page))
        length += len(piece.text)
    return "".join(parts), tuple(blocks)


def page_spans(text: str, blocks: Sequence[Block]) -> tuple[PageSpan, ...]:
    """Contiguous spans of the pages named by ``blocks``."""
    starts: dict[int, int] = {}
    for block in blocks:
        if block.page is not None:
            starts.setdefault(block.page, block.start)
    edges = [*starts.items()]
    ends = [start for _, start in edges[1:]] + [len(text)]
    return tuple(PageSpan(page, start, end) for (page, start), end in zip(edges, ends, strict=True))


def markdown_rows(rows: Sequence[Sequence[str]]) -> str:
    """A table as Markdown, the first row as its head; white space in cells is folded and bars are replaced."""
    filled = [[" ".join(cell.split()).replace("|", "/") for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    if not filled:
        return ""
    width = max(len(row) for row in filled)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in filled]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
