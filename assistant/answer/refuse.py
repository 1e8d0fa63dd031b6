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
    "target",  # what the question's own words add to the score of the document
    "form missing",  # 1 when a quantity is asked for and the best sentence states none of its kind
    "form apart",  # how much less of the question's words stand beside such a quantity than elsewhere, 0..1
)
# Sentences this close to the best one are looked through for the quantity asked for. Of 166 answerable development
# questions that ask for one, none has it only further away; 8 of 23 without an answer have none that close.
_FORM_MARGIN = 0.15


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Intercept and one coefficient for each of ``FEATURES``."""

    intercept: float
    coefficients: tuple[float, ...]


# Chinese questions share tokens with many texts (characters), so their measurements mean something else.
MODELS = {
    "zh": RefusalModel(
        -30.077, (24.972, 8.309, 0.340, -0.975, 1.737, 2.662, 9.445, 0.904, 1.688, 5.697, -1.594, 0.342)
    ),
    "en": RefusalModel(
        -29.768, (17.799, 14.676, 0.990, -1.508, 3.807, -2.353, 8.474, 6.781, 4.270, 9.894, -0.466, -0.469)
    ),
}
# Chance under which a question is refused, by its language.
THRESHOLDS = {"zh": 0.470, "en": 0.480}
_OTHER = "en"  # German questions are too few to fit


def features(
    ranked: Sequence[Evidence], hits: Sequence[Hit], words: WeightedTerms, language: str, asked: bool
) -> tuple[float, ...]:
    """Measurements in the order of ``FEATURES``; ``ranked`` must not be empty.

    ``words`` are the content words of the question in the language of the best passage, ``language`` is the question's,
    ``asked`` whether it asks for a quantity.
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
        best.hit.parts.get("target", 0.0),
        float(asked and not best.has_form),
        _form_apart(_near(ranked), words) if asked else 0.0,
    )


def states_form(ranked: Sequence[Evidence]) -> bool:
    """Whether the best sentence or one close to it states a quantity of the kind asked for."""
    return any(one.has_form for one in _near(ranked))


def _near(ranked: Sequence[Evidence]) -> list[Evidence]:
    return [one for one in ranked if one.score >= ranked[0].score - _FORM_MARGIN]


def _form_apart(near: Sequence[Evidence], words: WeightedTerms) -> float:
    """0 where the sentence with most of the question's words states the quantity, 1 where none that does has any."""
    shares = [(coverage(one.text, one.hit.passage.language, words), one.has_form) for one in near]
    most = max(share for share, _ in shares)
    beside = max((share for share, stated in shares if stated), default=0.0)
    return 1.0 - beside / most if most else 0.0


def chance_of_answer(measured: Sequence[float], language: str) -> float:
    """The calibrated chance, 0..1, that the evidence answers a question in ``language``."""
    model = MODELS.get(language, MODELS[_OTHER])
    total = model.intercept + sum(c * x for c, x in zip(model.coefficients, measured, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def threshold(language: str) -> float:
    """Chance under which a question in ``language`` is refused."""
    return THRESHOLDS.get(language, THRESHOLDS[_OTHER])
