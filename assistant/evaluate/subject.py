"""A case and an opened library -> the record of what became of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answer.conversation import standalone_question
from assistant.domain import Answer, Document, DocumentSummary, Passage, Scope, SearchResult
from assistant.evaluate.case import OPEN_SCOPE, Case
from assistant.evaluate.measures import DEPTH
from assistant.evaluate.record import Record, found_passages, outcome, with_answer
from assistant.evaluate.run import memory_mib

# Passages searched where gold names whole documents: ten documents are to be ranked, and some give several passages.
_DEPTH_FOR_DOCUMENTS = 100


class Library(Protocol):
    """What an evaluation reads of an index."""

    def document(self, document_id: str) -> Document:
        """A document whole; InputError when the library does not hold it."""

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in order."""

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """All documents in the order of their ids."""


class Subject(Protocol):
    """What is evaluated: something that searches and answers."""

    def search(self, query: str, *, scope: Scope = OPEN_SCOPE, k: int | None = None) -> SearchResult:
        """The best ``k`` passages."""

    def ask(self, question: str, *, scope: Scope = OPEN_SCOPE, history: Sequence[str] = ()) -> Answer:
        """An answer or a refusal."""


@dataclass(frozen=True, slots=True)
class Method:
    """How cases are asked; part of what makes a run comparable with another."""

    retrieval_only: bool = False
    use_scope: bool = False  # pass the scope of the case as a filter
    repeats: int = 1  # how often each question is asked; the outcomes must be the same


def examine(subject: Subject, case: Case, method: Method) -> Record:
    """Search and ask one case."""
    record = _once(subject, case, method)
    if method.repeats > 1:
        first = outcome(record)
        same = all(outcome(_once(subject, case, method)) == first for _ in range(method.repeats - 1))
        record = replace(record, same=same)
    return replace(record, memory_mib=round(memory_mib(), 1))


def _once(subject: Subject, case: Case, method: Method) -> Record:
    scope = case.scope if method.use_scope else OPEN_SCOPE
    whole = bool(case.gold) and all(gold.quote is None and gold.page is None for gold in case.gold)
    started = time.perf_counter()
    found = subject.search(
        standalone_question(case.question, case.history), scope=scope, k=_DEPTH_FOR_DOCUMENTS if whole else DEPTH
    )
    searched = time.perf_counter()
    record = Record(case.identity, found_passages(found.hits), search_ms=round(1000 * (searched - started), 2))
    if method.retrieval_only:
        return record
    answer = subject.ask(case.question, scope=scope, history=case.history)
    return replace(with_answer(record, answer), ask_ms=round(1000 * (time.perf_counter() - searched), 2))
