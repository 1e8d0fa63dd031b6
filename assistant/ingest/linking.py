"""Metadata of all documents of a library -> the same with relations resolved, repeals applied and versions linked.

What one document says of another depends on what else the library holds, so it is not stored: documents keep what
their own text says, and this is computed whenever the library is read. A target that is ingested later, or removed,
is seen at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain import Metadata, PolicyStatus, Relation, RelationKind
from assistant.ingest.families import link_versions
from assistant.ingest.metadata_status import is_declared, with_status
from assistant.ingest.references import resolve_relations

REPEAL_CONFIDENCE = 0.85  # another document says so by title or number
_INVERSE = {RelationKind.REPEALS: PolicyStatus.REPEALED, RelationKind.SUPERSEDES: PolicyStatus.SUPERSEDED}


def link_documents(documents: Mapping[str, Metadata]) -> dict[str, Metadata]:
    """All documents, linked to each other; the same object where nothing changes."""
    linked = {**documents, **resolve_relations(documents)}
    linked.update(link_versions(linked))
    linked.update(_apply_repeals(linked))
    return linked


def _apply_repeals(documents: Mapping[str, Metadata]) -> dict[str, Metadata]:
    """Documents that another one repeals or supersedes, with that status and a link back."""
    changed: dict[str, Metadata] = {}
    for source_id, source in documents.items():
        for relation in source.relations:
            target_id = relation.target_document_id
            if relation.kind not in _INVERSE or target_id is None or target_id == source_id:
                continue
            target = changed.get(target_id, documents[target_id])
            if not _is_later(source, target):
                continue
            changed[target_id] = _ended(target, source_id, source, _INVERSE[relation.kind])
    return changed


def _is_later(source: Metadata, target: Metadata) -> bool:
    """A text cannot end one that is newer: the title then means an earlier version, which the library does not hold."""
    if source.date is None or target.date is None:
        return True
    return source.date.day >= target.date.day


def _ended(target: Metadata, source_id: str, source: Metadata, status: PolicyStatus) -> Metadata:
    link = Relation(RelationKind.SUPERSEDED_BY, source.title, source_id)
    relations = target.relations if link in target.relations else (*target.relations, link)
    if is_declared(target, "status") or target.status is PolicyStatus.REPEALED:
        return replace(target, relations=relations)
    zh = target.language == "zh"
    verb = ("废止", "repealed by") if status is PolicyStatus.REPEALED else ("代替", "superseded by")
    reason = f"被《{source.title}》{verb[0]}" if zh else f"{verb[1]} {source.title}"
    return with_status(replace(target, relations=relations), status, reason, REPEAL_CONFIDENCE)
