"""catalog.csv of an ingested folder -> metadata declared per document. Standard library only.

The first row names the columns: ``document`` (path relative to the folder, with ``/``) and any of the front-matter
keys. Lists are separated by ``;``. Empty cells say nothing. The encoding is UTF-8, with or without a mark.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import InputError
from assistant.ingest.metadata_declared import KNOWN_KEYS

FILE_NAME = "catalog.csv"
_DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Rows by document id, as written, and what is wrong with the file as a whole."""

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def missing(self, document_ids: Collection[str]) -> tuple[str, ...]:
        """A warning for every row that names no document of the folder."""
        return tuple(
            f"{FILE_NAME}: no file for document {document_id!r}; correct the path or remove the row"
            for document_id in self.rows
            if document_id not in document_ids
        )

    def digest(self, document_id: str) -> str:
        """Changes exactly when the row of this document changes; empty without a row."""
        row = self.rows.get(document_id)
        if row is None:
            return ""
        return hashlib.sha256("\x1f".join(f"{key}\x1e{row[key]}" for key in sorted(row)).encode()).hexdigest()


def read_catalog(folder: Path) -> Catalog:
    """The catalog of a folder; an empty one if there is none.

    Raises:
        InputError: the file cannot be read as UTF-8, or has no column ``document``.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Catalog()
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            columns = [(column or "").strip() for column in reader.fieldnames or ()]
            records = [[cell or "" for cell in list(record.values())[: len(columns)]] for record in _plain(reader)]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InputError(f"{path} cannot be read: {problem}; save it as CSV in UTF-8") from None
    if _DOCUMENT not in columns:
        raise InputError(f"{path} has no column 'document'; its first row must name the columns, e.g. document,title")
    warnings = [
        f"{FILE_NAME}: unknown column {column!r} is ignored; known: {', '.join(sorted(KNOWN_KEYS))}"
        for column in columns
        if column and column != _DOCUMENT and column not in KNOWN_KEYS
    ]
    rows: dict[str, dict[str, str]] = {}
    for number, record in enumerate(records, start=2):
        row = {column: cell.strip() for column, cell in zip(columns, record, strict=False) if cell.strip()}
        document_id = row.pop(_DOCUMENT, "").replace("\\", "/").removeprefix("./")
        if not document_id:
            if row:
                warnings.append(f"{FILE_NAME}: line {number} names no document and is ignored")
            continue
        if document_id in rows:
            warnings.append(f"{FILE_NAME}: line {number} names {document_id!r} again; the first row counts")
            continue
        rows[document_id] = {key: value for key, value in row.items() if key in KNOWN_KEYS}
    return Catalog(rows, tuple(warnings))


def _plain(reader: csv.DictReader[str]) -> list[dict[str, str]]:
    """Records without the overflow cells that a line longer than the header has."""
    return [{key: value for key, value in record.items() if key is not None} for record in reader]
