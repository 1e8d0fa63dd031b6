"""A document and a place in it -> a page to read it: its text scrolled to the highlight, or the image of its page.

These pages hold no script at all, and their policy lets none run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from assistant.api.service import Service, person_of
from assistant.domain import Document, Metadata
from assistant.errors import InputError
from assistant.jurisdictions import name
from assistant.web.panel import metadata_badges, official_link
from assistant.web.texts import INSTRUMENT, LANGUAGES, RELATION, pick, say

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def reading_routes(service: Service) -> APIRouter:
    """The page at /document."""
    router = APIRouter(include_in_schema=False)

    @router.get("/document")
    def read(
        request: Request,
        id: str,  # noqa: A002 - the name in the address
        start: int = Query(default=0, ge=0),
        end: int = Query(default=0, ge=0),
        lang: str = "en",
        own: bool = False,
    ) -> HTMLResponse:
        language = lang if lang in LANGUAGES else "en"
        try:
            index = service.library(person_of(request), own).index
            document = index.document(id)
            titles = {one.document_id: one.metadata.title for one in index.summaries()}
        except InputError:
            return _answer(
                _page(say("no_document", language), f"<p>{escape(say('no_document', language))}</p>", language), 404
            )
        return _answer(reading_page(document, start, min(end, len(document.text)), language, own, titles))

    return router


def reading_page(
    document: Document, start: int, end: int, language: str, own: bool = False, titles: Mapping[str, str] | None = None
) -> str:
    """The whole text with headings, page marks and the characters ``start`` to ``end`` marked as ``#quote``.

    ``titles`` are those of the library by document id; documents it refers to that are held become links.
    """
    metadata = document.metadata
    body = (
        f'<header><h1 lang="{escape(metadata.language)}">{escape(metadata.title)}</h1>'
        f"<p>{metadata_badges(metadata, language)} {official_link(metadata, language)}</p></header>"
        f'<div class="columns"><aside>{_facts(document, language, own, titles or {})}'
        f"{_outline(document, language)}</aside>"
        f'<main lang="{escape(metadata.language)}">{"".join(_text(document, start, end, language))}</main></div>'
    )
    return _page(metadata.title, body, language)


def _text(document: Document, start: int, end: int, language: str) -> Iterator[str]:
    """The text cut at headings, page borders and the edges of the quote, each piece escaped."""
    cuts: dict[int, list[str]] = {}
    for number, section in enumerate(document.sections):
        cuts.setdefault(section.start, []).append(f'<span id="s{number}" class="anchor"></span>')
    for page in document.pages:
        label = escape(say("page", language, page=page.page))
        cuts.setdefault(page.start, []).append(f'<span class="page" id="p{page.page}">{label}</span>')
    headings = {section.start: _line_end(document.text, section.start) for section in document.sections}
    marked = start < end
    edges = sorted({0, len(document.text), *cuts, *headings.values(), *((start, end) if marked else ())})
    edges = [edge for edge in edges if 0 <= edge <= len(document.text)]
    first = True
    for left, right in pairwise(edges):
        yield "".join(cuts.get(left, []))
        piece = escape(document.text[left:right])
        if headings.get(left, -1) == right or any(begin <= left and right <= stop for begin, stop in headings.items()):
            piece = f'<strong class="heading">{piece}</strong>'
        if marked and start <= left and right <= end:
            mark = '<mark id="quote">' if first else "<mark>"
            piece = f"{mark}{piece}</mark>"
            first = False
        yield piece


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _outline(document: Document, language: str) -> str:
    if not document.sections:
        return ""
    least = min(section.level for section in document.sections)
    items = "".join(
        f'<li class="level-{min(4, section.level - least)}"><a href="#s{number}">{escape(section.heading)}</a></li>'
        for number, section in enumerate(document.sections)
    )
    heading = escape(say("outline", language))
    return f'<nav aria-label="{heading}"><h2>{heading}</h2><ul>{items}</ul></nav>'


def _facts(document: Document, language: str, own: bool, titles: Mapping[str, str]) -> str:
    metadata = document.metadata
    rows = "".join(
        f"<div><dt>{escape(key)}</dt><dd>{escape(value)}</dd></div>" for key, value in facts_of(metadata, language)
    )
    related = ""
    for relation in metadata.relations:
        words = escape(pick(RELATION[relation.kind.value], language))
        held = relation.target_document_id or relation.target
        target = escape(titles.get(held, relation.target))
        if held in titles:
            query = urlencode({"id": held, "lang": language} | ({"own": 1} if own else {}))
            target = f'<a href="/document?{query}">{target}</a>'
        related += f"<li>{words} {target}</li>"
    if related:
        related = f"<h2>{escape(say('cites', language))}</h2><ul>{related}</ul>"
    heading = escape(say("metadata", language))
    return f'<section><h2>{heading}</h2><dl class="facts">{rows}</dl>{related}</section>'


def facts_of(metadata: Metadata, language: str) -> list[tuple[str, str]]:
    """What is known of a document as (label, value) pairs; what is not known is left out."""
    separator = "、" if language == "zh" else ", "
    facts = {
        "fact_number": separator.join(metadata.numbers),
        "fact_authority": separator.join(metadata.authorities),
        "fact_jurisdiction": name(metadata.jurisdiction, language) if metadata.jurisdiction else "",
        "instrument": pick(INSTRUMENT[metadata.instrument.value], language) if metadata.instrument else "",
        "fact_date": str(metadata.date or ""),
        "fact_period": str(metadata.period or ""),
        "fact_language": metadata.language,
    }
    return [(say(key, language), value) for key, value in facts.items() if value]


def _page(title: str, body: str, language: str) -> str:
    code = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/assets/plain.css"></head>'
        f'<body class="reading">{body}</body></html>'
    )


def _answer(page: str, status: int = 200, headers: dict[str, Any] | None = None) -> HTMLResponse:
    return HTMLResponse(page, status, {"Content-Security-Policy": _POLICY, **(headers or {})})
