"""A sentence in a model's words and a quote in another language -> why the first is no translation of it, or None.

Words cannot be compared across languages as they stand. What can: places, names written in Latin letters, signal words
(negation, bounds, direction, permission), and how many of the claim's content words have a rendering in the quote. That
is weaker than the check within one language, so what passes is marked as translated and shown with the quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer.figures import figures
from assistant.answer.signals import Signal, find_signals, signals
from assistant.index.lexical import TermGroup
from assistant.index.tokens import index_tokens
from assistant.jurisdictions import find_jurisdictions

# Content words of a claim that must have a rendering in its quote. See docs/decisions/0021.
LEAST_RENDERED = 0.5
# Content words in a row without one: more is a clause of the model's own.
_LONGEST_GAP = 3
# Both sides must hold these or neither. Intention and parts are worded too differently to compare.
_COMPARED = frozenset({Signal.NEGATION, Signal.AT_LEAST, Signal.AT_MOST, Signal.ABOUT, Signal.PERMISSION})
_DIRECTIONS = frozenset({Signal.RISE, Signal.FALL})
_NAME = re.compile(r"\b(?:[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*?|[A-Z]{2,})(?=s?\b)")  # CHIPS, R&D, SolarWorld
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
    names = [title for title in _TITLE.findall(claim) if title not in beside]
    latin = re.findall(r"[A-Za-z][A-Za-z&.-]{2,}", claim) if languages.claim == "zh" else _NAME.findall(claim)
    names += [
        name
        for name in dict.fromkeys(latin)
        if name.lower() not in beside.lower() and not rendered_share(name, beside, languages, renderings)
    ]
    if names:
        return f"names that stand in no quote: {', '.join(names)}"
    differing = (signals(claim) ^ signals(quote)) & _COMPARED
    if differing:
        return f"the claim and its quote differ in what they limit or deny ({', '.join(sorted(differing))})"
    said, written = signals(claim) & _DIRECTIONS, signals(quote) & _DIRECTIONS
    if said - written and written:
        return f"the claim and its quote differ in direction ({', '.join(sorted(said - written))})"
    rendered = _rendered(claim, beside, languages, renderings)
    share = sum(rendered) / len(rendered) if rendered else 0.0
    if share < LEAST_RENDERED:
        return f"only {share:.0%} of its words have a counterpart in the quote"
    if _longest_gap(rendered) > _LONGEST_GAP:
        return "part of it has no counterpart in the quote"
    return None


def rendered_share(claim: str, quote: str, languages: Languages, renderings: Renderings) -> float:
    """Share of the claim's content words that have a rendering in the quote, 0..1; 0 when the claim has none."""
    rendered = _rendered(claim, quote, languages, renderings)
    return sum(rendered) / len(rendered) if rendered else 0.0


def _rendered(claim: str, quote: str, languages: Languages, renderings: Renderings) -> list[bool]:
    """For each content word of the claim, in order, whether the quote holds a rendering of it.

    Figures and signal words are left to the checks that know them.
    """
    for word in sorted(find_signals(claim), key=lambda one: -one.start):
        claim = f"{claim[: word.start]} {claim[word.end :]}"
    for figure in sorted(figures(claim), key=lambda one: -len(one.surface)):
        claim = claim.replace(figure.surface, " ")
    held = set(index_tokens(quote, languages.quote))
    groups = renderings(claim, languages.claim, languages.quote)
    return [any(held.issuperset(term.split()) for term in group.terms) for group in groups]


def _longest_gap(rendered: Sequence[bool]) -> int:
    return max((len(run) for run in "".join("x" if held else "." for held in rendered).split("x")), default=0)
