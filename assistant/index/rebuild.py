"""An index folder -> documents added, replaced, removed, checked and searched. Front desk of the room."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from filelock import FileLock, Timeout
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
from assistant.errors import IndexUnavailableError, InputError
from assistant.index.dense import CHROMA_FROM, ChromaVectors, VectorArrays, load_arrays
from assistant.index.duplicates import Duplicates, shared_names
from assistant.index.embedder import Embedder
from assistant.index.lexical import LexicalIndex, TermGroup
from assistant.index.library import FILE, Embedded, Library, indexed_prefix, unusable
from assistant.ingest.linking import link_documents

OPEN_SCOPE = Scope()
_NO_LONGER = "it held the same text as a document that has changed since; run the command again to add it"
# Passages embedded together: enough to keep two cores busy, few enough to lose little when interrupted.
_BATCH = 256
_MOST_SENTENCES = 40  # sentence vectors kept of one passage
_REMEMBERED_DOCUMENTS = 64


class Progress(Protocol):
    """Told after every step of an update."""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """``step`` names the work; ``done`` counts up to ``total``, None when that is not known."""


def _silent(step: str, done: int, total: int | None) -> None:  # noqa: ARG001
    return None


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows with their scores, best first."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did: document ids, unreadable files with reasons, repeated files, passages, seconds."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    unreadable: tuple[UnreadableFile, ...] = ()
    repeated: tuple[RepeatedFile, ...] = ()
    passages: int = 0
    seconds: float = 0.0

    def summary(self) -> str:
        """One line for people."""
        repeated = f", {len(self.repeated)} repeated" if self.repeated else ""
        return (
            f"{len(self.added)} added, {len(self.replaced)} replaced, {len(self.unchanged)} unchanged{repeated}, "
            f"{len(self.unreadable)} unreadable; {self.passages} passages in {self.seconds:.1f} s"
        )


@dataclass(frozen=True)
class _Snapshot:
    """The library as it was at one commit: arrays of one length, a row is a place in them."""

    ids: NDArray[np.int64]
    languages: NDArray[np.str_]
    documents: NDArray[np.int64]  # place of the row's document in ``names``
    names: tuple[str, ...]
    summaries: tuple[DocumentSummary, ...]
    arrays: VectorArrays
    lexical: LexicalIndex

    @cached_property
    def by_name(self) -> dict[str, DocumentSummary]:
        return {summary.document_id: summary for summary in self.summaries}

    @cached_property
    def row_of(self) -> dict[int, int]:
        return {int(one): row for row, one in enumerate(self.ids)}

    @cached_property
    def rows_by_language(self) -> dict[str, NDArray[np.int64]]:
        return {str(one): np.flatnonzero(self.languages == one) for one in np.unique(self.languages)}


@dataclass
class _Work:
    """A document waiting for the vectors of its passages."""

    parsed: ParsedDocument
    names: frozenset[str]  # what a document that repeats it would share with it
    keys: list[str]
    ready: dict[int, tuple[NDArray[np.float32], NDArray[np.float16]]] = field(default_factory=dict)


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
        self._snapshot: _Snapshot | None = None
        self._seen = -1
        self._documents: OrderedDict[str, Document] = OrderedDict()

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
        progress: Progress = _silent,
        total: int | None = None,
    ) -> UpdateReport:
        """Add or replace documents, each in a transaction of its own, so that an interruption loses none of the others.

        A document whose text the library holds already is reported as repeated and not stored.

        Raises:
            IndexUnavailableError: another process is writing, the disk is full or the folder read-only; what was
                stored before stays.
        """
        started = time.perf_counter()
        added: list[str] = []
        replaced: list[str] = []
        unchanged: list[str] = []
        unreadable: list[UnreadableFile] = []
        repeated: list[RepeatedFile] = []
        stored = 0
        with self._writing():
            self._duplicates.prepare()
            waiting: list[_Work] = []
            for done, outcome in enumerate(outcomes, start=1):
                if isinstance(outcome, Unchanged):
                    unchanged.append(outcome.document_id)
                elif isinstance(outcome, UnreadableFile):
                    unreadable.append(outcome)
                elif isinstance(outcome, RepeatedFile):
                    repeated.append(outcome)
                else:
                    names = shared_names(outcome.document)
                    # One that may repeat it must be in the library before the two are compared.
                    if any(names & work.names for work in waiting):
                        stored += self._store(waiting, added, replaced)
                        waiting = []
                    original = self._repeats(outcome.document)
                    if original is not None:
                        repeated.append(RepeatedFile(outcome.document.document_id, original))
                        progress("documents", done, total)
                        continue
                    waiting.append(self._work(outcome, names))
                    if sum(len(work.keys) for work in waiting) >= _BATCH:
                        stored += self._store(waiting, added, replaced)
                        waiting = []
                progress("documents", done, total)
            stored += self._store(waiting, added, replaced)
            unreadable += [UnreadableFile(name, _NO_LONGER) for name in self._duplicates.forget_stale()]
            if added or replaced:
                self._library.forget_unused_embeddings()
            self._synchronise()
        seconds = time.perf_counter() - started
        return UpdateReport(
            tuple(added), tuple(replaced), tuple(unchanged), tuple(unreadable), tuple(repeated), stored, seconds
        )

    def remove(self, document_ids: Iterable[str]) -> tuple[str, ...]:
        """Remove documents; the ids that were held.

        Raises:
            IndexUnavailableError: as :meth:`update`.
        """
        with self._writing():
            removed = tuple(name for name in document_ids if self._library.remove(name))
            if removed:
                self._duplicates.prepare()
                self._duplicates.forget_stale()  # files that repeat a removed document are read by the next ingest
                self._forget()
                self._library.forget_unused_embeddings()
                self._synchronise()
        return removed

    def _repeats(self, document: Document) -> str | None:
        """The held document that this one repeats; the repetition is remembered and, if it was held, removed."""
        original = self._duplicates.original_of(document)
        if original is not None:
            if self._library.remove(document.document_id):
                self._forget()
            self._duplicates.remember(document, original)
        return original

    def _writing(self) -> _WriterLock:
        return _WriterLock(self.folder)

    def _work(self, parsed: ParsedDocument, names: frozenset[str]) -> _Work:
        metadata = parsed.document.metadata
        work = _Work(parsed, names, [self._key(indexed_prefix(metadata, one), one) for one in parsed.passages])
        for place, key in enumerate(work.keys):
            cached = self._library.cached_embedding(key, self._embedder.dimension)
            if cached is not None:
                work.ready[place] = cached
        return work

    def _key(self, prefix: str, passage: Passage) -> str:
        edges = ",".join(f"{span.start - passage.start}-{span.end - passage.start}" for span in passage.sentences)
        content = "\0".join((self._embedder.identity, prefix, passage.text, edges))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()

    def _store(self, waiting: Sequence[_Work], added: list[str], replaced: list[str]) -> int:
        self._embed(waiting)
        if waiting and self._library.setting("embedding") is None:
            self._library.remember("embedding", self._embedder.identity)
        for work in waiting:
            embedded = [
                Embedded(passage, key, *work.ready[place])
                for place, (passage, key) in enumerate(zip(work.parsed.passages, work.keys, strict=True))
            ]
            document_id = work.parsed.document.document_id
            (replaced if self._library.store(work.parsed, embedded) else added).append(document_id)
            self._duplicates.stored(work.parsed.document)
            self._forget()
        return sum(len(work.keys) for work in waiting)

    def _embed(self, waiting: Sequence[_Work]) -> None:
        missing = [(work, place) for work in waiting for place in range(len(work.keys)) if place not in work.ready]
        if not missing:
            return
        passages = [work.parsed.passages[place] for work, place in missing]
        prefixes = [
            indexed_prefix(work.parsed.document.metadata, one) for (work, _), one in zip(missing, passages, strict=True)
        ]
        spans = [
            [(span.start - one.start, span.end - one.start) for span in one.sentences[:_MOST_SENTENCES]]
            for one in passages
        ]
        vectors, sentences = self._embedder.embed_with_sentences(prefixes, [one.text for one in passages], spans)
        for (work, place), vector, block in zip(missing, vectors, sentences, strict=True):
            work.ready[place] = vector, block.astype(np.float16)

    def _synchronise(self) -> None:
        snapshot = self._current()
        self._chroma.synchronise(snapshot.ids, snapshot.arrays.passages)

    def verify(self) -> list[str]:
        """What does not agree between the library and what is derived from it; [] when all is well."""
        snapshot = self._current()
        problems = [
            f"SQLite reports: {row[0]}"
            for row in self._library.connection.execute("PRAGMA quick_check")
            if row[0] != "ok"
        ]
        if len(snapshot.arrays.passages) != len(snapshot.ids):
            problems.append(f"{len(snapshot.arrays.passages)} vectors for {len(snapshot.ids)} passages")
        held = self._chroma.count()
        if held != len(snapshot.ids):
            problems.append(f"Chroma holds {held} vectors for {len(snapshot.ids)} passages; ingest again to repair it")
        return problems

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
            self._current()
            if document_id not in self._documents:
                document = self._library.document(document_id)
                if document is None:
                    close = get_close_matches(document_id, self._current().names, n=3, cutoff=0.4)
                    hint = f"; did you mean {', '.join(close)}?" if close else "; list them with: assistant documents"
                    raise InputError(f"the library holds no document {document_id!r}{hint}")
                self._documents[document_id] = replace(document, metadata=self._linked(document_id, document.metadata))
                if len(self._documents) > _REMEMBERED_DOCUMENTS:
                    self._documents.popitem(last=False)
            self._documents.move_to_end(document_id)
            return self._documents[document_id]

    def metadata(self, document_id: str) -> Metadata:
        """Metadata of a document; errors as :meth:`document`."""
        found = self._current().by_name.get(document_id)
        return found.metadata if found else self.document(document_id).metadata

    def _linked(self, document_id: str, stored: Metadata) -> Metadata:
        """The metadata as the rest of the library completes them; as stored for a document without passages."""
        found = self._current().by_name.get(document_id)
        return found.metadata if found else stored

    def rows(self, scope: Scope, language: str | None = None) -> NDArray[np.int64]:
        """Ascending rows of the passages inside a scope, of one language or of all."""
        snapshot = self._current()
        rows = np.arange(len(snapshot.ids)) if language is None else snapshot.rows_by_language.get(language)
        if rows is None:
            return np.empty(0, dtype=np.int64)
        if scope.is_open:
            return rows
        admitted = self._admitted(scope)
        inside = np.array([name in admitted for name in snapshot.names], dtype=bool)
        kept: NDArray[np.int64] = rows[inside[snapshot.documents[rows]]]
        return kept

    def document_ids(self, rows: NDArray[np.int64]) -> list[str]:
        """The document of each row."""
        snapshot = self._current()
        return [snapshot.names[place] for place in snapshot.documents[rows]]

    def dense(self, vector: NDArray[np.float32], rows: NDArray[np.int64], limit: int) -> Scored:
        """The ``limit`` rows closest to ``vector`` among ``rows``, best first, with their cosines."""
        snapshot = self._current()
        if len(rows) == len(snapshot.ids) and len(rows) >= self._chroma_from:
            found = self._by_chroma(snapshot, vector, limit)
            if found is not None:
                return found
        return _best(rows, snapshot.arrays.cosines(vector, rows), limit)

    def _by_chroma(self, snapshot: _Snapshot, vector: NDArray[np.float32], limit: int) -> Scored | None:
        """The answer of Chroma, None when too few of its ids are in the library."""
        pairs = [
            (snapshot.row_of[one], cosine)
            for one, cosine in self._chroma.nearest(vector, limit)
            if one in snapshot.row_of
        ]
        if len(pairs) < min(limit, len(snapshot.ids)):
            return None
        rows = np.array([row for row, _ in pairs[:limit]], dtype=np.int64)
        return Scored(rows, np.array([cosine for _, cosine in pairs[:limit]], dtype=np.float32))

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
        found = _best(rows, scores, limit)
        kept = found.scores > 0
        return Scored(found.rows[kept], found.scores[kept])

    def lexical_at(self, groups: Sequence[TermGroup], rows: NDArray[np.int64], language: str) -> NDArray[np.float32]:
        """Score of each row, 0..1: its BM25 as a share of the best that ``groups`` could reach."""
        with self._guard:
            snapshot = self._current()
            part = snapshot.rows_by_language.get(language, np.empty(0, dtype=np.int64))
            return snapshot.lexical.scores(groups, part)[rows]

    def rarity(self, groups: Sequence[TermGroup], language: str) -> list[float]:
        """Inverse document frequency of each group among the passages of a language."""
        with self._guard:
            snapshot = self._current()
            part = snapshot.rows_by_language.get(language, np.empty(0, dtype=np.int64))
            return snapshot.lexical.rarity(groups, part)

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
        self._documents.clear()

    def _current(self) -> _Snapshot:
        """The snapshot of the latest commit, read again when this or another process has committed since."""
        with self._guard:
            version = self._library.data_version()
            if self._snapshot is None or version != self._seen:
                self._documents.clear()
                self._snapshot = self._read_snapshot()
                self._seen = version
            return self._snapshot

    def _read_snapshot(self) -> _Snapshot:
        ids, lengths, languages, documents = self._library.passage_table()
        names = tuple(dict.fromkeys(documents))
        place = {name: number for number, name in enumerate(names)}
        stamp = hashlib.sha256(ids.tobytes()).hexdigest()
        arrays = load_arrays(self._library.connection, self.folder, stamp, self._embedder.dimension)
        return _Snapshot(
            ids=ids,
            languages=np.array(languages, dtype=np.str_),
            documents=np.array([place[name] for name in documents], dtype=np.int64),
            names=names,
            summaries=_linked(self._library.summaries()),
            arrays=arrays,
            lexical=LexicalIndex(self._library.connection, ids, lengths),
        )


def _linked(summaries: Sequence[DocumentSummary]) -> tuple[DocumentSummary, ...]:
    """The summaries with what the documents say of each other."""
    linked = link_documents({summary.document_id: summary.metadata for summary in summaries})
    return tuple(replace(summary, metadata=linked[summary.document_id]) for summary in summaries)


class _WriterLock:
    """The one writer of an index; Chroma loses rows silently when two processes write to one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "write.lock")

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise IndexUnavailableError(
                f"another process is writing to {self._folder}; wait until it is done or stop it"
            ) from None
        except OSError as problem:
            raise unusable(self._folder, problem) from problem

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _best(rows: NDArray[np.int64], scores: NDArray[np.float32], limit: int) -> Scored:
    """The best rows; equal scores in order of row, so that the result never depends on chance."""
    if len(rows) > limit:
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = np.flatnonzero(scores >= threshold)
        rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:limit]
    return Scored(rows[order], scores[order])
