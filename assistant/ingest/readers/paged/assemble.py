"""Paragraphs of all pages -> the canonical text with blocks, pages and line boxes.

Running heads of a page are written after the paragraph that comes over from the page before, and notes before the one
that goes on to the next, so that a sentence across a page break stands unbroken in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain import Block, BlockKind, LineBox, PageSpan
from assistant.ingest.readers.paged.fragments import Box, PageContent, around
from assistant.ingest.readers.paged.joining import Vocabulary, separator
from assistant.ingest.readers.paged.open_rows import continues_label
from assistant.ingest.readers.paged.order import Line
from assistant.ingest.readers.paged.paragraphs import Paragraph, Piece, goes_on
from assistant.ingest.readers.paged.ruled_tables import Cell, Table


@dataclass(frozen=True, slots=True)
class PageParts:
    """What stands on one page: text in reading order, and lines that are no text of the document."""

    page: PageContent
    pieces: tuple[Piece, ...]
    furniture: tuple[Line, ...]


@dataclass(slots=True)
class Assembly:
    """The canonical text under construction; offsets are into ``text``."""

    vocabulary: Vocabulary
    levels: Mapping[int, int]  # id of a heading paragraph -> its level
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    pages: list[PageSpan] = field(default_factory=list)
    lines: list[LineBox] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add_pages(self, pages: Sequence[PageParts]) -> None:
        """Write all pages in order and finish ``text``."""
        carried: Paragraph | None = None  # last paragraph of the page before, still open
        carried_start = 0
        for position, parts in enumerate(pages):
            pieces = list(parts.pieces)
            page_start = self._length
            if carried is not None:
                following = pieces.pop(0)
                assert isinstance(following, Paragraph)
                start_of_page = self._continue(following, parts.page)
                page_start = start_of_page
                self._close_block(carried, carried_start)
                carried = None
            self._span_to(page_start)
            for line in parts.furniture:
                self._add(Paragraph((line,), BlockKind.RUNNING_HEAD), parts.page)
            after = pages[position + 1] if position + 1 < len(pages) else None
            tail = _crossing(pieces, after)
            for piece in pieces:
                if piece is not tail:
                    self._add(piece, parts.page)
            if tail is not None:
                carried, carried_start = tail, self._length
                self._write_lines(tail.lines, parts.page)
            self.pages.append(PageSpan(parts.page.number, page_start, self._length, parts.page.confidence))
        self.text = "".join(self._parts)
        self._span_to(self._length)

    def _span_to(self, start: int) -> None:
        """Let the last page end where this one starts."""
        if self.pages:
            last = self.pages[-1]
            self.pages[-1] = PageSpan(last.page, last.start, start, last.ocr_confidence)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _cut(self, count: int) -> None:
        self._parts[-1] = self._parts[-1][:-count]
        self._length -= count

    def _add(self, piece: Piece, page: PageContent) -> None:
        start = self._length
        if isinstance(piece, Table):
            self._write_table(piece, page)
            self.blocks.append(Block(start, self._length, BlockKind.TABLE, page=page.number))
            self._put("\n")
            return
        if piece.kind is BlockKind.TABLE:
            self._write_rows(piece.lines, page)
        else:
            self._write_lines(piece.lines, page)
        self._close_block(piece, start, page.number)

    def _close_block(self, piece: Paragraph, start: int, page: int | None = None) -> None:
        if self._length > start:
            number = page if page is not None else self.pages[-1].page
            self.blocks.append(Block(start, self._length, piece.kind, self.levels.get(id(piece)), number))
            self._put("\n")

    def _continue(self, following: Paragraph, page: PageContent) -> int:
        """Write the rest of a paragraph; the offset at which its page starts."""
        before = self._parts[-1]
        cut, between = separator(before, following.lines[0].text, self.vocabulary)
        if cut:
            self._cut(cut)
            self._shorten_last_line(cut)
        self._put(between)
        start = self._length
        self._write_lines(following.lines, page)
        return start

    def _shorten_last_line(self, count: int) -> None:
        if self.lines:
            last = self.lines[-1]
            self.lines[-1] = LineBox(
                last.page, last.start, last.end - count, last.left, last.bottom, last.right, last.top
            )

    def _write_lines(self, lines: Iterable[Line], page: PageContent) -> None:
        first = True
        for line in lines:
            if not first:
                cut, between = separator(self._parts[-1], line.text, self.vocabulary)
                if cut:
                    self._cut(cut)
                    self._shorten_last_line(cut)
                self._put(between)
            self._write_line(line.text, line.box, page)
            first = False

    def _write_rows(self, lines: Sequence[Line], page: PageContent) -> None:
        last: Line | None = None
        for line in lines:
            if last is not None:
                self._put(" " if continues_label(last, line) else "\n")
            self._write_line(line.text, line.box, page)
            last = line

    def _write_line(self, text: str, box: Box, page: PageContent) -> None:
        start = self._length
        self._put(text)
        shown = page.displayed(box)
        self.lines.append(LineBox(page.number, start, self._length, shown.left, shown.bottom, shown.right, shown.top))

    def _write_table(self, table: Table, page: PageContent) -> None:
        for number, row in enumerate(table.rows):
            if number:
                self._put("\n")
            self._put("|")
            for cell in row:
                self._put(" ")
                self._write_cell(cell, page)
                self._put(" |" if cell.lines else "|")
            if number == 0:
                self._put("\n|" + " --- |" * len(row))

    def _write_cell(self, cell: Cell, page: PageContent) -> None:
        first = True
        for fragments in cell.lines:
            text = " ".join(fragment.text for fragment in fragments).replace("|", "/")
            if not first:
                cut, between = separator(self._parts[-1], text, self.vocabulary)
                if cut:
                    self._cut(cut)
                    self._shorten_last_line(cut)
                self._put(between)
            self._write_line(text, around(fragment.box for fragment in fragments), page)
            first = False


def _crossing(pieces: Sequence[Piece], after: PageParts | None) -> Paragraph | None:
    """The last paragraph of a page if it goes on on the next one; notes may stand below it."""
    if after is None or not after.pieces:
        return None
    following = after.pieces[0]
    last = next((piece for piece in reversed(pieces) if not _is_note(piece)), None)
    if not isinstance(last, Paragraph) or not isinstance(following, Paragraph) or not goes_on(last, following):
        return None
    # A paragraph that fills the whole next page ends there: its running heads must stand somewhere.
    return last


def _is_note(piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and piece.kind is BlockKind.FOOTNOTE
