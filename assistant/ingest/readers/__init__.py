"""A file in one format -> canonical text with blocks, one module a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.errors import ReadError
from assistant.ingest.readers import image
from assistant.ingest.readers.html import read_html
from assistant.ingest.readers.markdown import read_markdown
from assistant.ingest.readers.pdf import read_pdf
from assistant.ingest.readers.scans import Heartbeat
from assistant.ingest.readers.text import read_text

Reader = Callable[[Path, IngestSettings, Heartbeat], ReadText]


def _simple(read: Callable[[Path], ReadText]) -> Reader:
    """A reader that needs no settings and takes no time."""
    return lambda path, settings, heartbeat: read(path)  # noqa: ARG005


_TEXT, _MARKDOWN, _HTML = _simple(read_text), _simple(read_markdown), _simple(read_html)
_READERS: dict[str, Reader] = {
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".txt": _TEXT,
    ".html": _HTML,
    ".htm": _HTML,
    ".pdf": read_pdf,
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


def _reader(path: Path, head: bytes) -> Reader:
    if b"%PDF-" in head and path.suffix.lower() not in (".md", ".markdown"):
        return read_pdf
    for signature, reader in _SIGNATURES:
        if head.startswith(signature):
            return reader
    if head.startswith(b"PK\x03\x04"):
        raise ReadError("it is a Word, Excel or zip file; save it as PDF, HTML or text")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("it is an old Word, Excel or PowerPoint file; save it as PDF, HTML or text")
    found = _READERS.get(path.suffix.lower())
    if found is None:
        raise ReadError(f"files ending in '{path.suffix}' are not read; known: {', '.join(sorted(SUFFIXES))}")
    if found is read_pdf:
        raise ReadError("it is named .pdf and is no PDF")
    if found is image.read_image and path.suffix.lower() not in (".bmp", ".webp"):
        raise ReadError(f"it is named {path.suffix.lower()} and is no such picture")
    if found is not _HTML and head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return _HTML
    return found
