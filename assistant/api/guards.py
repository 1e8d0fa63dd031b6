"""A request on its way in -> let through, or turned away with a sentence. Plain ASGI middleware, outermost first.

`Doors` checks, in this order: the Host header (against DNS rebinding), the origin of requests that change something
(against forged requests from other pages), the size, the person, and that a page session belongs to that person.
"""

from __future__ import annotations

import json
import re
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from assistant.api.access import Access, Person, is_loopback
from assistant.api.metrics import Metrics
from assistant.config import WebSettings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN_PATHS = frozenset({"/healthz", "/login", "/favicon.ico", "/robots.txt"})
_MOST_SESSIONS = 50_000
_SMALL_REQUEST = 4_000_000  # bytes of a request that uploads nothing: a long conversation travels with each question
_READS_SESSION = re.compile(
    r"/gradio_api/(?:queue/join|queue/data|cancel|reset|heartbeat/|run/|call/|api/|component_server|stream/)"
)


class Doors:
    """Every check that stands before the application."""

    def __init__(self, application: Application, web: WebSettings, access: Access, metrics: Metrics) -> None:
        self._application = application
        self._access = access
        self._metrics = metrics
        self._largest_upload = web.max_upload_megabytes * 1_000_000 + 1_000_000
        named = {name.strip().lower() for name in web.allowed_hosts.split(",") if name.strip()}
        local = {"localhost", "127.0.0.1", "[::1]", web.host.lower()}
        self._hosts = named | local if named or is_loopback(web.host) else None
        self._sessions = SessionOwners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check an HTTP request; other traffic (lifespan) passes, and web sockets, which nothing here uses, do not."""
        if scope["type"] == "lifespan":
            await self._application(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        path = str(scope["path"])
        refusal = self._refuse_address(headers) or self._refuse_origin(scope["method"], headers)
        limit = self._largest_upload if "/upload" in path else _SMALL_REQUEST
        refusal = refusal or _refuse_size(headers, limit)
        if refusal:
            await self._turn_away(send, *refusal)
            return
        person = self._access.identify((scope.get("client") or (None,))[0], headers, _cookies(headers))
        if person is None and path not in OPEN_PATHS and not path.startswith("/assets/"):
            self._metrics.refused("login")
            await _ask_to_log_in(send, path, headers, scope)
            return
        state = scope.setdefault("state", {})
        state["person"], state["nonce"] = person, secrets.token_urlsafe(16)
        receive = _bounded(receive, limit)
        if person is not None and _READS_SESSION.search(path):
            body, receive = await _peek(receive) if scope["method"] == "POST" else (b"", receive)
            if not all(self._sessions.belongs(one, person) for one in _session_names(scope, path, body)):
                await self._turn_away(send, 404, "session", "there is no such session")
                return
        await self._application(scope, receive, _with_headers(send, state["nonce"], path))

    def _refuse_address(self, headers: dict[str, str]) -> tuple[int, str, str] | None:
        host = headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        if self._hosts is None or name in self._hosts:
            return None
        return 421, "host", f"this service does not answer for {name!r}; add the name to web.allowed_hosts"

    def _refuse_origin(self, method: str, headers: dict[str, str]) -> tuple[int, str, str] | None:
        if method in ("GET", "HEAD", "OPTIONS"):
            return None
        site, origin = headers.get("sec-fetch-site", "none"), headers.get("origin")
        same = origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
        if site in ("same-origin", "none") and same:
            return None
        return 403, "origin", "requests from other sites are not taken"

    async def _turn_away(self, send: Send, status: int, reason: str, sentence: str) -> None:
        self._metrics.refused(reason)
        await _answer(send, status, json.dumps({"error": sentence}, ensure_ascii=False).encode(), "application/json")


class SessionOwners:
    """Remembers whose a page session is: the first who names it. Bounded; the oldest are forgotten first."""

    def __init__(self, most: int = _MOST_SESSIONS) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def belongs(self, session: str, person: Person) -> bool:
        """Whether the session is the person's; an unknown one becomes theirs."""
        with self._lock:
            owner = self._owners.setdefault(session, person.name)
            self._owners.move_to_end(session)
            while len(self._owners) > self._most:
                self._owners.popitem(last=False)
        return owner == person.name


