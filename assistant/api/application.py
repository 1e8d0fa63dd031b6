"""A service -> its FastAPI application with all routes and guards, and a server for it. Front desk of the room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from assistant import __version__
from assistant.api.guards import Doors
from assistant.api.login import login_routes
from assistant.api.routes import document_routes, health_routes, question_routes
from assistant.api.service import NotAllowedError, Service, TooManyRequestsError
from assistant.errors import AssistantError, IndexUnavailableError, ModelUnavailableError

_STATUS: tuple[tuple[type[AssistantError], int], ...] = (
    (TooManyRequestsError, 429),
    (NotAllowedError, 403),
    (IndexUnavailableError, 503),
    (ModelUnavailableError, 503),
    (AssistantError, 400),
)


def build_application(service: Service) -> FastAPI:
    """The application with the routes for programs; `guarded` puts the doors before it, the web room adds the page."""
    from assistant.api.tools import mount_tools

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[None]:
        async with application.state.tools.run():
            yield
        service.close()

    application = FastAPI(
        title="Policy document assistant",
        version=__version__,
        description="Questions to a library of policy texts, answered with verified citations.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # FastAPI's pages load scripts from elsewhere; the document itself is served
        redoc_url=None,
        lifespan=lifespan,
    )
    application.state.service = service
    application.add_exception_handler(AssistantError, _tell)
    application.add_exception_handler(RequestValidationError, _tell_form)
    for router in (
        question_routes(service),
        document_routes(service),
        health_routes(service),
        login_routes(service),
    ):
        application.include_router(router)
    application.state.tools = mount_tools(application, service)
    return application


def guarded(application: FastAPI, service: Service) -> Doors:
    """The application behind its doors; this is what a server runs."""
    return Doors(application, service.web, service.access, service.metrics)


def run(application: FastAPI, service: Service) -> None:
    """Serve until interrupted.

    Raises:
        AssistantError: the port is taken.
    """
    import uvicorn

    web = service.web
    configuration = uvicorn.Config(
        guarded(application, service),
        host=web.host,
        port=web.port,
        log_level="warning",
        proxy_headers=False,  # the address of the peer itself decides whom to trust
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    try:
        uvicorn.Server(configuration).run()
    except (OSError, SystemExit) as problem:
        raise AssistantError(
            f"port {web.port} on {web.host} cannot be opened ({problem}); choose another: assistant serve --port 7861"
        ) from None


async def _tell(request: Request, problem: Exception) -> JSONResponse:  # noqa: ARG001 - the form FastAPI calls
    status = next(status for kind, status in _STATUS if isinstance(problem, kind))
    if status == 400 and "holds no document" in str(problem):
        status = 404
    headers = {"Retry-After": str(max(1, round(problem.seconds)))} if isinstance(problem, TooManyRequestsError) else {}
    return JSONResponse({"error": str(problem)}, status, headers)


async def _tell_form(request: Request, problem: Exception) -> JSONResponse:  # noqa: ARG001
    assert isinstance(problem, RequestValidationError)
    first: dict[str, Any] = dict(problem.errors()[0])
    place = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    return JSONResponse({"error": f"{place or 'the request'}: {first.get('msg', 'is not valid')}"}, 400)
