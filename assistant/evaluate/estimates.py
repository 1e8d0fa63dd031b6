"""Values of many questions -> a mean with its 95% interval, and two paired runs -> a difference with a test.

The only module that knows SciPy's statistics. Sources are in docs/evaluation.md. Every resampling starts from the same
seed, so that the same values give the same figures, in any order of calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SEED = 20_261_125
RESAMPLES = 2_000
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over ``n`` questions with its 95% interval; ``value`` is None when there is no case, never NaN.

    ``low`` and ``high`` are None where one question alone gives no interval.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    method: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Second run less first, over the ``n`` questions both have a value for, with interval and two-sided p."""

    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    n: int
    test: str


NO_CASES = Estimate(None, None, None, 0, "no cases")


def share(successes: int, trials: int) -> Estimate:
    """A share of yes-or-no values with Wilson's score interval (Wilson 1927)."""
    if not trials:
        return NO_CASES
    from scipy.stats import binomtest

    interval = binomtest(successes, trials).proportion_ci(CONFIDENCE, method="wilson")
    return Estimate(successes / trials, float(interval.low), float(interval.high), trials, "Wilson")


def mean(values: Sequence[float]) -> Estimate:
    """A mean of values in 0..1 with the percentile bootstrap interval over questions (Efron 1979)."""
    if not values:
        return NO_CASES
    import numpy as np

    value = float(np.mean(values))
    low, high = _bootstrap(values) if len(values) > 1 else (None, None)
    return Estimate(value, low, high, len(values), "bootstrap")


def f1(predicted: Sequence[bool], actual: Sequence[bool]) -> Estimate:
    """F1 of yes-or-no predictions, ``2 tp / (2 tp + fp + fn)``, with the bootstrap interval over questions."""
    import numpy as np
    from numpy.typing import NDArray
    from scipy.stats import bootstrap

    def statistic(said: NDArray[np.bool_], true: NDArray[np.bool_], axis: int = -1) -> NDArray[np.float64]:
        right = 2.0 * (said & true).sum(axis)
        return np.asarray(right / np.maximum(1, said.sum(axis) + true.sum(axis)))

    if not any(actual):  # recall is not defined, so neither is F1
        return NO_CASES
    said, true = np.array(predicted, dtype=bool), np.array(actual, dtype=bool)
    value = float(statistic(said, true))
    if len(said) < 2:
        return Estimate(value, None, None, len(said), "bootstrap")
    drawn = bootstrap(
        (said, true),
        statistic,
        paired=True,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Estimate(value, float(drawn.low), float(drawn.high), len(said), "bootstrap")


def paired(first: Sequence[float], second: Sequence[float], binary: bool) -> Difference:
    """Compare two runs question by question.

    Yes-or-no values are tested with McNemar's exact test on the questions that changed, others with a sign-flip
    permutation test of the mean difference; the interval is the percentile bootstrap of the differences.
    """
    if not first:
        return Difference(None, None, None, None, None, None, 0, "no cases")
    import numpy as np

    differences = [after - before for before, after in zip(first, second, strict=True)]
    low, high = _bootstrap(differences) if len(differences) > 1 else (None, None)
    p = _mcnemar(differences) if binary else _permutation(differences)
    return Difference(
        first=float(np.mean(first)),
        second=float(np.mean(second)),
        difference=float(np.mean(differences)),
        low=low,
        high=high,
        p=p,
        n=len(differences),
        test="McNemar, exact" if binary else "permutation",
    )


def holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """The p-values adjusted for their number (Holm 1979); None stays None."""
    known = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for rank, (p, place) in enumerate(known):
        largest = max(largest, min(1.0, p * (len(known) - rank)))
        adjusted[place] = largest
    return tuple(adjusted)


def _bootstrap(values: Sequence[float]) -> tuple[float, float]:
    import numpy as np
    from scipy.stats import bootstrap

    drawn = bootstrap(
        (np.asarray(values, dtype=np.float64),),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(drawn.low), float(drawn.high)


def _mcnemar(differences: Sequence[float]) -> float:
    from scipy.stats import binomtest

    gained = sum(difference > 0 for difference in differences)
    lost = sum(difference < 0 for difference in differences)
    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def _permutation(differences: Sequence[float]) -> float:
    import numpy as np
    from scipy.stats import permutation_test

    changed = np.array([difference for difference in differences if difference], dtype=np.float64)
    if not len(changed):
        return 1.0
    if len(changed) == 1:
        return 1.0  # two signs, equally likely
    drawn = permutation_test(
        (changed,),
        np.sum,
        permutation_type="samples",
        n_resamples=9_999,
        vectorized=True,
        rng=np.random.default_rng(SEED),
    )
    return float(drawn.pvalue)
