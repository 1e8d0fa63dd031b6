"""Question sets with and without answers -> the fitted refusal model and its precision and recall on held-out halves.

Questions on which the reading model was trained are left out, whether it reads or not. The others go to half A or B by
a hash of their ids. The refusal model is fitted on A and measured on B, and the other way round; the constants printed
at the end are fitted on both. Run from the project's folder, with ``ASSISTANT_ANSWER__READER=off`` for the model
without readings::

    python -m benchmarks.refusal --bench FOLDER --data FOLDER
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answer.ask import cannot_answer
from assistant.answer.conversation import standalone_question
from assistant.answer.read import reranked
from assistant.answer.refuse import FEATURES, READING_FEATURES
from assistant.config import load_settings
from assistant.domain import Scope
from assistant.evaluate.cases import read_cases
from assistant.evaluate.estimates import share
from assistant.wiring import Assistant, ingest, open_assistant
from benchmarks.reader_examples import training_half
from benchmarks.retrieval import prepare

# False premises are judged by another check (premise.py), not by this score.
_LEFT_OUT = ("false_premise",)
_REGULARISATION = 1.0
# Policy questions are few beside those on encyclopedia texts, and they are what the product is for.
_WEIGHTS = {"policy_dev": 3.0, "corpus": 3.0}
_OTHER_LANGUAGE = FEATURES.index("other language")
_FIRST_READING = len(FEATURES) + READING_FEATURES.index("answers, best sentence")


@dataclass(frozen=True, slots=True)
class Sample:
    """One question: what was measured, whether the library answers it, its language and set."""

    measured: tuple[float, ...]
    answerable: bool
    language: str
    name: str
    half: int
    barred: bool  # refused whatever the score


def samples(assistant: Assistant, file: Path, name: str, scope: Scope) -> list[Sample]:
    """Samples of one set; a question without any evidence is barred and measured as nothing.

    In a scope of documents a question is answerable when its gold lies in one of them.
    """
    found: list[Sample] = []
    answerer = assistant.answerer
    for case in read_cases(file).cases:
        if case.kind in _LEFT_OUT or (name not in _WEIGHTS and training_half(case.identity)):
            continue
        located = answerer.retriever.find(standalone_question(case.question, case.history), scope, 8)
        question, ranked = located.question, answerer.rank(located)
        read = answerer.read(question, ranked)
        ranked = reranked(ranked, read)
        measured = answerer.measure(question, ranked, located.result.hits, read) if ranked else ()
        barred = cannot_answer(question, ranked)
        half = zlib.crc32(case.identity.encode()) // 2 % 2
        inside = not scope.documents or any(gold.document in scope.documents for gold in case.gold)
        answerable = case.answerable and inside
        found.append(Sample(measured, answerable, question.language, name, half, barred))
    return found


@dataclass(frozen=True, slots=True)
class Fitted:
    """A refusal model: one logistic model for Chinese questions and one for all others, and the gate before them."""

    models: dict[str, tuple[float, NDArray[np.float64]]]
    gate: float

    def chances(self, chosen: Sequence[Sample]) -> NDArray[np.float64]:
        """Chance of an answer for every sample."""
        found = []
        for sample in chosen:
            if is_refused(sample, self.gate):
                found.append(0.0)
                continue
            intercept, coefficients = self.models.get(sample.language, self.models["en"])
            found.append(float(1 / (1 + np.exp(-intercept - np.array(sample.measured) @ coefficients))))
        return np.array(found)


def is_refused(sample: Sample, gate: float) -> bool:
    """Whether a sample is refused whatever its score."""
    if sample.barred or len(sample.measured) <= _FIRST_READING:
        return sample.barred
    return not sample.measured[_OTHER_LANGUAGE] and sample.measured[_FIRST_READING] < gate


def fit_all(chosen: list[Sample]) -> Fitted:
    """The gate where precision and recall of refused policy questions meet, then the models on what passes it."""
    policy = [sample for sample in chosen if sample.name in _WEIGHTS]
    unanswerable = np.array([not sample.answerable for sample in policy])
    gates = np.linspace(-7, -3, 81)

    def meeting(gate: float) -> float:
        refused = np.array([is_refused(sample, gate) for sample in policy])
        return min(precision_recall(refused, unanswerable)[:2])

    quality = [meeting(gate) for gate in gates]
    gate = float(gates[np.isclose(quality, max(quality))].mean())
    passing = [sample for sample in chosen if not is_refused(sample, gate)]
    return Fitted(
        {
            "zh": fit([sample for sample in passing if sample.language == "zh"]),
            "en": fit([sample for sample in passing if sample.language != "zh"]),
        },
        gate,
    )


def fit(chosen: list[Sample]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and coefficients of a logistic regression (L2, features standardised, written back to raw units)."""
    from sklearn.linear_model import LogisticRegression

    x = np.array([sample.measured for sample in chosen])
    y = np.array([sample.answerable for sample in chosen])
    mean, spread = x.mean(0), np.maximum(x.std(0), 1e-6)
    model = LogisticRegression(C=_REGULARISATION, max_iter=5_000).fit(
        (x - mean) / spread, y, sample_weight=weights(chosen)
    )
    coefficients = model.coef_[0] / spread
    return float(model.intercept_[0] - coefficients @ mean), coefficients


