"""The units of one article -> passages that begin, where they can, at its outer parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.ingest.passage_units import LARGEST_TOKENS, SMALLEST_TOKENS, TARGET_TOKENS, Unit

_COMFORTABLE = (0.75 * TARGET_TOKENS, 1.25 * TARGET_TOKENS)
# What it costs to begin a passage at a place; the size of a passage costs 1 where it is 180 tokens above comfort.
_AT_PART = 0.05  # at (a); each further level inwards costs _DEEPER more
_DEEPER = 0.15
_AT_PARAGRAPH = 0.5
_IN_PARAGRAPH = 1.0
_AFTER_HEADING = 3.0


def split_article(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """A long article in passages that begin, where they can, at its outer parts: the cheapest division of all.

    Each division costs what its passages cost by their size and their beginning; found by dynamic programming over the
    places between units.
    """
    sums = [0.0]
    for unit in units:
        sums.append(sums[-1] + unit.tokens)
    if sums[-1] <= _COMFORTABLE[1]:
        return [units]
    level = next((unit.level or 0 for unit in units if unit.is_article), 0)
    best = [0.0] + [float("inf")] * len(units)
    came_from = [0] * (len(units) + 1)
    for end in range(1, len(units) + 1):
        for start in range(end - 1, -1, -1):
            size = sums[end] - sums[start]
            if size > LARGEST_TOKENS and end - start > 1:
                break
            cost = best[start] + _size_cost(size) + (_start_cost(units, start, level) if start else 0.0)
            if cost < best[end]:
                best[end], came_from[end] = cost, start
    cuts = [len(units)]
    while cuts[-1] > 0:
        cuts.append(came_from[cuts[-1]])
    cuts.reverse()
    return [units[first:last] for first, last in pairwise(cuts)]


def _size_cost(size: float) -> float:
    low, high = _COMFORTABLE
    if size > high:
        return ((size - high) / 180) ** 2
    too_small = 0.5 if size < SMALLEST_TOKENS else 0.0
    return too_small + max(0.0, (low - size) / low) ** 2


def _start_cost(units: Sequence[Unit], position: int, article_level: int) -> float:
    unit = units[position]
    cost = _AFTER_HEADING if units[position - 1].is_heading else 0.0
    if unit.level is None:
        return cost + (_AT_PARAGRAPH if unit.opens_block else _IN_PARAGRAPH)
    return cost + _AT_PART + _DEEPER * max(0, unit.level - article_level - 1)
