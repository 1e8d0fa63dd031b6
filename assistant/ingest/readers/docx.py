"""A Word file -> canonical text with headings, numbered lists, tables, text boxes and notes.

It reads the XML itself: the numbers of lists, content controls, text boxes, notes and inserted text are beyond the
interface of python-docx, and a clause without its number cannot be cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain import BlockKind, ReadText
from assistant.errors import ReadError
from assistant.ingest.readers.docx_numbering import Numbering, W
from assistant.ingest.readers.office_package import OfficePackage
from assistant.ingest.readers.pieces import Piece, join_pieces, markdown_rows

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{W}sdtPr"})
_INLINE = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"})
_HEADING_NAME = re.compile(r"(?:heading|标题|überschrift)\s*(\d)$", re.IGNORECASE)
_LONGEST_REPEATED = 40  # characters of a cell merged over rows that are repeated in each, so that a row reads alone
_FRAME = 0.6  # share of the text in one cell above which a table only frames its text
_LEAST_FRAMED = 300
_DEEPEST_STYLE = 20
_CLOSED_UP = ("、", "）", "．")  # numbers after which Chinese writes no space
_SYMBOL_FONT = 0xF000


def read_docx(path: Path) -> ReadText:
    """Read a .docx file.

    Raises:
        ReadError: it is damaged, protected or no Word file.
    """
    with OfficePackage(path) as package:
        main = next((name for _, kind, name in package.related("") if kind == "officeDocument"), "word/document.xml")
        root = package.part(main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise ReadError("the Word file has no text part")
        related = {kind: name for _, kind, name in package.related(main)}
        reader = _Reader(package.part(related.get("styles", "")), package.part(related.get("numbering", "")))
        pieces = list(reader.pieces(body))
        for kind in ("footnotes", "endnotes"):
            pieces += reader.notes(package.part(related.get(kind, "")), kind)
        heads = {
            piece.text
            for _, kind, name in package.related(main)
            if kind in ("header", "footer")
            for piece in _running(package.part(name))
        }
        pieces += [Piece(text, BlockKind.RUNNING_HEAD) for text in sorted(heads)]
        text, blocks = join_pieces(pieces)
        return ReadText(text, blocks, format_metadata=package.properties(), warnings=tuple(_warnings(body)))


def _warnings(body: Any) -> Iterator[str]:
    changes = sum(1 for _ in body.iter(f"{W}ins", f"{W}del"))
    if changes:
        yield f"{changes} tracked changes: inserted text is kept, deleted text left out"
    pictures = sum(1 for _ in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"))
    if pictures:
        yield f"{pictures} pictures are not read"


def _running(root: Any) -> Iterator[Piece]:
    for paragraph in root.iter(f"{W}p") if root is not None else ():
        text = " ".join(_text(paragraph, []).split())
        if text:
            yield Piece(text, BlockKind.RUNNING_HEAD)


class _Reader:
    """Reads the parts of one document; numbers count from part to part as Word shows them."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._numbering = Numbering(numbering)
        self._styles = {
            style.get(f"{W}styleId"): style for style in (styles.iter(f"{W}style") if styles is not None else ())
        }

    def pieces(self, parent: Any) -> Iterator[Piece]:
        """Paragraphs and tables under an element, in order; own stack, because content controls nest."""
        stack = [iter(parent)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _INLINE:
                stack.append(iter(child))

    def notes(self, root: Any, kind: str) -> list[Piece]:
        """Footnotes or endnotes, each with the mark that stands in the text."""
        found = []
        for note in root.iter(f"{W}{kind[:-1]}") if root is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                text = " ".join(piece.text for piece in self.pieces(note))
                if text.strip():
                    found.append(Piece(f"{_mark(note)} {text.strip()}", BlockKind.FOOTNOTE))
        return found

    def _paragraph(self, paragraph: Any) -> Iterator[Piece]:
        boxes: list[Any] = []
        text = _text(paragraph, boxes).strip()
        properties = paragraph.find(f"{W}pPr")
        label = self._label(properties)
        level, is_heading = self._heading(properties)
        if text:
            between = "" if not label or label.endswith(_CLOSED_UP) else " "
            shown = f"{label or ''}{between}{text}"
            if is_heading:
                yield Piece(shown, BlockKind.HEADING, level)
            else:
                yield Piece(shown, BlockKind.LIST_ITEM if label else BlockKind.PARAGRAPH)
        for box in boxes:
            yield from self.pieces(box)

    def _label(self, properties: Any) -> str | None:
        numbered = self._inherited(properties, "numPr")
        if numbered is None:
            return None
        found = {child.tag: child.get(f"{W}val") or "" for child in numbered}
        list_id, depth = found.get(f"{W}numId", "0"), found.get(f"{W}ilvl", "0")
        return None if list_id == "0" else self._numbering.label(list_id, int(depth) if depth.isdecimal() else 0)

    def _heading(self, properties: Any) -> tuple[int | None, bool]:
        """Level from 1 and whether it is a heading; the title of a document is one without a level."""
        outline = self._inherited(properties, "outlineLvl")
        value = outline.get(f"{W}val") if outline is not None else None
        if value is not None and value.isdecimal() and int(value) < 9:
            return int(value) + 1, True
        for style in self._chain(properties):
            name = style.find(f"{W}name")
            words = (name.get(f"{W}val") if name is not None else "") or ""
            named = _HEADING_NAME.match(words)
            if named:
                return int(named[1]), True
            if words.lower() in ("title", "标题", "titel"):
                return None, True
        return None, False

    def _inherited(self, properties: Any, name: str) -> Any:
        """A property of the paragraph or, where it has none, of its style and the styles that is based on."""
        if properties is None:
            return None
        own = properties.find(f"{W}{name}")
        if own is not None:
            return own
        for style in self._chain(properties):
            found = style.find(f"{W}pPr/{W}{name}")
            if found is not None:
                return found
        return None

    def _chain(self, properties: Any) -> Iterator[Any]:
        reference = properties.find(f"{W}pStyle") if properties is not None else None
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(reference.get(f"{W}val")) if reference is not None else None
            if style is None:
                return
            yield style
            reference = style.find(f"{W}basedOn")

    def _table(self, table: Any) -> Iterator[Piece]:
        cells = [[(self._cell(cell), _merged(cell), _span(cell)) for cell in _cells(row)] for row in _rows(table)]
        rows: list[list[str]] = []
        for row in cells:
            shown: list[str] = []
            for pieces, merged, span in row:
                above = rows[-1][len(shown)] if merged and rows and len(shown) < len(rows[-1]) else ""
                text = " ".join(piece.text for piece in pieces)
                shown += [text or (above if len(above) <= _LONGEST_REPEATED else ""), *[""] * (span - 1)]
            rows.append(shown)
        lengths = [sum(len(piece.text) for piece in pieces) for row in cells for pieces, _, _ in row]
        framed = max(lengths, default=0) > max(_FRAME * sum(lengths), _LEAST_FRAMED)
        if framed or sum(1 for length in lengths if length) == 1 or all(len(row) <= 1 for row in cells):
            for row in cells:
                for pieces, _, _ in row:
                    yield from pieces
            return
        yield Piece(markdown_rows(rows), BlockKind.TABLE)

    def _cell(self, cell: Any) -> list[Piece]:
        return [replace(piece, text=" ".join(piece.text.split())) for piece in self.pieces(cell)]


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _INLINE:
            yield from child.iter(f"{W}tr")


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _INLINE:
            yield from child.iter(f"{W}tc")


def _merged(cell: Any) -> bool:
    """Whether a cell goes on with the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def _span(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val") if span is not None else None
    return min(int(value), 200) if value is not None and value.isdecimal() and int(value) > 0 else 1


def _mark(reference: Any) -> str:
    return f"[{reference.get(f'{W}id') or ''}]"


def _text(paragraph: Any, boxes: list[Any]) -> str:
    """Visible words of a paragraph; text boxes anchored in it are added to ``boxes``, each once."""
    words: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag in (f"{W}t", _MATH):
            words.append(child.text or "")
        elif tag in (f"{W}br", f"{W}cr"):
            words.append("\n" if child.get(f"{W}type") is None else " ")
        elif tag == f"{W}tab":
            words.append(" ")
        elif tag == f"{W}noBreakHyphen":
            words.append("-")
        elif tag == f"{W}sym":
            words.append(_symbol(child.get(f"{W}char")))
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            words.append(_mark(child))
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{_CHOICE}AlternateContent":
            # One box in two versions, for new and old programs.
            chosen = child.find(f"{_CHOICE}Choice")
            stack.append(iter(chosen if chosen is not None else child))
        elif tag not in _SKIPPED and isinstance(tag, str):
            stack.append(iter(child))
    return "".join(words)


def _symbol(code: str | None) -> str:
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return "•" if number >= _SYMBOL_FONT else chr(number)
