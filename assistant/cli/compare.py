"""``assistant compare``: a question and several sides -> a matrix in which every cell is proved, or says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.export_options import Exports, check_exports, write_exports
from assistant.cli.options import AsJson, LibraryOptions, ScopeOptions, check_documents, with_options
from assistant.cli.output import print_json, print_renderable
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.domain import Scope
    from assistant.render.drawing import Figure
    from assistant.research.compare import Side
    from assistant.wiring import Assistant


@with_options
def compare(
    *,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What each side is asked.")],
    options: ScopeOptions,
    year: Annotated[list[int] | None, typer.Option("--year", metavar="YEAR", help="Compare years. Repeatable.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Compare every jurisdiction that the library holds documents of.")
    ] = False,
    aspect: Annotated[
        list[str] | None,
        typer.Option("--aspect", metavar="ASPECT", help="Ask this apart. Repeatable (default: those in the question)."),
    ] = None,
    export: Exports = None,
    json: AsJson = False,
    library: LibraryOptions,
) -> None:
    """Put one question to several jurisdictions, years or documents and lay the answers side by side."""
    from assistant.cli.progress import ProgressBars

    check_exports(export)
    scope = options.scope()
    with library.open() as assistant:
        check_documents(assistant, scope)
        sides = _sides(assistant, scope, year or [], everything)
        with ProgressBars() as bars:
            result = assistant.compare(question, sides, tuple(aspect or ()), bars)
    from assistant.render.research_reports import comparison_report

    report = comparison_report(result)
    if json:
        from assistant.render.research_json import comparison_json

        print_json(comparison_json(result))
    else:
        from assistant.render.report_text import report_text

        print_renderable(report_text(report))

    def picture() -> Figure:
        from assistant.render.charts import coverage_chart

        return coverage_chart(result)

    write_exports(export, report, picture)


def _sides(assistant: Assistant, scope: Scope, years: list[int], everything: bool) -> tuple[Side, ...]:
    """One kind of side; what else the options name narrows the scope of all.

    Raises:
        InputError: nothing or too little is named to compare.
    """
    from dataclasses import replace

    from assistant.research.compare import all_jurisdiction_sides, document_sides, jurisdiction_sides, year_sides

    if everything:
        return all_jurisdiction_sides(assistant.index.summaries(scope), replace(scope, jurisdictions=()))
    if len(scope.documents) > 1:
        held = {summary.document_id: summary for summary in assistant.index.summaries()}
        return document_sides((held[one] for one in scope.documents), replace(scope, documents=()))
    if years:
        return year_sides(years, scope)
    if len(scope.jurisdictions) > 1:
        return jurisdiction_sides(scope.jurisdictions, replace(scope, jurisdictions=()))
    raise InputError("name at least two sides: --jurisdiction A --jurisdiction B, --year, --document, or --all")
