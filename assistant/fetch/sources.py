"""corpus/sources.toml -> official texts: where each is published and what its file should look like.

Each ``[[source]]`` has ``id``, ``title``, ``jurisdiction`` and ``language``; ``address`` where one is known, else
``note`` says what is known instead. ``number`` is the document number (文号), ``digests`` the digests in
``corpus/documents`` that tell the same policy, ``shape`` the format expected, ``contains`` words that the right text
must hold, and ``hosts`` other hosts of the same body to which the address may redirect.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from assistant.errors import InputError
from assistant.jurisdictions import is_known

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")
_LISTS = ("digests", "contains", "hosts")
_TEXTS = ("id", "title", "number", "jurisdiction", "language", "issued", "address", "shape", "note")
_REQUIRED = ("id", "title", "jurisdiction", "language")


class Shape(StrEnum):
    """Format of an official text; the value is the ending of its file."""

    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class OfficialSource:
    """An official text; ``address`` is None where no official address is known."""

    source_id: str
    title: str
    jurisdiction: str
    language: str
    address: str | None = None
    shape: Shape = Shape.HTML
    number: str | None = None
    issued: str | None = None
    digests: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    note: str | None = None

    @property
    def file_name(self) -> str:
        """Path of its file under the folder of official texts, with ``/``."""
        return f"{self.jurisdiction.lower()}/{self.source_id}.{self.shape.value}"


def read_sources(file: Path) -> tuple[OfficialSource, ...]:
    """All sources of a file, in its order.

    Raises:
        InputError: the file is missing, is no TOML, or an entry is incomplete, unknown or twice there.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(
            f"there is no {file}; run the command in the project's folder or give --sources FILE"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise InputError(f"{file} cannot be read as TOML: {problem}") from None
    entries = content.get("source")
    if set(content) != {"source"} or not isinstance(entries, list) or not entries:
        raise InputError(f"{file} must hold entries headed [[source]] and nothing else")
    sources = tuple(_source(entry, f"{file}, entry {number}") for number, entry in enumerate(entries, start=1))
    names = [source.source_id for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{file} names {', '.join(twice)} more than once; give every entry an id of its own")
    return sources


def choose(sources: Sequence[OfficialSource], wanted: Sequence[str]) -> tuple[OfficialSource, ...]:
    """The sources with the ids ``wanted``, in the order of the file; all when nothing is wanted.

    Raises:
        InputError: an id is unknown; names the closest ones.
    """
    known = {source.source_id for source in sources}
    for name in wanted:
        if name not in known:
            close = get_close_matches(name, known, n=3, cutoff=0.4)
            hint = f"did you mean {', '.join(close)}?" if close else "see: assistant fetch --list"
            raise InputError(f"no official text has the id {name!r}; {hint}")
    return tuple(source for source in sources if not wanted or source.source_id in wanted)


def _source(entry: object, place: str) -> OfficialSource:
    if not isinstance(entry, Mapping):
        raise InputError(f"{place} is no table; write [[source]] above it")
    unknown = sorted(set(entry) - {*_TEXTS, *_LISTS})
    if unknown:
        raise InputError(f"{place}: unknown key {unknown[0]!r}; known: {', '.join((*_TEXTS, *_LISTS))}")
    missing = [key for key in _REQUIRED if not entry.get(key)]
    if missing:
        raise InputError(f"{place}: {missing[0]!r} is missing")
    for key, value in entry.items():
        listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
        if not (listed if key in _LISTS else isinstance(value, str)):
            raise InputError(f"{place}: {key!r} must be {'a list of texts' if key in _LISTS else 'a text in quotes'}")
    if not _ID.fullmatch(entry["id"]):
        raise InputError(f"{place}: the id {entry['id']!r} may hold small letters, digits and '-' only")
    if not is_known(entry["jurisdiction"]):
        raise InputError(f"{place}: unknown jurisdiction {entry['jurisdiction']!r}; write a code such as CN or CN-GD")
    if entry.get("shape", Shape.HTML) not in list(Shape):
        raise InputError(f"{place}: shape must be one of {', '.join(Shape)}")
    return OfficialSource(
        source_id=entry["id"],
        title=entry["title"],
        jurisdiction=entry["jurisdiction"],
        language=entry["language"],
        address=entry.get("address"),
        shape=Shape(entry.get("shape", Shape.HTML)),
        number=entry.get("number"),
        issued=entry.get("issued"),
        digests=tuple(entry.get("digests", ())),
        contains=tuple(entry.get("contains", ())),
        hosts=tuple(entry.get("hosts", ())),
        note=entry.get("note"),
    )
