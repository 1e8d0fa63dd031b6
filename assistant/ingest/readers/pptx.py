"""A PowerPoint file -> the text of its slides in order, one page a slide, with titles, tables and speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain import BlockKind, ReadText
from assistant.errors import ReadError
from assistant.ingest.readers.office_package import OfficePackage
from assistant.ingest.readers.pieces import Piece, join_pieces, markdown_rows, page_spans

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")


def read_pptx(path: Path) -> ReadText:
    """Read a .pptx file; shapes of a slide in the order of the file.

    Raises:
        ReadError: it is damaged, protected or holds no slides.
    """
    with OfficePackage(path) as package:
        main = package.part(_MAIN)
        if main is None:
            raise ReadError("the PowerPoint file has no slides")
        targets = {number: name for number, _, name in package.related(_MAIN)}
        slides = [targets.get(one.get(_R) or "", "") for one in main.iter(f"{_P}sldId")]
        pieces: list[Piece] = []
        pictures = 0
        for number, name in enumerate(slides, start=1):
            slide = package.part(name)
            if slide is None:
                continue
            pieces += _shapes(slide, number)
            pictures += sum(1 for _ in slide.iter(f"{_P}pic"))
            for _, kind, other in package.related(name):
                if kind == "notesSlide":
                    notes = package.part(other)
                    pieces += [
                        Piece(piece.text, BlockKind.FOOTNOTE, page=number)
                        for piece in (_shapes(notes, number) if notes is not None else ())
                    ]
        text, blocks = join_pieces(pieces)
        warnings = (f"{pictures} pictures are not read",) if pictures else ()
        return ReadText(text, blocks, page_spans(text, blocks), format_metadata=package.properties(), warnings=warnings)


def _shapes(slide: Any, number: int) -> Iterator[Piece]:
    for shape in slide.iter(f"{_P}sp", f"{_A}tbl"):
        if shape.tag == f"{_A}tbl":
            rows = [[_text(cell) for cell in row.iter(f"{_A}tc")] for row in shape.iter(f"{_A}tr")]
            yield Piece(markdown_rows(rows), BlockKind.TABLE, page=number)
            continue
        place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        role = place.get("type") if place is not None else None
        if role in _FURNITURE:
            yield Piece(" ".join(_text(shape).split()), BlockKind.RUNNING_HEAD, page=number)
        elif role in _TITLES:
            yield Piece(" ".join(_text(shape).split()), BlockKind.HEADING, 1, number)
        else:
            for paragraph in shape.iter(f"{_A}p"):
                yield Piece(_text(paragraph).strip(), page=number)


def _text(element: Any) -> str:
    parts = element.iter(f"{_A}t", f"{_A}br", f"{_A}p")
    return "".join((one.text or "") if one.tag == f"{_A}t" else " " for one in parts)
