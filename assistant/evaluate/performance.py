"""Records -> how long questions took and how much memory was held; the part of a report that no two runs share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluate.record import Record

WINDOW = 100  # questions at either end over which memory is compared


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one step over ``n`` questions, and how many took up to each of ``edges`` (a doubling each)."""

    step: str
    n: int
    p50: float
    p95: float
    longest: float
    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB held after the first and the last hundred questions (fewer, where there are fewer), on average."""

    first: float
    last: float
    most: float
    window: int


@dataclass(frozen=True, slots=True)
class Performance:
    """Latency of each step and memory; ``memory`` is None when no record tells."""

    latencies: tuple[Latency, ...]
    memory: Memory | None


def performance(records: Sequence[Record]) -> Performance:
    """Summarise records in the order in which they were made."""
    steps = (
        ("search", [one.search_ms for one in records if one.search_ms is not None]),
        ("ask", [one.ask_ms for one in records if one.ask_ms is not None]),
    )
    held = [one.memory_mib for one in records if one.memory_mib is not None]
    return Performance(tuple(_latency(step, values) for step, values in steps if values), _memory(held))


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _latency(step: str, values: Sequence[float]) -> Latency:
    edge = 2.0 ** math.floor(math.log2(max(min(values), 0.125)))
    edges = [2 * edge]
    while edges[-1] < max(values):
        edges.append(2 * edges[-1])
    counts = [sum(low < value <= high for value in values) for low, high in zip([0.0, *edges], edges, strict=False)]
    return Latency(
        step=step,
        n=len(values),
        p50=quantile(values, 0.5),
        p95=quantile(values, 0.95),
        longest=max(values),
        edges=tuple(edges),
        counts=tuple(counts),
    )


def _memory(held: Sequence[float]) -> Memory | None:
    if not held:
        return None
    window = min(WINDOW, max(1, len(held) // 2))
    first, last = held[:window], held[-window:]
    return Memory(sum(first) / len(first), sum(last) / len(last), max(held), window)
