"""Cases with their records -> rows in the form the evaluation library ragas reads (its SingleTurnSample)."""

from __future__ import annotations

from typing import Any

from assistant.evaluate.measures import given_text
from assistant.evaluate.tables import Outcome


def ragas_row(outcome: Outcome) -> dict[str, Any]:
    """One question: input, retrieved and reference contexts, response and reference."""
    case, record = outcome.located.case, outcome.record
    return {
        "user_input": case.question,
        "retrieved_contexts": [hit.text for hit in record.hits],
        "reference_contexts": [place.words for place in outcome.located.places],
        "response": given_text(record) or (record.reason or ""),
        "reference": case.answer or "",
    }
