"""Hits of a search -> the sentences that answer best, each with what speaks for it.

``score = hit score + cos(question, sentence) + 0.2 coverage + 0.03 [the quantity asked for stands there]``

Coverage is the share, weighted by rarity, of the question's words that the sentence holds. The weights were chosen on
development questions (docs/evaluation.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answer.asked_form import AskedForm, asked_form, has_form
from assistant.answer.support import supports_place, supports_year
from assistant.domain import Hit, Span
from assistant.index.lexical import TermGroup
from assistant.index.tokens import index_tokens
from assistant.retrieve.question import Question

COVERAGE_WEIGHT = 0.2
FORM_WEIGHT = 0.03
# Headings and fragments answer nothing; Chinese says much in few characters.
_SHORTEST = {"zh": 8}
_SHORTEST_OTHER = 25


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: its place, its score and the parts the refusal score is computed from."""

    hit: Hit
    span: Span
    text: str
    score: float
    cosine: float
    coverage: float
    has_form: bool  # states a quantity of the kind asked for; False where none is asked for


@dataclass(frozen=True, slots=True)
class WeightedTerms:
    """The question's words in the language of the texts: synonym groups and their inverse document frequencies."""

    groups: tuple[TermGroup, ...]
    rarity: tuple[float, ...]


def rank_sentences(
    question: Question,
    hits: Sequence[Hit],
    cosines: Callable[[Hit], NDArray[np.float32]],
    terms: Callable[[str], WeightedTerms],
) -> list[Evidence]:
    """Every sentence of the hits that can be about what the question names, best first.

    ``cosines`` gives the similarity of the question to each sentence of a hit, ``terms`` its words in a language.
    """
    found: list[Evidence] = []
    form = asked_form(question.text)
    for hit in hits:
        if not supports_year(question, hit):
            continue
        found.extend(_sentences(question, form, hit, cosines(hit), terms(hit.passage.language)))
    return sorted(found, key=lambda one: (-one.score, one.hit.rank, one.span.start))


def _sentences(
    question: Question, form: AskedForm | None, hit: Hit, cosines: NDArray[np.float32], terms: WeightedTerms
) -> list[Evidence]:
    passage = hit.passage
    shortest = _SHORTEST.get(passage.language, _SHORTEST_OTHER)
    found = []
    for span, cosine in zip(passage.sentences, cosines, strict=False):
        text = passage.text[span.start - passage.start : span.end - passage.start]
        if len(text) < shortest or _is_heading(text, (hit.metadata.title, *passage.heading_path)):
            continue
        if not supports_place(question, hit, text):
            continue
        share = coverage(text, passage.language, terms)
        stated = form is not None and has_form(form, question.text, text)
        score = hit.score + float(cosine) + COVERAGE_WEIGHT * share + FORM_WEIGHT * stated
        found.append(Evidence(hit, span, text, score, float(cosine), share, stated))
    return found


# A short line that ends like no sentence and is no item of a list is a title.
_SHORT_LINE = 60
_SENTENCE_END = re.compile(r"[。！？；;.!?:：,，、)）”\"'％%\d]$|\b(?:and|or|und|oder|plus)$")
_LIST_MARK = re.compile(r"[-*•|]|[（(]?[一二三四五六七八九十\dA-Za-z]{1,4}[）).、]")
# "(v) Continuation of existing institutes": in statutes an item ends in a sign or a conjunction, its heading does not.
_LETTERED = re.compile(r"\([a-zA-Z\d]{1,4}\)\s")
_LONG_HEADING = 90
_BOILERPLATE = re.compile(r"^(?:#|——|来源[:：]|责任编辑|[*_]{2}[^*]+[*_]{2}$)")


def _is_heading(text: str, path: Sequence[str]) -> bool:
    """Whether a unit of text is a heading or the line under a title rather than a sentence."""
    if len(text) < _SHORT_LINE and not _SENTENCE_END.search(text) and not _LIST_MARK.match(text):
        return True
    if len(text) < _LONG_HEADING and _LETTERED.match(text) and not _SENTENCE_END.search(text):
        return True
    plain = "".join(text.split())
    return bool(_BOILERPLATE.match(text)) or any("".join(heading.split()) == plain for heading in path)


def coverage(text: str, language: str, terms: WeightedTerms) -> float:
    """Share of the question's words, weighted by rarity, that ``text`` holds: 0..1, 0 when the question has none."""
    total = sum(terms.rarity)
    if not total:
        return 0.0
    tokens = set(index_tokens(text, language))
    held = sum(
        rarity
        for group, rarity in zip(terms.groups, terms.rarity, strict=True)
        if any(tokens.issuperset(term.split()) for term in group.terms)
    )
    return held / total
