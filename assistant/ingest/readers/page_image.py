"""A stored document's file, a page and a range of its text -> a PNG of the page with the range marked.

What a page shows beside an answer. The boxes are those of the lines kept with the document, so the mark stands exactly
where the quoted characters were read; within a line it is cut to the quoted share of its width.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.domain import LineBox, Span
from assistant.errors import ReadError
from assistant.ingest.readers import image
from assistant.ingest.readers.paged.fragments import Box

_PDFIUM = Lock()  # pdfium is not safe across threads
_MARK = (255, 214, 0, 96)  # red, green, blue, opacity
_LONGEST_SIDE = 3000  # pixels
_PADDING = 1.5  # points around a box


def marked_boxes(text: str, lines: Iterable[LineBox], page: int, span: Span) -> tuple[Box, ...]:
    """Boxes in points, origin bottom-left, of the part of ``span`` that stands on ``page``.

    ``text`` is the canonical text. A line quoted in part is cut in proportion to its characters, Chinese ones counted
    double, because that is how wide they are set.
    """
    return tuple(_boxes(text, lines, page, span))


def page_png(path: Path, page: int, boxes: Sequence[Box], *, dots_per_inch: float = 110) -> bytes:
    """The page as it looks, with ``boxes`` marked, as a PNG.

    Raises:
        ReadError: the file is gone or changed its format, or has no such page.
    """
    from PIL import Image, ImageDraw

    picture, scale = _picture(path, page, dots_per_inch / 72)
    if boxes:
        layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        draw = ImageDraw.Draw(layer)
        for box in boxes:
            corners = (
                (box.left - _PADDING) * scale,
                picture.height - (box.top + _PADDING) * scale,
                (box.right + _PADDING) * scale,
                picture.height - (box.bottom - _PADDING) * scale,
            )
            draw.rectangle(corners, fill=_MARK)
        picture = Image.alpha_composite(picture, layer)
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG", optimize=False)
    return out.getvalue()


def _width(text: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in text)


def _boxes(text: str, lines: Iterable[LineBox], page: int, span: Span) -> Iterator[Box]:
    for line in lines:
        if line.page != page or line.end <= span.start or line.start >= span.end:
            continue
        length = max(_width(text[line.start : line.end]), 1)
        first = _width(text[line.start : max(span.start, line.start)]) / length
        last = _width(text[line.start : min(span.end, line.end)]) / length
        if line.right - line.left >= line.top - line.bottom:
            width = line.right - line.left
            yield Box(line.left + first * width, line.bottom, line.left + last * width, line.top)
        else:  # written upwards or downwards: the whole line is marked
            yield Box(line.left, line.bottom, line.right, line.top)


def _picture(path: Path, page: int, scale: float) -> tuple[Any, float]:
    """The page in RGBA and its pixels a point."""
    try:
        head = path.open("rb").read(1024)
    except OSError as problem:
        raise ReadError(f"{path} cannot be opened: {problem.strerror}; ingest the folder where it lies now") from None
    if b"%PDF-" in head:
        return _pdf_picture(path, page, scale)
    if path.suffix.lower() in image.SUFFIXES:
        return _image_picture(path, page, scale)
    raise ReadError(f"{path.name} has no pages that can be shown")


def _pdf_picture(path: Path, page: int, scale: float) -> tuple[Any, float]:
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as problem:
            raise ReadError(f"{path.name} cannot be shown ({problem})") from None
        try:
            if not 1 <= page <= len(document):
                raise ReadError(f"{path.name} has no page {page}; it has {len(document)}")
            width, height = document.get_page_size(page - 1)
            fitted = min(scale, _LONGEST_SIDE / max(width, height, 1.0))
            shown = document[page - 1].render(scale=fitted).to_pil().convert("RGBA")
            return shown, fitted
        except pypdfium2.PdfiumError as problem:
            raise ReadError(f"page {page} of {path.name} cannot be shown ({problem})") from None
        finally:
            document.close()


def _image_picture(path: Path, page: int, scale: float) -> tuple[Any, float]:
    from PIL import Image

    for number, frame in enumerate(image.frames(path), start=1):
        if number == page:
            height, width = frame.shape[:2]
            fitted = min(scale, _LONGEST_SIDE / image.PAGE_HEIGHT)
            factor = fitted * image.PAGE_HEIGHT / max(height, width)
            shown = Image.fromarray(frame[:, :, ::-1].copy()).convert("RGBA")
            return shown.resize((max(1, round(width * factor)), max(1, round(height * factor)))), fitted
    raise ReadError(f"{path.name} has no page {page}")
