"""What several sides say on one aspect -> their figures side by side, in one unit and with their years.

Figures are those the reader of targets finds inside the cited quotes. The indicator shown is the one that most sides
state; among equals the one whose name shares most with the question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Citation, Statement
from assistant.research.indicators import Indicator, Measure
from assistant.research.targets import Target, targets_of

Key = tuple[str, Measure]


@dataclass(frozen=True, slots=True)
class SideFigure:
    """The figure one side states: ``side`` is the value of the side, ``target`` None where it states none."""

    side: str
    target: Target | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator across the sides, in the order of the sides; ``indicator`` and ``name`` are None without figures.

    ``is_comparable`` is true when at least two sides have a figure in the same dimension for the same year.
    """

    indicator: Indicator | None
    name: str | None
    measure: Measure | None
    figures: tuple[SideFigure, ...]
    is_comparable: bool


def difference(said: Sequence[tuple[str, Sequence[Statement]]], question: str) -> Difference:
    """The difference line of one aspect; ``said`` is every side with its statements."""
    by_side = [(side, _targets(statements)) for side, statements in said]
    stated: dict[Key, set[str]] = defaultdict(set)
    for side, targets in by_side:
        for target in targets:
            stated[target.key].add(side)
    if not stated:
        return Difference(None, None, None, tuple(SideFigure(side, None) for side, _ in by_side), False)
    years = tuple(year for year in range(2000, 2061) if str(year) in question)
    key = max(stated, key=lambda one: (len(stated[one]), _shared(_name(by_side, one), question)))
    figures = tuple(SideFigure(side, _best(targets, key, years)) for side, targets in by_side)
    shown = [figure.target for figure in figures if figure.target is not None]
    alike = {(target.quantity.unit.dimension, target.year) for target in shown}
    first = shown[0]
    return Difference(
        first.indicator, first.name, first.measure, figures, is_comparable=len(shown) > 1 and len(alike) == 1
    )


def _targets(statements: Sequence[Statement]) -> list[Target]:
    """The targets whose figure stands inside one of the cited quotes."""
    citations = [citation for statement in statements for citation in statement.citations]
    documents = {citation.document.document_id: citation.document for citation in citations}
    return [
        target
        for document in documents.values()
        for target in targets_of(document)
        if any(_holds(citation, target.citation) for citation in citations)
    ]


def _holds(outer: Citation, inner: Citation) -> bool:
    same = outer.document.document_id == inner.document.document_id
    return same and outer.start <= inner.start and inner.end <= outer.end


def _name(by_side: Sequence[tuple[str, Sequence[Target]]], key: Key) -> str:
    return next(target.name for _, targets in by_side for target in targets if target.key == key)


def _shared(name: str, question: str) -> float:
    """Share of the name's character pairs that the question holds."""
    pairs = {name[place : place + 2] for place in range(len(name) - 1)}
    return sum(pair in question for pair in pairs) / len(pairs) if pairs else 0.0


def _best(targets: Sequence[Target], key: Key, years: tuple[int, ...]) -> Target | None:
    """The side's figure for the indicator: of a year the question names, else the latest."""
    matching = [target for target in targets if target.key == key]
    matching.sort(key=lambda target: (target.year in years, not target.doubts, target.year or 0), reverse=True)
    return matching[0] if matching else None
