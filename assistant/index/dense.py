"""Unit vectors of passages and sentences -> cosines: exact over arrays, by Chroma in very large libraries.

SQLite holds the vectors; the arrays beside it and the Chroma collection are copies that are made again when they do not
match the library. Exact search costs 13 ms at 100,000 passages whatever the scope; Chroma is three times faster there
without a scope and 20 to 100 times slower with one, so it is asked only above ``CHROMA_FROM`` passages and only for
unscoped searches (docs/decisions/0006-index.md).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.config import ChromaSettings
from assistant.errors import IndexUnavailableError

CHROMA_FROM = 200_000
_BATCH = 1_000  # Chroma inserts 1,600 vectors a second in batches of a thousand, 11 a second one by one
_OVERFETCH = 4
_COLLECTION = "passages"


@dataclass(frozen=True, slots=True)
class VectorArrays:
    """Vectors of one snapshot: row i of ``passages`` belongs to row i of the library.

    ``sentences`` holds the sentence vectors of all rows one after the other; those of row i are
    ``sentences[bounds[i]:bounds[i + 1]]``.
    """

    passages: NDArray[np.float32]  # (rows, dimension)
    sentences: NDArray[np.float16]  # (sentences, dimension)
    bounds: NDArray[np.int64]  # (rows + 1,)

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Cosine of ``vector`` to the given rows, or to all."""
        # Copying most of a large matrix costs more than multiplying all of it.
        if rows is None:
            return self.passages @ vector
        if len(rows) > len(self.passages) // 3:
            return np.asarray((self.passages @ vector)[rows], dtype=np.float32)
        return np.asarray(self.passages[rows] @ vector, dtype=np.float32)

    def best_sentence(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Highest cosine of ``vector`` to a sentence of each row; the passage's own cosine where it has none."""
        best = self.cosines(vector, rows)
        for position, row in enumerate(rows):
            scores = self.sentence_cosines(vector, int(row))
            if len(scores):
                best[position] = scores.max()
        return best

    def sentence_cosines(self, vector: NDArray[np.float32], row: int) -> NDArray[np.float32]:
        """Cosine of ``vector`` to each sentence of a row, in order."""
        block = self.sentences[self.bounds[row] : self.bounds[row + 1]]
        return np.asarray(block.astype(np.float32) @ vector, dtype=np.float32)


def load_arrays(connection: sqlite3.Connection, folder: Path, stamp: str, dimension: int) -> VectorArrays:
    """The arrays of the library's present state, from the files beside it if ``stamp`` says they are of this state.

    A folder that cannot be written costs only the time to read the vectors from SQLite each time.
    """
    files = [folder / name for name in ("vectors.npy", "sentences.npy", "bounds.npy")]
    marker = folder / "arrays.stamp"
    try:
        if marker.read_text(encoding="utf-8") == stamp:
            passages, sentences = np.load(files[0], mmap_mode="r"), np.load(files[1], mmap_mode="r")
            return VectorArrays(np.array(passages), sentences, np.load(files[2]))
    except (OSError, ValueError, EOFError):
        pass  # missing or damaged copies are made again below
    arrays = _read_arrays(connection, dimension)
    try:
        marker.unlink(missing_ok=True)
        contents: tuple[NDArray[Any], ...] = (arrays.passages, arrays.sentences, arrays.bounds)
        for file, content in zip(files, contents, strict=True):
            partial = file.with_suffix(".partial.npy")
            np.save(partial, content)
            partial.replace(file)
        marker.write_text(stamp, encoding="utf-8")
    except OSError:
        pass
    return arrays


def _read_arrays(connection: sqlite3.Connection, dimension: int) -> VectorArrays:
    rows = connection.execute(
        "SELECT e.vector, e.sentences FROM passages p JOIN embeddings e ON e.key = p.embedding ORDER BY p.id"
    )
    vectors: list[NDArray[np.float32]] = []
    sentences: list[NDArray[np.float16]] = []
    bounds = [0]
    for vector, block in rows:
        vectors.append(np.frombuffer(vector, dtype=np.float32))
        found = np.frombuffer(block, dtype=np.float16).reshape(-1, dimension)
        sentences.append(found)
        bounds.append(bounds[-1] + len(found))
    return VectorArrays(
        np.stack(vectors) if vectors else np.empty((0, dimension), dtype=np.float32),
        np.concatenate(sentences) if sentences else np.empty((0, dimension), dtype=np.float16),
        np.array(bounds, dtype=np.int64),
    )


class ChromaVectors:
    """The copy of the passage vectors in Chroma, under the passage ids. The only module that knows Chroma."""

    def __init__(self, folder: Path, settings: ChromaSettings, collection: str = _COLLECTION) -> None:
        self._folder = folder / "chroma"
        self._settings = settings
        self._name = collection
        self._opened: Any = None

    def synchronise(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Make the collection hold exactly these vectors; what it already holds is not sent again.

        An id is never used twice (AUTOINCREMENT), so a vector that is there is the right one.

        Raises:
            IndexUnavailableError: Chroma cannot be reached or its folder cannot be written.
        """
        try:
            collection = self._collection()
            held = {int(name) for name in collection.get(include=[])["ids"]}
            wanted = {int(name) for name in ids}
            for batch in _batches(sorted(held - wanted)):
                collection.delete(ids=[str(name) for name in batch])
            position = {int(name): place for place, name in enumerate(ids)}
            for batch in _batches(sorted(wanted - held)):
                places = [position[name] for name in batch]
                collection.add(ids=[str(name) for name in batch], embeddings=vectors[places])
        except IndexUnavailableError:
            raise
        except Exception as problem:
            raise self._unavailable(problem) from problem

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """(passage id, cosine), best first; may hold ids the library has already dropped.

        Raises:
            IndexUnavailableError: Chroma cannot be reached.
        """
        try:
            found = self._collection().query(
                query_embeddings=[vector], n_results=limit * _OVERFETCH, include=["distances"]
            )
        except Exception as problem:
            raise self._unavailable(problem) from problem
        return [
            (int(name), 1.0 - float(distance))
            for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def _collection(self) -> Any:
        if self._opened is None:
            client = _client(self._folder, self._settings)
            # Without embedding_function=None Chroma would download a model of its own.
            self._opened = client.get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._opened

    def _unavailable(self, problem: Exception) -> IndexUnavailableError:
        where = self._settings.url or str(self._folder)
        detail = " ".join(str(problem).split())[:160]
        return IndexUnavailableError(
            f"the vector store at {where} cannot be used ({detail}); start the server or check chroma.url, "
            "or delete the folder: it is made again from the library"
        )


def _client(folder: Path, settings: ChromaSettings) -> Any:
    import chromadb
    from chromadb.config import Settings as ClientSettings

    quiet = ClientSettings(anonymized_telemetry=False)
    if not settings.url:
        return chromadb.PersistentClient(path=str(folder), settings=quiet)
    parts = urlsplit(settings.url)
    return chromadb.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if parts.scheme == "https" else 8000),
        ssl=parts.scheme == "https",
        headers={"Authorization": f"Bearer {settings.token}"} if settings.token else None,
        settings=quiet,
    )


def _batches(names: Sequence[int]) -> list[Sequence[int]]:
    return [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
