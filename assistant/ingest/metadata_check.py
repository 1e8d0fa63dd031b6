"""Metadata -> what an editor should look at: fields nobody knows, and sources that contradict each other."""

from __future__ import annotations

from assistant.domain import DatePrecision, DocumentKind, FieldEvidence, FieldOrigin, Metadata, PolicyDate, PolicyStatus
from assistant.ingest.metadata_dates import PUBLICATION_DAYS
from assistant.ingest.metadata_reading import DECLARED, NOT_USED, shown
from assistant.ingest.references import title_key

LOW_CONFIDENCE = 0.6  # a value less sure than this is named as a guess
SURE_TITLE = 0.9  # a heading of the first level; other lines of the text only look like titles
_COMPLETING = frozenset({"relations", "industries", "family", "aliases"})  # lists that add to each other
WORTH_TELLING = 0.5  # a reading less sure than this contradicts nothing


def conflicts(metadata: Metadata) -> tuple[str, ...]:
    """One sentence for every reading that lost, was worth believing and says something else than the value kept.

    A title in other words is a conflict only where somebody states it: lines and names of files are guesses. What the
    text of a digest says of dates and types may concern other documents.
    Two dates some weeks apart are the steps of one publication.
    """
    kept = {entry.field: entry for entry in reversed(metadata.evidence) if not (entry.note or "").startswith(NOT_USED)}
    sentences = []
    for entry in metadata.evidence:
        if not (entry.note or "").startswith(NOT_USED) or entry.field not in kept:
            continue
        other = (entry.note or "").removeprefix(NOT_USED)
        if entry.confidence < WORTH_TELLING or _may_both_be_right(metadata, entry, kept[entry.field], other):
            continue
        value = shown(getattr(metadata, entry.field))
        source = kept[entry.field].origin.value.replace("_", " ")
        sentences.append(f"{entry.field}: {value} ({source}), but {entry.origin.value.replace('_', ' ')} says {other}")
    return tuple(sentences)


def _may_both_be_right(metadata: Metadata, lost: FieldEvidence, kept: FieldEvidence, other: str) -> bool:
    value = getattr(metadata, lost.field)
    if lost.field in _COMPLETING:
        return True
    if metadata.kind is DocumentKind.DIGEST and lost.origin not in DECLARED:
        return True  # a digest names the dates and types of many texts
    if lost.field == "jurisdiction":
        return value.startswith(f"{other}-") or other.startswith(f"{value}-")  # a province lies in its country
    if lost.field == "title":
        one, two = title_key(metadata.title), title_key(other)
        stated = lost.origin in (*DECLARED, FieldOrigin.FORMAT) or (
            lost.origin is FieldOrigin.TEXT and lost.confidence >= SURE_TITLE and kept.origin in DECLARED
        )
        return not stated or one in two or two in one
    if isinstance(value, PolicyDate):
        return _are_steps(value, other) and kept.origin not in DECLARED
    return False


def _are_steps(value: PolicyDate, other: str) -> bool:
    """Whether two days are so near that they are steps of one publication: passed, approved, published."""
    try:
        date = PolicyDate.parse(other)
    except ValueError:
        return False
    whole = date.precision is DatePrecision.DAY and value.precision is DatePrecision.DAY
    return whole and abs((date.day - value.day).days) <= PUBLICATION_DAYS


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
