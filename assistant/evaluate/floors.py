"""Limits given as text or recorded in a file -> which of a report's figures lie beyond them.

A limit names a measure and, where it is about some of the questions only, the slice: ``hit@5=0.8``,
``cites_gold[language=zh]=0.6``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError
from assistant.evaluate.report import Report
from assistant.evaluate.tables import ALL, DEFINITIONS

_LIMIT = re.compile(r"(?P<measure>[\w@]+)(?:\[(?P<dimension>\w+)=(?P<name>[^\]]+)\])?=(?P<value>[\d.]+)")


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure must be at least (``at_most``: at most) ``value``."""

    measure: str
    value: float
    at_most: bool = False
    dimension: str = ALL
    name: str = ALL

    def __str__(self) -> str:
        where = "" if self.dimension == ALL else f"[{self.dimension}={self.name}]"
        return f"{self.measure}{where}"


def parse_limit(text: str, *, at_most: bool) -> Limit:
    """Read ``measure=value`` or ``measure[kind=fact]=value``.

    Raises:
        InputError: it is not of that form, the measure is unknown, or the value lies outside 0..1.
    """
    match = _LIMIT.fullmatch(text.strip())
    known = [one.name for one in DEFINITIONS]
    if match is None:
        raise InputError(f"the limit {text!r} is not of the form measure=value, for example hit@5=0.8")
    if match["measure"] not in known:
        raise InputError(f"unknown measure {match['measure']!r}; known: {', '.join(known)}")
    try:
        value = float(match["value"])
    except ValueError:
        raise InputError(f"{match['value']!r} in {text!r} is no number") from None
    if value > 1:
        raise InputError(f"{text!r}: values lie between 0 and 1, so write 0.8 for 80%")
    return Limit(match["measure"], value, at_most, match["dimension"] or ALL, match["name"] or ALL)


def read_floors(file: Path) -> tuple[Limit, ...]:
    """Limits of a JSON file: ``{"at_least": {"hit@5": 0.8}, "at_most": {"false_refusal_rate": 0.2}}``.

    Raises:
        InputError: the file cannot be read or is not of that form.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        floors = [(name, value, False) for name, value in content.get("at_least", {}).items()]
        floors += [(name, value, True) for name, value in content.get("at_most", {}).items()]
    except OSError as problem:
        raise InputError(f"{file} cannot be read ({problem.strerror})") from None
    except (AttributeError, ValueError):
        raise InputError(f'{file} is no file of floors; write {{"at_least": {{"hit@5": 0.8}}}}') from None
    return tuple(parse_limit(f"{name}={value}", at_most=at_most) for name, value, at_most in floors)


def broken(report: Report, limits: Sequence[Limit]) -> tuple[str, ...]:
    """A sentence for every limit that does not hold; a figure without cases holds no limit."""
    found = []
    for limit in limits:
        inside = [one for one in report.slices if (one.dimension, one.name) == (limit.dimension, limit.name)]
        value = inside[0].estimates[limit.measure].value if inside else None
        if value is None:
            found.append(f"{limit}: no cases, so the limit {limit.value} cannot be checked")
        elif limit.at_most and value > limit.value:
            found.append(f"{limit} is {value:.3f}, above the limit {limit.value}")
        elif not limit.at_most and value < limit.value:
            found.append(f"{limit} is {value:.3f}, below the limit {limit.value}")
    return tuple(found)
