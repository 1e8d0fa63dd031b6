"""Targets, timelines and comparisons -> pictures, PNG or SVG. The only module that knows matplotlib.

Chinese labels need a font that has the characters; where there is none, names are written in English or as codes. SVG
text is drawn as outlines, so that the picture looks the same on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from assistant.errors import InputError
from assistant.jurisdictions import name
from assistant.render.research_words import indicator_name, research_label, word
from assistant.render.text import one_line
from assistant.research.compare import CellState, Comparison
from assistant.research.quantities import Comparator
from assistant.research.targets import Target
from assistant.research.timeline import Link, LinkKind, Policy, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

P = ParamSpec("P")
CHART_FORMATS = (".png", ".svg")
_CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "SimSun",
)
_BLUE, _GREY, _LIGHT = "#2f4b7c", "#8a94a6", "#dfe4ec"
_LINK_COLOURS = {
    LinkKind.IMPLEMENTS: "#2a7f62",
    LinkKind.SUPERSEDES: "#b3541e",
    LinkKind.REPEALS: "#b3261e",
    LinkKind.VERSION_OF: "#5b4a9c",
    LinkKind.REFERS_TO: "#b8bfca",
}
_STATE_COLOURS = {CellState.FOUND: "#2f4b7c", CellState.NOT_FOUND: "#dfe4ec", CellState.NO_DOCUMENT: "#ffffff"}
_ROW = 0.34  # inches a row
_MOST_ROWS = 60
_LONGEST_LABEL = 34


def _with_fonts(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw with a font that has Chinese characters; texts take the font that holds while they are made."""

    @wraps(draw)
    def drawn(*arguments: P.args, **options: P.kwargs) -> Figure:
        from matplotlib import rc_context

        fonts = [font for font in (chinese_font(), "DejaVu Sans") if font]
        with rc_context({"font.family": fonts, "axes.unicode_minus": False}):
            return draw(*arguments, **options)

    return drawn


@_with_fonts
def targets_chart(targets: Sequence[Target], language: str) -> Figure:
    """One indicator across jurisdictions as bars, ranges as intervals; the indicator and year most of them share.

    Raises:
        InputError: there is nothing to draw.
    """
    chosen = _comparable(targets)
    if not chosen:
        raise InputError("there are no targets to draw; widen --jurisdiction, --indicator or the years")
    spoken = _drawn_language(language)
    ordered = sorted(chosen, key=lambda one: (one.value[1], one.value[0], one.jurisdiction or ""))
    figure, axes = _figure(len(ordered), 8.0)
    for place, target in enumerate(ordered):
        low, high = (float(value) for value in target.value)
        axes.barh(place, high, color=_LIGHT if low != high else _BLUE, height=0.62)
        if low != high:
            axes.barh(place, low, color=_BLUE, height=0.62)
        axes.text(high, place, f" {_words(target, spoken)}", va="center", fontsize=9)
    axes.set_yticks(range(len(ordered)), [_place(target, spoken) for target in ordered])
    axes.margins(x=0.18)
    first = ordered[0]
    kind = word(first.kind, spoken)
    axes.set_title(f"{indicator_name(first, spoken)} · {first.year or ''} {kind}", loc="left", fontsize=12)
    axes.set_xlabel(first.quantity.unit.dimension if spoken != "zh" else _unit_words(first))
    _plain_frame(axes)
    return figure


@_with_fonts
def timeline_chart(line: Timeline, language: str) -> Figure:
    """Policies as marks in order of date, their periods as bars, their links as arrows.

    Raises:
        InputError: no policy has a date.
    """
    from matplotlib.ticker import MaxNLocator

    spoken = _drawn_language(language)
    dated = [policy for policy in line.policies if policy.date is not None][-_MOST_ROWS:]
    if not dated:
        raise InputError("no document has a date, so there is no timeline to draw")
    figure, axes = _figure(len(dated), 11.0)
    rows = {policy.key: len(dated) - 1 - place for place, policy in enumerate(dated)}
    for policy in dated:
        _draw_policy(axes, policy, rows[policy.key], spoken)
    points = {policy.key: (_decimal_year(policy), rows[policy.key]) for policy in dated}
    drawn = [link for link in line.links if link.source in points and link.target in points]
    for link in drawn:
        _draw_link(axes, link, points)
    axes.set_yticks([])
    axes.set_ylim(-0.8, len(dated) - 0.2)
    first, last = min(x for x, _ in points.values()), max(x for x, _ in points.values())
    axes.set_xlim(first - 0.5, last + max(4.0, (last - first) * 0.75))
    ticks = MaxNLocator(integer=True).tick_values(first, last)
    axes.set_xticks([tick for tick in ticks if first - 1 <= tick <= last + 1])
    _legend(axes, {link.kind for link in drawn}, spoken)
    axes.set_title(research_label("timeline", spoken), loc="left", fontsize=12)
    _plain_frame(axes)
    return figure


