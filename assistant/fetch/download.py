"""One official text -> a file, with resume, retries and limits, or the reason why it could not be had."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from assistant.config import FetchSettings
from assistant.fetch.addresses import AddressRules, RefusedAddressError
from assistant.fetch.sources import OfficialSource, Shape

_USER_AGENT = "policy-assistant (fetches single official texts for its user)"
_MOST_REDIRECTS = 5
_LONGEST_WAIT = 60.0  # seconds; a site that asks for more is left for another day
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that another try may mend
_TYPES = {
    Shape.HTML: ("text/html", "application/xhtml+xml", "text/plain"),
    Shape.PDF: ("application/pdf", "application/x-pdf", "application/octet-stream", "binary/octet-stream"),
}


class UnavailableError(Exception):
    """The text cannot be had; its words are the reason for the report. ``passing``: another try may succeed."""

    def __init__(self, reason: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.passing = passing
        self.wait = wait  # seconds the site asked to wait


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about a version of a file, for asking whether it has changed and for resuming."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def strong(self) -> str | None:
        """What may stand in ``If-Range`` (RFC 9110, 13.1.5: weak tags may not)."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


@dataclass(frozen=True, slots=True)
class Download:
    """A file that lies complete at ``path``, or (``path`` None) is the same as the version asked about."""

    path: Path | None
    address: str  # after redirects
    content_type: str
    validators: Validators


