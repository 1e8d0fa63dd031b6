"""``assistant fetch``: official texts named in corpus/sources.toml -> files beside the digests, indexed with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import AsJson, IndexName, SettingsFile, settings_of
from assistant.cli.output import print_json, print_plain, print_renderable, print_text


def fetch(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="Official texts to fetch (default: all).")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the official texts and fetch nothing.")] = False,
    sources: Annotated[
        Path, typer.Option("--sources", metavar="FILE", help="List of official texts with their addresses.")
    ] = Path("corpus/sources.toml"),
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER", help="Folder for the files; git ignores the default.")
    ] = Path("corpus/official"),
    only: Annotated[bool, typer.Option("--no-index", help="Fetch, but add nothing to the index.")] = False,
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> int:
    """Fetch official texts from their issuing bodies and index them."""
    from assistant.fetch.sources import choose, read_sources
    from assistant.render.fetched import fetched_json, fetched_text, sources_json, sources_table

    chosen = settings_of(settings, index)
    wanted = choose(read_sources(sources), ids or [])
    if listed:
        print_json(sources_json(wanted)) if json else print_renderable(sources_table(wanted))
        return 0

    from assistant.cli.progress import ProgressBars
    from assistant.fetch.fetch import FetchState
    from assistant.wiring import fetch_official

    with ProgressBars() as progress:
        outcomes = fetch_official(chosen, wanted, into, progress)
    print_json(fetched_json(outcomes, into)) if json else print_text(fetched_text(outcomes, into))
    had = [outcome for outcome in outcomes if outcome.state is not FetchState.UNAVAILABLE]
    if had and not only:
        from assistant.cli.ingest import update_index

        report = update_index(chosen, [into])
        if not json:
            print_plain(f"index: {report.summary()}")
    return 0 if had else 1
