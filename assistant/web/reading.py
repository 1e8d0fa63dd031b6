"""A document and a place in it -> a page to read it: its text scrolled to the highlight, or the image of its page.

These pages hold no script at all, and their policy lets none run.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.api.service import Service, person_of
from assistant.domain import Document, Metadata, Period
from assistant.errors import InputError, ReadError
from assistant.jurisdictions import name
from assistant.web.panel import has_pages, metadata_badges, official_link, text_html
from assistant.web.texts import INSTRUMENT, LANGUAGE_NAMES, LANGUAGES, RELATION, pick, say

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
        view: str = "text",
        page: int | None = None,
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
        return _answer(
            reading_page(
                document, Shown(start, min(end, len(document.text)), language, own, view == "page", page), titles
            )
        )

    @router.get("/document/page.png")
    def page_image(
        request: Request,
        id: str,  # noqa: A002
        page: int = Query(ge=1, le=100_000),
        start: int = Query(default=0, ge=0),
        end: int = Query(default=0, ge=0),
        own: bool = False,
    ) -> Response:
        try:
            picture = service.library(person_of(request), own).page_image(id, page, start, end)
        except (InputError, ReadError):
            return Response(status_code=404)
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})

    @router.get("/library/coverage.png")
    def coverage() -> Response:
        from assistant.render.coverage_picture import write_picture
        from assistant.research.coverage import cover

        index = service.shared.index
        documents = (index.document(one.document_id) for one in index.summaries())
        covered = cover(documents, (), datetime.date.today().year)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "coverage.png"
            try:
                write_picture(covered, file)
            except InputError:
                return Response(status_code=404)
            return Response(file.read_bytes(), media_type="image/png")

    return router


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a document is shown: the characters ``start`` to ``end`` marked, as text or as the image of a page."""

    start: int
    end: int
    language: str
    own: bool = False
    as_page: bool = False
    page: int | None = None  # None = the page of the quote

    def address(self, document_id: str, path: str = "/document", **changes: object) -> str:
        """The address of this view with some of it changed."""
        query: dict[str, object] = {"id": document_id, "start": self.start, "end": self.end, "lang": self.language}
        if self.own:
            query["own"] = 1
        return f"{path}?{urlencode({**query, **changes})}"


def reading_page(document: Document, shown: Shown, titles: Mapping[str, str] | None = None) -> str:
    """The whole text with headings, page marks and the quote as ``#quote``, or the image of one page.

    ``titles`` are those of the library by document id; documents it refers to that are held become links.
    """
    metadata, language = document.metadata, shown.language
    as_page = shown.as_page and has_pages(document)
    content = _page_view(document, shown) if as_page else "".join(_text(document, shown.start, shown.end, language))
    body = (
        f'<header><h1 lang="{escape(metadata.language)}">{escape(metadata.title)}</h1>'
        f"<p>{metadata_badges(metadata, language)} {official_link(metadata, language)}</p>"
        f"{_views(document, shown, as_page)}</header>"
        f'<div class="columns"><aside>{_facts(document, shown, titles or {})}'
        f"{_outline(document, shown, as_page)}</aside>"
        f'<main lang="{escape(metadata.language)}">{content}</main></div>'
    )
    return _page(metadata.title, body, language)


def _views(document: Document, shown: Shown, as_page: bool) -> str:
    if not has_pages(document):
        return ""
    links = (
        ("text_view", shown.address(document.document_id) + "#quote", not as_page),
        ("page_view", shown.address(document.document_id, view="page"), as_page),
    )
    return (
        f'<nav class="views">{"".join(_link(address, key, shown.language, now) for key, address, now in links)}</nav>'
    )


def _link(address: str, key: str, language: str, is_current: bool = False) -> str:
    current = ' aria-current="page"' if is_current else ""
    return f'<a href="{escape(address)}"{current}>{escape(say(key, language))}</a>'


def _page_view(document: Document, shown: Shown) -> str:
    """One page as an image with the quote marked, and the ways to its neighbours."""
    language, last = shown.language, max(page.page for page in document.pages)
    number = min(max(1, shown.page or document.page_at(shown.start) or 1), last)
    address = escape(shown.address(document.document_id, "/document/page.png", page=number))
    label = escape(say("page", language, page=number))
    steps = "".join(
        _link(shown.address(document.document_id, view="page", page=number + step), key, language)
        for key, step in (("previous_page", -1), ("next_page", 1))
        if 1 <= number + step <= last
    )
    around = f'<nav class="views">{steps}<span>{label} / {last}</span></nav>'
    return f'<figure>{around}<img src="{address}" alt="{label}"></figure>'


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
        piece = text_html(document.text[left:right])
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


def _outline(document: Document, shown: Shown, as_page: bool) -> str:
    language = shown.language
    if not document.sections:
        return ""
    least = min(section.level for section in document.sections)
    text = shown.address(document.document_id) if as_page else ""
    items = "".join(
        f'<li class="level-{min(4, section.level - least)}">'
        f'<a href="{escape(text)}#s{number}">{escape(section.heading)}</a></li>'
        for number, section in enumerate(document.sections)
    )
    heading = escape(say("outline", language))
    return f'<nav aria-label="{heading}"><h2>{heading}</h2><ul>{items}</ul></nav>'


def _facts(document: Document, shown: Shown, titles: Mapping[str, str]) -> str:
    language, own = shown.language, shown.own
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
        "fact_period": _period(metadata.period, language),
        "fact_language": pick(LANGUAGE_NAMES.get(metadata.language, (metadata.language,) * 2), language),
    }
    return [(say(key, language), value) for key, value in facts.items() if value]


def _period(period: Period | None, language: str) -> str:
    if period is None:
        return ""
    first, last = period.start_year, period.end_year
    if last is None:
        return say("from", language, value=first)
    return say("until", language, value=last) if first is None else str(period)


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
