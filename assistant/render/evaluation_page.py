"""A report -> one HTML file that needs nothing else: tables, charts, the worst cases first.

Every text of questions, answers and documents is data: the template escapes it, signs that would steer a reader's
screen are shown as their code, and the page forbids itself scripts and anything from outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.errors import InputError
from assistant.evaluate.faults import Fault, Severity, fault, worst_first
from assistant.evaluate.gold import holds, touches
from assistant.evaluate.measures import Group
from assistant.evaluate.record import Cited, FoundPassage
from assistant.evaluate.report import Report
from assistant.evaluate.tables import DEFINITIONS, Definition, Outcome, Slice
from assistant.render.evaluation_text import CORE, figure
from assistant.render.svg_charts import Row, dots, histogram, reliability_chart
from assistant.render.text import printable

_MOST_CASES = 200  # more make the file slow to open; report.json and records.jsonl hold all
_OPEN_CASES = 10
_SHOWN_HITS = 3
_HEADLINES = ("hit@5", "cites_gold", "refusal_f1", "false_refusal_rate", "quote_validity")


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A gold entry as a reader sees it: where it stands, its words, the rank that held it and whether it was cited."""

    document: str
    words: str
    before: str
    after: str
    rank: int | None
    cited: bool


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A citation as a reader sees it: with its sentence where that says more than the quote, and whether it is gold."""

    cited: Cited
    sentence: str | None
    gold: bool


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A question that went wrong, with both sides."""

    outcome: Outcome
    fault: Fault
    citations: tuple[ShownCitation, ...]
    gold: tuple[GoldPlace, ...]
    hits: tuple[FoundPassage, ...]
    opened: bool


def report_page(report: Report) -> str:
    """The page as HTML."""
    whole = report.slices[0]
    shown = worst_first([one for one in report.outcomes if fault(one).severity > Severity.NONE])
    return render(
        "evaluation.html.j2",
        report=report,
        whole=whole,
        headlines=[(name, whole.estimates[name]) for name in _HEADLINES if whole.estimates[name].n],
        groups=_groups(whole),
        core=[name for name in CORE if whole.estimates[name].n],
        dimensions=[(name, _inside(report.slices, name)) for name in ("kind", "language", "jurisdiction")],
        by_kind=_chart(report.slices, ("hit@1", "hit@5", "hit@10"), "hit@k by kind"),
        cited_by_kind=_chart(report.slices, ("cites_gold", "citation_precision"), "citations by kind"),
        reliability_chart=reliability_chart(report.reliability) if report.reliability.bins else None,
        histograms=[(one.step, histogram(one)) for one in report.performance.latencies],
        cases=[_shown(one, place < _OPEN_CASES) for place, one in enumerate(shown[:_MOST_CASES])],
        faults=_counts(report.outcomes),
        more=max(0, len(shown) - _MOST_CASES),
    )


def write_page(file: Path, page: str) -> None:
    """Write a page whole or not at all.

    Raises:
        InputError: the folder cannot be written.
    """
    unfinished = file.with_name(file.name + ".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(page.encode("utf-8", "xmlcharrefreplace"))
        unfinished.replace(file)
    except OSError as problem:
        raise InputError(f"{file} cannot be written ({problem.strerror}); choose another --output") from None


def render(template: str, **values: Any) -> str:
    """Fill a template of this room; every value is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )
    environment.filters["figure"] = figure
    return environment.get_template(template).render(**values)


def _safe(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _groups(whole: Slice) -> list[tuple[str, list[Definition]]]:
    found = []
    for group in Group:
        inside = [one for one in DEFINITIONS if one.group is group]
        if any(whole.estimates[one.name].n for one in inside):
            found.append((group.value, inside))
    return found


def _inside(slices: Sequence[Slice], dimension: str) -> list[Slice]:
    return [one for one in slices if one.dimension == dimension]


def _chart(slices: Sequence[Slice], names: tuple[str, ...], title: str) -> Markup | None:
    """A chart by kind; None when not one kind was measured."""
    rows = [
        Row(one.name, one.estimates[names[0]].n, [one.estimates[name] for name in names])
        for one in (slices[0], *_inside(slices, "kind"))
        if one.estimates[names[0]].n
    ]
    if len(rows) == 2:  # one kind says what all say
        rows = rows[:1]
    return dots(names, rows, title) if rows else None


def _counts(outcomes: Sequence[Outcome]) -> list[tuple[Fault, int]]:
    faults = [fault(one).severity for one in outcomes]
    return [(Fault(one), faults.count(one)) for one in sorted(Severity, reverse=True) if one in faults]


def _shown(outcome: Outcome, opened: bool) -> ShownCase:
    record = outcome.record
    gold = tuple(
        GoldPlace(
            document=place.document,
            words=place.words,
            before=place.before,
            after=place.after,
            rank=next(
                (
                    rank
                    for rank, hit in enumerate(record.hits, start=1)
                    if holds(place, hit.document, hit.start, hit.end)
                ),
                None,
            ),
            cited=any(touches(place, one.document, one.start, one.end) for one in record.citations),
        )
        for place in outcome.located.places
    )
    return ShownCase(outcome, fault(outcome), tuple(_citations(outcome)), gold, record.hits[:_SHOWN_HITS], opened)


def _citations(outcome: Outcome) -> Iterator[ShownCitation]:
    record = outcome.record
    shown = -1
    for cited in record.citations:
        sentence = record.statements[cited.statement]
        repeated = sentence == cited.quote or cited.statement == shown
        shown = cited.statement
        gold = any(touches(place, cited.document, cited.start, cited.end) for place in outcome.located.places)
        yield ShownCitation(cited, None if repeated else sentence, gold)
