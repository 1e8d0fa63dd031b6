"""A service -> its page in Chinese at /zh/ and in English at /en/. Front desk of the room."""

from __future__ import annotations

import hashlib
import hmac
import os
from html import escape
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from assistant.api.access import session_secret
from assistant.api.login import preferred_language
from assistant.api.service import Service
from assistant.jurisdictions import name
from assistant.web.ask_tab import build_ask_tab
from assistant.web.compare_tab import build_compare_tab
from assistant.web.evaluate_tab import build_evaluate_tab
from assistant.web.frame import PageFrame
from assistant.web.library_tab import build_library_tab
from assistant.web.reading import reading_routes
from assistant.web.texts import LANGUAGES, say
from assistant.web.theme import make_theme

ASSETS = Path(__file__).parent / "assets"
_MOST_PLACES = 6
# Open pages of one language whose last values Gradio keeps in memory, some half a megabyte each; the one unused for
# longest is forgotten first. Its own limit is 10,000, whether they are still open or not.
_MOST_PAGES = 100


def add_page(application: FastAPI, service: Service) -> None:
    """Mount the page on the application of the HTTP service."""
    # Gradio reads these when imported: no analytics, no look-up of a model hub.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio as gr

    application.include_router(_page_routes())
    application.include_router(reading_routes(service))
    for language in LANGUAGES:
        blocks = build_page(gr, service, language)
        blocks.queue(max_size=service.web.queue, api_open=False)
        blocks.state_session_capacity = _MOST_PAGES
        gr.mount_gradio_app(
            application,
            blocks,
            path=f"/{language}",
            theme=make_theme(gr),
            auth_dependency=_name_of,
            show_error=False,
            ssr_mode=False,
            footer_links=[],
            max_file_size=service.web.max_upload_megabytes * 1_000_000,
        )
    application.add_middleware(PageFrame)


def build_page(gr: Any, service: Service, language: str) -> Any:
    """The page in one language as ``gradio.Blocks``."""
    key = hmac.digest(session_secret(service.settings.index.folder), b"browser storage", hashlib.sha256).hex()[:16]
    with gr.Blocks(
        title=say("title", language), analytics_enabled=False, fill_width=True, delete_cache=(3600, 7200)
    ) as blocks:
        gr.HTML(_header(service, language), elem_id="header", js_on_load=None, apply_default_css=False)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(say("tab_ask", language), id="ask", elem_id="tab-ask"):
                build_ask_tab(gr, blocks, service, language, key)
            with gr.Tab(say("tab_compare", language), id="compare", elem_id="tab-compare"):
                build_compare_tab(gr, service, language)
            with gr.Tab(say("tab_library", language), id="library", elem_id="tab-library"):
                build_library_tab(gr, blocks, service, language)
            with gr.Tab(say("tab_evaluate", language), id="evaluate", elem_id="tab-evaluate"):
                build_evaluate_tab(gr, service, language)
    return blocks


def _name_of(request: Request) -> str | None:
    person = getattr(request.state, "person", None)
    return person.name if person is not None else None


def _header(service: Service, language: str) -> str:
    other = "en" if language == "zh" else "zh"
    summaries = service.shared.index.summaries()
    codes = list(dict.fromkeys(one.metadata.jurisdiction for one in summaries if one.metadata.jurisdiction))
    codes.sort(key=lambda code: ("-" in code, code))
    separator = "、" if language == "zh" else ", "
    places = separator.join(name(code, language) for code in codes[:_MOST_PLACES])
    if len(codes) > _MOST_PLACES:
        more = say("more_places", language, count=len(codes))
        places += more if language == "zh" else f" … {more}"
    holdings = say("holdings", language, documents=len(summaries), places=places)
    leave = ""
    if service.access.required:
        leave = f'<form method="post" action="/logout"><button>{escape(say("log_out", language))}</button></form>'
    return (
        f"<header><div><h1>{escape(say('title', language))}</h1><p>{escape(say('subtitle', language))}</p>"
        f'<p class="holdings">{escape(holdings)}</p></div><nav>'
        f'<a href="/language/{other}" lang="{other}" hreflang="{other}">{escape(say("other_language", language))}</a>'
        f"{leave}</nav></header>"
    )


def _page_routes() -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def first_page(request: Request) -> RedirectResponse:
        chosen = request.cookies.get("language")
        return RedirectResponse(f"/{preferred_language(request.headers.get('accept-language', ''), chosen)}/", 307)

    @router.get("/language/{language}")
    def choose(language: str) -> RedirectResponse:
        chosen = language if language in LANGUAGES else "en"
        answer = RedirectResponse(f"/{chosen}/", 303)
        answer.set_cookie("language", chosen, max_age=31_536_000, samesite="lax")
        return answer

    @router.get("/assets/{file}")
    def asset(file: str) -> Response:
        known = {one.name: one for one in ASSETS.iterdir() if one.is_file()}
        if file not in known:
            return Response(status_code=404)
        return FileResponse(known[file], headers={"Cache-Control": "max-age=3600"})

    @router.get("/robots.txt")
    def robots() -> Response:
        return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")

    @router.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(ASSETS / "icon.svg")

    return router
