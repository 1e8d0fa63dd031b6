"""A zip archive -> the files in it, each named, measured and refused where it is dangerous; one of them unpacked.

Names are never used as paths on this machine: a file is unpacked under a name of our own.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from assistant.errors import ReadError

SUFFIX = ".zip"
MOST_MEMBERS = 20_000
MOST_TOTAL = 4_000_000_000  # bytes unpacked
# Deflate reaches about 1,000; text of offices stays below 20. Small files may repeat themselves.
_LARGEST_RATIO = 200
_HARMLESS = 10_000_000  # bytes unpacked
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_OFFICE = "[Content_Types].xml"
_ESCAPES = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\x00")
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, IndexError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. ``name`` is shown, ``stored_name`` finds it again; ``problem``: why it is not unpacked."""

    name: str
    stored_name: str
    size: int
    problem: str | None = None


def list_members(path: Path) -> tuple[Member, ...]:
    """The files of an archive in the order of their names; ``()`` when it is an Office file by another name.

    Raises:
        ReadError: it is damaged or holds too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except DAMAGE as problem:
        raise ReadError(f"the archive is damaged ({_short(problem)})") from None
    if any(entry.filename == _OFFICE for entry in entries):
        return ()
    if len(entries) > MOST_MEMBERS:
        raise ReadError(f"the archive holds {len(entries):,} files and the limit is {MOST_MEMBERS:,}; split it")
    if sum(entry.file_size for entry in entries) > MOST_TOTAL:
        raise ReadError(f"the archive unpacks to more than {MOST_TOTAL // 10**9} GB; unpack it yourself")
    if not entries:
        raise ReadError("the archive is empty")
    members = [Member(_name(entry), entry.filename, entry.file_size, _problem(entry)) for entry in entries]
    return tuple(sorted(members, key=lambda member: member.name))


@contextmanager
def open_member(path: Path, stored_name: str, largest: int) -> Iterator[IO[bytes]]:
    """One file of an archive as a stream of at most ``largest`` bytes.

    Raises:
        ReadError: the archive or the file in it is damaged, or larger than it says.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(stored_name)
            if entry.file_size > largest:
                raise ReadError(
                    f"it unpacks to {entry.file_size / 1e6:.0f} MB and the limit is {largest / 1e6:.0f} MB "
                    "(ingest.max_file_megabytes)"
                )
            with archive.open(entry) as stream:  # reads no more than the size it states and checks the sum
                yield stream
    except KeyError:
        raise ReadError(f"the archive does not hold {stored_name!r} any more") from None
    except DAMAGE as problem:
        raise ReadError(f"it cannot be unpacked ({_short(problem)})") from None


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: without the flag for UTF-8, Chinese Windows writes GBK."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _problem(entry: zipfile.ZipInfo) -> str | None:
    if _ESCAPES.search(entry.filename):
        return "its name leads out of the archive; it is not unpacked"
    if entry.flag_bits & _ENCRYPTED:
        return "it is protected by a password; save a copy without one"
    if entry.filename.lower().endswith(SUFFIX):
        return "it is an archive inside an archive; unpack it first"
    if entry.file_size > _HARMLESS and entry.file_size > _LARGEST_RATIO * max(entry.compress_size, 1):
        return f"it unpacks to {entry.file_size / max(entry.compress_size, 1):,.0f} times its size, like a bomb"
    return None


def _short(problem: BaseException) -> str:
    return " ".join(str(problem).split())[:120] or type(problem).__name__
