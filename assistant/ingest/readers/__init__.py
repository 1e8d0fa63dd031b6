"""A file in one format -> canonical text with blocks, one module a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.errors import ReadError
from assistant.ingest.readers.html import read_html
from assistant.ingest.readers.markdown import read_markdown
from assistant.ingest.readers.pdf import read_pdf
from assistant.ingest.readers.text import read_text

_READERS: dict[str, Callable[[Path], ReadText]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
}
SUFFIXES = frozenset(_READERS)


def read_file(path: Path, settings: IngestSettings) -> ReadText:
    """Read one file with the reader of its format; what the bytes say counts more than the file's ending.

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
    reader = _reader(path, head)
    read = reader(path)
    if not read.text.strip() or not read.blocks:
        raise ReadError("the file holds no text")
    return read


def _reader(path: Path, head: bytes) -> Callable[[Path], ReadText]:
    if head.lstrip().startswith(b"%PDF-"):
        return read_pdf
    if head.startswith(b"PK\x03\x04"):
        raise ReadError("it is a Word, Excel or zip file; save it as PDF, HTML or text")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("it is an old Word, Excel or PowerPoint file; save it as PDF, HTML or text")
    found = _READERS.get(path.suffix.lower())
    if found is None:
        raise ReadError(f"files ending in '{path.suffix}' are not read; known: {', '.join(sorted(SUFFIXES))}")
    if found is read_pdf:
        raise ReadError("it is named .pdf and is no PDF")
    if found is not read_html and head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return read_html
    return found
