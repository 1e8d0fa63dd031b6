"""Files a person sends -> documents of the library that person may change; and documents out of it again."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.api.access import Person
from assistant.api.service import Service
from assistant.domain import UnreadableFile
from assistant.errors import InputError
from assistant.index.update_report import UpdateReport
from assistant.ingest.readers import SUFFIXES
from assistant.ingest.sources import TABLES
from assistant.progress import Progress, silent
from assistant.wiring import ingest, remove

FOLDER = "uploaded"  # uploaded files have the document id uploaded/NAME
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST_NAME = 150  # bytes; file systems take 255


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What reading an uploaded file gave: warnings, and for scans how sure the text recognition was (0..1)."""

    document_id: str
    title: str
    characters: int
    pages: int
    warnings: tuple[str, ...]
    ocr_confidence: float | None


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What became of the files sent; ``titles`` names the documents, by id, whose text a repeated file holds."""

    report: UpdateReport
    read: tuple[ReadDocument, ...]
    titles: Mapping[str, str]


def file_name(sent: str) -> str:
    """A name that is safe as the name of a file in one folder, with the ending it had.

    Raises:
        InputError: nothing is left of it, or it is the name of a catalog.
    """
    name = _UNFIT.sub("_", unicodedata.normalize("NFC", Path(sent.replace("\\", "/")).name)).strip(" .")
    stem, suffix = Path(name).stem, Path(name).suffix
    stem = stem.encode("utf-8", "ignore")[: _LONGEST_NAME - len(suffix.encode())].decode("utf-8", "ignore")
    if not stem.strip("_ .") or suffix.lower() in TABLES or stem.upper() == "README":
        raise InputError(f"{sent!r} cannot be the name of a document; rename the file")
    return stem + suffix


def add_files(service: Service, person: Person, files: Sequence[Path], progress: Progress = silent) -> UploadReport:
    """Keep the files and bring the library up to date; a file of the same name replaces the older one.

    Raises:
        NotAllowedError: the person may not change the library.
        InputError: no file was given, or one has an unusable name.
        IndexUnavailableError: the index cannot be written, or somebody else writes to it.
    """
    service.check_may_change(person)
    if not files:
        raise InputError("choose at least one file")
    names = {file_name(file.name): file for file in files}
    folder = service.upload_folder(person)
    (folder / FOLDER).mkdir(exist_ok=True)
    refused: list[UnreadableFile] = []
    kept: list[Path] = []
    for name, file in names.items():
        if file.suffix.lower() not in SUFFIXES:
            reason = f"files ending in '{file.suffix}' are not read; known: {', '.join(sorted(SUFFIXES))}"
            refused.append(UnreadableFile(name, reason))
            continue
        waiting = folder / FOLDER / f".{name}.part"
        shutil.copyfile(file, waiting)
        waiting.replace(folder / FOLDER / name)
        kept.append(folder / FOLDER / name)
    settings = service.library_settings(person, service.changes_own())
    with service.metrics.measured("upload"):
        report = UpdateReport()
        if kept:
            report = ingest(settings, [folder], None, progress, service.shared.embedder)
    report = _about(report, {f"{FOLDER}/{name}" for name in names}, refused)
    for unreadable in report.unreadable:
        # What could not be read would be tried again, and told again, with every later upload.
        (folder / unreadable.document_id).unlink(missing_ok=True) if unreadable.document_id.startswith(FOLDER) else None
    held = {one.same_as for one in report.repeated}
    summaries = service.library(person, service.changes_own()).index.summaries() if held else ()
    titles = {one.document_id: one.metadata.title for one in summaries if one.document_id in held}
    read = _read(service, person, (*report.added, *report.replaced, *report.unchanged))
    return UploadReport(report, read, titles)


def remove_document(service: Service, person: Person, document_id: str) -> None:
    """Take a document out of the library that the person may change, with its file if it was uploaded.

    Raises:
        NotAllowedError: the person may not change the library.
        InputError: the library does not hold it.
        IndexUnavailableError: the index cannot be written, or somebody else writes to it.
    """
    service.check_may_change(person)
    own = service.changes_own()
    service.document(person, document_id, own)
    if document_id.startswith(f"{FOLDER}/"):
        (service.upload_folder(person) / FOLDER / file_name(document_id)).unlink(missing_ok=True)
    remove(service.library_settings(person, own), [document_id], service.shared.embedder)


def _about(report: UpdateReport, sent: set[str], refused: Sequence[UnreadableFile]) -> UpdateReport:
    """The report without the files of earlier uploads."""
    return UpdateReport(
        added=tuple(one for one in report.added if one in sent),
        replaced=tuple(one for one in report.replaced if one in sent),
        unchanged=tuple(one for one in report.unchanged if one in sent),
        unreadable=(*refused, *(one for one in report.unreadable if one.document_id in sent)),
        repeated=tuple(one for one in report.repeated if one.document_id in sent),
        passages=report.passages,
        seconds=report.seconds,
    )


def _read(service: Service, person: Person, document_ids: Sequence[str]) -> tuple[ReadDocument, ...]:
    found = []
    for document_id in document_ids:
        document = service.document(person, document_id, service.changes_own())
        sure = [page.ocr_confidence for page in document.pages if page.ocr_confidence is not None]
        found.append(
            ReadDocument(
                document_id,
                document.metadata.title,
                len(document.text),
                len(document.pages),
                document.warnings,
                sum(sure) / len(sure) if sure else None,
            )
        )
    return tuple(found)
