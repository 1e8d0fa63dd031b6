"""Estimates, reliability and latencies -> charts as inline SVG, drawn here so that a report needs no other file.

Colours are classes that the page's style sheet fills; every value can also be read in a tooltip or beside its mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from assistant.evaluate.estimates import Estimate
from assistant.evaluate.performance import Latency
from assistant.evaluate.reliability import Reliability

_LABEL, _WIDTH, _ROW, _TOP = 140, 540, 40, 26


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a dot chart: its label, how many questions, and one estimate a series (value None: not drawn)."""

    label: str
    n: int
    estimates: Sequence[Estimate]


def dots(series: Sequence[str], rows: Sequence[Row], title: str) -> Markup:
    """Shares with their 95% intervals, one row a label, one mark a series."""
    height = _TOP + _ROW * len(rows) + 30
    left, right = _LABEL, _WIDTH - 20
    parts = [_open(_WIDTH, height, title)]
    for tenth in range(0, 11, 2):
        x = left + (right - left) * tenth / 10
        parts.append(
            Markup('<line class="grid" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>').format(x, _TOP, height - 26)
        )
        parts.append(_text(x, height - 8, f"{tenth * 10}%", "middle"))
    for number, name in enumerate(series):
        parts.append(Markup('<circle class="s{}" cx="{}" cy="10" r="5"/>').format(number, left + 6 + 124 * number))
        parts.append(_text(left + 16 + 124 * number, 14, name))
    for place, row in enumerate(rows):
        middle = _TOP + _ROW * place + _ROW / 2
        parts.append(_text(left - 12, middle - 2, _cut(row.label, 20), "end"))
        parts.append(_text(left - 12, middle + 13, f"n = {row.n}", "end", "small"))
        for number, estimate in enumerate(row.estimates):
            y = middle + (number - (len(row.estimates) - 1) / 2) * 11
            parts.append(_mark(estimate, number, y, left, right, f"{row.label}, {series[number]}"))
    return _close(parts)


def reliability_chart(found: Reliability) -> Markup:
    """Stated chance against the share that had an answer; on the diagonal the score means what it says."""
    size, edge = 340, 46
    span = size - edge - 24
    parts = [_open(size, size, "Reliability of the refusal score")]

    def x(value: float) -> float:
        return edge + span * value

    def y(value: float) -> float:
        return 14 + span * (1 - value)

    for tenth in range(0, 11, 2):
        value = tenth / 10
        parts.append(_line("grid", x(value), y(0), x(value), y(1)))
        parts.append(_line("grid", x(0), y(value), x(1), y(value)))
        parts.append(_text(x(value), size - 22, f"{tenth * 10}%", "middle"))
        parts.append(_text(edge - 6, y(value) + 4, f"{tenth * 10}%", "end"))
    parts.append(_line("diagonal", x(0), y(0), x(1), y(1)))
    largest = max((one.observed.n for one in found.bins), default=1)
    for one in found.bins:
        observed = one.observed
        if observed.value is None or observed.low is None or observed.high is None:
            continue
        parts.append(_line("whisker s1", x(one.stated), y(observed.low), x(one.stated), y(observed.high)))
        words = f"stated {one.stated:.2f}, true {observed.value:.2f}, {observed.n} questions"
        parts.append(
            Markup('<circle class="s1" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"><title>{}</title></circle>').format(
                x(one.stated), y(observed.value), 3 + 6 * (observed.n / largest) ** 0.5, words
            )
        )
    parts.append(_text(x(0.5), size - 4, "stated chance that the library answers", "middle", "small"))
    parts.append(
        Markup(
            '<text class="small" transform="translate(11 {:.0f}) rotate(-90)" text-anchor="middle">{}</text>'
        ).format(y(0.5), "share that has an answer")
    )
    return _close(parts)


def histogram(latency: Latency) -> Markup:
    """How many questions took how long; each bar is twice as wide in time as the one before."""
    width, height, edge, floor = 350, 200, 34, 168
    parts = [_open(width, height, f"Latency of {latency.step}")]
    largest = max(latency.counts)
    step = (width - edge - 26) / len(latency.counts)
    for part in (0.0, 0.5, 1.0):
        y = floor - 140 * part
        parts.append(_line("grid", edge, y, width - 26, y))
        parts.append(_text(edge - 6, y + 4, f"{largest * part:.0f}", "end"))
    for place, (limit, count) in enumerate(zip(latency.edges, latency.counts, strict=True)):
        tall = 140 * count / largest
        parts.append(
            Markup(
                '<rect class="s1" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
            ).format(edge + step * place + 2, floor - tall, step - 4, tall, f"{count} questions up to {_time(limit)}")
        )
        parts.append(_text(edge + step * (place + 1), floor + 14, _time(limit), "middle", "small"))
    words = f"p50 {_time(latency.p50)} · p95 {_time(latency.p95)} · longest {_time(latency.longest)}"
    parts.append(_text(width / 2, height - 4, words, "middle", "small"))
    return _close(parts)


def _mark(estimate: Estimate, number: int, y: float, left: float, right: float, name: str) -> Markup:
    if estimate.value is None:
        return _text(left + 4, y + 4, "no cases", "start", "small")
    x = left + (right - left) * estimate.value
    parts = []
    words = f"{name}: {estimate.value:.3f}"
    if estimate.low is not None and estimate.high is not None:
        low, high = (left + (right - left) * edge for edge in (estimate.low, estimate.high))
        parts.append(_line(f"whisker s{number}", low, y, high, y))
        words += f" [{estimate.low:.2f}, {estimate.high:.2f}]"
    parts.append(
        Markup('<circle class="s{}" cx="{:.1f}" cy="{:.1f}" r="4.5"><title>{}</title></circle>').format(
            number, x, y, words
        )
    )
    return Markup("").join(parts)


def _time(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.2g} s"
    return f"{milliseconds:.3g} ms"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _open(width: float, height: float, title: str) -> Markup:
    return Markup('<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">').format(
        width, height, title
    )


def _close(parts: Sequence[Markup]) -> Markup:
    return Markup("").join([*parts, Markup("</svg>")])


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(kind, x1, y1, x2, y2)


def _text(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>').format(
        x, y, anchor, kind, escape(words)
    )
