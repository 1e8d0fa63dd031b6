"""Groups of synonyms -> BM25 scores of passages as a share of the best score the groups could reach.

BM25 after Robertson and Zaragoza (The Probabilistic Relevance Framework, 2009) with k1 = 1.2 and b = 0.75; a group of
synonyms counts as one term after Pirkola (SIGIR 1998): its frequency in a passage is the sum over its terms, its
document frequency the number of passages with any of them. ``ideal`` is the sum of ``weight · idf · (k1 + 1)`` over the
groups: what a passage would score that is full of every word. Dividing by it puts scores between 0 and 1, near 0 where
nothing really matches.
"""

from __future__ import annotations

import math
import sqlite3
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
# Postings read for one question: the rarest groups first, so that words like 的 never slow down a large library.
POSTINGS_BUDGET = 200_000
_REMEMBERED_TERMS = 4_096


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms that count as one; a term of several tokens (spaces between) is held by passages that have them all."""

    terms: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term or group stands: ascending rows and how often."""

    rows: NDArray[np.int64]
    counts: NDArray[np.float32]


_NOWHERE = Postings(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))


class LexicalIndex:
    """Reads postings from SQLite for one snapshot of the library.

    ``ids`` are the ascending passage ids, a row is a place among them; ``lengths`` holds the tokens of each row.
    """

    def __init__(self, connection: sqlite3.Connection, ids: NDArray[np.int64], lengths: NDArray[np.float32]) -> None:
        self._connection = connection
        self._ids = ids
        self._lengths = lengths
        self._remembered: OrderedDict[str, Postings] = OrderedDict()

    def scores(self, groups: Sequence[TermGroup], part: NDArray[np.int64]) -> NDArray[np.float32]:
        """Share of the ideal score, 0..1, for every row of the library; 0 outside ``part``.

        ``part`` holds the rows of one language: document frequencies and the average length are counted within it.
        """
        scores = np.zeros(len(self._ids), dtype=np.float32)
        if not len(part) or not groups:
            return scores
        inside = np.zeros(len(self._ids), dtype=bool)
        inside[part] = True
        average = float(self._lengths[part].mean()) or 1.0
        saturation = K1 * (1 - B + B * self._lengths / average)
        ideal = 0.0
        spent = 0
        measured = [self._within(group, inside) for group in groups]
        for group, postings in sorted(zip(groups, measured, strict=True), key=lambda pair: len(pair[1].rows)):
            weight = group.weight * inverse_document_frequency(len(postings.rows), len(part))
            ideal += weight * (K1 + 1)
            spent += len(postings.rows)
            if spent <= POSTINGS_BUDGET:
                gained = postings.counts * (K1 + 1) / (postings.counts + saturation[postings.rows])
                scores[postings.rows] += (weight * gained).astype(np.float32)
        return scores / ideal if ideal else scores

    def rarity(self, groups: Sequence[TermGroup], part: NDArray[np.int64]) -> list[float]:
        """Inverse document frequency of each group within ``part``."""
        inside = np.zeros(len(self._ids), dtype=bool)
        inside[part] = True
        return [inverse_document_frequency(len(self._within(group, inside).rows), len(part)) for group in groups]

    def _within(self, group: TermGroup, inside: NDArray[np.bool_]) -> Postings:
        found = [postings for term in group.terms if len((postings := self._term(term)).rows)]
        if not found:
            return _NOWHERE
        if len(found) == 1:
            rows, counts = found[0].rows, found[0].counts
        else:
            rows, places = np.unique(np.concatenate([one.rows for one in found]), return_inverse=True)
            counts = np.bincount(places, np.concatenate([one.counts for one in found])).astype(np.float32)
        kept = inside[rows]
        return Postings(rows[kept], counts[kept])

    def _term(self, term: str) -> Postings:
        if term in self._remembered:
            self._remembered.move_to_end(term)
            return self._remembered[term]
        tokens = term.split()
        postings = self._token(tokens[0]) if len(tokens) == 1 else self._all(tokens)
        self._remembered[term] = postings
        if len(self._remembered) > _REMEMBERED_TERMS:
            self._remembered.popitem(last=False)
        return postings

    def _all(self, tokens: Sequence[str]) -> Postings:
        """Rows that hold every token, each counted as often as the rarest of them stands there."""
        rows: NDArray[np.int64] | None = None
        counts = _NOWHERE.counts
        for token in dict.fromkeys(tokens):
            one = self._term(token)
            if rows is None:
                rows, counts = one.rows, one.counts
            else:
                rows, first, second = np.intersect1d(rows, one.rows, assume_unique=True, return_indices=True)
                counts = np.minimum(counts[first], one.counts[second])
            if not len(rows):
                return _NOWHERE
        return Postings(rows, counts) if rows is not None else _NOWHERE

    def _token(self, token: str) -> Postings:
        found = self._connection.execute(
            "SELECT doc, count(*) FROM temp.postings WHERE term = ? GROUP BY doc", (token,)
        ).fetchall()
        if not found:
            return _NOWHERE
        table = np.array(found, dtype=np.int64)
        places = np.searchsorted(self._ids, table[:, 0])
        places[places == len(self._ids)] = 0
        known = self._ids[places] == table[:, 0]
        order = np.argsort(places[known], kind="stable")
        return Postings(places[known][order], table[known, 1][order].astype(np.float32))


def inverse_document_frequency(holding: int, passages: int) -> float:
    """ln(1 + (N - n + 0.5) / (n + 0.5)): never negative, however frequent the word."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
