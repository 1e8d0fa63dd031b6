"""A measured question -> what went wrong with it and how badly, so that a report can begin with the worst."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from assistant.evaluate.tables import Outcome


class Severity(IntEnum):
    """How much a fault harms a reader; the higher the worse."""

    NONE = 0
    INCOMPLETE = 1
    RANKED_LOW = 2
    NOT_FOUND = 3
    REFUSED = 4
    MISSED_GOLD = 5
    WRONG_DOCUMENT = 6
    ANSWERED_WRONGLY = 7
    FAILED = 8
    FALSE_QUOTE = 9


WORDS = {
    Severity.NONE: "as it should be",
    Severity.INCOMPLETE: "part of the gold is not cited",
    Severity.RANKED_LOW: "gold found, but not among the first five",
    Severity.NOT_FOUND: "gold not found",
    Severity.REFUSED: "refused, though the library answers it",
    Severity.MISSED_GOLD: "cites the right document in the wrong place",
    Severity.WRONG_DOCUMENT: "cites only other documents",
    Severity.ANSWERED_WRONGLY: "answered, though the library has no answer",
    Severity.FAILED: "failed with an error",
    Severity.FALSE_QUOTE: "a quote does not stand in the stored text",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with a question."""

    severity: Severity

    @property
    def text(self) -> str:
        """For the reader of a report."""
        return WORDS[self.severity]


def fault(outcome: Outcome) -> Fault:
    """The worst that can be said of a question."""
    return Fault(_severity(outcome))


def worst_first(outcomes: list[Outcome]) -> list[Outcome]:
    """Outcomes by severity, then by how sure the library was of its mistake, then in their own order."""

    def key(place: int) -> tuple[float, float, int]:
        outcome = outcomes[place]
        confidence = outcome.record.confidence or 0.0
        severity = _severity(outcome)
        sure = confidence if severity is not Severity.REFUSED else 1 - confidence
        return -severity, -sure, place

    return [outcomes[place] for place in sorted(range(len(outcomes)), key=key)]


def _severity(outcome: Outcome) -> Severity:
    record, values = outcome.record, outcome.values
    if outcome.is_invalid:
        return Severity.FALSE_QUOTE
    if record.error is not None:
        return Severity.FAILED
    if record.status is None:  # searched only
        if values.get("hit@10") == 0:
            return Severity.NOT_FOUND
        return Severity.RANKED_LOW if values.get("hit@5") == 0 else Severity.NONE
    if not outcome.located.case.answerable:
        return Severity.NONE if record.refused else Severity.ANSWERED_WRONGLY
    if record.refused:
        return Severity.REFUSED
    if values.get("cites_gold") == 0:
        return Severity.WRONG_DOCUMENT if values.get("wrong_document_rate") == 1 else Severity.MISSED_GOLD
    return Severity.INCOMPLETE if values.get("citation_recall", 1) < 1 else Severity.NONE
