"""What reading made of files -> documents stored in the library, each by itself, and a report of every file.

A document waits until enough passages are together to be embedded in one call. One that may repeat a waiting document
sends that one into the library first, because only there the two can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.domain import Document, ParsedDocument, RepeatedFile, Unchanged, UnreadableFile
from assistant.index.duplicates import Duplicates, shared_names
from assistant.index.embedder import Embedder
from assistant.index.library import Library
from assistant.index.passage_vectors import PassageVectors, Unembedded
from assistant.index.update_report import UpdateReport
from assistant.progress import Progress

_NO_LONGER = "it held the same text as a document that has changed since; run the command again to add it"
# Passages embedded together: enough to keep two cores busy, few enough to lose little when interrupted.
_BATCH = 256


class Update:
    """One update of one library; to be used once, under the lock of its writer.

    ``changed`` is called whenever a document was stored or removed.
    """

    def __init__(
        self, library: Library, duplicates: Duplicates, embedder: Embedder, changed: Callable[[], None]
    ) -> None:
        self._library = library
        self._duplicates = duplicates
        self._embedder = embedder
        self._vectors = PassageVectors(library, embedder)
        self._changed = changed
        self._waiting: list[Unembedded] = []
        self._waiting_names: set[str] = set()  # what a document that repeats a waiting one would share with it
        self._added: list[str] = []
        self._replaced: list[str] = []
        self._unchanged: list[str] = []
        self._unreadable: list[UnreadableFile] = []
        self._repeated: list[RepeatedFile] = []
        self._passages = 0

    def run(
        self,
        outcomes: Iterable[ParsedDocument | UnreadableFile | RepeatedFile | Unchanged],
        progress: Progress,
        total: int | None,
    ) -> UpdateReport:
        """Take all ``outcomes``; the report leaves the seconds at 0.

        Raises:
            IndexUnavailableError: the disk is full or the folder read-only; what was stored before stays.
        """
        self._duplicates.prepare()
        for done, outcome in enumerate(outcomes, start=1):
            self._take(outcome)
            progress("documents", done, total)
        self._store_waiting()
        self._unreadable += [UnreadableFile(name, _NO_LONGER) for name in self._duplicates.forget_stale()]
        if self._added or self._replaced:
            self._library.forget_unused_embeddings()
        return UpdateReport(
            tuple(self._added),
            tuple(self._replaced),
            tuple(self._unchanged),
            tuple(self._unreadable),
            tuple(self._repeated),
            self._passages,
        )

    def _take(self, outcome: ParsedDocument | UnreadableFile | RepeatedFile | Unchanged) -> None:
        if isinstance(outcome, Unchanged):
            self._unchanged.append(outcome.document_id)
        elif isinstance(outcome, UnreadableFile):
            self._unreadable.append(outcome)
        elif isinstance(outcome, RepeatedFile):
            self._repeated.append(outcome)
        else:
            self._take_document(outcome)

    def _take_document(self, parsed: ParsedDocument) -> None:
        names = shared_names(parsed.document)
        if names & self._waiting_names:
            self._store_waiting()
        original = self._repeats(parsed.document)
        if original is not None:
            self._repeated.append(RepeatedFile(parsed.document.document_id, original))
            return
        self._waiting.append(self._vectors.known(parsed))
        self._waiting_names |= names
        if sum(len(one.keys) for one in self._waiting) >= _BATCH:
            self._store_waiting()

    def _repeats(self, document: Document) -> str | None:
        """The held document that this one repeats; the repetition is remembered and, if it was held, removed."""
        original = self._duplicates.original_of(document)
        if original is not None:
            if self._library.remove(document.document_id):
                self._changed()
            self._duplicates.remember(document, original)
        return original

    def _store_waiting(self) -> None:
        embedded = self._vectors.embedded(self._waiting)
        if self._waiting and self._library.setting("embedding") is None:
            self._library.remember("embedding", self._embedder.identity)
        for one, passages in zip(self._waiting, embedded, strict=True):
            document = one.parsed.document
            was_held = self._library.store(one.parsed, passages)
            (self._replaced if was_held else self._added).append(document.document_id)
            self._duplicates.stored(document)
            self._changed()
            self._passages += len(passages)
        self._waiting, self._waiting_names = [], set()
