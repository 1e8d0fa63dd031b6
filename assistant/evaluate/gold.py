"""Cases and a library -> where each gold entry stands in the stored text, and the entries that stand nowhere.

A range of text *holds* a gold entry when the two share at least half of the shorter one: a quote that the way of
cutting documents splits in two is found by the part that has most of it, and a passage counts for the page on which
most of it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from assistant.answer.citations import find_quote
from assistant.domain import Document, Passage
from assistant.errors import InputError
from assistant.evaluate.case import Case, CaseFile, Gold, LocatedCase, Place, Problem

# Occurrences of one quote that count; a word that stands in a document more often than this is no gold.
_MOST_OCCURRENCES = 200
_AROUND = 80  # characters on either side of a quote that a report shows
_PAGE_WORDS = 240  # characters of a gold page that a report shows


class Texts(Protocol):
    """What this module needs of an index."""

    def document(self, document_id: str) -> Document:
        """A document whole; InputError when the library does not hold it."""

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in order."""


def locate(file: CaseFile, library: Texts) -> tuple[tuple[LocatedCase, ...], tuple[Problem, ...]]:
    """Find every gold entry; a case with an entry that stands nowhere is left out and its line named."""

    @lru_cache(maxsize=256)
    def edges(document_id: str) -> tuple[tuple[int, int], ...]:
        return tuple((passage.start, passage.end) for passage in library.passages_of(document_id))

    located: list[LocatedCase] = []
    problems: list[Problem] = []
    for case in file.cases:
        places: list[Place] = []
        failed = False
        for gold in case.gold:
            found = _place(gold, library)
            if isinstance(found, str):
                problems.append(Problem(case.line, f"{case.identity}: {found}"))
                failed = True
            else:
                places.append(found)
        if not failed:
            located.append(_with_passages(case, tuple(places), edges, library))
    return tuple(located), tuple(problems)


def holds(place: Place, document: str, start: int, end: int) -> bool:
    """Whether a range of ``document`` holds a gold entry; see the first lines of this module."""
    if document != place.document:
        return False
    if place.whole:
        return True
    return any(2 * _shared(start, end, *span) >= min(end - start, span[1] - span[0]) for span in place.spans)


def touches(place: Place, document: str, start: int, end: int) -> bool:
    """Whether a range of ``document`` shares at least one character with a gold entry."""
    if document != place.document:
        return False
    return place.whole or any(_shared(start, end, *span) > 0 for span in place.spans)


def _shared(start: int, end: int, low: int, high: int) -> int:
    return max(0, min(end, high) - max(start, low))


def _with_passages(case: Case, places: tuple[Place, ...], edges: object, library: Texts) -> LocatedCase:
    assert callable(edges)
    jurisdiction = _jurisdiction(case, places, library)
    if places and all(place.whole for place in places):
        grades = tuple(sorted((place.grade for place in places), reverse=True))
        return LocatedCase(case, places, len(places), jurisdiction, grades)
    relevant = sum(
        any(holds(place, document, start, end) for place in places)
        for document in dict.fromkeys(place.document for place in places)
        for start, end in edges(document)
    )
    return LocatedCase(case, places, relevant, jurisdiction, (1,) * relevant)


def _place(gold: Gold, library: Texts) -> Place | str:
    try:
        document = library.document(gold.document)
    except InputError as problem:
        return f"gold names {gold.document!r}: {problem}"
    if gold.quote:
        spans = occurrences(document, gold.quote, gold.start)
        if not spans:
            return f"the gold quote {_short(gold.quote)!r} does not stand in {gold.document}"
        start, end = spans[0]
        before, after = document.text[max(0, start - _AROUND) : start], document.text[end : end + _AROUND]
        return Place(gold.document, spans, gold.grade, words=gold.quote, before=before, after=after)
    if gold.page is not None:
        pages = [(span.start, span.end) for span in document.pages if span.page == gold.page]
        if not pages:
            last = max((span.page for span in document.pages), default=0)
            return f"{gold.document} has no page {gold.page} (it has {last or 'no'} pages)"
        words = " ".join(document.text[pages[0][0] : pages[0][1]].split())
        return Place(gold.document, tuple(pages), gold.grade, words=f"[p. {gold.page}] {words[:_PAGE_WORDS]}")
    return Place(gold.document, ((0, len(document.text)),), gold.grade, True, document.metadata.title)


def occurrences(document: Document, quote: str, start: int | None = None) -> tuple[tuple[int, int], ...]:
    """Where the words stand: to the letter, else after white space, width, quote marks and dashes are made equal.

    With ``start`` only the occurrence nearest to it.
    """
    text = document.text
    found: list[tuple[int, int]] = []
    position = text.find(quote)
    while position >= 0 and len(found) < _MOST_OCCURRENCES:
        found.append((position, position + len(quote)))
        position = text.find(quote, position + 1)
    if not found:
        citation = find_quote(document, quote, start)
        return ((citation.start, citation.end),) if citation else ()
    return (min(found, key=lambda span: abs(span[0] - start)),) if start is not None else tuple(found)


def _jurisdiction(case: Case, places: Sequence[Place], library: Texts) -> str:
    """The jurisdiction a case is about: of its scope, else of its gold documents; ``several``, ``none``."""
    named: Iterable[str | None] = case.scope.jurisdictions or (
        library.document(place.document).metadata.jurisdiction for place in places
    )
    codes = sorted({code for code in named if code})
    return codes[0] if len(codes) == 1 else "several" if codes else "none"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
