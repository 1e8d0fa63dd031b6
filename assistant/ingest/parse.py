"""One file -> a parsed document: read, outlined, cut into passages, with its metadata. Runs in a worker process."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import Document, ParsedDocument, ReadText
from assistant.errors import ReadError
from assistant.ingest.metadata import read_metadata
from assistant.ingest.outline import build_outline
from assistant.ingest.passages import make_passages
from assistant.ingest.readers import read_file
from assistant.ingest.readers.scans import Heartbeat
from assistant.ingest.sources import unpacked

# NUL ends a C string in SQLite tools, lone surrogates cannot be written as UTF-8; both are one code point wide, so
# that the replacement moves no offset.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Task:
    """Everything a worker needs to know of a file; ``row`` is its row of the catalog."""

    document_id: str
    path: Path
    member: str | None
    location: str
    row: Mapping[str, str] | None
    fingerprint: str
    settings: IngestSettings
    today: datetime.date


def parse(task: Task, scratch: Path, heartbeat: Heartbeat) -> ParsedDocument:
    """Parse a file; a member of an archive is unpacked into the folder ``scratch`` first.

    Raises:
        ReadError: it cannot be read.
    """
    if task.member is None:
        read = read_file(task.path, task.settings, heartbeat)
    else:
        largest = task.settings.max_file_megabytes * 1_000_000
        with unpacked(task.path, task.member, scratch, largest) as file:
            read = read_file(file, task.settings, heartbeat)
    read = _storable(read)
    found = read_metadata(task.document_id, read, task.row, task.today)
    outline = build_outline(read)
    passages = make_passages(task.document_id, read, outline, found.metadata.language)
    document = Document(
        document_id=task.document_id,
        sha256=task.fingerprint,
        text=read.text,
        metadata=found.metadata,
        sections=outline.sections,
        pages=read.pages,
        lines=read.lines,
        left_out=outline.left_out,
        warnings=(*read.warnings, *found.warnings),
        dropped=read.dropped,
        source=task.location,
    )
    return ParsedDocument(document, passages)


def _storable(read: ReadText) -> ReadText:
    """The same reading without characters that cannot be stored."""
    if not read.text.strip():
        raise ReadError("it holds no text")
    if not _UNSTORABLE.search(read.text):
        return read
    replaced = len(_UNSTORABLE.findall(read.text))
    warning = f"{replaced} characters that cannot be stored are shown as \ufffd"
    return replace(read, text=_UNSTORABLE.sub("\ufffd", read.text), warnings=(*read.warnings, warning))
