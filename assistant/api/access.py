"""The headers of a request -> the person who sent it, or nobody.

Three ways in, tried in this order: the name a trusted reverse proxy states, the cookie of the login page, and a user
name with password (HTTP Basic) for programs. Without login everybody is :data:`LOCAL`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from assistant.api.passwords import User, matches, read_users
from assistant.config import WebSettings
from assistant.errors import ConfigurationError

COOKIE = "assistant_session"
SESSION_SECONDS = 12 * 3600
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks; an editor may add to and remove from the shared library."""

    name: str
    editor: bool = True


LOCAL = Person("local")


class Access:
    """Decides who sent a request. Changes of the users file count from the next request on."""

    def __init__(self, web: WebSettings, secret: bytes) -> None:
        self.required = login_required(web)
        self.web = web
        self._secret = secret
        self._proxies = _networks(web.trusted_proxies)
        self._editors = frozenset(_names(web.editors))
        self._verified: OrderedDict[bytes, str] = OrderedDict()  # digests of Basic credentials that were right
        self._lock = Lock()
        self._users: dict[str, User] = {}
        self._stamp: tuple[float, int] | None = None
        if self.required and not self._proxies and not self.users():
            raise ConfigurationError(
                f"the page would be open to the network and {web.users} names no user; "
                'type: assistant users add NAME (or set web.login = "off" if nobody needs to log in)'
            )

    def users(self) -> dict[str, User]:
        """The users file as it is now."""
        try:
            state = self.web.users.stat()
            stamp = (state.st_mtime, state.st_size)
        except OSError:
            return {}
        with self._lock:
            if stamp != self._stamp:
                self._users, self._stamp = read_users(self.web.users), stamp
            return self._users

    def identify(self, peer: str | None, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Person | None:
        """The person, None when nobody could be made out; ``headers`` have lower-case names."""
        if not self.required:
            return LOCAL
        stated = headers.get(self.web.proxy_header.lower(), "").strip()
        if stated and self.is_proxy(peer):
            return self._person(stated[:64], self.users().get(stated))
        return self._by_cookie(cookies.get(COOKIE, "")) or self._by_password(headers.get("authorization", ""))

    def is_proxy(self, peer: str | None) -> bool:
        """Whether an address is one whose word counts."""
        try:
            address = ipaddress.ip_address(peer or "")
        except ValueError:
            return False
        return any(address in network for network in self._proxies)

    def log_in(self, name: str, password: str) -> str | None:
        """The value of a new session cookie, None when name or password are wrong."""
        user = self.users().get(name)
        if not matches(user, password) or user is None:
            return None
        until = str(int(time.time()) + SESSION_SECONDS)
        return ".".join((_encode(name), until, self._sign(name, until, user)))

    def _by_cookie(self, value: str) -> Person | None:
        encoded, _, rest = value.partition(".")
        until, _, signature = rest.partition(".")
        name = _decode(encoded)
        user = self.users().get(name) if name else None
        if user is None or not until.isascii() or not until.isdigit() or int(until) < time.time():
            return None
        return (
            self._person(user.name, user)
            if hmac.compare_digest(signature, self._sign(user.name, until, user))
            else None
        )

    def _by_password(self, header: str) -> Person | None:
        kind, _, value = header.partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _, password = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return None
        user = self.users().get(name)
        # scrypt is slow on purpose; a program that asks a hundred questions should pay for it once.
        key = hmac.digest(self._secret, f"{value}|{user.password_hash if user else ''}".encode(), "sha256")
        with self._lock:
            known = self._verified.get(key) == name
        if user is None or not (known or matches(user, password)):
            return None
        with self._lock:
            self._verified[key] = name
            while len(self._verified) > _REMEMBERED:
                self._verified.popitem(last=False)
        return self._person(name, user)

    def _person(self, name: str, user: User | None) -> Person:
        everybody = not self._editors and not any(one.editor for one in self.users().values())
        return Person(name, everybody or name in self._editors or bool(user and user.editor))

    def _sign(self, name: str, until: str, user: User) -> str:
        # The hash of the password is signed with it, so that a changed password ends every session.
        return hmac.digest(self._secret, f"{name}\0{until}\0{user.password_hash}".encode(), "sha256").hex()


def login_required(web: WebSettings) -> bool:
    """Whether people must log in: when the settings say so, or when others than this machine can reach the page.

    Raises:
        ConfigurationError: ``web.login`` is none of auto, required, off.
    """
    if web.login not in ("auto", "required", "off"):
        raise ConfigurationError(f"web.login must be auto, required or off, not {web.login!r}")
    return web.login == "required" or (web.login == "auto" and not is_loopback(web.host))


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def session_secret(folder: Path) -> bytes:
    """The key that signs sessions: kept in ``folder``, made on first use, readable by its owner only.

    Raises:
        ConfigurationError: the folder cannot be written.
    """
    import os

    file = folder / ".session-key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = file.read_bytes()
            if len(key) >= 32:
                return key
            file.unlink()
            return session_secret(folder)
        key = secrets.token_bytes(32)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(key)
    except OSError as problem:
        raise ConfigurationError(f"{file} cannot be written ({problem.strerror}); check index.folder") from None
    return key


def digest_of(name: str) -> str:
    """Sixteen hexadecimal digits for a name that may hold any sign, fit for a folder name."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _networks(listed: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    try:
        return tuple(ipaddress.ip_network(name, strict=False) for name in _names(listed))
    except ValueError as problem:
        raise ConfigurationError(
            f"web.trusted_proxies: {problem}; write addresses or networks, separated by commas"
        ) from None


def _encode(name: str) -> str:
    return base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")


def _decode(text: str) -> str:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
