"""Vectors that a folder of documents brings along -> an embedder that computes only what is not among them.

A folder may hold ``.vectors.npz``, made by ``python -m benchmarks.corpus_vectors``. Each entry is found by a hash of
the model's identity and of everything that is embedded, so a changed text, another way of making passages or another
model finds nothing and is embedded as usual. Before the file is used, its checksum is compared and one entry is
embedded anew: a file made by a graph that computes something else is left aside, whatever it calls itself.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedder import Embedder

FILE = ".vectors.npz"
_LEAST_COSINE = 0.999  # float16 and other processors move a vector by less; another graph by more
_KEY_BYTES = 32

Vectors = NDArray[np.float32]
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class ShippedVectors:
    """Vectors by key: of the passage (dimension,), and of its sentences (n, dimension)."""

    entries: dict[bytes, tuple[NDArray[np.float16], NDArray[np.float16]]]

    @classmethod
    def read(cls, folder: Path) -> ShippedVectors | None:
        """The vectors of a folder; None when it brings none or the file is damaged."""
        try:
            with np.load(folder / FILE, allow_pickle=False) as stored:
                keys, passages, counts, sentences = (stored[name] for name in _ARRAYS)
                intact = bytes(stored["sha256"]) == _checksum(keys, passages, counts, sentences)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        if not intact or not (np.isfinite(passages).all() and np.isfinite(sentences).all()):
            return None
        edges = np.concatenate([[0], np.cumsum(counts)])
        rows = zip(keys, passages, edges[:-1], edges[1:], strict=True)
        return cls({key.tobytes(): (vector, sentences[start:end]) for key, vector, start, end in rows})

    def write(self, folder: Path) -> Path:
        """Store the vectors in a folder; the same vectors give the same file."""
        ordered = sorted(self.entries)
        keys = np.frombuffer(b"".join(ordered), np.uint8).reshape(-1, _KEY_BYTES)
        passages = np.stack([self.entries[key][0] for key in ordered])
        counts = np.array([len(self.entries[key][1]) for key in ordered], np.int32)
        sentences = np.concatenate([self.entries[key][1] for key in ordered])
        checksum = np.frombuffer(_checksum(keys, passages, counts, sentences), np.uint8)
        file = folder / FILE
        np.savez_compressed(file, sha256=checksum, keys=keys, passages=passages, counts=counts, sentences=sentences)
        return file


class ShippedEmbedder:
    """An embedder that takes what is shipped and leaves the rest to the model; implements :class:`Embedder`."""

    def __init__(self, model: Embedder, shipped: ShippedVectors) -> None:
        self._model = model
        self._shipped = shipped
        self._checked = False
        self.identity = model.identity
        self.dimension = model.dimension
        self.embed_passages = model.embed_passages
        self.embed_queries = model.embed_queries
        self.token_vectors = model.token_vectors

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],
        texts: Sequence[str],
        spans: Sequence[Spans],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and their sentences, or take them from the file."""
        keys = [content_key(self.identity, *one) for one in zip(prefixes, texts, spans, strict=True)]
        held = [place for place, key in enumerate(keys) if key in self._shipped.entries]
        if held and not self._checked:
            self._checked = True
            first = held[0]
            if not self._agrees(keys[first], prefixes[first], texts[first], spans[first]):
                self._shipped, held = ShippedVectors({}), []
        missing = [place for place in range(len(keys)) if keys[place] not in self._shipped.entries]
        vectors = np.empty((len(keys), self.dimension), np.float32)
        sentences: list[Vectors] = [np.empty((0, self.dimension), np.float32)] * len(keys)
        for place in held:
            passage, parts = self._shipped.entries[keys[place]]
            vectors[place], sentences[place] = _unit(passage), _unit(parts)
        if missing:
            fresh, blocks = self._model.embed_with_sentences(
                [prefixes[place] for place in missing],
                [texts[place] for place in missing],
                [spans[place] for place in missing],
                progress,
            )
            for place, vector, block in zip(missing, fresh, blocks, strict=True):
                vectors[place], sentences[place] = vector, block
        if progress is not None:
            progress(len(keys))
        return vectors, sentences

    def _agrees(self, key: bytes, prefix: str, text: str, spans: Spans) -> bool:
        """Whether the model itself gives the shipped vectors of a passage and its sentences."""
        (vector,), (block,) = self._model.embed_with_sentences([prefix], [text], [spans])
        shipped, sentences = self._shipped.entries[key]
        if shipped.shape != vector.shape or sentences.shape != block.shape:
            return False
        cosines = [float(_unit(shipped) @ vector), *np.einsum("ij,ij->i", _unit(sentences), block)]
        return bool(min(cosines) >= _LEAST_COSINE)


_ARRAYS = ("keys", "passages", "counts", "sentences")


def with_shipped_vectors(model: Embedder, paths: Sequence[Path]) -> Embedder:
    """The model, helped by the vectors that the folders among ``paths`` bring along."""
    for path in paths:
        shipped = ShippedVectors.read(path) if (path / FILE).is_file() else None
        if shipped is not None:
            model = ShippedEmbedder(model, shipped)
    return model


def content_key(identity: str, prefix: str, text: str, spans: Spans) -> bytes:
    """A hash of the model and of everything that decides a passage's vectors."""
    edges = ",".join(f"{start}-{end}" for start, end in spans)
    return hashlib.sha256("\0".join((identity, prefix, text, edges)).encode("utf-8", "surrogatepass")).digest()


def _checksum(*arrays: NDArray[np.generic]) -> bytes:
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(f"{array.dtype.str}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.digest()


def _unit(vectors: NDArray[np.float16]) -> Vectors:
    """float16 vectors with their length of 1 restored."""
    wide = vectors.astype(np.float32)
    lengths = np.linalg.norm(wide, axis=-1, keepdims=True).astype(np.float32)
    unit: Vectors = wide / np.maximum(lengths, np.float32(1e-12))
    return unit
