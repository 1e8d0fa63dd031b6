"""A document to be stored and a library -> the document of the library that holds the same text already, if any.

The same text is the same letters in the same order, whatever the format, the spaces and the marks. Two texts that are
nearly the same count as one only where title, place and date agree as well: with another date they are versions.
A file that repeats another is remembered by its fingerprint, so that it is read again only when one of the two changes.
"""

from __future__ import annotations

import sqlite3

from assistant.domain import Document, Metadata
from assistant.index.library import Structure
from assistant.index.schema import DUPLICATES
from assistant.index.serialise import from_json
from assistant.ingest.families import similarity, text_fingerprint, words_of

NEARLY_THE_SAME = 0.9
FEWEST_LETTERS = 40  # shorter texts, such as a form with a title, may well be two documents


def shared_names(document: Document) -> frozenset[str]:
    """What two documents have in common when one may repeat the other: family, fingerprint of the text."""
    family = document.metadata.family
    return frozenset({text_fingerprint(words_of(document)), *([family] if family else [])})


class Duplicates:
    """The duplicates of one library; to be used under the lock of its writer."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        self._script = connection.executescript

    def prepare(self) -> None:
        """Make the tables where they are missing, and fill in what an interrupted update left out."""
        self._script(DUPLICATES)
        rows = self._run(
            "SELECT d.id, d.text, d.structure FROM documents d LEFT JOIN texts t ON t.document = d.id "
            "WHERE t.document IS NULL"
        ).fetchall()
        for number, text, structure in rows:
            document = Document("", "", text, Metadata(""), left_out=from_json(Structure, structure).left_out)
            self._run("INSERT INTO texts VALUES (?, ?)", (number, text_fingerprint(words_of(document))))

    def original_of(self, document: Document) -> str | None:
        """The held document that ``document`` repeats.

        Of two that are held already, as in a library made before duplicates were found, the shorter id is the original.
        """
        words = words_of(document)
        if sum(character.isalnum() for character in words) < FEWEST_LETTERS:
            return None
        same = [row[0] for row in self._run(_SAME, (text_fingerprint(words), document.document_id))]
        same += [one for one in self._nearly(document, words) if one not in same]
        if not self._is_held(document.document_id):
            return same[0] if same else None
        earlier = [one for one in same if (len(one), one) < (len(document.document_id), document.document_id)]
        return earlier[0] if earlier else None

    def _nearly(self, document: Document, words: str) -> list[str]:
        metadata = document.metadata
        if metadata.family is None or metadata.date is None:
            return []
        found = []
        for document_id, text, written in self._run(_FAMILY, (metadata.family, document.document_id)).fetchall():
            other = from_json(Metadata, written)
            if (
                other.date == metadata.date
                and other.kind is metadata.kind
                and similarity(words, text) >= NEARLY_THE_SAME
            ):
                found.append(document_id)
        return found

    def _is_held(self, document_id: str) -> bool:
        return self._run("SELECT 1 FROM documents WHERE document_id = ?", (document_id,)).fetchone() is not None

    def remember(self, document: Document, original: str) -> None:
        """Note that a file repeats the held document ``original``."""
        self._run(_REMEMBER, (document.document_id, document.sha256, original))

    def stored(self, document: Document) -> None:
        """Note the text of a document that was just stored."""
        self._run(_STORED, (text_fingerprint(words_of(document)), document.document_id))
        self._run("DELETE FROM duplicates WHERE document_id = ?", (document.document_id,))

    def is_known(self, document_id: str, sha256: str) -> bool:
        """Whether the file with this fingerprint repeats a text that is still held."""
        if not self._run("SELECT 1 FROM sqlite_master WHERE name = 'duplicates'").fetchone():
            return False
        return (
            self._run(f"{_CURRENT} WHERE d.document_id = ? AND d.sha256 = ?", (document_id, sha256)).fetchone()
            is not None
        )

    def forget_stale(self) -> tuple[str, ...]:
        """Forget files whose original is gone or says something else now, so that they are read again; their ids."""
        current = {row[0] for row in self._run(_CURRENT)}
        stale = tuple(row[0] for row in self._run("SELECT document_id FROM duplicates") if row[0] not in current)
        for document_id in stale:
            self._run("DELETE FROM duplicates WHERE document_id = ?", (document_id,))
        return stale


_SAME = (
    "SELECT d.document_id FROM texts t JOIN documents d ON d.id = t.document "
    "WHERE t.fingerprint = ? AND d.document_id != ? ORDER BY length(d.document_id), d.document_id"
)
_FAMILY = (
    "SELECT document_id, text, metadata FROM documents WHERE family = ? AND document_id != ? "
    "ORDER BY length(document_id), document_id"
)
_STORED = "INSERT OR REPLACE INTO texts SELECT id, ? FROM documents WHERE document_id = ?"
_REMEMBER = (
    "INSERT OR REPLACE INTO duplicates SELECT ?, ?, o.document_id, t.fingerprint FROM documents o "
    "JOIN texts t ON t.document = o.id WHERE o.document_id = ?"
)
_CURRENT = (
    "SELECT d.document_id FROM duplicates d JOIN documents o ON o.document_id = d.original "
    "JOIN texts t ON t.document = o.id AND t.fingerprint = d.fingerprint"
)
