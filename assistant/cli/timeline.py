"""``assistant timeline``: a library -> its policies by date, and what implements, succeeds or repeals what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.export_options import Exports, check_exports, write_exports
from assistant.cli.options import AsJson, LibraryOptions, ScopeOptions, with_options
from assistant.cli.output import print_json, print_renderable

if TYPE_CHECKING:
    from assistant.render.drawing import Figure


@with_options
def timeline(
    *,
    of: Annotated[
        str | None, typer.Option("--of", metavar="ID", help="Only the document ID and what it is linked with.")
    ] = None,
    options: ScopeOptions,
    references: Annotated[bool, typer.Option("--references", help="Show plain references as links, too.")] = False,
    language: Annotated[
        str, typer.Option("--language", metavar="zh|en", help="Which of a text and its translation to show.")
    ] = "zh",
    export: Exports = None,
    json: AsJson = False,
    library: LibraryOptions,
) -> None:
    """Show policies in order of date with their lineage."""
    from assistant.research.timeline import lineage
    from assistant.research.timeline import timeline as line_of

    check_exports(export)
    with library.open() as assistant:
        scope = options.scope(assistant)
        line = line_of(assistant.index.summaries(scope), language, references)
    if of is not None:
        line = lineage(line, of)
    from assistant.render.research_reports import timeline_report

    report = timeline_report(line, language)
    if json:
        from assistant.render.research_json import timeline_json

        print_json(timeline_json(line))
    else:
        from assistant.render.report_text import report_text

        print_renderable(report_text(report))

    def picture() -> Figure:
        from assistant.render.timeline_chart import timeline_chart

        return timeline_chart(line, language)

    write_exports(export, report, picture)
