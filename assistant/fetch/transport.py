"""HTTP requests -> connections to checked IP addresses only. The only module that knows httpcore.

httpx resolves names inside the connection it opens, where nobody can look. Here the name is resolved and checked first,
and the connection goes to the address found. TLS still checks the certificate against the name. Proxies are not used:
behind one, the addresses could not be checked.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from assistant.fetch.addresses import AddressRules


class CheckedTransport(httpx.BaseTransport):
    """A transport for an :class:`httpx.Client`; raises RefusedAddressError for hosts that are not public."""

    def __init__(self, rules: AddressRules, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls, network_backend=_CheckedNetwork(rules), retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; redirects are not followed here."""
        assert isinstance(request.stream, httpx.SyncByteStream)
        inner = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _httpx_errors():
            response = self._pool.handle_request(inner)
        assert isinstance(response.stream, Iterable)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response.stream))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _CheckedNetwork(httpcore.NetworkBackend):
    """Opens a connection to an address that the rules allow."""

    def __init__(self, rules: AddressRules) -> None:
        self._rules = rules
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._rules.resolve(host, port)
        except OSError as problem:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved ({problem})") from problem
        for address in addresses[:-1]:
            try:
                return self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # a machine may have IPv6 addresses without a way there
        return self._network.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)


class _Body(httpx.SyncByteStream):
    """The body of a response, with httpx's errors."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_errors():
            yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close is not None:
            close()


@contextmanager
def _httpx_errors() -> Iterator[None]:
    """Exceptions of httpcore as those of httpx, which bear the same names."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as problem:
        raise getattr(httpx, type(problem).__name__)(str(problem)) from problem
