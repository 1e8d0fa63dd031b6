"""A file in one format -> canonical text with blocks, one module a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.errors import ReadError
from assistant.ingest.readers import image
from assistant.ingest.readers.docx import read_docx
from assistant.ingest.readers.html import read_html
from assistant.ingest.readers.markdown import read_markdown
from assistant.ingest.readers.office_package import OfficePackage
from assistant.ingest.readers.pdf import read_pdf
from assistant.ingest.readers.pptx import read_pptx
from assistant.ingest.readers.scans import Heartbeat
from assistant.ingest.readers.text import read_text

Reader = Callable[[Path, IngestSettings, Heartbeat], ReadText]


def _simple(read: Callable[[Path], ReadText]) -> Reader:
    """A reader that needs no settings and takes no time."""
    return lambda path, settings, heartbeat: read(path)  # noqa: ARG005


_TEXT, _MARKDOWN, _HTML = _simple(read_text), _simple(read_markdown), _simple(read_html)
_WORD, _SLIDES = _simple(read_docx), _simple(read_pptx)
_READERS: dict[str, Reader] = {
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".txt": _TEXT,
    ".html": _HTML,
    ".htm": _HTML,
    ".pdf": read_pdf,
    ".docx": _WORD,
    ".pptx": _SLIDES,
    **dict.fromkeys(image.SUFFIXES, image.read_image),
}
SUFFIXES = frozenset(_READERS)
# What the first bytes say of a file, whatever its name.
_SIGNATURES: tuple[tuple[bytes, Reader], ...] = (
    (b"\x89PNG\r\n\x1a\n", image.read_image),
    (b"\xff\xd8\xff", image.read_image),
    (b"II*\x00", image.read_image),
    (b"MM\x00*", image.read_image),
)


def _silent() -> None:
    return None


def read_file(path: Path, settings: IngestSettings, heartbeat: Heartbeat = _silent) -> ReadText:
    """Read one file with the reader of its format; what the bytes say counts more than the file's ending.

    ``heartbeat`` is called after each unit of work that is known to take seconds, such as a recognised page.

    Raises:
        ReadError: it is empty, too large, damaged, protected, or of a format that is not read.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError as problem:
        raise ReadError(f"it cannot be opened: {problem.strerror}") from None
    if size == 0:
        raise ReadError("the file is empty")
    if size > settings.max_file_megabytes * 1_000_000:
        raise ReadError(
            f"it has {size / 1e6:.0f} MB and the limit is {settings.max_file_megabytes} MB (ingest.max_file_megabytes)"
        )
    read = _reader(path, head)(path, settings, heartbeat)
    if not read.text.strip() or not read.blocks:
        raise ReadError("the file holds no text")
    return read


def _office_reader(path: Path) -> Reader:
    with OfficePackage(path) as package:
        if "word/document.xml" in package.names:
            return _WORD
        if "ppt/presentation.xml" in package.names:
            return _SLIDES
        if "xl/workbook.xml" in package.names:
            raise ReadError("it is an Excel file; save the sheets that matter as PDF")
        if "mimetype" in package.names:
            raise ReadError("it is an OpenDocument file; save it as .docx or PDF")
        found = _READERS.get(path.suffix.lower())
        if found in (_WORD, _SLIDES):
            return found
    raise ReadError("it is an archive or an Office file of a kind that is not read; save it as PDF or .docx")


def _reader(path: Path, head: bytes) -> Reader:
    if b"%PDF-" in head and path.suffix.lower() not in (".md", ".markdown"):
        return read_pdf
    for signature, reader in _SIGNATURES:
        if head.startswith(signature):
            return reader
    if head.startswith(b"PK\x03\x04"):
        return _office_reader(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError(
            "it is an old or protected Word, Excel or PowerPoint file; save it as .docx or PDF without a password"
        )
    found = _READERS.get(path.suffix.lower())
    if found is None:
        raise ReadError(f"files ending in '{path.suffix}' are not read; known: {', '.join(sorted(SUFFIXES))}")
    if found in (read_pdf, _WORD, _SLIDES):
        name = {read_pdf: "PDF", _WORD: "Word file", _SLIDES: "PowerPoint file"}[found]
        raise ReadError(f"it is named {path.suffix.lower()} and is no {name}")
    if found is image.read_image and path.suffix.lower() not in (".bmp", ".webp"):
        raise ReadError(f"it is named {path.suffix.lower()} and is no such picture")
    if found is not _HTML and head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return _HTML
    return found