class Downloader:
    """Downloads one text at a time and is polite: one connection, a pause between requests to one host."""

    def __init__(
        self,
        settings: FetchSettings,
        rules: AddressRules | None = None,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``rules``, ``tls`` and ``sleep`` are seams for tests; the product never gives them."""
        from assistant.fetch.transport import CheckedTransport

        self._settings = settings
        self._rules = rules or AddressRules()
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._client = httpx.Client(
            transport=CheckedTransport(self._rules, tls or httpx.create_ssl_context()),
            timeout=settings.timeout_seconds,
            headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"},
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def download(self, source: OfficialSource, target: Path, known: Validators | None = None) -> Download:
        """Fetch a text into ``target``; with ``known``, only if the server has another version.

        What arrived before an interruption stays in ``target`` + ``.part`` and is completed by the next call.

        Raises:
            UnavailableError: it could not be had.
        """
        attempts = max(1, self._settings.attempts)
        for attempt in range(1, attempts + 1):
            try:
                return self._attempt(source, target, known)
            except UnavailableError as problem:
                wait = problem.wait if problem.wait is not None else float(2 ** (attempt - 1))
                if not problem.passing or attempt == attempts or wait > _LONGEST_WAIT:
                    raise
                self._sleep(wait)
        raise AssertionError

    def _attempt(self, source: OfficialSource, target: Path, known: Validators | None) -> Download:
        part = _Part(target)
        try:
            with self._answer(source, known, part) as response:
                if response.status_code == httpx.codes.NOT_MODIFIED and known is not None:
                    return Download(None, str(response.url), "", known)
                if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    part.discard()
                    raise UnavailableError("the part fetched earlier does not fit the file any more", passing=True)
                _check_status(response)
                self._check_head(source, response)
                self._receive(response, part)
                finished = _validators(response)
                address, content_type = str(response.url), response.headers.get("content-type", "")
        except RefusedAddressError as problem:
            raise UnavailableError(str(problem)) from None
        except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as problem:
            raise _as_unavailable(problem) from None
        part.complete(target)
        return Download(target, address, content_type, finished)

    @contextmanager
    def _answer(self, source: OfficialSource, known: Validators | None, part: _Part) -> Iterator[httpx.Response]:
        """The final response for an address, redirects followed as far as the rules allow."""
        assert source.address is not None
        start = url = httpx.URL(source.address)
        self._rules.check_url(url)
        headers = part.headers() or _conditions(known)
        for _ in range(_MOST_REDIRECTS + 1):
            self._pause(url.host)
            with self._client.stream("GET", url, headers=headers) as response:
                if not response.has_redirect_location:
                    yield response
                    return
                target = url.join(response.headers["location"])
            self._rules.check_redirect(start, target, source.hosts)
            url = target
        raise UnavailableError(f"it redirects more than {_MOST_REDIRECTS} times")

    def _pause(self, host: str) -> None:
        """Wait until the host was not asked for a while."""
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        if since < self._settings.seconds_between_requests:
            self._sleep(self._settings.seconds_between_requests - since)
        self._asked[host] = time.monotonic()

    def _check_head(self, source: OfficialSource, response: httpx.Response) -> None:
        named = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if named and named not in _TYPES[source.shape]:
            raise UnavailableError(f"the site sends {named} where {source.shape} is expected")
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._most_bytes:
            raise UnavailableError(f"it has {int(length) / 1e6:.0f} MB; {self._limit}")

    def _receive(self, response: httpx.Response, part: _Part) -> None:
        """Write the body behind what is there already, or anew when the server sends the whole."""
        encoded = response.headers.get("content-encoding", "identity").lower() != "identity"
        part.begin(response, resumable=not encoded)
        until = time.monotonic() + self._settings.seconds_per_text
        with part.path.open("ab") as stream:
            size = stream.tell()
            for block in response.iter_bytes():
                size += len(block)
                if size > self._most_bytes:
                    part.discard()
                    raise UnavailableError(f"it has more than {self._settings.max_megabytes} MB; {self._limit}")
                stream.write(block)
                if time.monotonic() > until:
                    raise UnavailableError(
                        f"it took longer than {self._settings.seconds_per_text} s (fetch.seconds_per_text); "
                        "the next call goes on where this one stopped"
                    )

    @property
    def _most_bytes(self) -> int:
        return self._settings.max_megabytes * 1_000_000

    @property
    def _limit(self) -> str:
        return f"the limit is {self._settings.max_megabytes} MB (fetch.max_megabytes)"


class _Part:
    """The file beside the target that holds what has arrived, with the version it belongs to."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f"{target.name}.part")
        self._notes = target.with_name(f"{target.name}.part.json")

    def headers(self) -> dict[str, str]:
        """What asks a server for the rest; empty when there is nothing to go on with."""
        try:
            version = str(json.loads(self._notes.read_text(encoding="utf-8"))["version"])
            size = self.path.stat().st_size
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return {"Range": f"bytes={size}-", "If-Range": version} if size else {}

    def begin(self, response: httpx.Response, *, resumable: bool) -> None:
        """Keep what is there when the response continues it, else start with nothing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if response.status_code == httpx.codes.PARTIAL_CONTENT:
            size = self.path.stat().st_size if self.path.is_file() else 0
            if not response.headers.get("content-range", "").startswith(f"bytes {size}-"):
                self.discard()
                raise UnavailableError("the site sent another part of the file than was asked for", passing=True)
            return
        self.discard()
        self.path.touch()
        version = _validators(response).strong
        if version and resumable:
            self._notes.write_text(json.dumps({"version": version}), encoding="utf-8")

    def discard(self) -> None:
        """Forget what has arrived."""
        self.path.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)

    def complete(self, target: Path) -> None:
        """Put the finished file in its place in one step."""
        self.path.replace(target)
        self._notes.unlink(missing_ok=True)


def _conditions(known: Validators | None) -> dict[str, str]:
    if known is None:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _validators(response: httpx.Response) -> Validators:
    return Validators(response.headers.get("etag"), response.headers.get("last-modified"))


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        return
    reason = f"the site answers {status} {response.reason_phrase}".rstrip()
    raise UnavailableError(reason, passing=status in _PASSING, wait=_retry_after(response))


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds a site asks to wait, as a number or a date (RFC 9110, 10.2.3)."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _as_unavailable(problem: Exception) -> UnavailableError:
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return UnavailableError(f"the site's certificate cannot be trusted ({cause.verify_message})")
        cause = cause.__cause__ or cause.__context__
    if isinstance(problem, httpx.TimeoutException):
        return UnavailableError("the site did not answer in time", passing=True)
    if isinstance(problem, httpx.RemoteProtocolError):
        return UnavailableError("the connection broke off before the file was complete", passing=True)
    if isinstance(problem, httpx.NetworkError):
        return UnavailableError(f"there is no connection to the site ({problem})", passing=True)
    return UnavailableError(f"the address or the answer cannot be understood ({problem})")
