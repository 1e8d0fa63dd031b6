"""Metadata -> what an editor should look at: fields nobody knows, and sources that contradict each other."""

from __future__ import annotations

from assistant.domain import DocumentKind, Metadata, PolicyStatus
from assistant.ingest.metadata_reading import NOT_USED, shown

LOW_CONFIDENCE = 0.6  # a value less sure than this is named as a guess


def conflicts(metadata: Metadata) -> tuple[str, ...]:
    """One sentence for every reading that lost and says something else than the value kept."""
    kept = {entry.field: entry for entry in reversed(metadata.evidence) if not (entry.note or "").startswith(NOT_USED)}
    sentences = []
    for entry in metadata.evidence:
        if not (entry.note or "").startswith(NOT_USED) or entry.field not in kept:
            continue
        other = (entry.note or "").removeprefix(NOT_USED)
        value = shown(getattr(metadata, entry.field))
        source = kept[entry.field].origin.value.replace("_", " ")
        sentences.append(f"{entry.field}: {value} ({source}), but {entry.origin.value.replace('_', ' ')} says {other}")
    return tuple(sentences)


def gaps(metadata: Metadata) -> tuple[str, ...]:
    """The fields a reader relies on that are empty or only guessed."""
    missing = [
        name
        for name, absent in (
            ("jurisdiction", metadata.jurisdiction is None),
            ("date", metadata.date is None),
            ("instrument", metadata.instrument is None),
            ("authorities", not metadata.authorities and metadata.kind is DocumentKind.OFFICIAL),
            ("status", metadata.status is PolicyStatus.UNKNOWN),
            ("language", metadata.language == "und"),
        )
        if absent
    ]
    looked_at = ("title", "jurisdiction", "issued", "instrument")
    guessed = [
        f"{entry.field} (a guess: {entry.origin.value.replace('_', ' ')}, {entry.confidence:.0%})"
        for entry in metadata.evidence
        if entry.field in looked_at
        and entry.confidence < LOW_CONFIDENCE
        and not (entry.note or "").startswith(NOT_USED)
    ]
    return (*missing, *guessed)