@_with_fonts
def coverage_chart(comparison: Comparison) -> Figure:
    """Which side answers on which aspect: sides down, aspects across."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    spoken = _drawn_language(comparison.language)
    states = list(CellState)
    values = [
        [states.index(row.cells[place].state) for row in comparison.rows] for place in range(len(comparison.sides))
    ]
    figure, axes = _figure(len(values) + 2, 4.0 + 1.3 * len(comparison.rows))
    colours = ListedColormap([_STATE_COLOURS[state] for state in states])
    axes.pcolormesh(values, cmap=colours, vmin=-0.5, vmax=len(states) - 0.5, edgecolors="#8a94a6", linewidth=0.6)
    axes.invert_yaxis()
    axes.set_yticks(
        [place + 0.5 for place in range(len(values))], [_short(one.label(spoken)) for one in comparison.sides]
    )
    aspects = [row.aspect or research_label("whole_question", spoken) for row in comparison.rows]
    axes.set_xticks([place + 0.5 for place in range(len(aspects))], [_short(one) for one in aspects])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    handles = [
        Patch(facecolor=_STATE_COLOURS[state], edgecolor="#8a94a6", label=_state_word(state, spoken))
        for state in states
    ]
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False, fontsize=9)
    axes.set_title(research_label("coverage", spoken), loc="left", fontsize=12, pad=24)
    return figure


def chart_bytes(figure: Figure, suffix: str) -> bytes:
    """The picture as PNG (150 dots an inch) or SVG; the same figure gives the same bytes."""
    from matplotlib import rc_context

    written = io.BytesIO()
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "policy-assistant"}):
        metadata = {"Date": None} if suffix == ".svg" else {"Software": None}
        figure.savefig(written, format=suffix.lstrip("."), dpi=150, bbox_inches="tight", metadata=metadata)
    return written.getvalue()


def write_chart(figure: Figure, file: Path) -> None:
    """Write the picture in the format its ending names.

    Raises:
        InputError: the file cannot be written, or its ending is neither .png nor .svg.
    """
    from assistant.render.export import check_suffix, write_file

    check_suffix(file, CHART_FORMATS)
    write_file(file, chart_bytes(figure, file.suffix.lower()))


# --------------------------------------------------------------------------- parts


def chinese_font() -> str | None:
    """The name of an installed font with Chinese characters, None when there is none."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((font for font in _CHINESE_FONTS if font in installed), None)


def _drawn_language(language: str) -> str:
    return "en" if language == "zh" and chinese_font() is None else language


def _figure(rows: int, width: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, max(2.2, 1.2 + _ROW * rows)), facecolor="white")
    return figure, figure.add_subplot()


def _plain_frame(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=_LIGHT, linewidth=0.7)
    axes.set_axisbelow(True)


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
    return name(code, language) if code else _short(target.citation.document.metadata.title)


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


def _draw_policy(axes: Axes, policy: Policy, row: int, language: str) -> None:
    metadata, start = policy.metadata, _decimal_year(policy)
    if metadata is None:
        return
    if metadata.period and metadata.period.end_year:
        first = metadata.period.start_year or start
        axes.barh(row, metadata.period.end_year + 1 - first, left=first, height=0.46, color=_LIGHT)
    axes.plot([start], [row], "o", color=_BLUE, markersize=5)
    place = name(metadata.jurisdiction, language) if metadata.jurisdiction else ""
    title = metadata.title if language == "zh" or metadata.language != "zh" else policy.key
    axes.text(start + 0.25, row, _short(f"{metadata.date} {place} {title}", 56), va="center", fontsize=8)


def _draw_link(axes: Axes, link: Link, points: dict[str, tuple[float, int]]) -> None:
    (from_x, from_y), (to_x, to_y) = points[link.source], points[link.target]
    axes.annotate(
        "",
        xy=(to_x, to_y),
        xytext=(from_x, from_y),
        arrowprops={
            "arrowstyle": "-|>",
            "color": _LINK_COLOURS[link.kind],
            "linewidth": 1.0,
            "connectionstyle": "arc3,rad=-0.3",
            "shrinkA": 3,
            "shrinkB": 3,
        },
    )


def _legend(axes: Axes, kinds: set[LinkKind], language: str) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=_LINK_COLOURS[kind], label=word(kind, language)) for kind in LinkKind if kind in kinds
    ]
    if handles:
        axes.legend(handles=handles, loc="lower right", frameon=False, fontsize=9)


def _decimal_year(policy: Policy) -> float:
    date = policy.date
    return date.day.year + (date.day.timetuple().tm_yday - 1) / 366 if date else 0.0


def _state_word(state: CellState, language: str) -> str:
    return research_label("found", language) if state is CellState.FOUND else word(state, language)


def _short(text: str, longest: int = _LONGEST_LABEL) -> str:
    plain = one_line(text)
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
