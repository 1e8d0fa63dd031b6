"""``assistant targets``: a library -> the figures it commits to or reports, one row each with its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.export_options import Exports, check_exports, write_exports
from assistant.cli.options import (
    AsJson,
    Documents,
    Instruments,
    Jurisdictions,
    LibraryOptions,
    ScopeOptions,
    with_options,
)
from assistant.cli.output import print_json, print_plain, print_renderable
from assistant.research.time_frames import TargetKind

if TYPE_CHECKING:
    from assistant.render.drawing import Figure

_MOST_SHOWN = 300


@with_options
def targets(
    *,
    jurisdiction: Jurisdictions = None,
    indicator: Annotated[
        str | None, typer.Option("--indicator", metavar="NAME", help="Only this one: GDP, 研发投入强度, grain output …")
    ] = None,
    year_from: Annotated[
        int | None, typer.Option("--year-from", metavar="YEAR", help="Figures for this year on.")
    ] = None,
    year_to: Annotated[int | None, typer.Option("--year-to", metavar="YEAR", help="Figures up to this year.")] = None,
    kind: Annotated[TargetKind | None, typer.Option("--kind", help="Only targets, or only results.")] = None,
    sure: Annotated[bool, typer.Option("--sure", help="Leave out what is marked unsure.")] = False,
    document: Documents = None,
    instrument: Instruments = None,
    export: Exports = None,
    json: AsJson = False,
    library: LibraryOptions,
) -> None:
    """List numeric targets and results with value, unit, year and quote."""
    from assistant.cli.progress import ProgressBars
    from assistant.research.targets import TargetFilter, find_targets

    check_exports(export)
    wanted = TargetFilter(indicator, kind, year_from, year_to, sure)
    with library.open() as assistant:
        scope = ScopeOptions(jurisdiction, None, None, document, instrument).scope(assistant)
        held = assistant.index.summaries(scope)
        with ProgressBars() as bars:
            found = find_targets((assistant.index.document(one.document_id) for one in held), wanted, bars, len(held))
    from assistant.render.research_reports import targets_report

    is_chinese = sum(one.metadata.language == "zh" for one in held) * 2 >= len(held)
    language = "zh" if is_chinese else "en"
    report = targets_report(found, language)
    if json:
        from assistant.render.research_json import targets_json

        print_json(targets_json(found))
    elif not found:
        print_plain("No such target was found; try --indicator with another name, or without --kind and years.")
    else:
        from assistant.render.report_text import report_text

        print_renderable(report_text(targets_report(found[:_MOST_SHOWN], language), is_with_sources=False))
        hint = f", the first {_MOST_SHOWN} shown; write all with --export FILE" if len(found) > _MOST_SHOWN else ""
        print_plain(f"{len(found)} figures{hint}")

    def picture() -> Figure:
        from assistant.render.charts import targets_chart

        return targets_chart(found, language)

    write_exports(export, report, picture)
