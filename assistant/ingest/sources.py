"""Paths a user gives -> the files to read, each with its document id and its catalog.

The id of a file in a folder is its path relative to that folder, with ``/``; a file given alone has its name; a file in
a zip archive has the archive's id before its own: ``plans.zip/2021/plan.pdf``. Hidden files, ``catalog.csv`` and other
tables, and README files are no documents, unless a README is given by name.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import InputError, ReadError
from assistant.ingest.archives import SUFFIX as ARCHIVE
from assistant.ingest.archives import list_members, open_member
from assistant.ingest.catalog import FILE_NAME, Catalog, read_catalog

TABLES = frozenset({".csv", ".tsv"})  # catalogs and lists of sources, not policy texts
_BLOCK = 1 << 20
_NO_LIMIT = 1 << 40


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``member``: its stored name in the archive at ``path``; ``problem``: why it cannot be read."""

    document_id: str
    path: Path
    catalog: Catalog
    member: str | None = None
    size: int = 0
    problem: str | None = None

    def content(self, largest: int) -> Iterator[bytes]:
        """The bytes, block by block.

        Raises:
            OSError: the file cannot be opened.
            ReadError: the archive it lies in is damaged, or it is larger than ``largest`` bytes.
        """
        if self.member is None:
            with self.path.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    yield block
            return
        with open_member(self.path, self.member, largest) as stream:
            while block := stream.read(_BLOCK):
                yield block

    @property
    def location(self) -> str:
        """Where the file lies, for :func:`located`."""
        return str(self.path.resolve()) if self.member is None else f"{self.path.resolve()}/{self.member}"


@contextmanager
def located(location: str) -> Iterator[Path]:
    """The file a document was read from; one in an archive is unpacked for as long as the context lasts.

    Raises:
        ReadError: it is not there any more.
    """
    path = Path(location)
    if path.is_file():
        yield path
        return
    archive = next((parent for parent in path.parents if parent.is_file()), None)
    if archive is None:
        raise ReadError(f"{location} is not there any more; ingest the folder where it lies now")
    member = location[len(str(archive)) + 1 :]
    with tempfile.TemporaryDirectory() as folder, unpacked(archive, member, Path(folder), _NO_LIMIT) as file:
        yield file


@contextmanager
def unpacked(archive: Path, member: str, folder: Path, largest: int) -> Iterator[Path]:
    """A file of an archive, unpacked into ``folder`` under a name of our own with its ending.

    Raises:
        ReadError: it is damaged or larger than ``largest`` bytes.
    """
    file = folder / f"member{PurePosixPath(member).suffix.lower()[:10]}"
    try:
        with open_member(archive, member, largest) as stream, file.open("wb") as target:
            while block := stream.read(_BLOCK):
                target.write(block)
        yield file
    finally:
        file.unlink(missing_ok=True)


def find_sources(paths: Sequence[Path], suffixes: frozenset[str]) -> tuple[Source, ...]:
    """All files under ``paths``, sorted by document id; files with other ``suffixes`` too, so that they can be named.

    Raises:
        InputError: a path does not exist, a folder holds no document, or two paths give the same document id.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _sources_of(path, suffixes | {ARCHIVE}):
            known = found.get(source.document_id)
            if known is not None and known.location != source.location:
                raise InputError(
                    f"{known.path} and {source.path} would both be document {source.document_id!r}; "
                    "give the folder above them, or ingest them into two indexes"
                )
            found[source.document_id] = source
    return tuple(found[document_id] for document_id in sorted(found))


def _sources_of(path: Path, suffixes: frozenset[str]) -> list[Source]:
    if path.is_file():
        return list(_with_members(path.name, path, read_catalog(path.parent)))
    if not path.is_dir():
        raise InputError(f"{path} does not exist; give a file or a folder of documents")
    catalog = read_catalog(path)
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and _is_document(file.relative_to(path))]
    if not any(file.suffix.lower() in suffixes for file in files):
        raise InputError(f"{path} holds no document; looked for {', '.join(sorted(suffixes))} in it and its subfolders")
    return [one for file in files for one in _with_members(file.relative_to(path).as_posix(), file, catalog)]


def _with_members(document_id: str, path: Path, catalog: Catalog) -> Iterator[Source]:
    """The file itself, or the files in it when it is an archive; an archive that cannot be read is one source."""
    size = path.stat().st_size
    if path.suffix.lower() != ARCHIVE:
        yield Source(document_id, path, catalog, size=size)
        return
    try:
        members = list_members(path)
    except ReadError as problem:
        yield Source(document_id, path, catalog, size=size, problem=str(problem))
        return
    if not members:
        yield Source(document_id, path, catalog, size=size)
    for member in members:
        if member.problem or _is_document(PurePosixPath(member.name)):
            name = f"{document_id}/{member.name}"
            yield Source(name, path, catalog, member.stored_name, member.size, member.problem)


def _is_document(relative: PurePosixPath | Path) -> bool:
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in relative.parts)
    aside = relative.name == FILE_NAME or relative.suffix.lower() in TABLES or relative.stem.upper() == "README"
    return not hidden and not aside
