"""A PDF -> canonical text page by page: its text layer, and character recognition for pages that are pictures.

pypdfium2 reads it, because it is many times faster than pypdf and knows where each character stands; pypdf reads what
pdfium cannot open, and everything when the setting asks for it. A page without a text layer, or with one whose fonts do
not say what their characters mean, is recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.errors import ReadError
from assistant.ingest.ocr import LONGEST_SIDE, Recogniser
from assistant.ingest.readers.paged.document import build_text
from assistant.ingest.readers.paged.fragments import PageContent
from assistant.ingest.readers.paged.pdfium import PdfiumSource
from assistant.ingest.readers.paged.recognised import recognised_page
from assistant.ingest.readers.pdf_plain import read_plain_pdf
from assistant.ingest.readers.scans import Heartbeat, make_recogniser, page_list, recognition_warnings

LEAST_TEXT = 20  # characters of a page below which it is taken for a scan if there is a picture on it
MOST_DAMAGED = 0.3  # share of characters without a known meaning above which a page is recognised instead
MOST_PAGES = 20_000
_RECOGNITION_SCALE = 150 / 72  # 150 dots an inch; more gains nothing on office print


def read_pdf(path: Path, settings: IngestSettings, heartbeat: Heartbeat) -> ReadText:
    """Read a PDF with its pages, boxes of lines, bookmarks and properties.

    ``heartbeat`` is called after each recognised page, which takes seconds where other pages take milliseconds.

    Raises:
        ReadError: it is encrypted, damaged, has too many pages, or none of its pages has text.
    """
    if settings.pdf_reader == "pypdf":
        return read_plain_pdf(path)
    try:
        source = PdfiumSource(path)
    except ValueError as problem:
        return _by_pypdf(path, str(problem))
    try:
        count = source.page_count()
        if count == 0:
            raise ReadError("the PDF has no pages")
        if count > MOST_PAGES:
            raise ReadError(f"it has {count:,} pages and the limit is {MOST_PAGES:,}; split it into parts")
        pages, warnings = _pages(source, settings, heartbeat)
        read = build_text(pages, source.properties(), source.bookmarks(), warnings)
    finally:
        source.close()
    if not read.text.strip():
        raise ReadError(f"its {count} page{'s hold' if count > 1 else ' holds'} no text{_because(warnings)}")
    return read


def _by_pypdf(path: Path, problem: str) -> ReadText:
    """Read by the library that repairs what pdfium refuses; ``problem`` is what pdfium said."""
    try:
        return read_plain_pdf(path)
    except ReadError as other:
        raise ReadError(f"{other}; pdfium: {problem}" if "damaged" in str(other) else str(other)) from None


def _because(warnings: Sequence[str]) -> str:
    return f" ({'; '.join(warnings)})" if warnings else ""


def _pages(
    source: PdfiumSource, settings: IngestSettings, heartbeat: Heartbeat
) -> tuple[list[PageContent], tuple[str, ...]]:
    """All pages, recognised where that is needed and possible, and what must be said about them."""
    pages = list(source.pages())
    wanted = [position for position, page in enumerate(pages) if _needs_recognition(page)]
    warnings = []
    if wanted:
        try:
            recogniser = make_recogniser(settings)
        except ReadError as reason:
            numbers = page_list([pages[position].number for position in wanted])
            warnings.append(f"{numbers} without a usable text layer, not read: {reason}")
        else:
            for position in wanted:
                pages[position] = _recognised(source, pages[position], recogniser)
                heartbeat()
    broken = [page for page in pages if page.problem]
    if broken:
        numbers = page_list([page.number for page in broken])
        warnings.append(f"{numbers} could not be read: {broken[0].problem}")
    damaged = sum(page.damaged for page in pages)
    if damaged:
        warnings.append(f"{damaged} characters are in fonts that do not say what they mean")
    blank = [page.number for page in pages if not page.characters and not page.problem]
    if blank and len(blank) < len(pages) and not any("not read" in warning for warning in warnings):
        warnings.append(f"{page_list(blank)} without text")
    return pages, (*recognition_warnings(pages), *warnings)


def _needs_recognition(page: PageContent) -> bool:
    if page.problem:
        return False
    return (page.characters < LEAST_TEXT and page.has_picture) or page.damaged > MOST_DAMAGED * max(page.characters, 1)


def _recognised(source: PdfiumSource, page: PageContent, recogniser: Recogniser) -> PageContent:
    """The page as recognised, or as its text layer has it where that holds more."""
    width, height = source.page_size(page.number)
    scale = min(_RECOGNITION_SCALE, LONGEST_SIDE / max(width, height, 1.0))
    found = recognised_page(recogniser, source.picture(page.number, scale), page.number, width, height)
    if page.damaged <= MOST_DAMAGED * max(page.characters, 1) and page.characters > found.characters:
        return page
    return found
