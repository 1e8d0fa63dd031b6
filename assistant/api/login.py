"""Name and password in a form -> a session cookie. One page without any script."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.api.access import COOKIE, SESSION_SECONDS
from assistant.api.service import Service

_WORDS = {
    "zh": {
        "title": "登录 · 政策文献知识助手",
        "name": "用户名",
        "password": "密码",
        "enter": "登录",
        "wrong": "用户名或密码不正确。",
        "wait": "尝试次数过多，请稍候一分钟再试。",
    },
    "en": {
        "title": "Log in · Policy document assistant",
        "name": "User name",
        "password": "Password",
        "enter": "Log in",
        "wrong": "The user name or password is not right.",
        "wait": "Too many attempts; wait a minute and try again.",
    },
}


def login_routes(service: Service) -> APIRouter:
    """The login page, and the way out."""
    router = APIRouter(include_in_schema=False)

    @router.get("/login")
    def show(request: Request, next: str = "/") -> HTMLResponse:  # noqa: A002 - the name in the address
        return _page(request, next, None)

    @router.post("/login")
    async def enter(request: Request) -> Response:
        form = parse_qs((await request.body())[:10_000].decode("utf-8", "replace"), keep_blank_values=True)
        name, password = form.get("name", [""])[0][:64], form.get("password", [""])[0][:1_000]
        back = form.get("next", ["/"])[0]
        peer = request.client.host if request.client else ""
        if any(service.logins.seconds_to_wait(key) for key in (f"name {name}", f"address {peer}")):
            service.metrics.refused("login rate")
            return _page(request, back, "wait", 429)
        from anyio.to_thread import run_sync

        cookie = await run_sync(service.access.log_in, name, password)
        if cookie is None:
            service.metrics.refused("password")
            return _page(request, back, "wrong", 401)
        answer = RedirectResponse(_inside(back), status_code=303)
        secure = request.url.scheme == "https" or (
            service.access.is_proxy(peer) and request.headers.get("x-forwarded-proto") == "https"
        )
        answer.set_cookie(COOKIE, cookie, max_age=SESSION_SECONDS, httponly=True, samesite="lax", secure=secure)
        return answer

    @router.post("/logout")
    def leave() -> RedirectResponse:
        answer = RedirectResponse("/login" if service.access.required else "/", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    return router


def preferred_language(accepted: str, chosen: str | None = None) -> str:
    """Zh or en: what was chosen, else the first of the two that ``Accept-Language`` names, else English."""
    if chosen in _WORDS:
        return chosen
    for part in accepted.lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in _WORDS:
            return language
    return "en"


def _inside(address: str) -> str:
    """The address when it is a path on this server, else the first page: a login must not lead elsewhere."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if plain and "\r" not in address and "\n" not in address else "/"


def _page(request: Request, back: str, problem: str | None, status: int = 200) -> HTMLResponse:
    language = preferred_language(request.headers.get("accept-language", ""), request.cookies.get("language"))
    words = _WORDS[language]
    notice = f'<p class="problem" role="alert">{words[problem]}</p>' if problem else ""
    return HTMLResponse(
        f"""<!doctype html><html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{words["title"]}</title>
<link rel="stylesheet" href="/assets/plain.css"></head><body class="login"><main><h1>{words["title"]}</h1>{notice}
<form method="post" action="/login"><input type="hidden" name="next" value="{escape(_inside(back), quote=True)}">
<label for="name">{words["name"]}</label><input id="name" name="name" autocomplete="username" required autofocus>
<label for="password">{words["password"]}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">{words["enter"]}</button></form></main></body></html>""",
        status_code=status,
    )