def content_policy(nonce: str) -> str:
    """The Content-Security-Policy of every answer.

    Scripts come from this server or carry the nonce, so that a script inside a document cannot run. Two allowances
    are Gradio's: ``unsafe-eval``, because it compiles its HTML templates in the browser, and inline styles.
    """
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'"
    )


def _with_headers(send: Send, nonce: str, path: str) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message["headers"]}
            extra = [
                (b"content-security-policy", content_policy(nonce).encode()),
                (b"x-content-type-options", b"nosniff"),
                # no-referrer would make browsers send forms with the origin "null", which is refused above
                (b"referrer-policy", b"same-origin"),
                (b"x-frame-options", b"SAMEORIGIN"),
                (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
                (b"cross-origin-opener-policy", b"same-origin"),
            ]
            if not path.startswith("/assets/") and "/assets/" not in path and "/static/" not in path:
                extra.append((b"cache-control", b"no-store"))
            message["headers"] = [*message["headers"], *(one for one in extra if one[0] not in held)]
        await send(message)

    return sending


def _refuse_size(headers: dict[str, str], limit: int) -> tuple[int, str, str] | None:
    stated = headers.get("content-length", "0")
    if not stated.isdecimal():
        return 400, "size", "the Content-Length is no number"
    if int(stated) > limit:
        return 413, "size", f"the request has {int(stated):,} bytes and the limit is {limit:,}"
    return None


def _bounded(receive: Receive, limit: int) -> Receive:
    """Stop a body that grows past the limit although its header said less or nothing."""
    seen = 0

    async def receiving() -> MutableMapping[str, Any]:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                return {"type": "http.disconnect"}
        return message

    return receiving


async def _peek(receive: Receive) -> tuple[bytes, Receive]:
    """The whole body, and a receiver that gives it again."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return b"", _replayed([message], receive)
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    body = b"".join(parts)
    return body, _replayed([{"type": "http.request", "body": body, "more_body": False}], receive)


def _replayed(messages: list[MutableMapping[str, Any]], receive: Receive) -> Receive:
    async def receiving() -> MutableMapping[str, Any]:
        return messages.pop(0) if messages else await receive()

    return receiving


def _session_names(scope: Scope, path: str, body: bytes) -> Iterable[str]:
    yield from parse_qs(scope.get("query_string", b"").decode("latin-1")).get("session_hash", [])
    if match := re.search(r"/(?:heartbeat|stream)/([^/]+)", path):
        yield match[1]
    if body:
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            return
        if isinstance(content, dict) and isinstance(content.get("session_hash"), str):
            yield content["session_hash"]


def _cookies(headers: dict[str, str]) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


async def _ask_to_log_in(send: Send, path: str, headers: dict[str, str], scope: Scope) -> None:
    wants_page = "text/html" in headers.get("accept", "") and scope["method"] == "GET"
    if wants_page:
        back = path + (f"?{scope['query_string'].decode('latin-1')}" if scope.get("query_string") else "")
        location = f"/login?next={quote(back, safe='/')}".encode()
        await _answer(send, 303, b"", "text/plain", [(b"location", location)])
        return
    content = json.dumps({"error": "log in first: with the page, or with HTTP Basic"}).encode()
    # A browser would answer the challenge with a window of its own in the middle of the page.
    challenge = [] if "sec-fetch-mode" in headers else [(b"www-authenticate", b'Basic realm="policy assistant"')]
    await _answer(send, 401, content, "application/json", challenge)


async def _answer(send: Send, status: int, body: bytes, kind: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    start = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})
