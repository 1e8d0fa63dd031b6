"""The library at one commit -> rows of passages, chosen by document and language, and their scores."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain import DocumentSummary
from assistant.index.dense import VectorArrays, load_arrays
from assistant.index.lexical import LexicalIndex, TermGroup
from assistant.index.library import Library
from assistant.ingest.linking import link_documents


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows with their scores, best first."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True)
class Snapshot:
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
        """Documents by id."""
        return {summary.document_id: summary for summary in self.summaries}

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Rows by passage id."""
        return {int(one): row for row, one in enumerate(self.ids)}

    @cached_property
    def rows_by_language(self) -> dict[str, NDArray[np.int64]]:
        """Ascending rows of each language."""
        return {str(one): np.flatnonzero(self.languages == one) for one in np.unique(self.languages)}

    def rows(self, language: str | None = None) -> NDArray[np.int64]:
        """Ascending rows of one language or of all."""
        if language is None:
            return np.arange(len(self.ids))
        return self.rows_by_language.get(language, np.empty(0, dtype=np.int64))

    def within(self, rows: NDArray[np.int64], admitted: Collection[str]) -> NDArray[np.int64]:
        """Those of ``rows`` whose document is admitted."""
        inside = np.array([name in admitted for name in self.names], dtype=bool)
        kept: NDArray[np.int64] = rows[inside[self.documents[rows]]]
        return kept

    def document_ids(self, rows: NDArray[np.int64]) -> list[str]:
        """The document of each row."""
        return [self.names[place] for place in self.documents[rows]]

    def nearest(self, vector: NDArray[np.float32], rows: NDArray[np.int64], limit: int) -> Scored:
        """The ``limit`` rows closest to ``vector`` among ``rows``, with their cosines."""
        return best(rows, self.arrays.cosines(vector, rows), limit)

    def as_rows(self, nearest: Sequence[tuple[int, float]], limit: int) -> Scored | None:
        """Pairs of passage id and cosine as rows; None when too few of the ids are in the library."""
        pairs = [(self.row_of[one], cosine) for one, cosine in nearest if one in self.row_of][:limit]
        if len(pairs) < min(limit, len(self.ids)):
            return None
        rows = np.array([row for row, _ in pairs], dtype=np.int64)
        return Scored(rows, np.array([cosine for _, cosine in pairs], dtype=np.float32))

    def lexical_at(self, groups: Sequence[TermGroup], rows: NDArray[np.int64], language: str) -> NDArray[np.float32]:
        """Score of each row, 0..1, among the passages of a language."""
        return self.lexical.scores(groups, self.rows(language))[rows]

    def rarity(self, groups: Sequence[TermGroup], language: str) -> list[float]:
        """Inverse document frequency of each group among the passages of a language."""
        return self.lexical.rarity(groups, self.rows(language))


def read_snapshot(library: Library, folder: Path, dimension: int) -> Snapshot:
    """The library as it is now; ``dimension`` is that of its vectors."""
    ids, lengths, languages, documents = library.passage_table()
    names = tuple(dict.fromkeys(documents))
    place = {name: number for number, name in enumerate(names)}
    stamp = hashlib.sha256(ids.tobytes()).hexdigest()
    arrays = load_arrays(library.connection, folder, stamp, dimension)
    return Snapshot(
        ids=ids,
        languages=np.array(languages, dtype=np.str_),
        documents=np.array([place[name] for name in documents], dtype=np.int64),
        names=names,
        summaries=_linked(library.summaries()),
        arrays=arrays,
        lexical=LexicalIndex(library.connection, ids, lengths),
    )


def best(rows: NDArray[np.int64], scores: NDArray[np.float32], limit: int) -> Scored:
    """The best rows; equal scores in order of row, so that the result never depends on chance."""
    if len(rows) > limit:
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = np.flatnonzero(scores >= threshold)
        rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:limit]
    return Scored(rows[order], scores[order])


def _linked(summaries: Sequence[DocumentSummary]) -> tuple[DocumentSummary, ...]:
    """The summaries with what the documents say of each other."""
    linked = link_documents({summary.document_id: summary.metadata for summary in summaries})
    return tuple(replace(summary, metadata=linked[summary.document_id]) for summary in summaries)
