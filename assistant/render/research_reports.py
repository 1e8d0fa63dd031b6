"""Comparisons, targets, versions, timelines and answers -> reports: paragraphs and tables with their citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Answer, Citation, Statement
from assistant.jurisdictions import name
from assistant.render.reference import date_words, reference
from assistant.render.report import Cell, Mark, Paragraph, Report, ReportTable, Run, paragraph, words
from assistant.render.research_words import amount, indicator_name, research_label, word
from assistant.render.words import ending, label, scope_words, status_word
from assistant.research.compare import AspectRow, CellState, Comparison
from assistant.research.compare import Cell as ComparedCell
from assistant.research.differences import SideFigure
from assistant.research.targets import Target
from assistant.research.timeline import Timeline
from assistant.research.versions import ChangeKind, UnitChange, VersionComparison
from assistant.research.word_changes import Edit


def answer_report(answer: Answer) -> Report:
    """An answer with a citation behind every sentence, or a refusal with its reason and what was searched."""
    language = answer.language
    blocks: list[Paragraph | ReportTable] = []
    if answer.lead:
        blocks.append(paragraph(answer.lead, mark=Mark.STRONG))
    blocks += [paragraph(one.text, *one.citations) for one in answer.statements]
    if not answer.statements:
        blocks.append(paragraph(ending(answer.status, language), mark=Mark.STRONG))
        blocks.append(paragraph(label("searched", language, scope_words(answer.search.scope, language))))
    if answer.reason:
        blocks.append(paragraph(answer.reason))
    blocks += [paragraph(label("note", language, warning), mark=Mark.FAINT) for warning in answer.warnings]
    if answer.statements:
        blocks.append(_quotes_table(answer.statements, language))
    return Report(answer.question, language, tuple(blocks))


def comparison_report(comparison: Comparison) -> Report:
    """For each aspect a table of what the sides say and a table of their figures."""
    language = comparison.language
    blocks: list[Paragraph | ReportTable] = []
    for row in comparison.rows:
        title = row.aspect or research_label("whole_question", language)
        blocks.append(_matrix_table(row, title, language))
        blocks += _difference(row, language)
    return Report(research_label("comparison", language, comparison.question), language, tuple(blocks))


def targets_report(targets: Sequence[Target], language: str) -> Report:
    """One table, grouped by indicator and year, places in order."""
    ordered = sorted(targets, key=lambda one: (_group(one, language), one.jurisdiction or "", one.citation.start))
    rows = tuple(_target_row(one, language) for one in ordered)
    columns = (
        "indicator",
        "place",
        "value",
        "normalised",
        "comparator",
        "year",
        "base_year",
        "kind",
        "binding",
        "quote",
    )
    titles = tuple(research_label(column, language) for column in (*columns, "source", "document", "doubts"))
    table = ReportTable(
        research_label("targets", language),
        titles,
        rows,
        (14, 9, 10, 10, 7, 6, 6, 6, 7, 25, 0, 0, 12),
        frozenset({4, 6, 10, 11}),
    )
    return Report(research_label("targets", language), language, (table,))


def versions_report(comparison: VersionComparison, language: str, is_whole: bool = False) -> Report:
    """Every unit that changed, with the words that went and came; unchanged ones too when ``is_whole``."""
    before, after = comparison.before.metadata, comparison.after.metadata
    shown = [one for one in comparison.changes if is_whole or one.kind is not ChangeKind.UNCHANGED]
    counts = research_label("counts", language, *(comparison.count(kind) for kind in ChangeKind))
    names = [
        f"{metadata.title}（{date_words(metadata.date, language)}）" if metadata.date else metadata.title
        for metadata in (before, after)
    ]
    titles = ("change", "article_before", "article_after", "differences", "before", "after")
    table = ReportTable(
        research_label("differences", language),
        tuple(research_label(title, language) for title in titles),
        tuple(_change_row(one, language) for one in shown),
        (8, 10, 10, 72, 0, 0),
        frozenset({4, 5}),
    )
    return Report(research_label("versions", language, *names), language, (paragraph(counts), table))


def timeline_report(line: Timeline, language: str) -> Report:
    """A table of the policies in order of date and a table of their links."""
    titles = {policy.key: policy.title for policy in line.policies}
    held = {policy.key for policy in line.policies if policy.metadata is not None}
    columns = ("date", "place", "title", "number", "period", "status", "document")
    rows = []
    for policy in line.policies:
        metadata = policy.metadata
        if metadata is None:
            continue
        rows.append(
            (
                words(str(metadata.date or "")),
                words(name(metadata.jurisdiction, language) if metadata.jurisdiction else ""),
                words(metadata.title, Mark.STRONG),
                words(metadata.numbers[0] if metadata.numbers else ""),
                words(str(metadata.period or "")),
                words(status_word(metadata.status, language)),
                words(policy.key, Mark.FAINT),
            )
        )
    links = tuple(
        (
            words(titles[link.source] + ("" if link.source in held else research_label("not_held", language))),
            words(word(link.kind, language)),
            words(titles[link.target] + ("" if link.target in held else research_label("not_held", language))),
        )
        for link in line.links
    )
    blocks: list[Paragraph | ReportTable] = [
        ReportTable(
            research_label("timeline", language),
            tuple(research_label(column, language) for column in columns),
            tuple(rows),
            (10, 12, 40, 14, 10, 10, 0),
            frozenset({6}),
        )
    ]
    if links:
        shown = tuple(research_label(column, language) for column in ("newer", "link", "older"))
        blocks.append(ReportTable(research_label("links", language), shown, links, (44, 12, 44)))
    return Report(research_label("timeline", language), language, tuple(blocks))


# --------------------------------------------------------------------------- rows


def _quotes_table(statements: Sequence[Statement], language: str) -> ReportTable:
    """Every cited place once, for spreadsheets and readers who check."""
    places: dict[tuple[str, int, int], Citation] = {}
    for statement in statements:
        for citation in statement.citations:
            places.setdefault((citation.document.document_id, citation.start, citation.end), citation)
    rows = tuple(
        (words(one.quote, Mark.PLAIN, one), words(reference(one)), words(one.document.document_id, Mark.FAINT))
        for one in places.values()
    )
    columns = tuple(research_label(column, language) for column in ("quote", "source", "document"))
    return ReportTable(label("sources", language), columns, rows, (55, 45, 0), frozenset({2}), is_for_sheets=True)


def _matrix_table(row: AspectRow, title: str, language: str) -> ReportTable:
    columns = tuple(research_label(column, language) for column in ("side", "state", "said", "source"))
    rows = tuple(_matrix_row(cell, language) for cell in row.cells)
    return ReportTable(title, columns, rows, (14, 12, 74, 0), frozenset({3}))


def _matrix_row(cell: ComparedCell, language: str) -> tuple[Cell, ...]:
    side = words(cell.side.label(language), Mark.STRONG)
    if cell.state is not CellState.FOUND:
        reason = (cell.answer.reason or "") if cell.answer else ""
        return side, words(word(cell.state, language)), words(reason, Mark.FAINT), words("")
    runs = tuple(Run(("\n" if place else "") + one.text, one.citations) for place, one in enumerate(cell.statements))
    references = dict.fromkeys(reference(citation) for one in cell.statements for citation in one.citations)
    return side, words(research_label("found", language)), Cell(runs), words("\n".join(references))


def _difference(row: AspectRow, language: str) -> list[Paragraph | ReportTable]:
    line = row.difference
    shown = [figure for figure in line.figures if figure.quantity is not None]
    if len(shown) < 2:
        return [paragraph(research_label("no_figures", language), mark=Mark.FAINT)]
    labels = {cell.side.value: cell.side.label(language) for cell in row.cells}
    columns = tuple(
        research_label(column, language)
        for column in ("side", "value", "normalised", "year", "kind", "quote", "source")
    )
    rows = tuple(_difference_row(labels[figure.side], figure, language) for figure in line.figures)
    title = indicator_name(shown[0].target, language) if shown[0].target else row.aspect or row.question
    table = ReportTable(
        research_label("difference", language, title), columns, rows, (14, 12, 14, 7, 8, 45, 0), frozenset({6})
    )
    if line.is_comparable:
        return [table]
    return [table, paragraph(research_label("not_comparable", language), mark=Mark.FAINT)]


def _difference_row(side: str, figure: SideFigure, language: str) -> tuple[Cell, ...]:
    quantity, citation, target = figure.quantity, figure.citation, figure.target
    if quantity is None or citation is None:
        return words(side, Mark.STRONG), words("—"), words(""), words(""), words(""), words(""), words("")
    return (
        words(side, Mark.STRONG),
        words(quantity.words),
        Cell((Run(amount(quantity, language)),), quantity.low),
        words(str(target.year or "") if target else ""),
        words(word(target.kind, language) if target else ""),
        words(citation.quote, Mark.PLAIN, citation),
        words(reference(citation)),
    )


def _group(target: Target, language: str) -> tuple[bool, str, str, int]:
    known = target.indicator is None
    return known, indicator_name(target, language), target.kind.value, target.year or 0


def _target_row(target: Target, language: str) -> tuple[Cell, ...]:
    code = target.jurisdiction
    return (
        words(indicator_name(target, language), Mark.STRONG),
        words(name(code, language) if code else ""),
        words(target.quantity.words),
        Cell((Run(amount(target.quantity, language)),), target.quantity.low),
        words(word(target.comparator, language)),
        words(str(target.year or "")),
        words(str(target.base_year or "")),
        words(word(target.kind, language)),
        words(word(target.binding, language) if target.binding else ""),
        words(target.citation.quote, Mark.PLAIN, target.citation),
        words(reference(target.citation)),
        words(target.citation.document.document_id, Mark.FAINT),
        words("; ".join(word(doubt, language) for doubt in target.doubts), Mark.FAINT),
    )


_MARKS = {Edit.KEPT: Mark.PLAIN, Edit.DELETED: Mark.DELETED, Edit.INSERTED: Mark.INSERTED}


def _change_row(change: UnitChange, language: str) -> tuple[Cell, ...]:
    runs = [Run(re.sub(r"\n\s*", "\n", segment.text), (), _MARKS[segment.edit]) for segment in change.segments]
    cited = tuple(citation for citation in (change.before, change.after) if citation is not None)
    runs[-1] = Run(runs[-1].text, cited, runs[-1].mark)
    return (
        words(word(change.kind, language)),
        words(change.before_heading or ""),
        words(change.after_heading or ""),
        Cell(tuple(runs)),
        words(change.before.quote if change.before else ""),
        words(change.after.quote if change.after else ""),
    )
