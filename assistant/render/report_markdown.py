"""A report -> Markdown: tables with [1] marks, then the numbered sources with their quotes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Citation
from assistant.render.markdown import escape
from assistant.render.reference import reference
from assistant.render.report import Mark, Paragraph, Report, ReportTable, Run, place_of
from assistant.render.research_words import research_label

_AROUND = {
    Mark.STRONG: ("**", "**"),
    Mark.DELETED: ("<del>", "</del>"),
    Mark.INSERTED: ("<ins>", "</ins>"),
    Mark.FAINT: ("*", "*"),
}


def report_markdown(report: Report) -> str:
    """The report as GitHub-flavoured Markdown; document text is escaped and never becomes markup."""
    sources = report.sources()
    blocks = [f"# {escape(report.title)}"]
    for block in report.blocks:
        if isinstance(block, ReportTable) and block.is_for_sheets:
            continue
        if isinstance(block, ReportTable):
            blocks += [f"### {escape(block.title)}"] if block.title != report.title else []
            blocks.append(_table(block, sources))
        else:
            blocks.append(_paragraph(block, sources))
    if sources:
        blocks.append(f"## {research_label('sources', report.language)}")
        blocks += [
            f"\\[{number}\\] {escape(reference(citation))}\n\n> {escape(citation.quote)}"
            for number, citation in enumerate(sources, start=1)
        ]
    return "\n\n".join(blocks) + "\n"


def _paragraph(block: Paragraph, sources: Sequence[Citation]) -> str:
    prefix = "#" * (block.level + 1) + " " if block.level else ""
    return prefix + "".join(_run(run, sources) for run in block.runs)


def _table(table: ReportTable, sources: Sequence[Citation]) -> str:
    shown = table.shown
    lines = [[escape(table.columns[place]) for place in shown], ["---"] * len(shown)]
    lines += [["".join(_run(run, sources) for run in row[place].runs) for place in shown] for row in table.rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _run(run: Run, sources: Sequence[Citation]) -> str:
    opening, closing = _AROUND.get(run.mark, ("", ""))
    text = "<br>".join(escape(line) for line in run.text.split("\n"))
    numbers = {place_of(source): number for number, source in enumerate(sources, start=1)}
    marks = "".join(f" \\[{numbers[place_of(citation)]}\\]" for citation in run.citations)
    return (f"{opening}{text}{closing}" if text.strip() else text) + marks
