"""Two reports on the same questions -> paired differences with intervals and tests, and the questions that flipped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import InputError
from assistant.evaluate.estimates import Difference, holm, paired
from assistant.evaluate.measures import CATALOGUE
from assistant.evaluate.report import AskedQuestion, StoredReport

# Yes-or-no measures whose change on a question is worth reading, in the order in which they are listed.
FLIPS = ("cites_gold", "right_decision", "hit@5", "hit@1")


@dataclass(frozen=True, slots=True)
class MeasureDifference:
    """How one measure differs between two runs; ``adjusted_p`` is Holm's, over all measures of the comparison."""

    measure: str
    lower_is_better: bool
    difference: Difference
    adjusted_p: float | None


@dataclass(frozen=True, slots=True)
class Flip:
    """A question whose ``measure`` went from right to wrong or back."""

    measure: str
    gained: bool
    before: AskedQuestion
    after: AskedQuestion


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run B against run A over the questions both have; ``changed`` names what differs in where they come from."""

    first: StoredReport
    second: StoredReport
    common: int
    only_first: int
    only_second: int
    differences: tuple[MeasureDifference, ...]
    flips: tuple[Flip, ...]
    changed: tuple[tuple[str, str, str], ...]


def compare(first: StoredReport, second: StoredReport) -> Comparison:
    """Compare two runs.

    Raises:
        InputError: they have no question in common.
    """
    common = [
        identity
        for identity, question in first.questions.items()
        if identity in second.questions and second.questions[identity].question == question.question
    ]
    if not common:
        raise InputError(f"{first.folder} and {second.folder} have no question in common; compare runs of one set")
    pairs = [(first.questions[identity], second.questions[identity]) for identity in common]
    return Comparison(
        first=first,
        second=second,
        common=len(common),
        only_first=len(first.questions) - len(common),
        only_second=len(second.questions) - len(common),
        differences=_differences(pairs),
        flips=_flips(pairs),
        changed=tuple(_changed(first.provenance, second.provenance)),
    )


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The object that ``assistant evaluate compare A B --json`` prints."""
    return {
        "first": str(comparison.first.folder),
        "second": str(comparison.second.folder),
        "common": comparison.common,
        "only_first": comparison.only_first,
        "only_second": comparison.only_second,
        "changed": [{"what": what, "first": one, "second": other} for what, one, other in comparison.changed],
        "measures": [
            {
                "measure": one.measure,
                "lower_is_better": one.lower_is_better,
                "first": one.difference.first,
                "second": one.difference.second,
                "difference": one.difference.difference,
                "low": one.difference.low,
                "high": one.difference.high,
                "n": one.difference.n,
                "test": one.difference.test,
                "p": one.difference.p,
                "p_adjusted": one.adjusted_p,
            }
            for one in comparison.differences
        ],
        "flips": [
            {
                "measure": flip.measure,
                "gained": flip.gained,
                "id": flip.before.identity,
                "question": flip.before.question,
                "before": flip.before.fault,
                "after": flip.after.fault,
            }
            for flip in comparison.flips
        ],
    }


def _differences(pairs: Sequence[tuple[AskedQuestion, AskedQuestion]]) -> tuple[MeasureDifference, ...]:
    found = []
    for measure in CATALOGUE:
        name = measure.name
        both = [(one.values[name], two.values[name]) for one, two in pairs if name in one.values and name in two.values]
        if both:
            difference = paired([one for one, _ in both], [two for _, two in both], measure.binary)
            found.append((measure, difference))
    adjusted = holm([difference.p for _, difference in found])
    return tuple(
        MeasureDifference(measure.name, measure.lower_is_better, difference, p)
        for (measure, difference), p in zip(found, adjusted, strict=True)
    )


def _flips(pairs: Sequence[tuple[AskedQuestion, AskedQuestion]]) -> tuple[Flip, ...]:
    return tuple(
        Flip(name, two.values[name] > one.values[name], one, two)
        for name in FLIPS
        for one, two in pairs
        if name in one.values and name in two.values and one.values[name] != two.values[name]
    )


def _changed(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for key in sorted({*first, *second}):
        one, two = first.get(key), second.get(key)
        if one == two:
            continue
        if isinstance(one, dict) and isinstance(two, dict):
            found += [(f"{key}: {what}", before, after) for what, before, after in _changed(one, two)]
        else:
            found.append((key, _written(one), _written(two)))
    return found


def _written(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:12] if len(text) == 64 else text