def weights(chosen: list[Sample]) -> NDArray[np.float64]:
    """What each sample counts for."""
    return np.array([_WEIGHTS.get(sample.name, 1.0) for sample in chosen])


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


def held_out(collected: list[Sample]) -> dict[int, bool]:
    """Position in ``collected`` -> whether it is refused by the model and threshold fitted on the other half."""
    decided: dict[int, bool] = {}
    for half in (0, 1):
        train = [sample for sample in collected if sample.half == half]
        model = fit_all(train)
        limits = {}
        for language in ("zh", "en"):
            part = [sample for sample in train if sample.language == language]
            part = [sample for sample in part if sample.name not in _WEIGHTS]
            limits[language] = best_threshold(model.chances(part), np.array([s.answerable for s in part]))
        for position, (sample, chance) in enumerate(zip(collected, model.chances(collected), strict=True)):
            if sample.half != half:
                decided[position] = bool(chance < limits.get(sample.language, limits["en"]))
    return decided


def report(collected: list[Sample]) -> None:
    """Print the held-out figures by set and language and the constants fitted on all."""
    decided = held_out(collected)
    groups: dict[str, list[int]] = {}
    for position, sample in enumerate(collected):
        groups.setdefault(sample.name, []).append(position)
        if sample.name in _WEIGHTS:
            groups.setdefault("all policy", []).append(position)
        groups.setdefault(f"all {sample.language}", []).append(position)
    print("held out: each half judged by what was fitted on the other")
    for name, positions in sorted(groups.items()):
        refused = np.array([decided[position] for position in positions])
        answerable = np.array([collected[position].answerable for position in positions])
        precision, recall, right, refusals, unanswerable = precision_recall(refused, ~answerable)
        low, high = _interval(right, refusals)
        low2, high2 = _interval(right, unanswerable)
        false = int((refused & answerable).sum())
        print(
            f"  {name:12} n={len(positions):4}  precision {precision:.2f} [{low:.2f}, {high:.2f}]  recall {recall:.2f} "
            f"[{low2:.2f}, {high2:.2f}]  answerable refused {false}/{int(answerable.sum())}"
        )
    fitted = fit_all(collected)
    print(f"fitted on all: gate {fitted.gate:.2f}")
    for language, (intercept, coefficients) in fitted.models.items():
        part = [sample for sample in collected if (sample.language == "zh") == (language == "zh")]
        part = [sample for sample in part if sample.name not in _WEIGHTS]
        best = best_threshold(fitted.chances(part), np.array([sample.answerable for sample in part]))
        print(f"fitted on all, {language}: intercept {intercept:.3f}, threshold {best:.3f} (n={len(part)})")
        print("  (" + ", ".join(f"{value:.3f}" for value in coefficients) + ")")


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
        ("mlqa_zh", "questions_from_en"),
        ("mlqa_en", "abstain_questions"),
        ("mlqa_en", "questions_from_zh"),
        ("policy_dev", "questions"),
    ):
        folder = arguments.bench / name
        listed = folder / "abstain_documents.txt"
        scope = Scope(documents=tuple(listed.read_text(encoding="utf-8").split())) if listed.is_file() else Scope()
        with open_assistant(settings, prepare(settings, name, arguments.bench, arguments.data)) as assistant:
            label = name if questions in ("questions", "abstain_questions") else f"{name}/{questions}"
            collected.extend(samples(assistant, folder / f"{questions}.jsonl", label, scope))
    ingest(settings, [Path("corpus/documents")], "bench-corpus")
    with open_assistant(settings, "bench-corpus") as assistant:
        collected.extend(samples(assistant, Path("corpus/questions.jsonl"), "corpus", Scope()))
    report(collected)


if __name__ == "__main__":
    main()
