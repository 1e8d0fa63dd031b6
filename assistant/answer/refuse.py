"""The best evidence for a question -> the chance that the library answers it.

A logistic model over measurements of the best sentence and of the list it leads. Coefficients and thresholds were
fitted by ``benchmarks/refusal.py`` on development questions with and without an answer in the library; the figures on
the halves that were not used stand in docs/evaluation.md. The thresholds are where precision and recall of refusals
meet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.select import Evidence, WeightedTerms, coverage
from assistant.domain import Hit

FEATURES = (
    "cosine",  # question and best sentence
    "passage",  # question and the passage it stands in
    "coverage",  # share of the question's index tokens in the best sentence, weighted by rarity
    "words in sentence",  # share of its content words there
    "words in passage",  # and in the passage with its title and headings
    "lexical",  # BM25 of the passage as a share of the ideal
    "lead over sentences",  # score of the best sentence less that of the tenth
    "lead over passages",  # score of the best passage less that of the fifth
    "other language",  # 1 when question and passage differ in language
)


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Intercept and one coefficient for each of ``FEATURES``."""

    intercept: float
    coefficients: tuple[float, ...]


MODEL = RefusalModel(-38.903, (38.496, 4.817, 3.495, -1.736, 2.273, -0.827, 8.409, 3.786, 2.533))
# Chance under which a question is refused, by its language.
THRESHOLDS = {"zh": 0.475, "en": 0.45}
_DEFAULT_THRESHOLD = 0.45


def features(ranked: Sequence[Evidence], hits: Sequence[Hit], words: WeightedTerms, language: str) -> tuple[float, ...]:
    """Measurements in the order of ``FEATURES``; ``ranked`` must not be empty.

    ``words`` are the content words of the question in the language of the best passage, ``language`` is the question's.
    """
    best = ranked[0]
    passage = best.hit.passage
    whole = " ".join((best.hit.metadata.title, *passage.heading_path, passage.text))
    return (
        best.cosine,
        best.hit.parts.get("passage", 0.0),
        best.coverage,
        coverage(best.text, passage.language, words),
        coverage(whole, passage.language, words),
        best.hit.parts.get("lexical", 0.0),
        best.score - ranked[min(9, len(ranked) - 1)].score,
        hits[0].score - hits[min(4, len(hits) - 1)].score,
        float(passage.language != language),
    )


def chance_of_answer(measured: Sequence[float], model: RefusalModel = MODEL) -> float:
    """The calibrated chance, 0..1, that the evidence answers the question."""
    total = model.intercept + sum(c * x for c, x in zip(model.coefficients, measured, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def threshold(language: str) -> float:
    """Chance under which a question in ``language`` is refused."""
    return THRESHOLDS.get(language, _DEFAULT_THRESHOLD)
