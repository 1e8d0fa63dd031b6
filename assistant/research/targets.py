"""Documents -> the figures they commit to or report, each with indicator, value, year and quote.

Deterministic: sentences are read by rules for their language, years and kind come from the frame of the sentence, and
names that mean one indicator get one key. Precision before recall: what is not plain is left out, and what was guessed
is said in ``doubts``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer.citations import cite
from assistant.domain import Citation, Document, DocumentKind, Instrument
from assistant.progress import Progress, silent
from assistant.research.chinese_readings import chinese_readings
from assistant.research.chinese_words import PROPOSES
from assistant.research.indicator_tables import Binding, RowFigure, row_figures, table_spans
from assistant.research.indicators import GROWTHS, Indicator, Measure, find_indicator, indicators_named, names_growth
from assistant.research.latin_readings import latin_readings
from assistant.research.quantities import Comparator, Quantity, plain
from assistant.research.readings import Doubt, Reading
from assistant.research.time_frames import FramedSentence, TargetKind, TimeFrame, framed_sentences


@dataclass(frozen=True, slots=True)
class Target:
    """A commitment or a result with its proof.

    ``indicator`` is None when the vocabulary has no entry for ``name``, the words of the text. ``quantity`` has the
    value in the base unit of its dimension and, in ``words``, as written. ``year`` is the year the figure belongs to,
    ``base_year`` the one it is counted from. ``doubts`` is () when everything was plain.
    """

    indicator: Indicator | None
    name: str
    measure: Measure
    quantity: Quantity
    kind: TargetKind
    base_year: int | None
    year: int | None
    binding: Binding | None
    citation: Citation
    doubts: tuple[Doubt, ...] = ()

    @property
    def jurisdiction(self) -> str | None:
        """The jurisdiction whose document says it."""
        return self.citation.document.metadata.jurisdiction

    @property
    def key(self) -> tuple[str, Measure]:
        """What two targets share that stand in one row of a table: indicator and measure."""
        return self.indicator.key if self.indicator else self.name, self.measure

    @property
    def value(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest value in the base unit; equal unless it is a range."""
        return self.quantity.low, self.quantity.high

    @property
    def comparator(self) -> Comparator:
        """How the words bound the value."""
        return self.quantity.comparator


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """Which targets are wanted; an empty field does not narrow. ``indicator`` is a name in any of its spellings."""

    indicator: str | None = None
    kind: TargetKind | None = None
    year_from: int | None = None
    year_to: int | None = None
    is_sure: bool = False  # only those without doubts


# Longer ones are tables or broken text; the longest sentence of 240 documents has 1,319 characters.
_LONGEST_SENTENCE = 1_500
_RULES = (Instrument.LAW, Instrument.REGULATION)  # they order and report nothing
_LIST_ITEM = re.compile(r"\s*\(\w{1,5}\)\s")


def find_targets(
    documents: Iterable[Document],
    wanted: TargetFilter = TargetFilter(),
    progress: Progress = silent,
    total: int | None = None,
) -> tuple[Target, ...]:
    """The targets and results of ``documents``, in order of document and place.

    ``documents`` may be a generator: one text is held at a time, and the citations keep the documents they cite.
    """
    keeps = _keeper(wanted)
    found: list[Target] = []
    for done, document in enumerate(documents, start=1):
        found += [target for target in targets_of(document) if keeps(target)]
        progress("targets", done, total)
    return tuple(found)


def targets_of(document: Document) -> tuple[Target, ...]:
    """All targets and results of one document, in order, each place once."""
    found = [_target_of_row(document, figure) for figure in row_figures(document.text, document.metadata.period)]
    tables = table_spans(document.text)
    lead = ""
    for sentence in framed_sentences(document):
        while tables and tables[0][1] <= sentence.span.start:
            tables = tables[1:]
        if tables and tables[0][0] <= sentence.span.start:
            continue
        for reading in _readings(sentence, document.metadata.language, lead):
            target = _target(document, sentence, reading)
            if target is not None:
                found.append(target)
        if not _LIST_ITEM.match(sentence.text):
            lead = sentence.text
    return tuple(sorted(found, key=lambda target: target.citation.start))


def _target_of_row(document: Document, figure: RowFigure) -> Target:
    return Target(
        indicator=find_indicator(plain(figure.name), figure.measure),
        name=figure.name,
        measure=figure.measure,
        quantity=figure.quantity,
        kind=figure.kind,
        base_year=figure.base_year,
        year=figure.year,
        binding=figure.binding,
        citation=cite(document, figure.start, figure.end),
        doubts=figure.doubts,
    )


