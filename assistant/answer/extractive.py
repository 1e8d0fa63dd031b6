"""Ranked sentences -> the statements of an answer without a language model: verbatim, cited, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answer.citations import cite
from assistant.answer.normalise import comparable
from assistant.answer.select import Evidence
from assistant.domain import Document, Hit, RelationKind, Span, Statement
from assistant.retrieve.question import Question, Wanted

# A sentence this far below the best one answers something else. Development questions, see docs/evaluation.md.
MARGIN = 0.12
# A sentence of another document must come closer still, else one answer mixes two policies.
OTHER_DOCUMENT_MARGIN = 0.05
_LONGEST_LIST = 1_200  # characters of an enumeration that is kept whole
_LIST_LEAD = re.compile(r"[:：—]\s*$|(?:如下|包括|以下|following)[:：]?\s*$", re.IGNORECASE)
_MOST_ITEMS = 12  # items of one list that are shown when the list is what was asked for
# The mark of a list item is no part of what is quoted; "(1)" and （一） are, because people cite them.
_BULLET = re.compile(r"(?:[-*•●]\s+)?")
_LIST_ITEM = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]?\d{1,2}[）).、]|[（(][a-zA-Z]{1,3}[）)]|[-*•●]|[一二三四五六七八九十]是)"
)


def draft(
    question: Question,
    ranked: Sequence[Evidence],
    documents: Callable[[str], Document],
    limit: int,
) -> tuple[Statement, ...]:
    """At most ``limit`` statements; every jurisdiction the question names that has evidence gets one."""
    chosen = _choose(question, ranked, limit)
    spans: dict[str, list[Span]] = {}
    for one in chosen:
        spans.setdefault(one.hit.passage.document_id, []).append(_whole_list(one))
    if question.wanted in (Wanted.LIST, Wanted.WHO):
        for one in chosen:
            spans[one.hit.passage.document_id].extend(_sibling_items(one, chosen))
    statements = []
    for document_id, places in spans.items():
        document = documents(document_id)
        for span in _merged(places, document.text):
            start = span.start + len(_BULLET.match(document.text[span.start : span.end])[0])  # type: ignore[index]
            citation = cite(document, start, span.end)
            statements.append(Statement(citation.quote, (citation,)))
    return tuple(statements)


def _choose(question: Question, ranked: Sequence[Evidence], limit: int) -> list[Evidence]:
    if not ranked:
        return []
    ranked = _in_the_language_asked(question, ranked)
    chosen: list[Evidence] = []
    seen: set[str] = set()

    def take(one: Evidence) -> None:
        key = comparable(one.text).text
        if any(_are_translations(one.hit, other.hit) for other in chosen):
            return  # the same digest in the other language says the same again
        if key not in seen and len(chosen) < limit:
            seen.add(key)
            chosen.append(one)

    if len(question.jurisdictions) > 1:
        for code in question.jurisdictions:
            best = next((one for one in ranked if one.hit.metadata.jurisdiction == code), None)
            if best is not None:
                take(best)
    top = ranked[0]
    for one in ranked:
        same = one.hit.passage.document_id == top.hit.passage.document_id
        if one.score >= top.score - (MARGIN if same else OTHER_DOCUMENT_MARGIN):
            take(one)
    return chosen


def _in_the_language_asked(question: Question, ranked: Sequence[Evidence]) -> Sequence[Evidence]:
    """The evidence without documents of which the translation into the question's language answers about as well."""
    best: dict[str, Evidence] = {}
    for one in ranked:
        best.setdefault(one.hit.passage.document_id, one)
    own = [one for one in best.values() if one.hit.metadata.language == question.language]

    def told_better(one: Evidence) -> bool:
        first = best[one.hit.passage.document_id]
        return one.hit.metadata.language != question.language and any(
            _are_translations(one.hit, other.hit) and other.score >= first.score - MARGIN for other in own
        )

    return [one for one in ranked if not told_better(one)]


def _are_translations(first: Hit, second: Hit) -> bool:
    return any(
        relation.kind is RelationKind.TRANSLATION_OF and relation.target == other.passage.document_id
        for one, other in ((first, second), (second, first))
        for relation in one.metadata.relations
    )


def _whole_list(one: Evidence) -> Span:
    """The sentence, or the whole enumeration when the sentence introduces one."""
    passage = one.hit.passage
    if not _LIST_LEAD.search(one.text):
        return one.span
    end = one.span.end
    for span in passage.sentences:
        if span.start < one.span.end:
            continue
        text = passage.text[span.start - passage.start : span.end - passage.start]
        if not _LIST_ITEM.match(text) or span.end - one.span.start > _LONGEST_LIST:
            break
        end = span.end
    return Span(one.span.start, end)


def _sibling_items(one: Evidence, chosen: Sequence[Evidence]) -> list[Span]:
    """The other items of a list of which at least two were chosen: half a list is a wrong answer to "which"."""
    passage = one.hit.passage
    run: list[Span] = []
    for span in passage.sentences:
        is_item = bool(_LIST_ITEM.match(passage.text[span.start - passage.start : span.end - passage.start]))
        if is_item:
            run.append(span)
        if not is_item or span is passage.sentences[-1]:
            taken = sum(span in run for span in (other.span for other in chosen if other.hit.passage == passage))
            if one.span in run and taken >= 2:
                return run[:_MOST_ITEMS]
            run = []
    return []


def _merged(spans: Sequence[Span], text: str) -> list[Span]:
    """Spans in reading order, those that touch or overlap within a paragraph joined."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        gap = text[merged[-1].end : span.start] if merged else ""
        if merged and not gap.strip() and "\n" not in gap:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
