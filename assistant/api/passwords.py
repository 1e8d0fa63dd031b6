"""A users file -> who may log in, with salted scrypt hashes; passwords themselves are never stored."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ConfigurationError, InputError

SHORTEST_PASSWORD = 10
# Cost of one guess: 16 MiB and some 50 ms (RFC 7914 names n, r and p).
_N, _R, _P = 2**14, 8, 1
_NAME = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True, slots=True)
class User:
    """One line of the users file: ``name:hash`` or ``name:hash:editor``; an editor may change the shared library."""

    name: str
    password_hash: str
    editor: bool = False


def read_users(file: Path) -> dict[str, User]:
    """Users by name; {} when the file does not exist.

    Raises:
        ConfigurationError: the file cannot be read or a line is not of the form ``name:hash[:editor]``.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        raise ConfigurationError(f"the users file {file} cannot be read ({problem}); check web.users") from None
    users: dict[str, User] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, *rest = line.strip().split(":")
        if not _NAME.fullmatch(name) or len(rest) not in (1, 2) or rest[1:] not in ([], ["editor"]):
            raise ConfigurationError(f"{file}, line {number} is no user; write them with: assistant users add NAME")
        users[name] = User(name, rest[0], len(rest) == 2)
    return users


def write_users(file: Path, users: dict[str, User]) -> None:
    """Replace the users file in one step; only its owner may read it.

    Raises:
        ConfigurationError: the folder cannot be written.
    """
    lines = [f"{user.name}:{user.password_hash}{':editor' if user.editor else ''}\n" for user in users.values()]
    waiting = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
            stream.writelines(lines)
        waiting.replace(file)
    except OSError as problem:
        raise ConfigurationError(f"the users file {file} cannot be written ({problem.strerror})") from None


def make_user(name: str, password: str, editor: bool = False) -> User:
    """A user with a fresh salt.

    Raises:
        InputError: the name has signs that a users file cannot hold, or the password is too short.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no user name; use up to 64 letters, digits and the signs . _ @ -")
    if len(password) < SHORTEST_PASSWORD:
        raise InputError(f"the password has {len(password)} characters; use at least {SHORTEST_PASSWORD}")
    salt = secrets.token_bytes(16)
    return User(name, f"scrypt${salt.hex()}${_digest(password, salt).hex()}", editor)


def matches(user: User | None, password: str) -> bool:
    """Whether the password is the user's; takes as long when there is no such user."""
    kind, salt, digest = [*(user.password_hash.split("$") if user else ["scrypt", "00" * 16]), "", ""][:3]
    try:
        found = _digest(password, bytes.fromhex(salt)).hex()
    except ValueError:
        return False
    return hmac.compare_digest(found, digest) and kind == "scrypt" and user is not None


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=_N, r=_R, p=_P, dklen=32)
