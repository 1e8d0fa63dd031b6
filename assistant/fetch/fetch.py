"""Official texts wanted -> a folder of checked files, its catalog, and a report. Front desk of the room.

The folder is a folder of documents like any other: files, and a ``catalog.csv`` that says what each is. What was
fetched when, from where and with which checksum stands in ``fetched.csv``; what is arriving lies in ``.arriving``.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path

from assistant.errors import InputError, ReadError
from assistant.fetch.download import Download, Downloader, UnavailableError, Validators
from assistant.fetch.sources import OfficialSource
from assistant.progress import Progress, silent

LEDGER = "fetched.csv"
CATALOG = "catalog.csv"
_ARRIVING = ".arriving"  # hidden, so that half a file is never taken for a document
_COLUMNS = ("document", "title", "language", "jurisdiction", "kind", "numbers", "issued", "official_url")


class FetchState(StrEnum):
    """How it ended for one text."""

    FETCHED = "fetched"
    CHANGED = "changed"  # it was there before and the official text is another now
    UNCHANGED = "unchanged"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """What became of one text; ``reason`` says why it could not be had, ``sha256`` is that of its file."""

    source: OfficialSource
    state: FetchState
    reason: str | None = None
    sha256: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the ledger: one file as it was fetched."""

    source_id: str
    file: str
    address: str
    final_address: str
    sha256: str
    size: int
    content_type: str
    fetched_at: str
    etag: str | None = None
    last_modified: str | None = None


Reader = Callable[[Path], str]
"""A file -> its text; raises ReadError or returns what stands in it. Used to see whether the right text came."""


class Fetcher:
    """Keeps a folder of official texts up to date."""

    def __init__(
        self, folder: Path, downloader: Downloader, read: Reader, now: Callable[[], datetime.datetime]
    ) -> None:
        self._folder = folder
        self._downloader = downloader
        self._read = read
        self._now = now

    def fetch(self, sources: Sequence[OfficialSource], progress: Progress = silent) -> tuple[FetchOutcome, ...]:
        """Fetch each text in turn; one that cannot be had never stops the others.

        Raises:
            InputError: the folder cannot be written, or its ledger cannot be read.
        """
        records = read_ledger(self._folder)
        outcomes = []
        for done, source in enumerate(sources, start=1):
            outcomes.append(self._fetch_one(source, records))
            self._write(records)
            progress("official texts", done, len(sources))
        self._write_catalog(sources, records)
        return tuple(outcomes)

    def _fetch_one(self, source: OfficialSource, records: dict[str, Record]) -> FetchOutcome:
        if source.address is None:
            reason = source.note or "no official address is known; look for its number or title at the issuing body"
            return FetchOutcome(source, FetchState.UNAVAILABLE, reason)
        target = self._folder / source.file_name
        before = records.get(source.source_id)
        if before is not None and (before.address != source.address or _digest(target) != before.sha256):
            before = None  # another address, or a file that was changed or lost here
        fresh = self._folder / _ARRIVING / f"{source.source_id}.{source.shape.value}"
        try:
            known = Validators(before.etag, before.last_modified) if before else None
            download = self._downloader.download(source, fresh, known)
            if download.path is None:
                return FetchOutcome(source, FetchState.UNCHANGED, sha256=before.sha256 if before else None)
            self._check(source, fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh.replace(target)
        except UnavailableError as problem:
            fresh.unlink(missing_ok=True)
            return FetchOutcome(source, FetchState.UNAVAILABLE, str(problem))
        except OSError as problem:
            raise InputError(f"{self._folder} cannot be written ({problem.strerror}); give --into FOLDER") from None
        record = self._record(source, target, download)
        records[source.source_id] = record
        state = FetchState.FETCHED if before is None else FetchState.CHANGED
        if before is not None and before.sha256 == record.sha256:
            state = FetchState.UNCHANGED
        return FetchOutcome(source, state, sha256=record.sha256, size=record.size)

    def _check(self, source: OfficialSource, file: Path) -> None:
        """Whether the file holds the text that was meant and not an error page, a log-in or half a file."""
        content = file.read_bytes()
        if source.shape == "pdf" and not (content.lstrip()[:5] == b"%PDF-" and b"%%EOF" in content[-2048:]):
            raise UnavailableError("what the site sends is no complete PDF")
        if source.shape == "html" and content.lstrip()[:5] == b"%PDF-":
            raise UnavailableError("the site sends a PDF where html is expected; correct shape in the list of sources")
        try:
            text = _plain(self._read(file))
        except ReadError as problem:
            raise UnavailableError(f"the file cannot be read: {problem}") from None
        missing = [words for words in source.contains if _plain(words) not in text]
        if missing:
            raise UnavailableError(f"the page is not the text that was meant: it does not hold “{missing[0]}”")

    def _record(self, source: OfficialSource, file: Path, download: Download) -> Record:
        assert source.address is not None
        return Record(
            source_id=source.source_id,
            file=source.file_name,
            address=source.address,
            final_address=download.address,
            sha256=_digest(file) or "",
            size=file.stat().st_size,
            content_type=download.content_type,
            fetched_at=self._now().isoformat(timespec="seconds"),
            etag=download.validators.etag,
            last_modified=download.validators.last_modified,
        )

    def _write(self, records: Mapping[str, Record]) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            rows = [asdict(record) for _, record in sorted(records.items())]
            _write_table(self._folder / LEDGER, [field.name for field in fields(Record)], rows)
        except OSError as problem:
            raise InputError(f"{self._folder} cannot be written ({problem.strerror}); give --into FOLDER") from None

    def _write_catalog(self, sources: Sequence[OfficialSource], records: Mapping[str, Record]) -> None:
        """Rows of this call's texts; rows of other files that are still there stay."""
        rows = {row["document"]: row for row in _rows(self._folder / CATALOG) if row.get("document")}
        for source in sources:
            if source.source_id in records:
                rows[source.file_name] = {
                    "document": source.file_name,
                    "title": source.title,
                    "language": source.language,
                    "jurisdiction": source.jurisdiction,
                    "kind": "official",
                    "numbers": source.number or "",
                    "issued": source.issued or "",
                    "official_url": source.address or "",
                }
        kept = [row for name, row in sorted(rows.items()) if (self._folder / name).is_file()]
        if kept:
            _write_table(self._folder / CATALOG, _COLUMNS, kept)


def read_ledger(folder: Path) -> dict[str, Record]:
    """What was fetched into a folder, by id; empty when nothing was.

    Raises:
        InputError: the ledger is damaged.
    """
    file = folder / LEDGER
    records = {}
    try:
        for row in _rows(file):
            records[row["source_id"]] = Record(
                source_id=row["source_id"],
                file=row["file"],
                address=row["address"],
                final_address=row["final_address"],
                sha256=row["sha256"],
                size=int(row["size"]),
                content_type=row["content_type"],
                fetched_at=row["fetched_at"],
                etag=row["etag"] or None,
                last_modified=row["last_modified"] or None,
            )
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as problem:
        raise InputError(f"{file} is damaged ({problem}); delete it and fetch again") from None
    return records


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _plain(text: str) -> str:
    """Text for a comparison: no white space, which pages scatter freely, and no difference of case."""
    return "".join(text.split()).casefold()


def _write_table(file: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a CSV file in one step."""
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    work = file.with_name(f".{file.name}.tmp")
    work.write_text(table.getvalue(), encoding="utf-8")
    work.replace(file)
