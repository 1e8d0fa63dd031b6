"""Readings of one field from several places -> the value kept, and the evidence for it.

What a person declared (front matter, catalog) wins over what was read. Among readings the surer one wins, and the
earlier in the order of :class:`FieldOrigin` when two are equally sure. A reading that lost and says something else
stays in the evidence with the note ``not used: …``, so that conflicts can be listed; what was only derived does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.domain import FieldEvidence, FieldOrigin

DECLARED = (FieldOrigin.FRONT_MATTER, FieldOrigin.CATALOG)
NOT_USED = "not used: "
_ORIGINS = list(FieldOrigin)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of one field of :class:`~assistant.domain.Metadata`, from one place; ``confidence`` is 0..1."""

    field: str
    value: Any
    origin: FieldOrigin
    confidence: float
    start: int | None = None
    end: int | None = None
    note: str | None = None


def choose(readings: Iterable[Reading]) -> tuple[dict[str, Any], tuple[FieldEvidence, ...]]:
    """The value of every field that was read, and the evidence: first of the values kept, then of those that lost."""
    by_field: dict[str, list[Reading]] = {}
    for reading in readings:
        by_field.setdefault(reading.field, []).append(reading)
    values: dict[str, Any] = {}
    kept: list[FieldEvidence] = []
    lost: list[FieldEvidence] = []
    for field, candidates in by_field.items():
        best, *others = sorted(candidates, key=_strength)
        values[field] = best.value
        kept.append(_evidence(best, best.note))
        disagreeing = (o for o in others if o.origin is not FieldOrigin.DERIVED and not agree(o.value, best.value))
        lost.extend(_evidence(other, NOT_USED + shown(other.value)) for other in disagreeing)
    return values, (*kept, *lost)


def agree(first: object, second: object) -> bool:
    """True when two values do not contradict each other: equal, or one date inside the other."""
    if first == second:
        return True
    one, other = str(first), str(second)
    if isinstance(first, tuple) and isinstance(second, tuple):
        return bool(set(first) & set(second))
    return len(one) >= 4 and len(other) >= 4 and (one.startswith(other) or other.startswith(one))


def shown(value: object) -> str:
    """A value as people write it."""
    if isinstance(value, tuple):
        return "; ".join(shown(item) for item in value)
    return str(value)


def _strength(reading: Reading) -> tuple[int, float, int]:
    rank = _ORIGINS.index(reading.origin)
    return (rank if reading.origin in DECLARED else len(DECLARED), -reading.confidence, rank)


def _evidence(reading: Reading, note: str | None) -> FieldEvidence:
    return FieldEvidence(reading.field, reading.origin, reading.confidence, reading.start, reading.end, note)
