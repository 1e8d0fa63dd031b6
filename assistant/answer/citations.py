"""Words a drafter proposes -> a citation of the stored document, or the reason why not.

The only module that makes a :class:`Citation`. A quote counts as found when it stands in the canonical text after both
sides were made comparable (white space, width, quote marks, dashes); what is shown is always the original.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from assistant.answer.normalise import Comparable, comparable
from assistant.domain import Citation, Claim, Document, ProposedQuote

# Shorter quotes stand nearly anywhere and prove nothing: a figure with its unit is four characters ("5.5%").
SHORTEST_QUOTE = 4
# How far from the expected place a quote is looked for before the whole document is searched.
_NEIGHBOURHOOD = 4_000


def cite(document: Document, start: int, end: int) -> Citation:
    """Cite a range of a stored document, white space at its ends trimmed.

    Raises:
        ValueError: the range is empty or outside the document.
    """
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    return Citation(document, start, end)


def find_quote(document: Document, words: str, near: int | None = None) -> Citation | None:
    """The place where ``words`` stand in ``document`` (the one nearest to ``near``, else the first), or None."""
    wanted = comparable(words).text
    if len(wanted) < SHORTEST_QUOTE:
        return None
    if near is not None:
        low = max(0, near - _NEIGHBOURHOOD)
        high = min(len(document.text), near + len(words) + _NEIGHBOURHOOD)
        found = _locate(document.text, comparable(document.text, low, high), wanted, near)
        if found:
            return Citation(document, *found)
    found = _locate(document.text, _whole(document.text), wanted, near)
    return Citation(document, *found) if found else None


def proven_quotes(claim: Claim, documents: Callable[[str], Document | None]) -> tuple[Citation, ...] | str:
    """A citation for every quote of a claim, or why one of them does not stand.

    ``documents`` gives the stored document of an id, None when the library has no such document.
    """
    if not claim.quotes:
        return "no quote was given"
    citations: list[Citation] = []
    for quote in claim.quotes:
        citation = _verify_quote(quote, documents)
        if isinstance(citation, str):
            return citation
        citations.append(citation)
    return tuple(citations)


def _verify_quote(quote: ProposedQuote, documents: Callable[[str], Document | None]) -> Citation | str:
    document = documents(quote.document_id)
    if document is None:
        return f"no document {quote.document_id} in the library"
    if len(comparable(quote.words).text) < SHORTEST_QUOTE:
        return f"the quote {quote.words!r} is too short to prove anything"
    citation = find_quote(document, quote.words, quote.near)
    return citation or f"the quoted words do not stand in {quote.document_id}"


def _locate(text: str, haystack: Comparable, wanted: str, near: int | None) -> tuple[int, int] | None:
    """Original offsets of the occurrence of ``wanted`` that starts closest to ``near``."""
    best: tuple[int, int] | None = None
    position = haystack.text.find(wanted)
    while position >= 0:
        last = position + len(wanted) - 1
        found = haystack.origin[position], haystack.origin[last] + 1
        if not _cuts_character(haystack, position, last) and not _cuts_word(text, *found):
            if near is None:
                return found
            if best is None or abs(found[0] - near) < abs(best[0] - near):
                best = found
        position = haystack.text.find(wanted, position + 1)
    return best


def _cuts_word(text: str, start: int, end: int) -> bool:
    """True when ``text[start:end]`` begins or ends inside a number or a Latin word.

    "5%" must not be proved by "15%" or "2.5%", nor "act" by "factor".
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    first, last = text[start], text[end - 1]
    if before and first.isdigit() and (before[-1].isdigit() or (before[-1] in ".,．，" and before[0].isdigit())):
        return True
    if after and last.isdigit() and (after[0].isdigit() or (after[0] in ".,．，" and after[-1:].isdigit())):
        return True
    return (_is_latin(first) and _is_latin(before[-1:])) or (_is_latin(last) and _is_latin(after[:1]))


def _is_latin(character: str) -> bool:
    return character.isalpha() and character < "\u0250"


def _cuts_character(haystack: Comparable, first: int, last: int) -> bool:
    """True when the match begins or ends inside what was one character of the source (the 1 of ①⑩, say)."""
    origin = haystack.origin
    starts_inside = first > 0 and origin[first - 1] == origin[first]
    ends_inside = last + 1 < len(origin) and origin[last + 1] == origin[last]
    return starts_inside or ends_inside


@lru_cache(maxsize=8)
def _whole(text: str) -> Comparable:
    return comparable(text)
