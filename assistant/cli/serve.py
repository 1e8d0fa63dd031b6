"""``assistant serve``: an index -> the page in a browser, the HTTP API and the MCP tools."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import IndexName, SettingsFile, open_library, settings_of
from assistant.errors import InputError


def serve(
    host: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Address to listen on (default: 127.0.0.1).")
    ] = None,
    port: Annotated[int | None, typer.Option(metavar="NUMBER", help="Port to listen on (default: 7860).")] = None,
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--documents", metavar="PATH", help="First bring the index up to date with this folder. Repeatable."
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser", help="Also open the page in a browser.")] = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """Run the page, the HTTP API and the MCP tools until Ctrl-C."""
    chosen = settings_of(settings, index)
    web = replace(chosen.web, host=host or chosen.web.host, port=chosen.web.port if port is None else port)
    check_port(web.host, web.port)
    if documents:
        from assistant.cli.ingest import show_report, update_index

        show_report(update_index(chosen, documents), json=False)
    with open_library(chosen) as assistant:
        from assistant.cli.output import print_plain, waiting

        with waiting("Opening the page …"):
            assistant.warm()
            from assistant.api.application import build_application, run
            from assistant.api.service import Service
            from assistant.web.page import add_page

            service = Service(replace(chosen, web=web), assistant)
            application = build_application(service)
            add_page(application, service)
        address = f"http://{_address(web.host)}:{web.port}"
        print_plain(f"The page is at {address} (Ctrl-C ends it)")
        if browser:
            import threading
            import webbrowser

            threading.Timer(1.0, webbrowser.open, [address]).start()
        run(application, service)


def check_port(host: str, port: int) -> None:
    """Say at once that an address cannot be had, before the index is opened or built.

    Raises:
        InputError: the port is no port number, is taken, or the host is not this machine's.
    """
    import socket

    if not 1 <= port <= 65535:
        raise InputError(f"port {port} is no port; choose one from 1024 to 65535")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port closed a moment ago is free
            probe.bind((host, port))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise InputError(
            f"cannot listen on {host}:{port} ({reason}); try: assistant serve --port {port % 65535 + 1}"
        ) from None


def _address(host: str) -> str:
    """The host as a browser on this machine should write it."""
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
