"""A real HTTP server that speaks the OpenAI chat protocol -> replies and failures as a test writes them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Script:
    """What the server does with each request; ``requests`` keeps what it was sent."""

    reply: str = ""
    status: int = 200
    refuse_schema: bool = False  # answers 400 to response_format and tools, as many servers do
    call_functions: bool = False  # gives the reply as the arguments of a call when tools are offered
    hang_seconds: float = 0.0  # before the first byte
    pause_seconds: float = 0.0  # between the pieces
    break_after: int | None = None  # pieces, then the connection is cut
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The base address of a server that follows ``script`` on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class names it so
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            script.requests.append(body)
            script.headers.append(dict(self.headers))
            time.sleep(script.hang_seconds)
            if script.status != 200:
                self._error(script.status, "the script says so")
            elif script.refuse_schema and ("response_format" in body or "tools" in body):
                self._error(400, "This response_format type is unavailable now")
            elif body.get("stream"):
                self._stream(body)
            else:
                self._error(400, "this server only streams")

        def _error(self, status: int, message: str) -> None:
            content = json.dumps({"error": {"message": message, "type": "scripted", "code": status}}).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _stream(self, body: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            as_call = script.call_functions and "tools" in body
            pieces = [script.reply[start : start + 9] for start in range(0, len(script.reply), 9)]
            try:
                for number, piece in enumerate(pieces):
                    if number == script.break_after:
                        self.close_connection = True
                        return
                    time.sleep(script.pause_seconds)
                    self._send({"content": None, "tool_calls": [_call(body, piece, number)]} if as_call else
                               {"content": piece})  # fmt: skip
                self._send({}, "tool_calls" if as_call else "stop")
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                return  # the client has heard enough

        def _send(self, delta: dict[str, Any], finish: str | None = None) -> None:
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "scripted",
                "choices": [{"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}],
            }
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


def _call(body: dict[str, Any], piece: str, number: int) -> dict[str, Any]:
    name = body["tools"][0]["function"]["name"]
    call: dict[str, Any] = {"index": 0, "function": {"arguments": piece}}
    if number == 0:
        call |= {"id": "call-1", "type": "function"}
        call["function"]["name"] = name
    return call
