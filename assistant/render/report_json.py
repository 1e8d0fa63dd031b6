"""A report -> one JSON object: blocks in order, every cell with its text, number and citations."""

from __future__ import annotations

from typing import Any

from assistant.render.json_contract import citation_json
from assistant.render.report import Cell, Mark, Paragraph, Report, ReportTable, Run

Json = dict[str, Any]


def report_json(report: Report) -> Json:
    """``{"title", "language", "blocks": [{"kind": "paragraph" | "table", …}]}``."""
    return {
        "title": report.title,
        "language": report.language,
        "blocks": [_table(block) if isinstance(block, ReportTable) else _paragraph(block) for block in report.blocks],
    }


def _paragraph(block: Paragraph) -> Json:
    return {"kind": "paragraph", "level": block.level, "runs": [_run(run) for run in block.runs]}


def _table(table: ReportTable) -> Json:
    return {
        "kind": "table",
        "title": table.title,
        "columns": list(table.columns),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> Json:
    value: Json = {"text": cell.text}
    if cell.number is not None:
        value["number"] = float(cell.number)
    if any(run.mark in (Mark.DELETED, Mark.INSERTED) for run in cell.runs):
        value["runs"] = [_run(run) for run in cell.runs]
    elif cell.citations:
        value["citations"] = [citation_json(citation) for citation in cell.citations]
    return value


def _run(run: Run) -> Json:
    value: Json = {"text": run.text, "mark": run.mark.value}
    if run.citations:
        value["citations"] = [citation_json(citation) for citation in run.citations]
    return value
