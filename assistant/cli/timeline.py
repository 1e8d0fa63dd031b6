"""``assistant timeline``: a library -> its policies by date, and what implements, succeeds or repeals what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.export_options import Exports, check_exports, write_exports
from assistant.cli.options import (
    AsJson,
    IndexName,
    Instruments,
    Jurisdictions,
    SettingsFile,
    YearFrom,
    YearTo,
    open_library,
    scope_of,
    settings_of,
)
from assistant.cli.output import print_json, print_renderable

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def timeline(
    of: Annotated[
        str | None, typer.Option("--of", metavar="ID", help="Only the document ID and what it is linked with.")
    ] = None,
    jurisdiction: Jurisdictions = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    instrument: Instruments = None,
    references: Annotated[bool, typer.Option("--references", help="Show plain references as links, too.")] = False,
    language: Annotated[
        str, typer.Option("--language", metavar="zh|en", help="Which of a text and its translation to show.")
    ] = "zh",
    export: Exports = None,
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """Show policies in order of date with their lineage."""
    from assistant.research.timeline import lineage
    from assistant.research.timeline import timeline as line_of

    check_exports(export)
    scope = scope_of(jurisdiction, year_from, year_to, None, instrument)
    with open_library(settings_of(settings, index)) as assistant:
        line = line_of(assistant.index.summaries(scope), language, references)
    if of is not None:
        line = lineage(line, of)
    from assistant.render.research_reports import timeline_report

    report = timeline_report(line, language)
    if json:
        from assistant.render.report_json import report_json

        print_json(report_json(report))
    else:
        from assistant.render.report_text import report_text

        print_renderable(report_text(report))

    def picture() -> Figure:
        from assistant.render.timeline_chart import timeline_chart

        return timeline_chart(line, language)

    write_exports(export, report, picture)
