"""An answer and a search -> the record of one question, which holds everything its measures are computed from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain import Answer, Ending, Hit

# Endings without an answer. MODEL_FAILED falls back to extracted sentences, so it counts as what it shows.
REFUSALS = frozenset({Ending.NOT_IN_LIBRARY, Ending.OUTSIDE_SCOPE, Ending.AMBIGUOUS, Ending.FALSE_PREMISE})
_EXCERPT = 400  # characters of a passage that a report shows


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage found; ``text`` is cut to what a report shows."""

    document: str
    start: int
    end: int
    score: float
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was shown: document, range, page and words; ``statement`` is the place of its sentence."""

    statement: int
    document: str
    start: int
    end: int
    page: int | None
    title: str
    language: str
    quote: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a chat model thought of an answer: shares in 0..1, None where there was nothing to judge."""

    faithfulness: float | None
    completeness: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one question. Times in milliseconds, memory in MiB; everything else is the same in every run."""

    identity: str
    hits: tuple[FoundPassage, ...] = ()
    status: str | None = None  # None: only searched, or failed
    confidence: float | None = None
    statements: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    drafter: str | None = None
    reason: str | None = None
    error: str | None = None
    same: bool | None = None  # whether asking again gave the same; None: asked once
    verdict: Verdict | None = None
    search_ms: float | None = None
    ask_ms: float | None = None
    memory_mib: float | None = None

    @property
    def refused(self) -> bool:
        """Whether the question ended without an answer, on purpose."""
        return self.status is not None and (self.status in REFUSALS or not self.statements)

    @property
    def answered(self) -> bool:
        """Whether the reader was given an answer."""
        return self.status is not None and not self.refused


def found_passages(hits: Sequence[Hit]) -> tuple[FoundPassage, ...]:
    """Hits as a record keeps them."""
    return tuple(
        FoundPassage(
            document=hit.passage.document_id,
            start=hit.passage.start,
            end=hit.passage.end,
            score=round(hit.score, 6),
            title=hit.metadata.title,
            text=hit.passage.text[:_EXCERPT],
        )
        for hit in hits
    )


def with_answer(record: Record, answer: Answer) -> Record:
    """The record with what was answered."""
    return replace(
        record,
        status=answer.status.value,
        confidence=round(answer.confidence, 6),
        statements=tuple(statement.text for statement in answer.statements),
        citations=tuple(
            Cited(
                statement=place,
                document=citation.document.document_id,
                start=citation.start,
                end=citation.end,
                page=citation.page,
                title=citation.document.metadata.title,
                language=citation.document.metadata.language,
                quote=citation.quote,
            )
            for place, statement in enumerate(answer.statements)
            for citation in statement.citations
        ),
        drafter=answer.drafter,
        reason=answer.reason,
    )


def outcome(record: Record) -> str:
    """A fingerprint of ending, sentences, citations and hits: what must not change when a question is asked again."""
    parts = [str(record.status), *record.statements]
    parts += [f"{cited.document} {cited.start} {cited.end}" for cited in record.citations]
    parts += [f"{hit.document} {hit.start} {hit.end}" for hit in record.hits]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
