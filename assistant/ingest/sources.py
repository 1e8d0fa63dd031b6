"""Paths a user gives -> the files to read, each with its document id and its catalog.

The id of a file in a folder is its path relative to that folder, with ``/``; a file given alone has its name. Hidden
files, ``catalog.csv`` and other tables, and README files are no documents, unless a README is given by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError
from assistant.ingest.catalog import FILE_NAME, Catalog, read_catalog

TABLES = frozenset({".csv", ".tsv"})  # catalogs and lists of sources, not policy texts


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    document_id: str
    path: Path
    catalog: Catalog


def find_sources(paths: Sequence[Path], suffixes: frozenset[str]) -> tuple[Source, ...]:
    """All files under ``paths``, sorted by document id; files with other ``suffixes`` too, so that they can be named.

    Raises:
        InputError: a path does not exist, a folder holds no document, or two paths give the same document id.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _sources_of(path, suffixes):
            known = found.get(source.document_id)
            if known is not None and known.path.resolve() != source.path.resolve():
                raise InputError(
                    f"{known.path} and {source.path} would both be document {source.document_id!r}; "
                    "give the folder above them, or ingest them into two indexes"
                )
            found[source.document_id] = source
    return tuple(found[document_id] for document_id in sorted(found))


def _sources_of(path: Path, suffixes: frozenset[str]) -> list[Source]:
    if path.is_file():
        return [Source(path.name, path, read_catalog(path.parent))]
    if not path.is_dir():
        raise InputError(f"{path} does not exist; give a file or a folder of documents")
    catalog = read_catalog(path)
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and _is_document(file.relative_to(path))]
    if not any(file.suffix.lower() in suffixes for file in files):
        raise InputError(f"{path} holds no document; looked for {', '.join(sorted(suffixes))} in it and its subfolders")
    return [Source(file.relative_to(path).as_posix(), file, catalog) for file in files]


def _is_document(relative: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in relative.parts)
    aside = relative.name == FILE_NAME or relative.suffix.lower() in TABLES or relative.stem.upper() == "README"
    return not hidden and not aside
