"""What several sides say on one aspect -> their figures side by side, in one unit and with their years.

Figures are those the reader of targets finds inside the cited quotes. The indicator shown is the one that most sides
state; among equals the one whose name shares most with the question. Where the quotes hold no target, as in laws, each
side shows the quantity, of the dimension most sides have, whose clause shares most with the question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.citations import cite
from assistant.domain import Citation, Statement
from assistant.research.indicators import Indicator, Measure
from assistant.research.quantities import Quantity, quantities
from assistant.research.targets import Target, targets_of

Key = tuple[str, Measure]


@dataclass(frozen=True, slots=True)
class SideFigure:
    """The figure of one side with the clause that states it; all None where the side states none.

    ``target`` is None for a figure that is no target or result; it has no year then.
    """

    side: str
    quantity: Quantity | None = None
    citation: Citation | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator across the sides, in the order of the sides.

    ``indicator``, ``name`` and ``measure`` are None without targets. ``is_comparable`` is true when at least two sides
    have a figure, all in one dimension and for one year.
    """

    indicator: Indicator | None
    name: str | None
    measure: Measure | None
    figures: tuple[SideFigure, ...]
    is_comparable: bool


def difference(
    said: Sequence[tuple[str, Sequence[Statement]]], question: str, is_across_years: bool = False
) -> Difference:
    """The difference line of one aspect; ``said`` is every side with its statements.

    ``is_across_years`` says that the sides are years, so that figures of different years are what is compared.
    """
    by_side = [(side, _targets(statements)) for side, statements in said]
    stated: dict[Key, set[str]] = defaultdict(set)
    for side, targets in by_side:
        for target in targets:
            stated[target.key].add(side)
    if not stated:
        return _of_quantities(said, question)
    years = tuple(year for year in range(2000, 2061) if str(year) in question)
    key = max(stated, key=lambda one: (len(stated[one]), _nearness(by_side, one, question)))
    figures = tuple(_figure(side, _best(targets, key, years)) for side, targets in by_side)
    shown = [figure.target for figure in figures if figure.target is not None]
    alike = {(target.quantity.unit.dimension, None if is_across_years else target.year) for target in shown}
    first = shown[0]
    return Difference(first.indicator, first.name, first.measure, figures, len(shown) > 1 and len(alike) == 1)


def shared_pairs(text: str, question: str) -> float:
    """Share of the character pairs of ``text`` that the question holds."""
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    return sum(pair in question for pair in pairs) / len(pairs) if pairs else 0.0


# --------------------------------------------------------------------------- targets


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


def _nearness(by_side: Sequence[tuple[str, Sequence[Target]]], key: Key, question: str) -> float:
    """How much the question shares with a name of the indicator, in the language where it shares most."""
    target = next(target for _, targets in by_side for target in targets if target.key == key)
    names = [target.name]
    if target.indicator:
        names += [target.indicator.chinese, target.indicator.english]
    return max(shared_pairs(name.casefold(), question.casefold()) for name in names)


def _figure(side: str, target: Target | None) -> SideFigure:
    return SideFigure(side, target.quantity, target.citation, target) if target else SideFigure(side)


def _best(targets: Sequence[Target], key: Key, years: tuple[int, ...]) -> Target | None:
    """The side's figure for the indicator: of a year the question names, else the latest."""
    matching = [target for target in targets if target.key == key]
    matching.sort(key=lambda target: (target.year in years, not target.doubts, target.year or 0), reverse=True)
    return matching[0] if matching else None


# --------------------------------------------------------------------------- other figures

_CLAUSE = re.compile(r"[^，；。;\n]+")


def _of_quantities(said: Sequence[tuple[str, Sequence[Statement]]], question: str) -> Difference:
    found = [(side, [one for statement in statements for one in _stated(statement)]) for side, statements in said]
    sides: dict[str, set[str]] = defaultdict(set)
    for side, clauses in found:
        for quantity, _ in clauses:
            sides[quantity.unit.dimension].add(side)
    if not sides:
        return Difference(None, None, None, tuple(SideFigure(side) for side, _ in found), False)
    dimension = max(sides, key=lambda one: len(sides[one]))
    figures = []
    for side, clauses in found:
        matching = [one for one in clauses if one[0].unit.dimension == dimension]
        best = max(matching, key=lambda one: shared_pairs(one[1].quote, question), default=None)
        figures.append(SideFigure(side, *best) if best else SideFigure(side))
    return Difference(None, None, None, tuple(figures), len(sides[dimension]) > 1)


def _stated(statement: Statement) -> list[tuple[Quantity, Citation]]:
    """The quantities of the quotes, each with the clause it stands in."""
    stated = []
    for citation in statement.citations:
        language = citation.document.metadata.language
        for clause in _CLAUSE.finditer(citation.quote):
            start = citation.start + clause.start()
            place = cite(citation.document, start, citation.start + clause.end())
            stated += [(quantity, place) for quantity in quantities(clause.group(), language)]
    return stated