def _readings(sentence: FramedSentence, language: str, lead: str) -> tuple[Reading, ...]:
    if len(sentence.text) > _LONGEST_SENTENCE or not any(
        character.isdigit() or character in "百千" for character in sentence.text
    ):
        return ()
    return chinese_readings(sentence.text) if language == "zh" else latin_readings(sentence.text, language, lead)


def _target(document: Document, sentence: FramedSentence, reading: Reading) -> Target | None:
    frame = sentence.frame_at(reading.quantity.start)
    doubts = list(reading.doubts)
    kind, year = (reading.kind, reading.year) if reading.kind else (frame.kind, frame.year)
    if reading.kind is TargetKind.TARGET and year is None:
        doubts.append(Doubt.NO_YEAR)
    if reading.kind is None and _is_report_of_an_aim(document, sentence, reading, kind):
        kind, year = None, None
    if kind is None and (reading.is_aim or frame.kind is TargetKind.RESULT):
        kind, year = TargetKind.TARGET, None
        doubts.append(Doubt.NO_YEAR)
    if kind is None or (kind is TargetKind.RESULT and document.metadata.instrument in _RULES):
        return None
    # A digest tells of more than one plan, and what it says without a year need not end with its own period.
    is_told = reading.kind is not None and document.metadata.kind is DocumentKind.DIGEST
    if year is None and kind is TargetKind.TARGET and document.metadata.period and not is_told:
        year = document.metadata.period.end_year
        doubts.append(Doubt.PERIOD_END)
    if year is None and kind is TargetKind.RESULT:
        doubts.append(Doubt.NO_YEAR)
    if reading.measure is Measure.GROWTH and reading.quantity.unit.dimension == "times" and not frame.base_year:
        doubts.append(Doubt.NO_BASE_YEAR)
    start = sentence.span.start
    base_year = _base_year(reading, frame, year)
    return Target(
        indicator=find_indicator(reading.name, reading.measure),
        name=reading.name,
        measure=_over_period(reading.measure, base_year, year),
        quantity=reading.quantity,
        kind=kind,
        base_year=base_year,
        year=year,
        binding=_binding(sentence.text, frame, kind),
        citation=cite(document, start + reading.start, start + reading.end),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _is_report_of_an_aim(
    document: Document, sentence: FramedSentence, reading: Reading, kind: TargetKind | None
) -> bool:
    """In a digest, 2016年的草案提出…: the year is that of the proposal, not of the figure."""
    is_digest = document.metadata.kind is DocumentKind.DIGEST and kind is TargetKind.RESULT
    return is_digest and PROPOSES.search(sentence.text[: reading.quantity.start]) is not None


def _over_period(measure: Measure, base_year: int | None, year: int | None) -> Measure:
    """增长 in a look back on five years is growth over the five years."""
    spans = year is not None and base_year is not None and year - base_year > 1
    return Measure.TOTAL_GROWTH if measure is Measure.GROWTH and spans else measure


def _base_year(reading: Reading, frame: TimeFrame, year: int | None) -> int | None:
    if year is None:
        return None
    if reading.kind is not None:  # the sentence says all of it
        return reading.base_year or (year - reading.span if reading.span else None)
    if reading.measure is Measure.LEVEL:
        return None
    if reading.base_year is not None or reading.span is not None:
        return reading.base_year or year - (reading.span or 0)
    if frame.base_year is not None:
        return frame.base_year
    return year - 1 if reading.measure is Measure.GROWTH else None


def _binding(text: str, frame: TimeFrame, kind: TargetKind) -> Binding | None:
    if kind is TargetKind.RESULT:
        return None
    if "约束性" in text and "预期性" not in text:
        return Binding.BINDING
    return Binding.EXPECTED if frame.is_expected or "预期性" in text else None


def _keeper(wanted: TargetFilter) -> Callable[[Target], bool]:
    indicators: Sequence[Indicator] = indicators_named(wanted.indicator) if wanted.indicator else ()
    spelled = (wanted.indicator or "").casefold()
    is_growth = bool(indicators) and names_growth(spelled) and not any(one.key == "cpi" for one in indicators)

    def keeps(target: Target) -> bool:
        named = target.indicator in indicators or (not indicators and spelled in target.name.casefold())
        in_years = (wanted.year_from is None or (target.year or 0) >= wanted.year_from) and (
            wanted.year_to is None or (target.year is not None and target.year <= wanted.year_to)
        )
        return (
            (not spelled or named)
            and (not is_growth or target.measure in GROWTHS)
            and in_years
            and (wanted.kind is None or target.kind is wanted.kind)
            and not (wanted.is_sure and target.doubts)
        )

    return keeps
