"""A report or a comparison -> tables for a terminal; "no cases" where there is nothing to measure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group as Lines
from rich.table import Table
from rich.text import Text

from assistant.evaluate.compare import Comparison
from assistant.evaluate.estimates import Estimate
from assistant.evaluate.report import Report
from assistant.evaluate.tables import DEFINITIONS, Slice
from assistant.render.text import one_line

NO_CASES = "no cases"
# What the table by kind, language and jurisdiction shows, in this order, where it was measured.
CORE = (
    "hit@1",
    "hit@5",
    "mrr@10",
    "ndcg@10",
    "cites_gold",
    "citation_precision",
    "refusal_recall",
    "false_refusal_rate",
)
_SHOWN_FLIPS = 30
_SHOWN_SLICES = 16


def report_tables(report: Report) -> Lines:
    """The main tables of a report."""
    whole = report.slices[0]
    parts: list[Table | Text] = [_overview(whole)]
    for dimension in ("kind", "language", "jurisdiction"):
        inside = [one for one in report.slices if one.dimension == dimension]
        if len(inside) > 1:
            largest = sorted(inside, key=lambda one: -one.questions)[:_SHOWN_SLICES]
            parts.append(_by(dimension, [one for one in inside if one in largest], len(inside) - len(largest)))
    return Lines(*parts, _performance(report))


def figure(estimate: Estimate) -> str:
    """``0.712 [0.64, 0.78]``, or that there are no cases."""
    if estimate.value is None:
        return NO_CASES
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.3f}"
    return f"{estimate.value:.3f} [{estimate.low:.2f}, {estimate.high:.2f}]"


def shown_definitions(whole: Slice) -> list[str]:
    """Names of the measures to show; those of no case only when their group has others."""
    measured = {one.group for one in DEFINITIONS if whole.estimates[one.name].n}
    return [one.name for one in DEFINITIONS if one.group in measured]


def _overview(whole: Slice) -> Table:
    table = Table(
        title=f"{whole.questions} questions, {whole.answerable} answerable, {whole.errors} failed", title_justify="left"
    )
    for heading, justify in (
        ("measure", "left"),
        ("value [95% interval]", "left"),
        ("n", "right"),
        ("meaning", "left"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    texts = {one.name: f"{one.text}{' (lower is better)' if one.lower_is_better else ''}" for one in DEFINITIONS}
    for name in shown_definitions(whole):
        estimate = whole.estimates[name]
        table.add_row(name, figure(estimate), str(estimate.n), texts[name])
    return table


def _by(dimension: str, inside: Sequence[Slice], more: int) -> Table:
    title = f"by {dimension} ({more} smaller ones are in the report)" if more else f"by {dimension}"
    table = Table(title=title, title_justify="left")
    names = [name for name in CORE if any(one.estimates[name].n for one in inside)]
    table.add_column(dimension)
    table.add_column("questions", justify="right")
    for name in names:
        table.add_column(name)
    for one in inside:
        table.add_row(one_line(one.name), str(one.questions), *(_short(one.estimates[name]) for name in names))
    return table


def _short(estimate: Estimate) -> str:
    if estimate.value is None:
        return NO_CASES
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"


def _performance(report: Report) -> Text:
    lines = [
        f"{one.step}: p50 {one.p50:.0f} ms, p95 {one.p95:.0f} ms, longest {one.longest:.0f} ms"
        for one in report.performance.latencies
    ]
    memory = report.performance.memory
    if memory is not None:
        lines.append(
            f"memory: {memory.first:,.0f} MiB over the first {memory.window} questions, "
            f"{memory.last:,.0f} MiB over the last"
        )
    if report.reliability.error is not None:
        lines.append(f"expected calibration error of the refusal score: {report.reliability.error:.3f}")
    if report.left_out:
        lines.append(f"{len(report.left_out)} lines were left out; report.json lists them")
    lines.append(f"figures {report.figures_sha256[:16]}")
    return Text("\n".join(lines))


def comparison_tables(comparison: Comparison) -> Lines:
    """Paired differences, and the questions that flipped."""
    heading = Text(
        f"{comparison.common} questions in common; A = {comparison.first.folder}, B = {comparison.second.folder}"
    )
    if comparison.only_first or comparison.only_second:
        heading.append(f"\nonly in A: {comparison.only_first}, only in B: {comparison.only_second}", "yellow")
    for what, before, after in comparison.changed:
        heading.append(f"\nchanged: {one_line(what)}: {one_line(before)} -> {one_line(after)}", "dim")
    table = Table(title="B less A", title_justify="left")
    for column in ("measure", "A", "B", "difference [95% interval]", "p", "p (Holm)", "n", "test"):
        table.add_column(column)
    for one in comparison.differences:
        found = one.difference
        interval = "" if found.low is None else f" [{found.low:+.3f}, {found.high:+.3f}]"
        table.add_row(
            f"{one.measure}{' (lower is better)' if one.lower_is_better else ''}",
            f"{found.first:.3f}",
            f"{found.second:.3f}",
            f"{found.difference:+.3f}{interval}",
            "" if found.p is None else f"{found.p:.4f}",
            "" if one.adjusted_p is None else f"{one.adjusted_p:.4f}",
            str(found.n),
            found.test,
        )
    flips = Table(title=f"{len(comparison.flips)} flips", title_justify="left")
    for column in ("measure", "", "id", "question", "A", "B"):
        flips.add_column(column)
    for flip in comparison.flips[:_SHOWN_FLIPS]:
        sign = Text("gained", "green") if flip.gained else Text("lost", "red")
        words = [one_line(part) for part in (flip.before.identity, flip.before.question[:80])]
        flips.add_row(flip.measure, sign, *words, flip.before.fault, flip.after.fault)
    more = len(comparison.flips) - _SHOWN_FLIPS
    return Lines(heading, table, flips, Text(f"and {more} more in the page" if more > 0 else ""))
