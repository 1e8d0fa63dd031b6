"""Parsed documents -> rows of a SQLite database, the source of truth, and back."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain import (
    Document,
    DocumentSummary,
    LeftOut,
    LineBox,
    Metadata,
    PageSpan,
    ParsedDocument,
    Passage,
    Scope,
    Section,
    Span,
)
from assistant.errors import IndexUnavailableError
from assistant.index.schema import CREATE, OPEN, SCHEMA_VERSION
from assistant.index.serialise import from_json, to_json
from assistant.index.tokens import index_tokens

FILE = "library.sqlite"


@dataclass(frozen=True, slots=True)
class Structure:
    """What a document carries besides text and metadata, stored as one JSON value."""

    sections: tuple[Section, ...] = ()
    pages: tuple[PageSpan, ...] = ()
    lines: tuple[LineBox, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    source: str | None = None
    dropped: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Embedded:
    """A passage with its key in the embedding cache, its vector and those of its sentences."""

    passage: Passage
    key: str
    vector: NDArray[np.float32]
    sentences: NDArray[np.float16]


def indexed_prefix(metadata: Metadata, passage: Passage) -> str:
    """Title and heading path as they go before a passage in what is embedded and searched by word, never in a quote."""
    path = passage.heading_path
    if path and path[0] == metadata.title:
        path = path[1:]
    return f"{metadata.title} | {' / '.join(path)}\n" if path else f"{metadata.title}\n"


class Library:
    """One SQLite file. Reading never blocks; writing needs the lock of the index."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        file = folder / FILE
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            exists = file.is_file()
            if not exists and not create:
                raise IndexUnavailableError(f"there is no index at {folder}; make one with: assistant ingest FOLDER")
            self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=30)
            self._prepare(folder, exists)
        except (OSError, sqlite3.Error) as problem:
            raise unusable(folder, problem) from problem

    def _prepare(self, folder: Path, exists: bool) -> None:
        run = self._connection.execute
        run("PRAGMA foreign_keys = ON")
        version = run("PRAGMA user_version").fetchone()[0]
        if version == 0 and (not exists or not run("SELECT name FROM sqlite_master").fetchone()):
            run("PRAGMA journal_mode = WAL")
            self._connection.executescript(
                f"BEGIN; {CREATE} PRAGMA user_version = {SCHEMA_VERSION};"
                f"INSERT INTO settings VALUES ('library', '{uuid.uuid4().hex}'); COMMIT;"
            )
        elif version != SCHEMA_VERSION:
            raise IndexUnavailableError(
                f"the index at {folder} was made by another version (schema {version}, here {SCHEMA_VERSION}); "
                "delete the folder and run: assistant ingest FOLDER"
            )
        run("PRAGMA synchronous = NORMAL")
        run(OPEN)

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, for the readers of derived data."""
        return self._connection

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    # ------------------------------------------------------------------ settings

    def setting(self, name: str) -> str | None:
        """A value stored with the library, None when there is none."""
        row = self._connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def remember(self, name: str, value: str) -> None:
        """Store a value with the library."""
        self._connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def data_version(self) -> int:
        """A number that changes when another connection commits."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    # ------------------------------------------------------------------ writing

    def fingerprint(self, document_id: str) -> str | None:
        """The stored fingerprint of a document, None when the library does not hold it."""
        row = self._connection.execute("SELECT sha256 FROM documents WHERE document_id = ?", (document_id,)).fetchone()
        return str(row[0]) if row else None

    def store(self, parsed: ParsedDocument, embedded: Sequence[Embedded]) -> bool:
        """Add or replace a document in one transaction; True when it replaced one.

        Raises:
            IndexUnavailableError: the disk is full or the folder read-only; the library is as it was.
        """
        document = parsed.document
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            replaced = self._delete(document.document_id)
            number = self._insert_document(document)
            for one in embedded:
                self._insert_passage(number, document.metadata, one)
            self._connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as problem:
            self._rollback()
            raise unusable(Path(self._file()).parent, problem) from problem
        except BaseException:
            self._rollback()
            raise
        return replaced

    def remove(self, document_id: str) -> bool:
        """Remove a document in one transaction; False when the library does not hold it."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            found = self._delete(document_id)
            self._connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as problem:
            self._rollback()
            raise unusable(Path(self._file()).parent, problem) from problem
        return found

    def forget_unused_embeddings(self) -> None:
        """Drop cached vectors that no passage uses any more."""
        self._connection.execute("DELETE FROM embeddings WHERE key NOT IN (SELECT embedding FROM passages)")

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _file(self) -> str:
        return str(self._connection.execute("PRAGMA database_list").fetchone()[2])

    def _delete(self, document_id: str) -> bool:
        run = self._connection.execute
        found = run("SELECT id, text, metadata FROM documents WHERE document_id = ?", (document_id,)).fetchone()
        if found is None:
            return False
        number, text, metadata = found[0], found[1], from_json(Metadata, found[2])
        # SQLite's contentless tables forget a row only when told the tokens it was given.
        for row in run(f"SELECT {_PASSAGE}, id FROM passages WHERE document = ?", (number,)).fetchall():
            passage = _passage(document_id, text, row)
            run(
                "INSERT INTO lexical (lexical, rowid, tokens) VALUES ('delete', ?, ?)",
                (row[-1], " ".join(_tokens(metadata, passage))),
            )
        run("DELETE FROM documents WHERE id = ?", (number,))
        return True

    def _insert_document(self, document: Document) -> int:
        metadata = document.metadata
        years = document_years(metadata)
        structure = Structure(
            document.sections,
            document.pages,
            document.lines,
            document.left_out,
            document.warnings,
            document.source,
            document.dropped,
        )
        cursor = self._connection.execute(
            "INSERT INTO documents (document_id, sha256, text, metadata, structure, jurisdiction, language, "
            "instrument, status, year_from, year_to, family) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.document_id,
                document.sha256,
                document.text,
                to_json(metadata),
                to_json(structure),
                metadata.jurisdiction,
                metadata.language,
                metadata.instrument,
                metadata.status,
                years[0],
                years[1],
                metadata.family,
            ),
        )
        return int(cursor.lastrowid or 0)

    def _insert_passage(self, document: int, metadata: Metadata, one: Embedded) -> None:
        run = self._connection.execute
        passage = one.passage
        run(
            "INSERT OR IGNORE INTO embeddings VALUES (?, ?, ?)",
            (one.key, one.vector.astype(np.float32).tobytes(), one.sentences.astype(np.float16).tobytes()),
        )
        tokens = _tokens(metadata, passage)
        cursor = run(
            'INSERT INTO passages (document, ordinal, start, "end", language, heading_path, page, sentences, tokens, '
            "embedding) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document,
                passage.ordinal,
                passage.start,
                passage.end,
                passage.language,
                json.dumps(passage.heading_path, ensure_ascii=False),
                passage.page,
                json.dumps([number for span in passage.sentences for number in (span.start, span.end)]),
                len(tokens),
                one.key,
            ),
        )
        run("INSERT INTO lexical (rowid, tokens) VALUES (?, ?)", (cursor.lastrowid, " ".join(tokens)))

    # ------------------------------------------------------------------ reading

    def cached_embedding(self, key: str, dimension: int) -> tuple[NDArray[np.float32], NDArray[np.float16]] | None:
        """Vectors of a passage that was embedded before, None when it was not."""
        row = self._connection.execute("SELECT vector, sentences FROM embeddings WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        return np.frombuffer(row[0], np.float32), np.frombuffer(row[1], np.float16).reshape(-1, dimension)

    def summaries(self) -> list[DocumentSummary]:
        """All documents in the order of their ids."""
        rows = self._connection.execute(
            "SELECT d.document_id, d.sha256, d.metadata, (SELECT count(*) FROM passages p WHERE p.document = d.id), "
            "length(d.text) FROM documents d ORDER BY d.document_id"
        )
        return [DocumentSummary(row[0], row[1], from_json(Metadata, row[2]), row[3], row[4]) for row in rows]

    def document(self, document_id: str) -> Document | None:
        """A document whole, None when the library does not hold it."""
        row = self._connection.execute(
            "SELECT sha256, text, metadata, structure FROM documents WHERE document_id = ?", (document_id,)
        ).fetchone()
        if row is None:
            return None
        structure = from_json(Structure, row[3])
        return Document(
            document_id,
            row[0],
            row[1],
            from_json(Metadata, row[2]),
            structure.sections,
            structure.pages,
            structure.lines,
            structure.left_out,
            structure.warnings,
            structure.dropped,
            structure.source,
        )

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Passages by id."""
        wanted = [int(one) for one in ids]
        found: dict[int, Passage] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(
                f"SELECT {_QUALIFIED}, p.id, d.document_id, "
                'substr(d.text, p.start + 1, p."end" - p.start) '
                f"FROM passages p JOIN documents d ON d.id = p.document WHERE p.id IN ({marks})",
                part,
            )
            for row in rows:
                found[row[-3]] = _passage(row[-2], None, row[:-2], row[-1])
        return found

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in order."""
        rows = self._connection.execute(
            "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document WHERE d.document_id = ? "
            "ORDER BY p.ordinal",
            (document_id,),
        ).fetchall()
        found = self.passages(row[0] for row in rows)
        return tuple(found[row[0]] for row in rows)

    def documents_in(self, scope: Scope) -> set[str]:
        """Ids of the documents a scope admits."""
        conditions, values = _conditions(scope)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        return {row[0] for row in self._connection.execute(f"SELECT document_id FROM documents {where}", values)}

    def passage_table(self) -> tuple[NDArray[np.int64], NDArray[np.float32], list[str], list[str]]:
        """Ids (ascending), numbers of tokens, languages and document ids of all passages."""
        rows = self._connection.execute(
            "SELECT p.id, p.tokens, p.language, d.document_id FROM passages p JOIN documents d ON d.id = p.document "
            "ORDER BY p.id"
        ).fetchall()
        return (
            np.array([row[0] for row in rows], dtype=np.int64),
            np.array([row[1] for row in rows], dtype=np.float32),
            [row[2] for row in rows],
            [row[3] for row in rows],
        )


_PASSAGE = 'ordinal, start, "end", language, heading_path, page, sentences'
_QUALIFIED = 'p.ordinal, p.start, p."end", p.language, p.heading_path, p.page, p.sentences'


def _passage(document_id: str, document_text: str | None, row: Sequence[object], text: str | None = None) -> Passage:
    ordinal, start, end, language, path, page, sentences, number = row[:8]
    edges = json.loads(str(sentences))
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Passage(
        passage_id=number if isinstance(number, int) else None,
        document_id=document_id,
        ordinal=int(str(ordinal)),
        start=start,
        end=end,
        text=text if text is not None else (document_text or "")[start:end],
        language=str(language),
        heading_path=tuple(json.loads(str(path))),
        page=page if isinstance(page, int) else None,
        sentences=tuple(Span(edges[place], edges[place + 1]) for place in range(0, len(edges), 2)),
    )


def _tokens(metadata: Metadata, passage: Passage) -> list[str]:
    return index_tokens(indexed_prefix(metadata, passage) + passage.text, passage.language)


def document_years(metadata: Metadata) -> tuple[int | None, int | None]:
    """First and last year a document is about: its dates and its period together."""
    years = [date.year for date in (metadata.issued, metadata.adopted, metadata.effective) if date]
    if metadata.period:
        years += [year for year in (metadata.period.start_year, metadata.period.end_year) if year]
    return (min(years), max(years)) if years else (None, None)


def _conditions(scope: Scope) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    for column, wanted in (
        ("jurisdiction", scope.jurisdictions),
        ("document_id", scope.documents),
        ("instrument", scope.instruments),
        ("status", scope.statuses),
        ("language", scope.languages),
    ):
        if wanted:
            conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
            values.extend(str(one) for one in wanted)
    if scope.year_from is not None:
        conditions.append("year_to >= ?")
        values.append(scope.year_from)
    if scope.year_to is not None:
        conditions.append("year_from <= ?")
        values.append(scope.year_to)
    return conditions, values


def unusable(folder: Path, problem: Exception) -> IndexUnavailableError:
    """The sentence for a database or file system that refuses."""
    text = str(problem)
    if "locked" in text:
        return IndexUnavailableError(f"another process is writing to {folder}; wait until it is done or stop it")
    if "readonly" in text or "read-only" in text or isinstance(problem, PermissionError):
        return IndexUnavailableError(f"{folder} cannot be written; change its permissions or set index.folder")
    if "full" in text or "No space" in text:
        return IndexUnavailableError(f"the disk that holds {folder} is full; free some space and run the command again")
    if "not a database" in text or "malformed" in text:
        return IndexUnavailableError(
            f"{folder}/{FILE} is damaged ({text}); delete the folder and run: assistant ingest FOLDER"
        )
    return IndexUnavailableError(f"the index at {folder} cannot be used: {text}")
