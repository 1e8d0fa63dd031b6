"""An answer -> its citations numbered [1], [2] … in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Answer, Citation, Statement


def numbered_citations(answer: Answer) -> tuple[Citation, ...]:
    """Every cited place once, in order of first mention: citation ``n`` is at position ``n - 1``."""
    places: dict[tuple[str, int, int], Citation] = {}
    for statement in answer.statements:
        for citation in statement.citations:
            places.setdefault(_place(citation), citation)
    return tuple(places.values())


def numbers_of(statement: Statement, sources: Sequence[Citation]) -> tuple[int, ...]:
    """The numbers of a statement's citations among ``sources`` (see :func:`numbered_citations`), each once."""
    number_at = {_place(source): number for number, source in enumerate(sources, start=1)}
    return tuple(dict.fromkeys(number_at[_place(citation)] for citation in statement.citations))


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document.document_id, citation.start, citation.end
