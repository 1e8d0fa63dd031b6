"""Files and folders -> parsed documents: the front desk of this room.

Each file is hashed first, so that one the index knows costs no more than that. The fingerprint covers everything the
result depends on: the bytes, the row of the catalog, :data:`PARSER_VERSION` and how scans are read. A change of any of
them makes the file be read again. Files are parsed ahead of the caller by worker processes, because a file may be
malicious and because parsing and embedding can then keep all cores busy.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import ParsedDocument, RepeatedFile, Unchanged, UnreadableFile
from assistant.errors import ReadError
from assistant.ingest.parse import Task
from assistant.ingest.readers import SUFFIXES
from assistant.ingest.sources import Source, find_sources
from assistant.ingest.workers import Workers
from assistant.progress import Progress, silent

PARSER_VERSION = "14"  # raise it when readers, outline, passages or metadata give other results for the same file

Outcome = ParsedDocument | UnreadableFile | RepeatedFile | Unchanged

# How far the workers may be ahead of the caller: enough to keep them busy, little enough to hold in memory.
_FILES_AHEAD = 256
_BYTES_AHEAD = 64_000_000


@dataclass(frozen=True, slots=True)
class _Planned:
    """A file on its way; ``outcome`` is None while a worker has it."""

    number: int
    size: int
    outcome: Outcome | None


class Ingestor:
    """Reads files into documents; ``today`` is the day on which a policy counts as in force or over."""

    def __init__(self, settings: IngestSettings, today: datetime.date) -> None:
        workers = settings.workers or os.cpu_count() or 1
        threads = settings.ocr_threads or max(1, (os.cpu_count() or 1) // workers)
        self.settings = replace(settings, workers=workers, ocr_threads=threads)
        self.today = today

    def count(self, paths: Sequence[Path]) -> int:
        """How many files :meth:`ingest` will go through.

        Raises:
            InputError: as :func:`assistant.ingest.sources.find_sources`.
        """
        return len(find_sources(paths, SUFFIXES))

    def ingest(
        self, paths: Sequence[Path], is_unchanged: Callable[[str, str], bool], progress: Progress = silent
    ) -> Iterator[Outcome]:
        """One outcome for every file, in the order of document ids; a bad file never stops the others.

        ``is_unchanged(document_id, sha256)`` says whether the index holds the document with that fingerprint. A file
        with the same bytes as an earlier one is not read again, and a catalog row without a file is reported.
        ``progress`` is told, from another thread, of pages read by text recognition.

        Raises:
            InputError: as :func:`assistant.ingest.sources.find_sources`.
            ConfigurationError: the processes that read files cannot start.
        """
        sources = find_sources(paths, SUFFIXES)
        yield from _catalog_problems(sources)
        with Workers(self.settings, _PageCount(progress)) as workers:
            yield from _with_reasons(self._outcomes(sources, is_unchanged, workers))

    def _outcomes(
        self, sources: Sequence[Source], is_unchanged: Callable[[str, str], bool], workers: Workers
    ) -> Iterator[Outcome]:
        planned: deque[_Planned] = deque()
        for plan in self._plans(sources, is_unchanged, workers):
            planned.append(plan)
            while len(planned) >= _FILES_AHEAD or sum(one.size for one in planned) > _BYTES_AHEAD:
                yield _finished(planned.popleft(), workers)
            while planned and planned[0].outcome is not None:
                yield _finished(planned.popleft(), workers)
        while planned:
            yield _finished(planned.popleft(), workers)

    def _plans(
        self, sources: Sequence[Source], is_unchanged: Callable[[str, str], bool], workers: Workers
    ) -> Iterator[_Planned]:
        seen: dict[str, str] = {}  # fingerprint -> document id
        for number, source in enumerate(sources):
            known = self._known(source, is_unchanged, seen)
            if isinstance(known, str):
                workers.submit(number, self._task(source, known), source.size)
                yield _Planned(number, source.size, None)
            else:
                yield _Planned(number, 0, known)

    def _known(self, source: Source, is_unchanged: Callable[[str, str], bool], seen: dict[str, str]) -> Outcome | str:
        """The outcome of a file that need not or cannot be read, else its fingerprint."""
        if source.problem is not None:
            return UnreadableFile(source.document_id, source.problem)
        megabytes = self.settings.max_file_megabytes
        if source.size > megabytes * 1_000_000:
            reason = f"it has {source.size / 1e6:.0f} MB and the limit is {megabytes} MB (ingest.max_file_megabytes)"
            return UnreadableFile(source.document_id, reason)
        try:
            fingerprint = self._fingerprint(source)
        except OSError as problem:
            return UnreadableFile(source.document_id, f"the file cannot be opened: {problem.strerror or problem}")
        except ReadError as problem:
            return UnreadableFile(source.document_id, str(problem))
        first = seen.setdefault(fingerprint, source.document_id)
        if first != source.document_id:
            return RepeatedFile(source.document_id, first)
        return (
            Unchanged(source.document_id, fingerprint) if is_unchanged(source.document_id, fingerprint) else fingerprint
        )

    def _fingerprint(self, source: Source) -> str:
        digest = hashlib.sha256()
        for block in source.content(self.settings.max_file_megabytes * 1_000_000):
            digest.update(block)
        row = source.catalog.digest(source.document_id)
        digest.update(f"\0{PARSER_VERSION}\0{self.settings.ocr}\0{self.settings.pdf_reader}\0{row}".encode())
        return digest.hexdigest()

    def _task(self, source: Source, fingerprint: str) -> Task:
        return Task(
            source.document_id,
            source.path,
            source.member,
            source.location,
            source.catalog.rows.get(source.document_id),
            fingerprint,
            self.settings,
            self.today,
        )


class _PageCount:
    """Counts recognised pages for the bar that shows them."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0

    def __call__(self) -> None:
        self._done += 1
        self._progress("recognised pages", self._done, None)


def _finished(plan: _Planned, workers: Workers) -> Outcome:
    return plan.outcome if plan.outcome is not None else workers.outcome(plan.number)


def _with_reasons(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, where a copy of an unreadable file is unreadable for the same reason."""
    reasons: dict[str, str] = {}
    for outcome in outcomes:
        if isinstance(outcome, UnreadableFile):
            reasons[outcome.document_id] = outcome.reason
        elif isinstance(outcome, RepeatedFile) and outcome.same_as in reasons:
            yield UnreadableFile(outcome.document_id, reasons[outcome.same_as])
            continue
        yield outcome


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
