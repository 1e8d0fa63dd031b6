"""Settings -> an opened library with everything that answers from it. The only place that chooses classes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.answer.ask import Answerer, check_question
from assistant.answer.chat_model import load_chat_model
from assistant.config import Settings
from assistant.domain import Answer, AnswerEvent, Drafter, ParsedDocument, Scope, SearchResult, Span, UnreadableFile
from assistant.errors import ConfigurationError, InputError, ReadError
from assistant.index.builtin_model import BuiltinEmbedder
from assistant.index.builtin_reader import BuiltinReader
from assistant.index.embedder import BUILTIN, Embedder, load_embedder
from assistant.index.index import Index
from assistant.index.reader import Reader
from assistant.index.reranker import load_reranker
from assistant.index.shipped_vectors import with_shipped_vectors
from assistant.index.update_report import UpdateReport
from assistant.ingest.ingest import Ingestor
from assistant.ingest.readers.page_image import marked_boxes, page_png
from assistant.ingest.sources import located
from assistant.progress import Progress, silent
from assistant.research.compare import Comparison, Side, compare
from assistant.retrieve.retrieve import Retriever

if TYPE_CHECKING:
    from assistant.fetch.fetch import FetchOutcome
    from assistant.fetch.sources import OfficialSource

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever

OPEN_SCOPE = Scope()
SENTENCES_OF_A_CELL = 3  # 2 lose a right cell of the development questions, more than 3 win none: docs/decisions/0037
_INDEX_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")


class Assistant:
    """One opened library: search it, ask it. Close it, or use it in a ``with`` statement."""

    def __init__(self, settings: Settings, index: Index, embedder: Embedder, reader: Reader | None = None) -> None:
        self.settings = settings
        self.index = index
        self.embedder = embedder
        self.reader = reader
        self._retriever = Retriever(index, embedder, settings.retrieval, reranker=load_reranker(settings.retrieval))
        self.answerer = Answerer(self._retriever, settings.answer, load_chat_model(settings.llm), reader)

    def ask(
        self,
        question: str,
        *,
        scope: Scope = OPEN_SCOPE,
        history: Sequence[str] = (),
        as_of: datetime.date | None = None,
        ignored: Collection[tuple[str, str]] = (),
        drafter: Drafter = Drafter.CONFIGURED,
    ) -> Answer:
        """Answer a question with citations, or refuse with a reason; see :meth:`Answerer.ask`.

        Raises:
            ConfigurationError: ``drafter`` asks for a chat model and none is configured.
        """
        return self._answerer(drafter).ask(question, scope, history, as_of, ignored)

    def stream(
        self,
        question: str,
        *,
        scope: Scope = OPEN_SCOPE,
        history: Sequence[str] = (),
        as_of: datetime.date | None = None,
        ignored: Collection[tuple[str, str]] = (),
        drafter: Drafter = Drafter.CONFIGURED,
    ) -> Iterator[AnswerEvent]:
        """The same, told as it comes: the search, each verified statement, the whole; see :meth:`Answerer.stream`.

        Raises:
            ConfigurationError: ``drafter`` asks for a chat model and none is configured.
        """
        return self._answerer(drafter).stream(question, scope, history, as_of, ignored)

    def _answerer(self, drafter: Drafter) -> Answerer:
        if drafter is Drafter.MODEL and self.answerer.model is None:
            raise ConfigurationError(
                "no chat model is configured; set llm.model (for example openai:gpt-5-mini) or llm.base_url"
            )
        return replace(self.answerer, model=None) if drafter is Drafter.EXTRACTIVE else self.answerer

    def search(self, query: str, *, scope: Scope = OPEN_SCOPE, k: int | None = None) -> SearchResult:
        """The best ``k`` passages for ``query``, best first (default: ``retrieval.hits``).

        Raises:
            InputError: the query is empty or too long, or ``k`` is below 1.
        """
        limit = self.settings.retrieval.hits if k is None else k
        if limit < 1:
            raise InputError(f"k must be at least 1, not {limit}")
        text = check_question(query, self.settings.answer.max_question_characters)
        return self._retriever.search(text, scope, limit)

    def page_image(self, document_id: str, page: int, start: int, end: int) -> bytes:
        """A page of a document as a PNG in which the characters ``[start, end)`` of its text are marked.

        Raises:
            InputError: the library does not hold the document.
            ReadError: its file is gone, or is of a format without pages that can be shown.
        """
        document = self.index.document(document_id)
        if document.source is None:
            raise ReadError(f"it is not known where the file of {document_id} lies; ingest it again")
        with located(document.source) as path:
            return page_png(path, page, marked_boxes(document.text, document.lines, page, Span(start, end)))

    def compare(
        self,
        question: str,
        sides: Sequence[Side],
        aspects: Sequence[str] = (),
        progress: Progress = silent,
    ) -> Comparison:
        """Put one question to every side; see :func:`assistant.research.compare.compare`.

        A cell holds the best :data:`SENTENCES_OF_A_CELL` sentences, so that a column can be read down.
        """
        settings = replace(self.settings.answer, max_sentences=SENTENCES_OF_A_CELL)
        return compare(
            replace(self.answerer, settings=settings), self.index.summaries, question, sides, aspects, progress
        )

    def as_retriever(self, *, scope: Scope = OPEN_SCOPE, k: int | None = None) -> BaseRetriever:
        """The library as a LangChain retriever; see :func:`assistant.langchain_surface.as_retriever`."""
        from assistant.langchain_surface import as_retriever

        return as_retriever(self._search_within, scope, self.settings.retrieval.hits if k is None else k)

    def as_embeddings(self) -> Embeddings:
        """The embedding model of the library as LangChain ``Embeddings``."""
        from assistant.langchain_surface import as_embeddings

        return as_embeddings(self.embedder)

    def _search_within(self, query: str, scope: Scope, k: int) -> SearchResult:
        return self.search(query, scope=scope, k=k)

    def warm(self) -> None:
        """Load what the first question would wait for: model, dictionary, arrays."""
        self._retriever.carry_over.warm()
        if self.reader is not None:
            self.reader.load()
        self._retriever.search("warm", OPEN_SCOPE, 1)

    def close(self) -> None:
        """Release the files of the index."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def index_folder(settings: Settings, name: str | None = None) -> Path:
    """The folder of an index.

    Raises:
        InputError: the name has characters that do not belong in a folder name.
    """
    chosen = name or settings.index.name
    if not _INDEX_NAME.fullmatch(chosen):
        raise InputError(f"index name {chosen!r}: use letters, digits, '-' and '_' only")
    return settings.index.folder / chosen


