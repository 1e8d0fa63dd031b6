"""Question sets with and without answers -> the fitted refusal model and its precision and recall on held-out halves.

Every question goes to half A or B by a hash of its id. The model is fitted on A and measured on B, and the other way
round; the constants printed at the end are fitted on all. Run from the project's folder::

    python -m benchmarks.refusal --bench FOLDER --data FOLDER
"""

from __future__ import annotations

import argparse
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answer.conversation import standalone_question
from assistant.answer.refuse import FEATURES
from assistant.config import load_settings
from assistant.domain import Scope
from assistant.evaluate.cases import read_cases
from assistant.evaluate.estimates import share
from assistant.wiring import Assistant, open_assistant
from benchmarks.retrieval import prepare

# False premises are judged by another check (premise.py), not by this score.
_LEFT_OUT = ("false_premise",)
_REGULARISATION = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One question: what was measured, whether the library answers it, its language and set."""

    measured: tuple[float, ...]
    answerable: bool
    language: str
    name: str
    half: int


def samples(assistant: Assistant, file: Path, name: str, scope: Scope) -> tuple[list[Sample], int, int]:
    """Samples of one set, and how many questions were refused right and wrong before any score was needed."""
    found: list[Sample] = []
    right = wrong = 0
    answerer = assistant.answerer
    for case in read_cases(file).cases:
        if case.kind in _LEFT_OUT:
            continue
        text = standalone_question(case.question, case.history)
        located = answerer.retriever.find(text, scope, 8)
        ranked = answerer.rank(located)
        if not ranked:
            right += not case.answerable
            wrong += case.answerable
            continue
        measured = answerer.measure(located.question, ranked, located.result.hits)
        half = zlib.crc32(case.identity.encode()) % 2
        found.append(Sample(measured, case.answerable, located.question.language, name, half))
    return found, right, wrong


def fit(chosen: list[Sample]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and coefficients of a logistic regression (L2, features standardised, written back to raw units)."""
    from sklearn.linear_model import LogisticRegression

    x = np.array([sample.measured for sample in chosen])
    y = np.array([sample.answerable for sample in chosen])
    mean, spread = x.mean(0), np.maximum(x.std(0), 1e-6)
    model = LogisticRegression(C=_REGULARISATION, max_iter=5_000).fit((x - mean) / spread, y)
    coefficients = model.coef_[0] / spread
    return float(model.intercept_[0] - coefficients @ mean), coefficients


def chances(model: tuple[float, NDArray[np.float64]], chosen: list[Sample]) -> NDArray[np.float64]:
    """Chance of an answer for every sample."""
    total = model[0] + np.array([sample.measured for sample in chosen]) @ model[1]
    return np.asarray(1 / (1 + np.exp(-total)))


def best_threshold(chance: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """The threshold at which the smaller of precision and recall of refusals is largest."""
    grid = np.linspace(0.05, 0.95, 181)
    return float(max(grid, key=lambda one: min(precision_recall(chance < one, ~answerable)[:2])))


def precision_recall(refused: NDArray[np.bool_], unanswerable: NDArray[np.bool_]) -> tuple[float, float, int, int, int]:
    """Precision, recall, and the counts behind them: right refusals, refusals, unanswerable questions."""
    right = int((refused & unanswerable).sum())
    return (
        right / max(1, refused.sum()),
        right / max(1, unanswerable.sum()),
        right,
        int(refused.sum()),
        int(unanswerable.sum()),
    )


def _interval(successes: int, trials: int) -> tuple[float, float]:
    found = share(successes, trials)
    return (found.low or 0.0, found.high or 0.0) if trials else (0.0, 1.0)


def report(collected: list[Sample]) -> None:
    """Print the held-out figures by set and the constants fitted on all."""
    for half in (0, 1):
        train = [sample for sample in collected if sample.half == half]
        test = [sample for sample in collected if sample.half != half]
        model = fit(train)
        print(f"fitted on half {half}, measured on the other:")
        limits = {}
        for language in ("zh", "en"):
            part = [sample for sample in train if sample.language == language]
            limits[language] = best_threshold(chances(model, part), np.array([s.answerable for s in part]))
        for name in sorted({sample.name for sample in test}):
            part = [sample for sample in test if sample.name == name]
            limit = np.array([limits.get(sample.language, 0.5) for sample in part])
            refused = chances(model, part) < limit
            answerable = np.array([sample.answerable for sample in part])
            precision, recall, right, refusals, unanswerable = precision_recall(refused, ~answerable)
            low, high = _interval(right, refusals)
            low2, high2 = _interval(right, unanswerable)
            false = int((refused & answerable).sum())
            print(
                f"  {name:12} n={len(part):4}  precision {precision:.2f} [{low:.2f}, {high:.2f}]  recall {recall:.2f} "
                f"[{low2:.2f}, {high2:.2f}]  answerable refused {false}/{int(answerable.sum())}"
            )
    intercept, coefficients = fit(collected)
    print("fitted on all:")
    print(f"  intercept {intercept:.3f}")
    for name, value in zip(FEATURES, coefficients, strict=True):
        print(f"  {name:20} {value:8.3f}")
    for language in ("zh", "en", "de"):
        part = [sample for sample in collected if sample.language == language]
        if part:
            best = best_threshold(chances((intercept, coefficients), part), np.array([s.answerable for s in part]))
            print(f"  threshold {language} {best:.3f} (n={len(part)})")


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    settings = load_settings()
    collected: list[Sample] = []
    for name, questions in (
        ("mlqa_zh", "abstain_questions"),
        ("mlqa_en", "abstain_questions"),
        ("policy_dev", "questions"),
    ):
        folder = arguments.bench / name
        listed = folder / "abstain_documents.txt"
        scope = Scope(documents=tuple(listed.read_text(encoding="utf-8").split())) if listed.is_file() else Scope()
        with open_assistant(settings, prepare(settings, name, arguments.bench, arguments.data)) as assistant:
            found, right, wrong = samples(assistant, folder / f"{questions}.jsonl", name, scope)
        print(f"{name}: {len(found)} questions with evidence; without any: {right} refused right, {wrong} wrong")
        collected.extend(found)
    report(collected)


if __name__ == "__main__":
    main()
