"""Metadata and what the rest of the library says of its standing -> metadata with that status and its evidence."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import FieldEvidence, FieldOrigin, Metadata, PolicyStatus
from assistant.ingest.metadata_reading import DECLARED


def is_declared(metadata: Metadata, field: str) -> bool:
    """Whether a person declared the value of a field in front matter or a catalog."""
    return any(entry.field == field and entry.origin in DECLARED for entry in metadata.evidence)


def with_status(metadata: Metadata, status: PolicyStatus, reason: str, confidence: float) -> Metadata:
    """The metadata with another status, and its evidence in place of the old one's."""
    others = tuple(entry for entry in metadata.evidence if entry.field not in ("status", "status_reason"))
    proof = (
        FieldEvidence("status", FieldOrigin.DERIVED, confidence, note="another document of the library"),
        FieldEvidence("status_reason", FieldOrigin.DERIVED, confidence),
    )
    return replace(metadata, status=status, status_reason=reason, evidence=(*others, *proof))
