"""HTTP requests of programs -> JSON: search, ask, documents, feedback, health and metrics."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Query, Request, Response

from assistant.api.contract import Ask, Compare, FeedbackBody, Search, Told
from assistant.api.feedback import Evidence, Feedback, now
from assistant.api.metrics import CONTENT_TYPE
from assistant.api.service import Service, person_of
from assistant.domain import Instrument, Scope
from assistant.errors import InputError
from assistant.jurisdictions import parse_jurisdiction
from assistant.render.documents import document_json, list_json
from assistant.render.json_contract import answer_json, search_json
from assistant.render.research_json import comparison_json

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Told, "description": "The request cannot be used; the sentence says why"},
    401: {"model": Told, "description": "Log in first"},
    404: {"model": Told, "description": "There is no such thing"},
    429: {"model": Told, "description": "Too many questions; Retry-After says how many seconds to wait"},
    503: {"model": Told, "description": "The index or a model cannot be used now"},
}
_LONGEST_TEXT = 200_000  # characters of a document's text in one answer


def question_routes(service: Service) -> APIRouter:
    """Ask, search and feedback."""
    router = APIRouter(prefix="/api/v1", responses=_PROBLEMS)

    @router.post("/ask", summary="Answer a question with cited passages, or refuse with a reason")
    def ask_policies(body: Ask, request: Request) -> dict[str, Any]:
        """The answer follows docs/schemas/ask.schema.json: statements, each with citations whose quote stands
        verbatim in the document at the offsets given; `status` says how the question ended.
        """
        answer = service.ask(person_of(request), body.question, scope=body.scope(), history=body.history, own=body.own)
        return answer_json(answer)

    @router.post("/search", summary="Find passages, best first")
    def search_policies(body: Search, request: Request) -> dict[str, Any]:
        """The answer follows docs/schemas/search.schema.json."""
        return search_json(service.search(person_of(request), body.query, scope=body.scope(), k=body.k, own=body.own))

    @router.post(
        "/compare", summary="Put one question to jurisdictions, years or documents; every cell cites its source"
    )
    def compare_policies(body: Compare, request: Request) -> dict[str, Any]:
        """The answer follows docs/schemas/compare.schema.json."""
        scope = Scope(year_from=body.year_from, year_to=body.year_to, documents=tuple(body.documents))
        result = service.compare(
            person_of(request), body.question, body.jurisdictions, body.aspects, scope=scope, years=body.years
        )
        return comparison_json(result)

    @router.post("/feedback", status_code=201, summary="Store a verdict on an answer with its evidence")
    def give_feedback(body: FeedbackBody, request: Request) -> dict[str, str]:
        """Quotes are read from the library at the places given."""
        record_feedback(service, body, request)
        return {"stored": body.verdict.value}

    return router


def record_feedback(service: Service, body: FeedbackBody, request: object) -> None:
    """Store a verdict; the evidence is what stands in the library.

    Raises:
        InputError: a place is not in the library, or the citation is none of the places.
    """
    person = person_of(request)
    service.admit(person)
    evidence = []
    for place in body.places:
        text = service.document(person, place.document, body.own).text
        if not place.start < place.end <= len(text):
            raise InputError(f"{place.document} has no characters {place.start} to {place.end}")
        evidence.append(Evidence(place.document, place.start, place.end, text[place.start : place.end]))
    service.feedback.add(
        Feedback(
            given=now(),
            person=person.name,
            verdict=body.verdict,
            question=body.question,
            status=body.status,
            drafter=body.drafter,
            statements=tuple(statement.text for statement in body.statements),
            evidence=tuple(evidence),
            scope=body.scope,
            citation=body.citation,
            comment=body.comment,
        )
    )
    service.metrics.feedback(body.verdict.value)


def document_routes(service: Service) -> APIRouter:
    """The documents of the library."""
    router = APIRouter(prefix="/api/v1", responses=_PROBLEMS)

    @router.get("/documents", summary="List the documents of the library")
    def list_documents(
        request: Request,
        jurisdiction: list[str] = Query(default=[], max_length=50),  # noqa: B008 - FastAPI's own idiom
        instrument: list[Instrument] = Query(default=[]),  # noqa: B008
        year_from: int | None = None,
        year_to: int | None = None,
        own: bool = False,
    ) -> dict[str, Any]:
        """Every document with its metadata, in the order of the ids."""
        scope = Scope(
            jurisdictions=tuple(parse_jurisdiction(place) for place in jurisdiction),
            instruments=tuple(instrument),
            year_from=year_from,
            year_to=year_to,
        )
        held = service.library(person_of(request), own).index.summaries(scope)
        return list_json({summary.document_id: summary.metadata for summary in held})

    @router.get("/documents/{document_id:path}", summary="One document: metadata, outline, a part of its text")
    def get_document(
        document_id: str,
        request: Request,
        start: int = Query(default=0, ge=0),
        end: int | None = Query(default=None, ge=0),
        own: bool = False,
    ) -> dict[str, Any]:
        """`text` holds the characters from `start` to `end`, at most 200,000; citations use the same offsets."""
        return describe_document(service, person_of(request), document_id, start, end, own)

    return router


def describe_document(
    service: Service, person: Any, document_id: str, start: int = 0, end: int | None = None, own: bool = False
) -> dict[str, Any]:
    """A document as JSON with the characters ``start`` to ``end`` of its text, at most 200,000.

    Raises:
        InputError: the library does not hold it.
    """
    from assistant.domain import ParsedDocument
    from assistant.ingest.accounting import account

    index = service.library(person, own).index
    document = index.document(document_id)
    passages = index.passages_of(document_id)
    last = min(len(document.text), start + _LONGEST_TEXT, len(document.text) if end is None else end)
    content = document_json(document, len(passages), account(ParsedDocument(document, passages)))
    return {
        **content,
        "characters": len(document.text),
        "start": start,
        "end": max(start, last),
        "text": document.text[start:last],
    }


def health_routes(service: Service) -> APIRouter:
    """For whoever runs the service."""
    router = APIRouter()

    @router.get("/healthz", summary="Whether the service can answer")
    def healthz(response: Response) -> dict[str, Any]:
        """200 with the number of documents, or 503 when the library cannot be read."""
        try:
            documents = len(service.shared.index.summaries())
        except Exception as problem:  # noqa: BLE001 - whatever it is, the service is not healthy
            response.status_code = 503
            return {"status": "unusable", "reason": type(problem).__name__}
        return {"status": "ok", "documents": documents}

    @router.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        documents = len(service.shared.index.summaries())
        return Response(service.metrics.exposition(documents), media_type=CONTENT_TYPE)

    return router
