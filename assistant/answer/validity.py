"""Cited documents and a day -> one sentence for each that is no longer the last word on its subject."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from assistant.domain import Document, PolicyStatus, RelationKind


def validity_notes(
    documents: Sequence[Document], as_of: datetime.date, language: str, name_of: Callable[[str], str]
) -> tuple[str, ...]:
    """What to know before quoting: superseded, repealed, draft or past its period, with date and successor.

    ``name_of`` turns the target of a relation (a title, a number or a document id) into the name to show.
    """
    notes = (_note(document, as_of, language, name_of) for document in documents)
    return tuple(note for note in dict.fromkeys(notes) if note)


def _note(document: Document, as_of: datetime.date, language: str, name_of: Callable[[str], str]) -> str | None:
    metadata = document.metadata
    chinese = language == "zh"
    title = f"《{metadata.title}》" if chinese else f"“{metadata.title}”"
    successor = next((r.target for r in metadata.relations if r.kind is RelationKind.SUPERSEDED_BY), None)
    if metadata.status is PolicyStatus.SUPERSEDED:
        name = name_of(successor) if successor else ""
        by = (f"，由《{name}》取代" if chinese else f" by “{name}”") if name else ""
        return f"{title}已被取代{by}。" if chinese else f"{title} has been superseded{by}."
    if metadata.status is PolicyStatus.REPEALED:
        return f"{title}已废止。" if chinese else f"{title} has been repealed."
    if metadata.status is PolicyStatus.DRAFT:
        return f"{title}是征求意见稿，尚未生效。" if chinese else f"{title} is a draft and not in force."
    end = metadata.period.end_year if metadata.period else None
    if end is not None and end < as_of.year:
        return f"{title}的实施期已于{end}年底结束。" if chinese else f"The period of {title} ended in {end}."
    if metadata.effective and metadata.effective.day > as_of:
        day = metadata.effective
        return f"{title}自{day}起施行，尚未生效。" if chinese else f"{title} takes effect on {day}."
    return None
