"""Intervals and tests: known values, and never a NaN."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evaluate.estimates import NO_CASES, f1, holm, mean, paired, share


def test_wilson_by_hand() -> None:
    # Wilson 1927 for 8 of 10, z = 1.96: centre (0.8 + 0.19208) / 1.38416, half width as below
    z, n, p = 1.959964, 10, 0.8
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    found = share(8, 10)
    assert found.value == 0.8
    assert found.low == pytest.approx(centre - half, abs=1e-6)
    assert found.high == pytest.approx(centre + half, abs=1e-6)


def test_no_cases_is_said() -> None:
    assert share(0, 0) == mean([]) == f1([], []) == f1([False], [False]) == f1([True], [False]) == NO_CASES
    assert NO_CASES.value is None
    assert NO_CASES.method == "no cases"


def test_one_value_has_no_interval() -> None:
    assert (mean([0.5]).low, mean([0.5]).value) == (None, 0.5)


def test_f1_by_hand() -> None:
    # refused a, b; unanswerable b, c: one right of two and of two, so 2 * 1 / (2 + 2)
    assert f1([True, True, False, False], [False, True, True, False]).value == 2 / 4


def test_the_same_values_give_the_same_interval_whatever_came_before() -> None:
    values = [0.0, 0.2, 0.9, 1.0, 0.4]
    first = mean(values)
    mean([0.1, 0.7])
    assert mean(values) == first


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_an_interval_holds_its_value_and_is_never_nan(values: list[float]) -> None:
    found = mean(values)
    assert found.value is not None
    if found.low is not None and found.high is not None:
        assert found.low <= found.value + 1e-9
        assert found.value <= found.high + 1e-9
        assert not math.isnan(found.low)


def test_mcnemar_by_hand() -> None:
    # 5 gained, 1 lost: 2 * (C(6,0) + C(6,1)) / 2^6
    first = [0.0] * 5 + [1.0] + [1.0] * 4
    second = [1.0] * 5 + [0.0] + [1.0] * 4
    found = paired(first, second, binary=True)
    assert found.p == pytest.approx(2 * (1 + 6) / 64)
    assert found.difference == pytest.approx(4 / 10)


def test_sign_flips_by_hand() -> None:
    # three equal gains: of 2^3 signs two give a sum as far from 0
    found = paired([0.0, 0.0, 0.0], [0.5, 0.5, 0.5], binary=False)
    assert found.p == pytest.approx(2 / 8)


def test_equal_runs_differ_by_nothing() -> None:
    found = paired([0.5, 0.25], [0.5, 0.25], binary=False)
    assert (found.difference, found.p) == (0, 1.0)
    assert paired([], [], binary=True).test == "no cases"


def test_holm_by_hand() -> None:
    # sorted 0.01, 0.03, 0.04 times 3, 2, 1, never falling
    one, two, three, four = holm([0.04, 0.01, None, 0.03])
    assert (one, two, four) == pytest.approx((2 * 0.03, 3 * 0.01, 2 * 0.03))
    assert three is None
