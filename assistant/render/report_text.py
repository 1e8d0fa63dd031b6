"""A report -> what a terminal shows: tables that fit the line, [1] marks, then the numbered sources."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from assistant.domain import Citation
from assistant.render.reference import reference
from assistant.render.report import Cell, Mark, Report, ReportTable, Run, place_of
from assistant.render.research_words import research_label
from assistant.render.text import one_line, printable

_STYLES = {Mark.STRONG: "bold", Mark.DELETED: "red", Mark.INSERTED: "green", Mark.FAINT: "dim"}
# As wdiff marks them: a pipe shows no colours.
_AROUND = {Mark.DELETED: ("[-", "-]"), Mark.INSERTED: ("{+", "+}")}
_MOST_SOURCES = 200


def report_text(report: Report, is_with_sources: bool = True) -> Group:
    """The report for :func:`assistant.cli.output.print_renderable`."""
    sources = report.sources() if is_with_sources else ()
    shown: list[Text | Table] = [Text(one_line(report.title), "bold")]
    for block in report.blocks:
        if isinstance(block, ReportTable) and block.is_for_sheets:
            continue
        if isinstance(block, ReportTable):
            shown.append(_table(block, sources, report.title))
        else:
            line = Text(style="bold" if block.level else "")
            for run in block.runs:
                _append(line, run, sources)
            shown.append(line)
    if sources:
        shown.append(Text(f"\n{research_label('sources', report.language)}", "bold"))
    for number, citation in enumerate(sources[:_MOST_SOURCES], start=1):
        line = Text(f"[{number}] ", "bold cyan").append(one_line(reference(citation)), "default")
        shown.append(line.append(f"\n    “{one_line(citation.quote)}”", "italic dim"))
    return Group(*shown)


def _table(table: ReportTable, sources: Sequence[Citation], whole: str) -> Table:
    places = table.shown
    title = one_line(table.title) if table.title != whole else None
    drawn = Table(title=title, title_justify="left", title_style="bold", show_lines=True, expand=False)
    for place in places:
        drawn.add_column(one_line(table.columns[place]), overflow="fold", ratio=table.widths[place])
    for row in table.rows:
        drawn.add_row(*(_cell(row[place], sources) for place in places))
    return drawn


def _cell(cell: Cell, sources: Sequence[Citation]) -> Text:
    text = Text()
    for run in cell.runs:
        _append(text, run, sources)
    return text


def _append(text: Text, run: Run, sources: Sequence[Citation]) -> None:
    opening, closing = _AROUND.get(run.mark, ("", ""))
    shown = "\n".join(printable(line) for line in run.text.split("\n"))
    text.append(f"{opening}{shown}{closing}", _STYLES.get(run.mark, ""))
    numbers = {place_of(source): number for number, source in enumerate(sources, start=1)}
    for citation in run.citations:
        if place_of(citation) in numbers:
            text.append(f" [{numbers[place_of(citation)]}]", "bold cyan")
