"""MCP calls of other assistants -> the same answers as JSON. The only module that knows the package mcp."""

from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from assistant.api.access import Person
from assistant.api.contract import ScopeBody
from assistant.api.routes import describe_document
from assistant.api.service import OPEN_SCOPE, Service, person_of
from assistant.domain import Scope
from assistant.render.json_contract import answer_json, search_json
from assistant.render.research_json import comparison_json

if TYPE_CHECKING:
    from fastapi import FastAPI

_INSTRUCTIONS = (
    "A library of policy documents. Every statement of an answer carries citations whose quote stands verbatim in the "
    "document at the offsets given. A refusal (status not_in_library, outside_scope) means: do not answer from memory."
)


class Tools:
    """The MCP server and what it needs to run."""

    def __init__(self, server: Any) -> None:
        self.server = server

    def run(self) -> AbstractAsyncContextManager[None]:
        """Serve MCP over HTTP while the context is open."""
        manager: AbstractAsyncContextManager[None] = self.server.session_manager.run()
        return manager


def build_tools(service: Service) -> Any:
    """The MCP server with its tools; over HTTP each call is made for the person who sent the request."""
    from mcp.server.fastmcp import FastMCP
    from mcp.server.transport_security import TransportSecuritySettings

    server: Any = FastMCP(
        "policy-assistant",
        instructions=_INSTRUCTIONS,
        stateless_http=True,
        json_response=True,
        streamable_http_path="/",
        # The doors of the application check host and origin for every route alike.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )

    def person() -> Person:
        return person_of(server.get_context().request_context.request)

    def search_policies(
        query: str,
        jurisdictions: list[str] | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        k: int = 10,
    ) -> str:
        """Find passages of policy documents, best first, with document, page, heading path and offsets.

        Jurisdictions are codes (CN-GD, US, DE) or names in Chinese, English or German.
        """
        scope = _scope(jurisdictions, year_from, year_to)
        return _json(search_json(service.search(person(), query, scope=scope, k=max(1, min(k, 100)))))

    def ask_policies(
        question: str,
        jurisdictions: list[str] | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        history: list[str] | None = None,
    ) -> str:
        """Answer a question from the policy documents with verified citations, or refuse with a reason."""
        scope = _scope(jurisdictions, year_from, year_to)
        answer = service.ask(person(), question, scope=scope, history=(history or [])[-20:])
        return _json(answer_json(answer))

    def compare_policies(
        question: str,
        jurisdictions: list[str],
        aspects: list[str] | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
    ) -> str:
        """Put one question to two or more jurisdictions; cited answers side by side, or what is missing."""
        scope = _scope(None, year_from, year_to)
        result = service.compare(person(), question, jurisdictions, aspects or [], scope=scope)
        return _json(comparison_json(result))

    def get_document(
        document: str,
        start: int = 0,
        end: int | None = None,
    ) -> str:
        """Metadata, outline and text of one document; start and end are the offsets that citations use."""
        return _json(describe_document(service, person(), document, max(0, start), end))

    for tool in (search_policies, ask_policies, compare_policies, get_document):
        server.add_tool(tool)
    return server


def mount_tools(application: FastAPI, service: Service) -> Tools:
    """Put the MCP server at /mcp of the application."""
    server = build_tools(service)
    application.mount("/mcp", server.streamable_http_app())
    return Tools(server)


def _scope(jurisdictions: list[str] | None, year_from: int | None, year_to: int | None) -> Scope:
    if not jurisdictions and year_from is None and year_to is None:
        return OPEN_SCOPE
    return ScopeBody(jurisdictions=jurisdictions or [], year_from=year_from, year_to=year_to).scope()


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
