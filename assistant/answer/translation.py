"""A sentence in a model's words and a quote in another language -> why the first is no translation of it, or None.

Words cannot be compared across languages as they stand. What can: places, names written in Latin letters, signal words
(negation, bounds, direction, permission), and how many of the claim's content words have a rendering in the quote. That
is weaker than the check within one language, so what passes is marked as translated and shown with the quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer.signals import Signal, signals
from assistant.index.lexical import TermGroup
from assistant.index.tokens import index_tokens
from assistant.jurisdictions import find_jurisdictions

# Content words of a claim that must have a rendering in its quote. See docs/decisions/0021.
LEAST_RENDERED = 0.4
# Both sides must hold these or neither. Intention and parts are worded too differently to compare.
_COMPARED = frozenset({Signal.NEGATION, Signal.AT_LEAST, Signal.AT_MOST, Signal.PERMISSION})
_DIRECTIONS = frozenset({Signal.RISE, Signal.FALL})
_NAME = re.compile(r"\b(?:[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*|[A-Z]{2,})\b")  # CHIPS, R&D, SolarWorld
_TITLE = re.compile(r"《([^《》]+)》")

Renderings = Callable[[str, str, str], Sequence[TermGroup]]


@dataclass(frozen=True, slots=True)
class Languages:
    """Of the claim and of the quote."""

    claim: str
    quote: str


def untranslated(
    claim: str, quote: str, context: Sequence[str], languages: Languages, renderings: Renderings
) -> str | None:
    """What in ``claim`` the quote does not bear out, as a reason; None when nothing was found.

    ``context`` are the names a reader sees beside the quote. ``renderings`` gives the content words of a text in one
    language as groups of index tokens of another.
    """
    beside = " ".join([quote, *context])
    places = {mention.code for mention in find_jurisdictions(claim)}
    known = {mention.code for mention in find_jurisdictions(beside)}
    if places - known:
        return f"places that stand in no quote: {', '.join(sorted(places - known))}"
    names = [name for name in _NAME.findall(claim) if name.lower() not in beside.lower()]
    names += [title for title in _TITLE.findall(claim) if title not in beside]
    if languages.claim == "zh":
        names += [word for word in re.findall(r"[A-Za-z][A-Za-z&.-]{2,}", claim) if word.lower() not in beside.lower()]
    if names:
        return f"names that stand in no quote: {', '.join(dict.fromkeys(names))}"
    differing = (signals(claim) ^ signals(quote)) & _COMPARED
    if differing:
        return f"the claim and its quote differ in what they limit or deny ({', '.join(sorted(differing))})"
    said, written = signals(claim) & _DIRECTIONS, signals(quote) & _DIRECTIONS
    if said - written and written:
        return f"the claim and its quote differ in direction ({', '.join(sorted(said - written))})"
    share = rendered_share(claim, beside, languages, renderings)
    if share < LEAST_RENDERED:
        return f"only {share:.0%} of its words have a counterpart in the quote"
    return None


def rendered_share(claim: str, quote: str, languages: Languages, renderings: Renderings) -> float:
    """Share of the claim's content words that have a rendering in the quote, 0..1; 0 when the claim has none."""
    groups = renderings(claim, languages.claim, languages.quote)
    if not groups:
        return 0.0
    held = set(index_tokens(quote, languages.quote))
    return sum(any(held.issuperset(term.split()) for term in group.terms) for group in groups) / len(groups)
