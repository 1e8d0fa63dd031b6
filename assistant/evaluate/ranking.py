"""The relevance of a ranked list -> hit@k, recall@k, reciprocal rank and nDCG@k of one question.

Relevance is given best rank first, 0 = not relevant. The formulas are those of trec_eval; sources are in
docs/evaluation.md. They are ten lines, so no library is asked for them; the tests compare them with scikit-learn's.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def hit_at(relevance: Sequence[int], k: int) -> float:
    """1 when one of the first ``k`` is relevant, else 0."""
    return float(any(relevance[:k]))


def recall_at(found: Sequence[Collection[int]], wanted: int, k: int) -> float:
    """Share of the ``wanted`` gold entries (> 0) that the first ``k`` hold; ``found`` names those at each rank."""
    return len({entry for entries in found[:k] for entry in entries}) / wanted


def reciprocal_rank(relevance: Sequence[int], k: int) -> float:
    """1 / rank of the first relevant among the first ``k``, 0 when there is none (Voorhees 1999)."""
    return next((1 / rank for rank, grade in enumerate(relevance[:k], start=1) if grade), 0.0)


def ndcg_at(relevance: Sequence[int], ideal: Sequence[int], k: int) -> float:
    """Discounted cumulative gain over that of the ideal list (Järvelin and Kekäläinen 2002, gain = grade, log2).

    ``ideal`` holds the grades of all that is relevant, highest first, with at least one above 0.
    """
    return _gain(relevance[:k]) / _gain(ideal[:k])


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
