"""Gradio's page as it is served -> the same with our style sheet, our script, its language and a nonce on every script.

The nonce is what lets the Content-Security-Policy refuse every other inline script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from typing import Any

from assistant.web.texts import LANGUAGES, SCRIPT_WORDS, TEXTS, pick

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_CODES = {"zh": "zh-CN", "en": "en"}
_SCRIPT = re.compile(r"<script(?=[\s>])")
# Gradio advertises itself and a picture on another server to programs that preview links.
_ADVERTISEMENT = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')


class PageFrame:
    """ASGI middleware around the pages ``/zh/`` and ``/en/``; everything else passes as it is."""

    def __init__(self, app: Application) -> None:
        self._application = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold back a page until it is whole, then send it framed."""
        path = str(scope.get("path", ""))
        language = path.strip("/")
        if scope["type"] != "http" or scope["method"] != "GET" or language not in LANGUAGES:
            await self._application(scope, receive, send)
            return
        start: MutableMapping[str, Any] = {}
        parts: list[bytes] = []

        async def collect(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(start, b"".join(parts), language, str(scope["state"]["nonce"]), send)

        # A compressed page could not be rewritten.
        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        await self._application({**scope, "headers": plain}, receive, collect)

    async def _finish(
        self, start: MutableMapping[str, Any], body: bytes, language: str, nonce: str, send: Send
    ) -> None:
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers):
            body = framed(body.decode("utf-8"), language, nonce).encode()
        await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})


def _script_words(language: str) -> str:
    """The words that the script needs, as JSON inside an attribute."""
    return escape(json.dumps({key: pick(TEXTS[key], language) for key in SCRIPT_WORDS}, ensure_ascii=False))


def framed(page: str, language: str, nonce: str) -> str:
    """The page with language, style, script and nonce."""
    page = _ADVERTISEMENT.sub("", page)
    page = page.replace('lang="en"', f'lang="{_CODES[language]}"', 1)
    ours = (
        f'<head><link rel="stylesheet" href="/assets/page.css"><meta name="color-scheme" content="light dark">'
        f'<script src="/assets/page.js" data-language="{_CODES[language]}" data-words="{_script_words(language)}">'
        "</script>"
    )
    page = page.replace("<head>", ours, 1)
    # Settings of the page stand inside scripts as JSON, where "<" is escaped; so every "<script" begins one.
    return _SCRIPT.sub(f'<script nonce="{nonce}"', page)
