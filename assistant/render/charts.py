"""Targets and comparisons -> charts: bars across jurisdictions, and which side answers on which aspect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.jurisdictions import name
from assistant.render.drawing import (
    BLUE,
    EDGE,
    LIGHT,
    colours,
    drawn_language,
    new_figure,
    patches,
    plain_frame,
    short,
    with_fonts,
)
from assistant.render.research_words import indicator_name, research_label, word
from assistant.render.text import one_line
from assistant.research.compare import CellState, Comparison
from assistant.research.quantities import Comparator
from assistant.research.targets import Target

if TYPE_CHECKING:
    from assistant.render.drawing import Figure

_STATE_COLOURS = {CellState.FOUND: BLUE, CellState.NOT_FOUND: LIGHT, CellState.NO_DOCUMENT: "#ffffff"}


@with_fonts
def targets_chart(targets: Sequence[Target], language: str) -> Figure:
    """One indicator across jurisdictions as bars, ranges as intervals; the indicator and year most of them share.

    Raises:
        InputError: there is nothing to draw.
    """
    chosen = _comparable(targets)
    if not chosen:
        raise InputError("there are no targets to draw; widen --jurisdiction, --indicator or the years")
    spoken = drawn_language(language)
    ordered = sorted(chosen, key=lambda one: (one.value[1], one.value[0], one.jurisdiction or ""))
    figure, axes = new_figure(len(ordered), 8.0)
    for place, target in enumerate(ordered):
        low, high = (float(value) for value in target.value)
        axes.barh(place, high, color=LIGHT if low != high else BLUE, height=0.62)
        if low != high:
            axes.barh(place, low, color=BLUE, height=0.62)
        axes.text(high, place, f" {_words(target, spoken)}", va="center", fontsize=9)
    axes.set_yticks(range(len(ordered)), [_place(target, spoken) for target in ordered])
    axes.margins(x=0.18)
    first = ordered[0]
    kind = word(first.kind, spoken)
    axes.set_title(f"{indicator_name(first, spoken)} · {first.year or ''} {kind}", loc="left", fontsize=12)
    axes.set_xlabel(first.quantity.unit.dimension if spoken != "zh" else _unit_words(first))
    plain_frame(axes)
    return figure


@with_fonts
def coverage_chart(comparison: Comparison) -> Figure:
    """Which side answers on which aspect: sides down, aspects across."""
    spoken = drawn_language(comparison.language)
    states = list(CellState)
    values = [
        [states.index(row.cells[place].state) for row in comparison.rows] for place in range(len(comparison.sides))
    ]
    figure, axes = new_figure(len(values) + 2, 4.0 + 1.3 * len(comparison.rows))
    scale = colours([_STATE_COLOURS[state] for state in states])
    axes.pcolormesh(values, cmap=scale, vmin=-0.5, vmax=len(states) - 0.5, edgecolors=EDGE, linewidth=0.6)
    axes.invert_yaxis()
    axes.set_yticks(
        [place + 0.5 for place in range(len(values))], [short(one.label(spoken)) for one in comparison.sides]
    )
    aspects = [row.aspect or research_label("whole_question", spoken) for row in comparison.rows]
    axes.set_xticks([place + 0.5 for place in range(len(aspects))], [short(one) for one in aspects])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    handles = patches((_STATE_COLOURS[state], _state_word(state, spoken)) for state in states)
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False, fontsize=9)
    axes.set_title(research_label("coverage", spoken), loc="left", fontsize=12, pad=24)
    return figure


def _comparable(targets: Sequence[Target]) -> list[Target]:
    """The largest group that shares indicator, measure, kind, year and dimension; one a jurisdiction, the surest."""
    groups: dict[object, dict[str, Target]] = {}
    for target in targets:
        key = (target.key, target.kind, target.year, target.quantity.unit.dimension)
        members = groups.setdefault(key, {})
        code = target.jurisdiction or target.citation.document.document_id
        if code not in members or (members[code].doubts and not target.doubts):
            members[code] = target
    best = max(groups.values(), key=lambda members: (len(members), _is_target(members.values())), default={})
    return list(best.values())


def _is_target(targets: Iterable[Target]) -> bool:
    return any(target.kind.value == "target" and target.indicator is not None for target in targets)


def _place(target: Target, language: str) -> str:
    code = target.jurisdiction
    return name(code, language) if code else short(target.citation.document.metadata.title)


def _words(target: Target, language: str) -> str:
    if language == "zh":
        return one_line(target.quantity.words)
    marks = {
        Comparator.AT_LEAST: "≥ ",
        Comparator.MORE_THAN: "> ",
        Comparator.AT_MOST: "≤ ",
        Comparator.LESS_THAN: "< ",
    }
    low, high = (format(value.normalize(), "f") for value in target.value)
    shown = low if low == high else f"{low}–{high}"
    return ("~ " if target.comparator is Comparator.ABOUT else marks.get(target.comparator, "")) + shown


def _unit_words(target: Target) -> str:
    return {"percent": "%", "t": "吨", "CNY": "元", "persons": "人", "count": "个"}.get(
        target.quantity.unit.dimension, target.quantity.unit.dimension
    )


def _state_word(state: CellState, language: str) -> str:
    return research_label("found", language) if state is CellState.FOUND else word(state, language)