def open_assistant(settings: Settings, index_name: str | None = None) -> Assistant:
    """Open an index for questions.

    Raises:
        IndexUnavailableError: there is no such index, or it was built with another model.
        ModelUnavailableError: the embedding model cannot be loaded.
    """
    folder = index_folder(settings, index_name)
    Index.check(folder)  # before the model is loaded: a missing index should not take seconds to say so
    embedder = load_embedder(settings.embedding)
    return Assistant(settings, Index.open(folder, embedder, settings.chroma), embedder, load_reader(settings, embedder))


def load_reader(settings: Settings, embedder: Embedder) -> Reader | None:
    """The reading model the settings name; it is loaded when the first question is asked.

    Raises:
        ConfigurationError: ``answer.reader`` is neither ``builtin`` nor ``off``.
    """
    if settings.answer.reader == "off":
        return None
    if settings.answer.reader == BUILTIN:
        tokenizer = embedder.tokenizer if isinstance(embedder, BuiltinEmbedder) else None
        return BuiltinReader(settings.embedding.cache, settings.embedding.threads, tokenizer)
    raise ConfigurationError(f"answer.reader must be builtin or off, not {settings.answer.reader!r}")


def ingest(
    settings: Settings,
    paths: Sequence[Path],
    index_name: str | None = None,
    progress: Progress = silent,
    embedder: Embedder | None = None,
) -> UpdateReport:
    """Add or replace the documents under ``paths``; unchanged files cost a hash, unreadable ones are reported.

    ``embedder`` spares loading the model a second time where it is loaded already.

    Raises:
        InputError: a path does not exist or holds no document.
        IndexUnavailableError: the index cannot be written, or another process writes to it.
    """
    folder = index_folder(settings, index_name)
    ingestor = Ingestor(settings.ingest, datetime.date.today())
    total = ingestor.count(paths)
    vectors = with_shipped_vectors(embedder or load_embedder(settings.embedding), paths)
    with Index.open(folder, vectors, settings.chroma, create=True) as index:
        return index.update(ingestor.ingest(paths, index.is_unchanged, progress), progress, total)


def remove(settings: Settings, document_ids: Sequence[str], embedder: Embedder | None = None) -> tuple[str, ...]:
    """Remove documents from an index; the ids that were held.

    Raises:
        IndexUnavailableError: as :func:`ingest`.
    """
    folder = index_folder(settings)
    with Index.open(folder, embedder or load_embedder(settings.embedding), settings.chroma) as index:
        return index.remove(document_ids)


def fetch_official(
    settings: Settings, sources: Sequence[OfficialSource], folder: Path, progress: Progress = silent
) -> tuple[FetchOutcome, ...]:
    """Fetch official texts into a folder; see :meth:`assistant.fetch.fetch.Fetcher.fetch`.

    Raises:
        InputError: the folder cannot be written, or its ledger cannot be read.
    """
    from assistant.fetch.download import Downloader
    from assistant.fetch.fetch import Fetcher

    downloader = Downloader(settings.fetch)
    try:
        return Fetcher(folder, downloader, text_reader(settings), lambda: datetime.datetime.now(datetime.UTC)).fetch(
            sources, progress
        )
    finally:
        downloader.close()


def text_reader(settings: Settings) -> Callable[[Path], str]:
    """What reads the text of one file as ingestion reads it: in a process of its own, with limits of time and memory.

    The function raises ReadError for a file that cannot be read.
    """
    ingestor = Ingestor(settings.ingest, datetime.date.today())

    def read(file: Path) -> str:
        for outcome in ingestor.ingest([file], lambda _, __: False):
            if isinstance(outcome, UnreadableFile):
                raise ReadError(outcome.reason)
            if isinstance(outcome, ParsedDocument):
                return outcome.document.text
        return ""

    return read
