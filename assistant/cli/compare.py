"""``assistant compare``: a question and several sides -> a matrix in which every cell is proved, or says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.export_options import Exports, check_exports, write_exports
from assistant.cli.options import AsJson, LibraryOptions, ScopeOptions, with_options
from assistant.cli.output import print_json, print_renderable

if TYPE_CHECKING:
    from assistant.render.drawing import Figure


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
    from assistant.research.compare import chosen_sides

    check_exports(export)
    with library.open() as assistant:
        scope = options.scope(assistant)
        sides = chosen_sides(scope, year or (), assistant.index.summaries(scope), everything)
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
