"""Turns -> the HTML of the source panel. Every text of a document is escaped; nothing of it is trusted as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

from assistant.answer.citations import cite
from assistant.domain import Document, DocumentKind, Metadata, PolicyStatus
from assistant.errors import AssistantError
from assistant.jurisdictions import name
from assistant.render.bibtex import bibtex
from assistant.render.legal_place import legal_place
from assistant.render.reference import reference
from assistant.render.words import digest_words
from assistant.web.record import Place, Turn
from assistant.web.texts import STATUS, pick, say

# How much of the surroundings of a quote is shown on each side, in characters.
_CONTEXT = 220
_EXCERPT = 300
_SNIPPET = 60
_HOW = ("how_1", "how_2", "how_3", "how_4")

_HEADING = re.compile(r"^(#{1,6} )", re.MULTILINE)

FindDocument = Callable[[str, bool], Document]


def panel_html(turns: Sequence[Turn], find: FindDocument, language: str) -> str:
    """One section a turn, the last one visible; ``find(document_id, own)`` gives the stored document."""
    sections = [
        _section(turn, number, find, language, hidden=number != len(turns))
        for number, turn in enumerate(turns, start=1)
        if turn.places or turn.nearest
    ]
    if not sections:
        return empty_html(language)
    return "".join(sections)


def empty_html(language: str) -> str:
    """The panel before the first question."""
    return (
        f'<section class="sources empty"><h2>{escape(say("how_title", language))}</h2>'
        f"<ol>{''.join(f'<li>{escape(say(key, language))}</li>' for key in _HOW)}</ol></section>"
    )


def metadata_badges(metadata: Metadata, language: str) -> str:
    """Status and kind as small labels."""
    badges = ""
    if metadata.status is not PolicyStatus.UNKNOWN:
        words = pick(STATUS[metadata.status.value], language)
        badges += f'<span class="badge {metadata.status.value}">{escape(words)}</span>'
    if metadata.kind is DocumentKind.DIGEST:
        badges += f'<span class="badge digest">{escape(digest_words(metadata, language))}</span>'
    return badges


def text_html(text: str) -> str:
    """Document text, escaped; the signs that make a line of Markdown a heading stay in it, unseen."""
    return _HEADING.sub(r'<span class="markup">\1</span>', escape(text))


def one_line(text: str) -> str:
    """Document text as a reader scans it: without signs of headings, in one line."""
    return " ".join(_HEADING.sub("", text).split())


def official_link(metadata: Metadata, language: str) -> str:
    """A link to the official text, "" when its address is none of the web."""
    address = metadata.official_url or ""
    if not address.startswith(("https://", "http://")):
        return ""
    label = escape(say("official_text", language))
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{label} ↗</a>'


def has_pages(document: Document) -> bool:
    """Whether pages of its file can be drawn: it was read line by line from a page."""
    return bool(document.lines) and document.source is not None


def document_address(document: Document, place: Place, own: bool, language: str) -> str:
    """The address of a place in the reading page: its page with the quote marked, or the text."""
    query: dict[str, object] = {"id": place.document, "start": place.start, "end": place.end, "lang": language}
    query |= {"own": 1} if own else {}
    query |= {"view": "page"} if has_pages(document) else {}
    return f"/document?{urlencode(query)}#quote"


def _section(turn: Turn, number: int, find: FindDocument, language: str, *, hidden: bool) -> str:
    answered = bool(turn.lines)
    places = turn.places if answered else turn.nearest
    heading = say("sources" if answered else "nearest", language)
    cards = "".join(
        _card(place, f"{number}-{position}", position, turn, find, language)
        for position, place in enumerate(places, start=1)
    )
    data = json.dumps(_feedback(turn), ensure_ascii=False) if answered else ""
    return (
        f'<section class="sources" id="sources-{number}" data-answer="{escape(data)}" aria-label="{escape(heading)}"'
        f"{' hidden' if hidden else ''}><h2>{escape(heading)}</h2>"
        f'<p class="for">{escape(say("sources_of", language, question=turn.question))}</p>{cards}</section>'
    )


def _feedback(turn: Turn) -> dict[str, object]:
    """What the page sends back with a verdict."""
    return {
        "question": turn.question,
        "status": turn.status,
        "drafter": turn.drafter,
        "statements": [{"text": line.text, "citations": list(line.citations)} for line in turn.lines],
        "places": [{"document": one.document, "start": one.start, "end": one.end} for one in turn.places],
        "scope": turn.scope,
        "own": turn.own,
    }


def _card(place: Place, key: str, position: int, turn: Turn, find: FindDocument, language: str) -> str:
    answered = bool(turn.lines)
    try:
        document = find(place.document, turn.own)
        stands = document.text[place.start : place.end].startswith(place.quote)
    except AssistantError:
        stands = False
    if not stands:
        return f'<p class="source quiet">[{position}] {escape(say("changed", language))}</p>'
    metadata = document.metadata
    snippet = one_line(place.quote)[:_SNIPPET]
    number = f'<span class="number">[{position}]</span>' if answered else ""
    summary = (
        f'<summary>{number}<span class="title">{escape(metadata.title)}</span>'
        f'<span class="snippet" lang="{escape(metadata.language)}">{escape(snippet)}</span></summary>'
    )
    body = _facts(document, place, language) + _quote(document, place, answered)
    body += _actions(document, place, position, turn, language)
    opened = " open" if position == 1 else ""
    kind = "source" if answered else "source nearest"
    return (
        f'<details class="{kind}" id="cite-{key}" name="sources-{key.split("-")[0]}"{opened}>{summary}{body}</details>'
    )


def _facts(document: Document, place: Place, language: str) -> str:
    metadata = document.metadata
    page = document.page_at(place.start)
    path = legal_place(tuple(part for part in document.heading_path_at(place.start) if part != metadata.title))
    where = " · ".join(filter(None, [path, say("page", language, page=page) if page is not None else ""]))
    facts = {
        "fact_number": "；".join(metadata.numbers[:2]),
        "fact_authority": "、".join(metadata.authorities[:3])
        if language == "zh"
        else ", ".join(metadata.authorities[:3]),
        "fact_jurisdiction": name(metadata.jurisdiction, language) if metadata.jurisdiction else "",
        "fact_date": str(metadata.date or ""),
        "fact_place": where,
    }
    rows = "".join(
        f"<div><dt>{escape(say(key, language))}</dt><dd>{escape(value)}</dd></div>"
        for key, value in facts.items()
        if value
    )
    badges = metadata_badges(metadata, language)
    status = f"<div><dt>{escape(say('fact_status', language))}</dt><dd>{badges}</dd></div>" if badges else ""
    return f'<dl class="facts">{rows}{status}</dl>'


def _quote(document: Document, place: Place, answered: bool) -> str:
    language = escape(document.metadata.language)
    if not answered:
        text = document.text[place.start : place.end]
        excerpt = text_html(text[:_EXCERPT]) + ("…" if len(text) > _EXCERPT else "")
        return f'<blockquote lang="{language}">{excerpt}</blockquote>'
    before = document.text[max(0, place.start - _CONTEXT) : place.start]
    after = document.text[place.end : place.end + _CONTEXT]
    return (
        f'<blockquote lang="{language}">{text_html(_tail(before))}<mark>{text_html(place.quote)}</mark>'
        f"{text_html(_head(after))}</blockquote>"
    )


def _actions(document: Document, place: Place, position: int, turn: Turn, language: str) -> str:
    citation = cite(document, place.start, place.end)
    official, entry = reference(citation), bibtex(citation)
    actions = [
        f'<a class="open" target="_blank" href="{escape(document_address(document, place, turn.own, language))}">'
        f"{escape(say('open_document', language))}</a>",
        official_link(document.metadata, language),
        f'<button type="button" data-copy="{escape(official)}">{escape(say("copy_reference", language))}</button>',
        f'<button type="button" data-copy="{escape(entry)}">{escape(say("copy_bibtex", language))}</button>',
    ]
    form = ""
    if turn.lines:
        actions.append(
            f'<button type="button" data-wrong="{position}" aria-expanded="false">'
            f"{escape(say('wrong_citation', language))}</button>"
        )
        why = escape(say("wrong_why", language))
        form = (
            f'<div class="wrong" hidden><textarea rows="2" maxlength="2000" aria-label="{why}" placeholder="{why}">'
            f'</textarea><button type="button" data-send="{position}">{escape(say("send", language))}</button></div>'
        )
    return f'<p class="actions">{"".join(actions)}</p>{form}<p class="told" role="status"></p>'


def _tail(text: str) -> str:
    """The end of a text, from a paragraph's beginning if there is one, else marked as cut."""
    cut = text.rfind("\n\n")
    return text[cut + 2 :] if cut >= 0 else f"…{text}" if len(text) == _CONTEXT else text


def _head(text: str) -> str:
    cut = text.find("\n\n")
    return text[:cut] if cut >= 0 else f"{text}…" if len(text) == _CONTEXT else text
