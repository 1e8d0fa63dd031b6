"""Ranked sentences and an optional chat model -> verified statements, one by one, and an account of what was dropped.

With a model, its sentences are proposed, checked and told as they come. Without one, or when nothing it proposed
stands, the answer is extracted word for word and the reader is told why.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from assistant.answer import extractive, messages
from assistant.answer.generative import draft_with_model
from assistant.answer.prompt import ChatModel
from assistant.answer.select import Evidence
from assistant.answer.translation import Renderings
from assistant.domain import ClaimRejected, Document, RejectedClaim, Statement, StatementVerified
from assistant.errors import ModelUnavailableError
from assistant.retrieve.question import Question

EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class Draft:
    """What drafting came to; ``failure`` says why a model did not finish, ``notes`` what else a reader must know."""

    statements: tuple[Statement, ...]
    rejected: tuple[RejectedClaim, ...] = ()
    drafter: str = EXTRACTIVE
    failure: str | None = None
    notes: tuple[str, ...] = ()


def draft(
    question: Question,
    ranked: Sequence[Evidence],
    documents: Callable[[str], Document],
    limit: int,
    model: ChatModel | None,
    renderings: Renderings,
) -> Generator[StatementVerified | ClaimRejected, None, Draft]:
    """Tell each verified statement and each rejected claim, and return the whole; at most ``limit`` statements."""
    if model is None:
        return (yield from _extract(question, ranked, documents, limit))
    statements: list[Statement] = []
    rejected: list[RejectedClaim] = []
    failure: str | None = None
    try:
        for outcome in draft_with_model(model, question, ranked, documents, renderings):
            if isinstance(outcome, RejectedClaim):
                rejected.append(outcome)
                yield ClaimRejected(outcome)
            elif len(statements) < limit:
                statements.append(outcome)
                yield StatementVerified(outcome)
    except ModelUnavailableError as problem:
        failure = str(problem)
    if statements:
        return Draft(tuple(statements), tuple(rejected), model.name, failure)
    extracted = yield from _extract(question, ranked, documents, limit)
    notes = () if failure else (messages.model_gave_nothing(model.name, len(rejected), question.language),)
    return Draft(extracted.statements, tuple(rejected), EXTRACTIVE, failure, notes)


def _extract(
    question: Question, ranked: Sequence[Evidence], documents: Callable[[str], Document], limit: int
) -> Generator[StatementVerified, None, Draft]:
    statements = extractive.draft(question, ranked, documents, limit)
    for statement in statements:
        yield StatementVerified(statement)
    return Draft(statements)
