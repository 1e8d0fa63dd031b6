"""The bundled digests -> corpus/documents/.vectors.npz, so that a fresh machine need not embed them.

Run after the digests, the making of passages or the embedding have changed::

    python -m benchmarks.corpus_vectors           # embed what is not in the file, and write it
    python -m benchmarks.corpus_vectors --all     # embed everything
    python -m benchmarks.corpus_vectors --check   # say how much of it is stale, in seconds and without the model
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.config import load_settings
from assistant.index.builtin_model import BuiltinEmbedder
from assistant.index.embedder import Embedder
from assistant.index.index import Index
from assistant.index.shipped_vectors import ShippedVectors, Spans, Vectors, content_key, with_shipped_vectors
from assistant.ingest.ingest import Ingestor
from benchmarks.corpus_catalog import CORPUS

DOCUMENTS = CORPUS / "documents"
Entries = dict[bytes, tuple[NDArray[np.float16], NDArray[np.float16]]]


class Recorder:
    """An embedder that keeps what a model computes, by content."""

    def __init__(self, model: Embedder) -> None:
        self.model = model
        self.entries: Entries = {}
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
        """Embed as the model does and remember the outcome."""
        vectors, sentences = self.model.embed_with_sentences(prefixes, texts, spans, progress)
        for prefix, text, one, vector, block in zip(prefixes, texts, spans, vectors, sentences, strict=True):
            key = content_key(self.identity, prefix, text, one)
            self.entries[key] = vector.astype(np.float16), block.astype(np.float16)
        return vectors, sentences


@dataclass
class Blank:
    """A stand-in for the model that says it is the model and computes nothing: shows what would be embedded."""

    identity: str = BuiltinEmbedder.identity
    dimension: int = BuiltinEmbedder.dimension
    asked: list[str] = field(default_factory=list)

    def embed_passages(
        self,
        texts: Sequence[str],
        progress: Callable[[int], None] | None = None,  # noqa: ARG002
    ) -> Vectors:
        """Zeros."""
        return np.zeros((len(texts), self.dimension), np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Zeros."""
        return np.zeros((len(texts), self.dimension), np.float32)

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],  # noqa: ARG002
        texts: Sequence[str],
        spans: Sequence[Spans],
        progress: Callable[[int], None] | None = None,  # noqa: ARG002
    ) -> tuple[Vectors, list[Vectors]]:
        """Zeros of the right shape."""
        self.asked.extend(texts)
        return self.embed_passages(texts), [np.zeros((len(one), self.dimension), np.float32) for one in spans]

    def token_vectors(self, texts: Sequence[str], query: bool) -> list[Vectors]:  # noqa: ARG002
        """Nothing for each text."""
        return [np.zeros((0, self.dimension), np.float32) for _ in texts]


def record(documents: Path, model: Embedder) -> Entries:
    """What a model computes while a folder is indexed, into an index that is thrown away."""
    recorder = Recorder(model)
    settings = load_settings(environment={})
    outcomes = Ingestor(settings.ingest, datetime.date.today()).ingest([documents], lambda _, __: False)
    with (
        tempfile.TemporaryDirectory() as folder,
        Index.open(Path(folder), recorder, settings.chroma, create=True) as index,
    ):
        index.update(outcomes)
    return recorder.entries


def stale(documents: Path) -> tuple[int, int]:
    """How many passages of a folder are not among its shipped vectors, and how many passages there are."""
    wanted = record(documents, Blank())
    shipped = ShippedVectors.read(documents)
    return sum(key not in (shipped.entries if shipped else {}) for key in wanted), len(wanted)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file, or with ``--check`` report how much of it is stale (exit status 1 when any is)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; say how much is stale")
    parser.add_argument("--all", action="store_true", help="take nothing from the present file")
    options = parser.parse_args(arguments)
    if options.check:
        missing, total = stale(DOCUMENTS)
        print(f"{missing} of {total} passages are not in the file")
        return 1 if missing else 0
    settings = load_settings(environment={})
    started = time.perf_counter()
    model: Embedder = BuiltinEmbedder(settings.embedding.cache)
    entries = record(DOCUMENTS, model if options.all else with_shipped_vectors(model, [DOCUMENTS]))
    file = ShippedVectors(entries).write(DOCUMENTS)
    print(f"{file}: {len(entries)} passages, {file.stat().st_size / 1e6:.1f} MB, {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
