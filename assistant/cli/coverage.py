"""``assistant coverage``: an index and a file of answers -> what the library holds and lacks: tables and a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import (
    AsJson,
    IndexName,
    Jurisdictions,
    SettingsFile,
    YearFrom,
    YearTo,
    open_library,
    scope_of,
    settings_of,
)
from assistant.cli.output import print_json, print_renderable


def coverage(
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Answers as 'ask --json' prints them: shows where refusals fell.",
        ),
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Also draw it, as .png or .svg.")
    ] = None,
    jurisdiction: Jurisdictions = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """Show what an index covers by place, year and theme, and what it lacks."""
    import datetime

    from assistant.render.coverage import coverage_json, coverage_tables
    from assistant.render.coverage_picture import check_picture_file, write_picture
    from assistant.research.coverage import cover, read_refusals

    scope = scope_of(jurisdiction, year_from, year_to, None, None)
    if picture is not None:
        check_picture_file(picture)
    refusals = read_refusals(answers) if answers is not None else ()
    with open_library(settings_of(settings, index)) as assistant:
        held = [summary.document_id for summary in assistant.index.summaries(scope)]
        documents = (assistant.index.document(document_id) for document_id in held)
        covered = cover(documents, refusals, datetime.date.today().year)
    if picture is not None:
        write_picture(covered, picture)
    print_json(coverage_json(covered)) if json else print_renderable(coverage_tables(covered))
