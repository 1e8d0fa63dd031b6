"""Stated chances and what came true -> how far the refusal score can be taken at its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluate.estimates import Estimate, share
from assistant.evaluate.tables import Outcome

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose stated chance lies in ``low`` to ``high``: its mean, and the share that had an answer."""

    low: float
    high: float
    stated: float
    observed: Estimate


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins of equal width that hold a question, and the expected calibration error (None: no score was given)."""

    bins: tuple[Bin, ...]
    error: float | None


def reliability(outcomes: Sequence[Outcome]) -> Reliability:
    """Compare stated chance and truth, bin by bin (Murphy and Winkler 1977; Naeini and others 2015 for the error)."""
    pairs = [
        (one.record.confidence, one.located.case.answerable) for one in outcomes if one.record.confidence is not None
    ]
    bins: list[Bin] = []
    error = 0.0
    for number in range(_BINS):
        inside = [(stated, true) for stated, true in pairs if min(int(stated * _BINS), _BINS - 1) == number]
        if not inside:
            continue
        stated = sum(chance for chance, _ in inside) / len(inside)
        observed = share(sum(true for _, true in inside), len(inside))
        assert observed.value is not None
        error += len(inside) / len(pairs) * abs(stated - observed.value)
        bins.append(Bin(number / _BINS, (number + 1) / _BINS, stated, observed))
    return Reliability(tuple(bins), error if pairs else None)
