"""A timeline -> a chart: policies as marks in order of date, their periods as bars, their links as arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.jurisdictions import name
from assistant.render.drawing import (
    BLUE,
    LIGHT,
    drawn_language,
    lines,
    new_figure,
    plain_frame,
    short,
    whole_ticks,
    with_fonts,
)
from assistant.render.research_words import research_label, word
from assistant.research.timeline import Link, LinkKind, Policy, Timeline

if TYPE_CHECKING:
    from assistant.render.drawing import Axes, Figure

_LINK_COLOURS = {
    LinkKind.IMPLEMENTS: "#2a7f62",
    LinkKind.SUPERSEDES: "#b3541e",
    LinkKind.REPEALS: "#b3261e",
    LinkKind.VERSION_OF: "#5b4a9c",
    LinkKind.REFERS_TO: "#b8bfca",
}
_MOST_ROWS = 60
_LONGEST_TITLE = 56


@with_fonts
def timeline_chart(line: Timeline, language: str) -> Figure:
    """Policies as marks in order of date, their periods as bars, their links as arrows.

    Raises:
        InputError: no policy has a date.
    """
    spoken = drawn_language(language)
    dated = [policy for policy in line.policies if policy.date is not None][-_MOST_ROWS:]
    if not dated:
        raise InputError("no document has a date, so there is no timeline to draw")
    figure, axes = new_figure(len(dated), 11.0)
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
    axes.set_xticks([tick for tick in whole_ticks(first, last) if first - 1 <= tick <= last + 1])
    _legend(axes, {link.kind for link in drawn}, spoken)
    axes.set_title(research_label("timeline", spoken), loc="left", fontsize=12)
    plain_frame(axes)
    return figure


def _draw_policy(axes: Axes, policy: Policy, row: int, language: str) -> None:
    metadata, start = policy.metadata, _decimal_year(policy)
    if metadata is None:
        return
    if metadata.period and metadata.period.end_year:
        first = metadata.period.start_year or start
        axes.barh(row, metadata.period.end_year + 1 - first, left=first, height=0.46, color=LIGHT)
    axes.plot([start], [row], "o", color=BLUE, markersize=5)
    place = name(metadata.jurisdiction, language) if metadata.jurisdiction else ""
    title = metadata.title if language == "zh" or metadata.language != "zh" else policy.key
    axes.text(start + 0.25, row, short(f"{metadata.date} {place} {title}", _LONGEST_TITLE), va="center", fontsize=8)


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
    handles = lines((_LINK_COLOURS[kind], word(kind, language)) for kind in LinkKind if kind in kinds)
    if handles:
        axes.legend(handles=handles, loc="upper right", frameon=False, fontsize=9)


def _decimal_year(policy: Policy) -> float:
    date = policy.date
    return date.day.year + (date.day.timetuple().tm_yday - 1) / 366 if date else 0.0
