"""Files and folders -> parsed documents: the front desk of this room.

Each file is hashed first, so that one the index knows costs no more than that. The fingerprint covers everything the
result depends on: the bytes, the row of the catalog, :data:`PARSER_VERSION` and whether scans are read. A change of
any of them makes the file be read again.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import Document, ParsedDocument, ReadText, Unchanged, UnreadableFile
from assistant.errors import ReadError
from assistant.ingest.metadata import read_metadata
from assistant.ingest.outline import build_outline
from assistant.ingest.passages import make_passages
from assistant.ingest.readers import SUFFIXES, read_file
from assistant.ingest.sources import Source, find_sources

PARSER_VERSION = "5"  # raise it when readers, outline, passages or metadata give other results for the same file

Outcome = ParsedDocument | UnreadableFile | Unchanged

# NUL ends a C string in SQLite tools, lone surrogates cannot be written as UTF-8; both are one code point wide, so
# that the replacement moves no offset.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Ingestor:
    """Reads files into documents; ``today`` is the day on which a policy counts as in force or over."""

    def __init__(self, settings: IngestSettings, today: datetime.date) -> None:
        self.settings = settings
        self.today = today

    def count(self, paths: Sequence[Path]) -> int:
        """How many files :meth:`ingest` will go through.

        Raises:
            InputError: as :func:`assistant.ingest.sources.find_sources`.
        """
        return len(find_sources(paths, SUFFIXES))

    def ingest(self, paths: Sequence[Path], is_unchanged: Callable[[str, str], bool]) -> Iterator[Outcome]:
        """One outcome for every file, in the order of document ids; a bad file never stops the others.

        ``is_unchanged(document_id, sha256)`` says whether the index holds the document with that fingerprint. A file
        with the same bytes as an earlier one is not read again, and a catalog row without a file is reported.

        Raises:
            InputError: as :func:`assistant.ingest.sources.find_sources`.
        """
        sources = find_sources(paths, SUFFIXES)
        yield from _catalog_problems(sources)
        seen: dict[str, str] = {}  # fingerprint -> document id
        for source in sources:
            try:
                fingerprint = self._fingerprint(source)
            except OSError as problem:
                yield UnreadableFile(source.document_id, f"the file cannot be opened: {problem.strerror or problem}")
                continue
            first = seen.setdefault(fingerprint, source.document_id)
            if first != source.document_id:
                yield UnreadableFile(source.document_id, f"the same file as {first}, which is kept; remove one of them")
            elif is_unchanged(source.document_id, fingerprint):
                yield Unchanged(source.document_id, fingerprint)
            else:
                yield self._read(source, fingerprint)

    def _fingerprint(self, source: Source) -> str:
        digest = hashlib.sha256()
        with source.path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        row = source.catalog.digest(source.document_id)
        digest.update(f"\0{PARSER_VERSION}\0{self.settings.ocr}\0{row}".encode())
        return digest.hexdigest()

    def _read(self, source: Source, fingerprint: str) -> ParsedDocument | UnreadableFile:
        try:
            return self._parse(source, _storable(read_file(source.path, self.settings)), fingerprint)
        except ReadError as problem:
            return UnreadableFile(source.document_id, str(problem))

    def _parse(self, source: Source, read: ReadText, fingerprint: str) -> ParsedDocument:
        if not read.text.strip():
            raise ReadError("it holds no text")
        row = source.catalog.rows.get(source.document_id)
        found = read_metadata(source.document_id, read, row, self.today)
        outline = build_outline(read)
        passages = make_passages(source.document_id, read, outline, found.metadata.language)
        document = Document(
            document_id=source.document_id,
            sha256=fingerprint,
            text=read.text,
            metadata=found.metadata,
            sections=outline.sections,
            pages=read.pages,
            lines=read.lines,
            left_out=outline.left_out,
            warnings=(*read.warnings, *found.warnings),
        )
        return ParsedDocument(document, passages)


def _catalog_problems(sources: Sequence[Source]) -> Iterator[UnreadableFile]:
    """What is wrong with the catalogs, each problem once."""
    document_ids = {source.document_id for source in sources}
    told: set[str] = set()
    for source in sources:
        alone = source.path.name == source.document_id and len(sources) == 1
        missing = () if alone else source.catalog.missing(document_ids)
        for problem in (*source.catalog.warnings, *missing):
            if problem not in told:
                told.add(problem)
                yield UnreadableFile("catalog.csv", problem.removeprefix("catalog.csv: "))


def _storable(read: ReadText) -> ReadText:
    """The same reading without characters that cannot be stored."""
    if not _UNSTORABLE.search(read.text):
        return read
    replaced = len(_UNSTORABLE.findall(read.text))
    warning = f"{replaced} characters that cannot be stored are shown as \ufffd"
    return replace(read, text=_UNSTORABLE.sub("\ufffd", read.text), warnings=(*read.warnings, warning))
