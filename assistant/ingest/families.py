"""Documents of a library -> which are the same text, and which are versions of one document."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from assistant.domain import Document, DocumentKind, Metadata, PolicyStatus, Relation, RelationKind
from assistant.ingest.metadata_status import is_declared, with_status
from assistant.ingest.references import title_key

SHINGLE = 8  # letters; Broder (1997) takes words, which Chinese does not mark
VERSION_CONFIDENCE = 0.8  # one title in one place with two dates: rarely two documents


def family_key(title: str, jurisdiction: str | None, language: str) -> str:
    """What all versions of a document share: jurisdiction, language and the title without version marks."""
    return f"{jurisdiction or '?'}/{language}/{title_key(title)}"


def text_fingerprint(text: str) -> str:
    """The same for two files that hold the same words: marks, spaces, width and case do not count."""
    return hashlib.sha256(_letters(text).encode("utf-8", "replace")).hexdigest()


def similarity(first: str, second: str) -> float:
    """Share of the runs of eight letters that two texts have in common, 0..1 (Jaccard); marks and spaces do not count.

    A page number or a broken word in one of them costs eight runs of thousands, a changed article hundreds.
    """
    one, other = _shingles(first), _shingles(second)
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def words_of(document: Document) -> str:
    """The text of a document without what its passages leave out: running heads and tables of contents."""
    kept, position = [], 0
    for gap in sorted(document.left_out, key=lambda gap: gap.start):
        kept.append(document.text[position : max(position, gap.start)])
        position = max(position, gap.end)
    return "".join([*kept, document.text[position:]])


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _shingles(text: str) -> frozenset[str]:
    letters = _letters(text)
    return frozenset(letters[start : start + SHINGLE] for start in range(max(1, len(letters) - SHINGLE + 1)))


def link_versions(documents: Mapping[str, Metadata]) -> dict[str, Metadata]:
    """Mark the older versions in each family as superseded by the newest, and link them to it.

    Only documents that change are returned. A family needs two different dates; a status that a person declared is not
    touched unless it is ``unknown``, and digests are left as their editors wrote them. A draft never supersedes.
    """
    families: dict[str, list[str]] = {}
    for document_id, metadata in documents.items():
        official = metadata.kind is DocumentKind.OFFICIAL and metadata.status is not PolicyStatus.DRAFT
        if metadata.family and metadata.date and official:
            families.setdefault(metadata.family, []).append(document_id)
    changed: dict[str, Metadata] = {}
    for members in families.values():
        ordered = sorted(members, key=lambda member: (str(documents[member].date), member))
        newest = documents[ordered[-1]]
        for document_id in ordered[:-1]:
            if documents[document_id].date != newest.date:
                changed[document_id] = _superseded(documents[document_id], ordered[-1], newest)
                older = Relation(RelationKind.VERSION_OF, documents[document_id].title, document_id)
                current = changed.get(ordered[-1], newest)
                if older not in current.relations:
                    changed[ordered[-1]] = replace(current, relations=(*current.relations, older))
    return {document_id: metadata for document_id, metadata in changed.items() if metadata != documents[document_id]}


def _superseded(metadata: Metadata, newest_id: str, newest: Metadata) -> Metadata:
    link = Relation(RelationKind.SUPERSEDED_BY, newest.title, newest_id)
    relations = metadata.relations if link in metadata.relations else (*metadata.relations, link)
    unknown = metadata.status is PolicyStatus.UNKNOWN
    if metadata.status in (PolicyStatus.REPEALED, PolicyStatus.DRAFT) or (
        is_declared(metadata, "status") and not unknown
    ):
        return replace(metadata, relations=relations)
    reason = f"已有{newest.date}的新版本" if metadata.language == "zh" else f"there is a newer version of {newest.date}"
    return with_status(replace(metadata, relations=relations), PolicyStatus.SUPERSEDED, reason, VERSION_CONFIDENCE)
