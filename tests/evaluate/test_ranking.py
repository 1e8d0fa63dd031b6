"""Formulas of ranked lists with numbers to redo on paper, and scikit-learn's nDCG as an independent witness."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from assistant.evaluate.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank

GRADES = st.lists(st.integers(0, 3), min_size=2, max_size=12)


@pytest.mark.parametrize(("relevance", "k", "value"), [([0, 1, 0], 1, 0.0), ([0, 1, 0], 2, 1.0), ([], 5, 0.0)])
def test_hit(relevance: list[int], k: int, value: float) -> None:
    assert hit_at(relevance, k) == value


def test_recall_counts_gold_entries_and_each_once() -> None:
    found = [{0}, {0, 1}, set(), {2}]
    assert recall_at(found, 4, 1) == 1 / 4
    assert recall_at(found, 4, 3) == 2 / 4
    assert recall_at(found, 4, 10) == 3 / 4


def test_reciprocal_rank_counts_from_one_and_stops_at_k() -> None:
    assert reciprocal_rank([1, 0], 10) == 1 / 1
    assert reciprocal_rank([0, 0, 1, 1], 10) == 1 / 3
    assert reciprocal_rank([0] * 10 + [1], 10) == 0


def test_ndcg_by_hand() -> None:
    gained = 1 / math.log2(1 + 2) + 1 / math.log2(1 + 4)
    ideal = 1 / math.log2(1 + 1) + 1 / math.log2(1 + 2)
    assert ndcg_at([0, 1, 0, 1], [1, 1], 10) == pytest.approx(gained / ideal)
    # gold that was not found at all still counts in the ideal list
    assert ndcg_at([1], [1, 1, 1], 10) == pytest.approx(1 / (1 + 1 / math.log2(3) + 1 / math.log2(4)))


def test_ndcg_with_grades_by_hand() -> None:
    assert ndcg_at([1, 2], [2, 1], 10) == pytest.approx((1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)))


@given(GRADES, st.integers(1, 12))
def test_ndcg_agrees_with_scikit_learn(grades: list[int], k: int) -> None:
    if not any(grades):
        return
    ranks = -np.arange(len(grades), dtype=float)
    expected = ndcg_score([grades], [ranks], k=k)
    assert ndcg_at(grades, sorted(grades, reverse=True), k) == pytest.approx(expected)


@given(GRADES)
def test_an_ideal_list_has_one_and_nothing_exceeds_it(grades: list[int]) -> None:
    ideal = sorted(grades, reverse=True)
    if ideal[0]:
        assert ndcg_at(ideal, ideal, 10) == pytest.approx(1)
        assert 0 <= ndcg_at(grades, ideal, 10) <= 1 + 1e-12
