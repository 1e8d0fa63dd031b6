"""Answers and searches -> the JSON objects that programs rely on; described in docs/json-contract.md.

Only additions are made within a major version: a key that stands here keeps its name, type and meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain import Answer, Citation, Hit, Metadata, RejectedClaim, Scope, SearchResult, Statement

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """The object that ``assistant ask --json`` prints; its schema is docs/schemas/ask.schema.json."""
    return {
        "question": answer.question,
        "standalone": answer.standalone,
        "language": answer.language,
        "status": answer.status.value,
        "lead": answer.lead,
        "reason": answer.reason,
        "confidence": round(answer.confidence, 4),
        "drafter": answer.drafter,
        "scope": scope_json(answer.search.scope),
        "statements": [statement_json(statement) for statement in answer.statements],
        "rejected": [_rejected(rejected) for rejected in answer.rejected],
        "hits": _hits(answer.search.hits),
        "warnings": list(answer.warnings),
        "timings_ms": _milliseconds(answer.timings_ms),
    }


def search_json(result: SearchResult) -> Json:
    """The object that ``assistant search --json`` prints; its schema is docs/schemas/search.schema.json."""
    return {
        "question": result.question,
        "language": result.language,
        "scope": scope_json(result.scope),
        "hits": _hits(result.hits),
        "warnings": list(result.warnings),
        "timings_ms": _milliseconds(result.timings_ms),
    }


def scope_json(scope: Scope) -> Json:
    """A scope; an empty list or null does not narrow."""
    return {
        "jurisdictions": list(scope.jurisdictions),
        "year_from": scope.year_from,
        "year_to": scope.year_to,
        "documents": list(scope.documents),
        "instruments": [instrument.value for instrument in scope.instruments],
        "statuses": [status.value for status in scope.statuses],
        "languages": list(scope.languages),
    }


def statement_json(statement: Statement) -> Json:
    """A statement: its text, whose words it is made of, and its citations."""
    return {
        "text": statement.text,
        "wording": statement.wording.value,
        "citations": [citation_json(citation) for citation in statement.citations],
    }


def citation_json(citation: Citation) -> Json:
    """A cited place: document, page, headings, offsets and quote."""
    return {
        **document_json(citation.document.document_id, citation.document.metadata),
        "page": citation.page,
        "heading_path": list(citation.heading_path),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _rejected(rejected: RejectedClaim) -> Json:
    quotes = [{"document": quote.document_id, "words": quote.words} for quote in rejected.claim.quotes]
    return {"text": rejected.claim.text, "reason": rejected.reason, "quotes": quotes}


def _hits(hits: Sequence[Hit]) -> list[Json]:
    return [
        {
            "rank": hit.rank,
            "score": round(hit.score, 6),
            "parts": {part: round(value, 6) for part, value in hit.parts.items()},
            **document_json(hit.passage.document_id, hit.metadata),
            "language": hit.passage.language,
            "page": hit.passage.page,
            "heading_path": list(hit.passage.heading_path),
            "start": hit.passage.start,
            "end": hit.passage.end,
            "text": hit.passage.text,
        }
        for hit in hits
    ]


def document_json(document_id: str, metadata: Metadata) -> Json:
    """What names a document and says how it stands."""
    return {
        "document": document_id,
        "title": metadata.title,
        "jurisdiction": metadata.jurisdiction,
        "kind": metadata.kind.value,
        "status": metadata.status.value,
        "numbers": list(metadata.numbers),
        "date": str(metadata.date) if metadata.date else None,
        "official_title": metadata.official_title,
        "official_url": metadata.official_url,
    }


def _milliseconds(timings: Mapping[str, float]) -> dict[str, float]:
    return {step: round(value, 1) for step, value in timings.items()}
