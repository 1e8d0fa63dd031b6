"""``assistant ingest``: files and folders -> an index; unchanged files cost a hash, unreadable ones are listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AsJson, IndexName, SettingsFile, settings_of
from assistant.cli.output import print_json, print_plain
from assistant.config import Settings
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.index.update_report import UpdateReport


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files or folders with documents.")],
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """Add documents to an index; replace those that changed."""
    report = update_index(settings_of(settings, index), paths)
    show_report(report, json)


def update_index(settings: Settings, paths: list[Path]) -> UpdateReport:
    """Bring the index up to date with ``paths``, with a progress bar for each step."""
    from assistant.cli.progress import ProgressBars
    from assistant.wiring import ingest as ingest_paths

    with ProgressBars() as progress:
        return ingest_paths(settings, paths, None, progress)


def show_report(report: UpdateReport, json: bool) -> None:
    """Print what was done: one line, then every unreadable file with its reason and every repeated one.

    Raises:
        InputError: not one of the files could be read.
    """
    if report.unreadable and not (report.added or report.replaced or report.unchanged or report.repeated):
        first = report.unreadable[0]
        others = f" (and {len(report.unreadable) - 1} other files)" if len(report.unreadable) > 1 else ""
        raise InputError(f"{first.document_id} could not be read: {first.reason}{others}")
    if json:
        print_json(
            {
                "added": sorted(report.added),
                "replaced": sorted(report.replaced),
                "unchanged": sorted(report.unchanged),
                "repeated": [{"document": one.document_id, "same_as": one.same_as} for one in report.repeated],
                "unreadable": [{"document": one.document_id, "reason": one.reason} for one in report.unreadable],
                "passages": report.passages,
                "seconds": round(report.seconds, 2),
            }
        )
        return
    lines = [report.summary(), *(f"not read: {one.document_id}: {one.reason}" for one in report.unreadable)]
    lines += [f"not stored: {one.document_id} holds the same text as {one.same_as}" for one in report.repeated]
    print_plain("\n".join(lines))
