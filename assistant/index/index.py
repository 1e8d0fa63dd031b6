"""An index folder -> documents added, replaced, removed and searched. Front desk of the room."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.config import ChromaSettings
from assistant.domain import (
    Document,
    DocumentSummary,
    Metadata,
    ParsedDocument,
    Passage,
    RepeatedFile,
    Scope,
    Unchanged,
    UnreadableFile,
)
from assistant.errors import IndexUnavailableError
from assistant.index.dense import CHROMA_FROM, ChromaVectors
from assistant.index.duplicates import Duplicates
from assistant.index.embedder import Embedder
from assistant.index.lexical import TermGroup
from assistant.index.library import FILE, Library
from assistant.index.snapshot import Scored, Snapshot, best, read_snapshot
from assistant.index.update import Update
from assistant.index.update_report import UpdateReport
from assistant.index.whole_documents import WholeDocuments
from assistant.index.writer_lock import WriterLock
from assistant.progress import Progress, silent

OPEN_SCOPE = Scope()


class Index:
    """One library on disk: searched by anybody, written by one process at a time."""

    def __init__(
        self, folder: Path, library: Library, embedder: Embedder, chroma: ChromaSettings, chroma_from: int
    ) -> None:
        self.folder = folder
        self._library = library
        self._embedder = embedder
        self._chroma_from = chroma_from
        self._duplicates = Duplicates(library.connection)
        name = f"passages-{library.setting('library')}"
        self._chroma = ChromaVectors(folder, chroma, name)
        self._guard = RLock()
        self._snapshot: Snapshot | None = None
        self._seen = -1
        self._documents = WholeDocuments(library)

    @staticmethod
    def check(folder: Path) -> None:
        """Raise IndexUnavailableError when there is no index in ``folder``."""
        if not (folder / FILE).is_file():
            raise IndexUnavailableError(f"there is no index at {folder}; make one with: assistant ingest FOLDER")

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder,
        chroma: ChromaSettings,
        *,
        create: bool = False,
        chroma_from: int = CHROMA_FROM,
    ) -> Index:
        """Open an index; ``create`` makes it when it is missing.

        Raises:
            IndexUnavailableError: it is missing, damaged, of another version, or was built with another model.
        """
        library = Library(folder, create=create)
        built_with = library.setting("embedding")
        if built_with is not None and built_with != embedder.identity:
            library.close()
            raise IndexUnavailableError(
                f"the index at {folder} was built with the model {built_with} and embedding.model is now "
                f"{embedder.identity}; set embedding.model back, or ingest into another index with --index NAME"
            )
        return cls(folder, library, embedder, chroma, chroma_from)

    def close(self) -> None:
        """Release the files."""
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ writing

    def is_unchanged(self, document_id: str, sha256: str) -> bool:
        """Whether the library holds the document with this fingerprint, or the text that it repeats."""
        held = self._library.fingerprint(document_id) == sha256
        return held or self._duplicates.is_known(document_id, sha256)

    def update(
        self,
        outcomes: Iterable[ParsedDocument | UnreadableFile | RepeatedFile | Unchanged],
        progress: Progress = silent,
        total: int | None = None,
    ) -> UpdateReport:
        """Add or replace documents, each in a transaction of its own, so that an interruption loses none of the others.

        A document whose text the library holds already is reported as repeated and not stored.

        Raises:
            IndexUnavailableError: another process is writing, the disk is full or the folder read-only; what was
                stored before stays.
        """
        started = time.perf_counter()
        with WriterLock(self.folder):
            report = Update(self._library, self._duplicates, self._embedder, self._forget).run(
                outcomes, progress, total
            )
            self._synchronise()
        return replace(report, seconds=time.perf_counter() - started)

    def remove(self, document_ids: Iterable[str]) -> tuple[str, ...]:
        """Remove documents; the ids that were held.

        Raises:
            IndexUnavailableError: as :meth:`update`.
        """
        with WriterLock(self.folder):
            removed = tuple(name for name in document_ids if self._library.remove(name))
            if removed:
                self._duplicates.prepare()
                self._duplicates.forget_stale()  # files that repeat a removed document are read by the next ingest
                self._forget()
                self._library.forget_unused_embeddings()
                self._synchronise()
        return removed

    def _synchronise(self) -> None:
        snapshot = self._current()
        self._chroma.synchronise(snapshot.ids, snapshot.arrays.passages)

    # ------------------------------------------------------------------ reading

    def languages(self) -> tuple[str, ...]:
        """Languages of the passages, in alphabetical order."""
        return tuple(sorted(self._current().rows_by_language))

    def summaries(self, scope: Scope = OPEN_SCOPE) -> tuple[DocumentSummary, ...]:
        """Documents inside a scope, in the order of their ids."""
        snapshot = self._current()
        if scope.is_open:
            return snapshot.summaries
        admitted = self._admitted(scope)
        return tuple(summary for summary in snapshot.summaries if summary.document_id in admitted)

    def document(self, document_id: str) -> Document:
        """A document whole.

        Raises:
            InputError: the library does not hold it; the text names the closest ids.
        """
        with self._guard:
            return self._documents.document(document_id, self._current())

    def metadata(self, document_id: str) -> Metadata:
        """Metadata of a document; errors as :meth:`document`."""
        found = self._current().by_name.get(document_id)
        return found.metadata if found else self.document(document_id).metadata

    def rows(self, scope: Scope, language: str | None = None) -> NDArray[np.int64]:
        """Ascending rows of the passages inside a scope, of one language or of all."""
        snapshot = self._current()
        rows = snapshot.rows(language)
        return rows if scope.is_open else snapshot.within(rows, self._admitted(scope))

    def document_ids(self, rows: NDArray[np.int64]) -> list[str]:
        """The document of each row."""
        return self._current().document_ids(rows)

    def dense(self, vector: NDArray[np.float32], rows: NDArray[np.int64], limit: int) -> Scored:
        """The ``limit`` rows closest to ``vector`` among ``rows``, best first, with their cosines."""
        snapshot = self._current()
        if len(rows) == len(snapshot.ids) and len(rows) >= self._chroma_from:
            found = snapshot.as_rows(self._chroma.nearest(vector, limit), limit)
            if found is not None:
                return found
        return snapshot.nearest(vector, rows, limit)

    def dense_at(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosine of ``vector`` to each row."""
        return self._current().arrays.cosines(vector, rows)

    def sentences_at(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosine of ``vector`` to the closest sentence of each row."""
        return self._current().arrays.best_sentence(vector, rows)

    def sentence_scores(self, vector: NDArray[np.float32], passage: Passage) -> NDArray[np.float32]:
        """Cosine of ``vector`` to each of the first 40 sentences of a stored passage, in order."""
        snapshot = self._current()
        row = snapshot.row_of.get(passage.passage_id or -1)
        return snapshot.arrays.sentence_cosines(vector, row) if row is not None else np.empty(0, dtype=np.float32)

    def lexical(self, groups: Sequence[TermGroup], rows: NDArray[np.int64], language: str, limit: int) -> Scored:
        """The ``limit`` rows that match ``groups`` best among ``rows`` of one language, with scores in 0..1."""
        scores = self.lexical_at(groups, rows, language)
        found = best(rows, scores, limit)
        kept = found.scores > 0
        return Scored(found.rows[kept], found.scores[kept])

    def lexical_at(self, groups: Sequence[TermGroup], rows: NDArray[np.int64], language: str) -> NDArray[np.float32]:
        """Score of each row, 0..1: its BM25 as a share of the best that ``groups`` could reach."""
        with self._guard:
            return self._current().lexical_at(groups, rows, language)

    def rarity(self, groups: Sequence[TermGroup], language: str) -> list[float]:
        """Inverse document frequency of each group among the passages of a language."""
        with self._guard:
            return self._current().rarity(groups, language)

    def passages(self, rows: NDArray[np.int64]) -> tuple[Passage, ...]:
        """The passages of the rows, in their order."""
        with self._guard:
            ids = [int(one) for one in self._current().ids[rows]]
            found = self._library.passages(ids)
        return tuple(found[one] for one in ids)

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in order; () when the library does not hold it."""
        with self._guard:
            return self._library.passages_of(document_id)

    def _admitted(self, scope: Scope) -> set[str]:
        """Documents a scope admits. The status is not asked of SQLite: it depends on the other documents."""
        with self._guard:
            admitted = self._library.documents_in(replace(scope, statuses=()))
            if not scope.statuses:
                return admitted
            summaries = self._current().summaries
            standing = {one.document_id for one in summaries if one.metadata.status in scope.statuses}
            return admitted & standing

    def _forget(self) -> None:
        self._snapshot = None
        self._documents.forget()

    def _current(self) -> Snapshot:
        """The snapshot of the latest commit, read again when this or another process has committed since."""
        with self._guard:
            version = self._library.data_version()
            if self._snapshot is None or version != self._seen:
                self._documents.forget()
                self._snapshot = read_snapshot(self._library, self.folder, self._embedder.dimension)
                self._seen = version
            return self._snapshot
