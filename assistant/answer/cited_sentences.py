"""A quote inside the passages shown to a model -> the whole sentences around it, with the line that leads a list.

Part of a sentence may say the opposite of the whole ("a hub may receive more" out of "no hub may receive more"), and an
item of a list means nothing without "the following are forbidden:". So claims are judged against whole sentences, and
whole sentences are what is cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.injection import stands_in_instruction
from assistant.answer.select import Evidence
from assistant.domain import Citation, Document, Hit, Span

_MOST_SENTENCES = 3  # a quote of more is no proof of one sentence
_LEAD = re.compile(r"[:：]\s*$|(?:如下|following)[:：]?\s*$", re.IGNORECASE)
_ITEM = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.]|[（(]?\d{1,2}[）).、]|[（(]?[a-zA-Z]{1,3}[）)]|[-*•●]|[一二三四五六七八九十]是)"
)


@dataclass(frozen=True, slots=True)
class CitedSentences:
    """Whole sentences of one passage. ``spans`` are in order and hold the lead of a list first when there is one."""

    hit: Hit
    spans: tuple[Span, ...]
    text: str
    score: float | None  # of the best of them as evidence; None when they are no evidence for the question
    is_instruction: bool  # its paragraph speaks to an assistant


def whole_sentences(citation: Citation, hits: Sequence[Hit], ranked: Sequence[Evidence]) -> CitedSentences | None:
    """The sentences that hold ``citation``; None when it is in none of ``hits`` or spans more than three sentences."""
    for hit in hits:
        passage = hit.passage
        if passage.document_id != citation.document.document_id:
            continue
        if not (passage.start <= citation.start and citation.end <= passage.end):
            continue
        touched = [span for span in passage.sentences if span.start < citation.end and citation.start < span.end]
        if not touched or len(touched) > _MOST_SENTENCES:
            return None
        scores = [one.score for one in ranked if one.hit.passage == passage and one.span in touched]
        lead = _lead_of(touched[0], hit, citation.document)
        spans = (*([lead] if lead else []), *touched)
        text = " ".join(citation.document.text[span.start : span.end] for span in spans)
        tainted = stands_in_instruction(citation.document.text, touched[0].start, touched[-1].end)
        return CitedSentences(hit, spans, text, max(scores, default=None), tainted)
    return None


def _lead_of(first: Span, hit: Hit, document: Document) -> Span | None:
    """The line that introduces the list in which ``first`` is an item."""
    if not _ITEM.match(document.text[first.start : first.end]):
        return None
    for span in reversed([span for span in hit.passage.sentences if span.end <= first.start]):
        text = document.text[span.start : span.end]
        if _LEAD.search(text):
            return span
        if not _ITEM.match(text):
            return None
    return None
