"""A list of official texts, or what became of fetching them -> terminal text or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.fetch.fetch import FetchOutcome, FetchState
from assistant.fetch.sources import OfficialSource
from assistant.render.text import one_line

Json = dict[str, Any]

_STYLES = {
    FetchState.FETCHED: "green",
    FetchState.CHANGED: "yellow",
    FetchState.UNCHANGED: "dim",
    FetchState.UNAVAILABLE: "red",
}


def fetched_text(outcomes: Sequence[FetchOutcome], folder: Path) -> Text:
    """What arrived, then what could not be had and why, with the address for the reader to try."""
    shown = Text()
    for outcome in outcomes:
        source = outcome.source
        if outcome.state is FetchState.UNAVAILABLE:
            continue
        shown.append(f"{outcome.state.value:<10}", _STYLES[outcome.state]).append(f"{folder / source.file_name}")
        size = f"  {outcome.size:,} bytes" if outcome.size is not None else ""
        shown.append(f"{size}  sha256 {(outcome.sha256 or '')[:16]}\n", "dim")
    missing = [outcome for outcome in outcomes if outcome.state is FetchState.UNAVAILABLE]
    if missing:
        shown.append("Could not be had\n", "bold")
    for outcome in missing:
        source = outcome.source
        title = f"{source.title} ({source.number})" if source.number else source.title
        shown.append(f"  {source.source_id}  ", "red").append(f"{one_line(title)}\n")
        shown.append(f"      {one_line(outcome.reason or '')}\n")
        if source.address:
            shown.append(f"      {one_line(source.address)}\n", "dim")
    counts = Counter(outcome.state for outcome in outcomes)
    shown.append(", ".join(f"{counts[state]} {state.value}" for state in FetchState if counts[state]))
    return shown


def fetched_json(outcomes: Sequence[FetchOutcome], folder: Path) -> Json:
    """``{"folder": …, "texts": [{"id", "state", "reason", "file", "sha256", "bytes", "address"}]}``."""
    return {
        "folder": str(folder),
        "texts": [
            {
                "id": outcome.source.source_id,
                "state": outcome.state.value,
                "reason": outcome.reason,
                "file": None if outcome.state is FetchState.UNAVAILABLE else outcome.source.file_name,
                "sha256": outcome.sha256,
                "bytes": outcome.size,
                "address": outcome.source.address,
            }
            for outcome in outcomes
        ],
    }


def sources_table(sources: Sequence[OfficialSource]) -> Table:
    """One row an official text."""
    known = sum(source.address is not None for source in sources)
    caption = f"{len(sources)} official texts, {known} with an official address"
    table = Table("Id", "Title", "Number", "Address", caption=caption, caption_justify="left", box=None)
    for source in sources:
        row = (source.source_id, source.title, source.number or "-", source.address or "-")
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return table


def sources_json(sources: Sequence[OfficialSource]) -> Json:
    """``{"texts": [{"id", "title", "number", "jurisdiction", "language", "address", "shape", "digests", "note"}]}``."""
    return {
        "texts": [
            {
                "id": source.source_id,
                "title": source.title,
                "number": source.number,
                "jurisdiction": source.jurisdiction,
                "language": source.language,
                "address": source.address,
                "shape": source.shape.value,
                "digests": list(source.digests),
                "note": source.note,
            }
            for source in sources
        ]
    }
