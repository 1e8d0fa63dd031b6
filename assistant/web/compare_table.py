"""A comparison -> the HTML of its matrix: a row an aspect, a column a side, every cell with its citations to open."""

from __future__ import annotations

from html import escape

from assistant.domain import Statement
from assistant.render.reference import reference
from assistant.research.compare import Cell, CellState, Comparison
from assistant.web.panel import document_address
from assistant.web.record import Place
from assistant.web.texts import say

_SHORT = 90


def comparison_html(comparison: Comparison, own: bool, language: str) -> str:
    """The matrix; a cell shows its first sentence and opens to all of them with their sources."""
    head = "".join(f'<th scope="col">{escape(side.label(language))}</th>' for side in comparison.sides)
    rows = ""
    for row in comparison.rows:
        aspect = row.aspect or comparison.question
        cells = "".join(_cell(cell, own, language) for cell in row.cells)
        rows += f'<tr><th scope="row">{escape(aspect)}</th>{cells}</tr>'
    corner = escape(say("aspect", language))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(comparison.question)}">'
        f'<table class="matrix"><thead><tr><th scope="col">{corner}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(cell: Cell, own: bool, language: str) -> str:
    side = escape(cell.side.label(language))
    if cell.state is not CellState.FOUND:
        return f'<td class="nothing" data-label="{side}">{escape(say(f"cell_{cell.state.value}", language))}</td>'
    first = " ".join(cell.statements[0].text.split())
    short = first[:_SHORT] + ("…" if len(first) > _SHORT else "")
    inside = "".join(_statement(statement, own, language) for statement in cell.statements)
    return (
        f'<td data-label="{side}"><details><summary>{escape(short)} '
        f'<span class="quiet">[{len(cell.statements)}]</span></summary>{inside}</details></td>'
    )


def _statement(statement: Statement, own: bool, language: str) -> str:
    sources = ""
    for citation in statement.citations:
        place = Place(citation.document.document_id, citation.start, citation.end, citation.quote)
        address = escape(document_address(citation.document, place, own, language))
        quote = escape(" ".join(citation.quote.split()))
        label = escape(reference(citation))
        sources += f'<a class="open" target="_blank" href="{address}" title="{quote}">{label}</a>'
    return f'<p class="statement">{escape(statement.text)}<br>{sources}</p>'
