"""The best evidence for a question -> the chance that the library answers it.

A logistic model over what retrieval and selection measured of the best sentence. Its coefficients were fitted on
development questions with and without an answer in the library (``benchmarks/refusal.py`` fits and reports them); the
threshold is where precision and recall of refusals meet there. See docs/evaluation.md for the figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.select import Evidence

FEATURES = ("passage", "sentence", "cosine", "coverage", "lexical", "margin")


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Intercept, one coefficient a feature of ``FEATURES``, and the chance under which the answer is refused."""

    intercept: float
    coefficients: tuple[float, ...]
    threshold: float


SAME_LANGUAGE = RefusalModel(-20.0, (10.0, 0.0, 12.0, 2.0, 2.0, 1.0), 0.5)
OTHER_LANGUAGE = RefusalModel(-19.0, (10.0, 0.0, 12.0, 2.0, 2.0, 1.0), 0.5)


def features(ranked: Sequence[Evidence]) -> tuple[float, ...]:
    """Measurements of the best evidence, in the order of ``FEATURES``.

    ``passage`` and ``sentence`` are the cosine parts of the hit (unweighted), ``cosine`` and ``coverage`` are of the
    best sentence, the highest coverage among the first three counts; ``margin`` is the lead over the tenth sentence.
    """
    best = ranked[0]
    parts = best.hit.parts
    tenth = ranked[min(9, len(ranked) - 1)]
    return (
        parts.get("passage", 0.0),
        parts.get("sentence", 0.0),
        best.cosine,
        max(one.coverage for one in ranked[:3]),
        parts.get("lexical", 0.0),
        best.score - tenth.score,
    )


def chance_of_answer(ranked: Sequence[Evidence], same_language: bool) -> float:
    """The calibrated chance, 0..1, that the best evidence answers the question; 0 when there is none."""
    if not ranked:
        return 0.0
    model = model_for(same_language)
    total = model.intercept + sum(c * x for c, x in zip(model.coefficients, features(ranked), strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def model_for(same_language: bool) -> RefusalModel:
    """The model for questions in the language of the evidence, or in another one."""
    return SAME_LANGUAGE if same_language else OTHER_LANGUAGE
