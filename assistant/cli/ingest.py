"""``assistant ingest``: files and folders -> an index; unchanged files cost a hash, unreadable ones are listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AsJson, IndexName, SettingsFile, settings_of
from assistant.config import Settings

if TYPE_CHECKING:
    from assistant.index.rebuild import UpdateReport


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
    """Print what was done."""
