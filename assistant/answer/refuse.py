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

from assistant.answer.read import ReadPassage
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
# Where a reading model reads the best passages, these come after them.
READING_FEATURES = (
    "answers",  # largest logit that a passage answers
    "margin",  # largest lead of words that answer over "no words"
    "answers, best sentence",  # the same of the passage with the best sentence
    "margin, best sentence",
    "agrees",  # 1 when that passage is the one most sure to answer
)
# Sentences this close to the best one are looked through for the quantity asked for. Of 166 answerable development
# questions that ask for one, none has it only further away; 8 of 23 without an answer have none that close.
_FORM_MARGIN = 0.15


@dataclass(frozen=True, slots=True)
class RefusalModel:
    """Intercept and one coefficient for each of ``FEATURES``, and of ``READING_FEATURES`` where a model reads."""

    intercept: float
    coefficients: tuple[float, ...]
    readings: tuple[float, ...] = ()


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
# The same with a reading model.
READING_MODELS = {
    "zh": RefusalModel(
        -30.623,
        (28.489, 5.989, 0.729, -1.041, 2.003, 1.984, 2.775, 0.972, 2.120, 7.731, -1.448, 0.986),
        (0.049, 0.058, 0.004, 0.009, 0.300),
    ),
    "en": RefusalModel(
        -30.649,
        (14.812, 19.750, 0.022, -2.635, 4.745, 0.937, 3.790, -0.038, 3.340, 14.438, -0.621, 0.376),
        (0.161, 0.035, -0.048, -0.011, 0.939),
    ),
}
READING_THRESHOLDS = {"zh": 0.505, "en": 0.445}
# Under this logit for the passage with the best sentence, a question in that passage's language is refused whatever the
# rest says: where precision and recall of refusals of policy questions meet.
READING_GATE = -5.25
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


def reading_features(read: Sequence[ReadPassage]) -> tuple[float, ...]:
    """Measurements in the order of ``READING_FEATURES``; ``read`` must not be empty."""
    answers, margins = [one.answers for one in read], [one.margin for one in read]
    return max(answers), max(margins), answers[0], margins[0], float(answers[0] == max(answers))


def reads_no_answer(ranked: Sequence[Evidence], read: Sequence[ReadPassage], language: str) -> bool:
    """Whether the reading model is sure that the best passage does not answer; never so across languages."""
    return bool(read) and ranked[0].hit.passage.language == language and read[0].answers < READING_GATE


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
    """The calibrated chance, 0..1, that the evidence answers a question in ``language``.

    ``measured`` are ``FEATURES``, followed by ``READING_FEATURES`` where a reading model has read.
    """
    models = MODELS if len(measured) == len(FEATURES) else READING_MODELS
    model = models.get(language, models[_OTHER])
    coefficients = (*model.coefficients, *model.readings)
    total = model.intercept + sum(c * x for c, x in zip(coefficients, measured, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def threshold(language: str, reading: bool) -> float:
    """Chance under which a question in ``language`` is refused, with or without a reading model."""
    thresholds = READING_THRESHOLDS if reading else THRESHOLDS
    return thresholds.get(language, thresholds[_OTHER])
