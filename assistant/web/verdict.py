"""A thumb on an answer -> feedback with its evidence."""

from __future__ import annotations

from assistant.api.contract import FeedbackBody, PlaceBody, StatementBody
from assistant.api.feedback import Verdict
from assistant.api.routes import record_feedback
from assistant.api.service import Service
from assistant.web.record import Turn


def record_verdict(service: Service, request: object, turn: Turn, good: bool) -> None:
    """Store whether a turn was helpful; errors as :func:`record_feedback`."""
    body = FeedbackBody(
        verdict=Verdict.GOOD if good else Verdict.BAD,
        question=turn.question,
        status=turn.status,
        drafter=turn.drafter,
        statements=[StatementBody(text=line.text, citations=list(line.citations)) for line in turn.lines],
        places=[PlaceBody(document=one.document, start=one.start, end=one.end) for one in turn.places],
        scope=turn.scope,
        own=turn.own,
    )
    record_feedback(service, body, request)
