"""Statements and ranked sentences -> the one line that answers a question for a figure or a date, verbatim."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answer.read import ReadPassage
from assistant.answer.select import Evidence
from assistant.domain import Span, Statement
from assistant.ingest.document_numbers import find_document_numbers
from assistant.retrieve.question import Question, Wanted

_BULLET = re.compile(r"^\s*[-*•●]\s+")
_CLAUSE = re.compile(r"(?:[^，；;。,.]|[,.](?! ))+")


def lead(
    question: Question,
    statements: Sequence[Statement],
    ranked: Sequence[Evidence],
    read: Sequence[ReadPassage],
    is_wanted: Callable[[str], bool],
) -> str | None:
    """The clause of the best sentence shown that holds the figure or date asked for; None when that is unclear.

    Where several clauses hold one, the one in which the reading model found its words; without such words none.
    """
    if question.wanted not in (Wanted.FIGURE, Wanted.DATE):
        return None
    best = next((one for one in ranked if _is_shown(one, statements)), None)
    if best is None:
        return None
    clauses = [match.span() for match in _CLAUSE.finditer(best.text) if match.group().strip()]
    if len(clauses) < 2:
        return None
    wanted = [
        (start, end)
        for start, end in clauses
        if is_wanted(best.text[start:end]) and not find_document_numbers(best.text[start:end])
    ]
    if len(wanted) > 1:
        words = _words_in(best, read)
        wanted = [(start, end) for start, end in wanted if words and start < words.end and words.start < end]
    return _BULLET.sub("", best.text[wanted[0][0] : wanted[0][1]]).strip() if len(wanted) == 1 else None


def _is_shown(one: Evidence, statements: Sequence[Statement]) -> bool:
    return any(
        citation.document.document_id == one.hit.passage.document_id
        and citation.start < one.span.end
        and one.span.start < citation.end
        for statement in statements
        for citation in statement.citations
    )


def _words_in(best: Evidence, read: Sequence[ReadPassage]) -> Span | None:
    """Where the words that answer stand in the sentence, offsets in it; None when they do not."""
    for one in read:
        if one.evidence.hit.passage == best.hit.passage and one.margin > 0:
            start, end = one.words.start - best.span.start, one.words.end - best.span.start
            if start < best.span.end - best.span.start and end > 0:
                return Span(max(0, start), end)
    return None
