"""Parsed documents -> their passages with vectors, taken from the cache of the library where it holds them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.domain import ParsedDocument, Passage
from assistant.index.embedder import Embedder
from assistant.index.library import Embedded, Library, indexed_prefix

_MOST_SENTENCES = 40  # sentence vectors kept of one passage


@dataclass
class Unembedded:
    """A document with the vectors of its passages as far as they are known: ``ready`` by place among the passages."""

    parsed: ParsedDocument
    keys: list[str]  # in the embedding cache, one a passage
    ready: dict[int, tuple[NDArray[np.float32], NDArray[np.float16]]] = field(default_factory=dict)


class PassageVectors:
    """The vectors of passages, computed together for many documents and only where the library has none."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder

    def known(self, parsed: ParsedDocument) -> Unembedded:
        """The document with the vectors that the library holds of passages with the same words."""
        metadata = parsed.document.metadata
        document = Unembedded(parsed, [self._key(indexed_prefix(metadata, one), one) for one in parsed.passages])
        for place, key in enumerate(document.keys):
            cached = self._library.cached_embedding(key, self._embedder.dimension)
            if cached is not None:
                document.ready[place] = cached
        return document

    def embedded(self, documents: Sequence[Unembedded]) -> list[list[Embedded]]:
        """The passages of each document in order; vectors that are missing are computed in one call."""
        self._embed_missing(documents)
        return [
            [
                Embedded(passage, key, *document.ready[place])
                for place, (passage, key) in enumerate(zip(document.parsed.passages, document.keys, strict=True))
            ]
            for document in documents
        ]

    def _key(self, prefix: str, passage: Passage) -> str:
        edges = ",".join(f"{span.start - passage.start}-{span.end - passage.start}" for span in passage.sentences)
        content = "\0".join((self._embedder.identity, prefix, passage.text, edges))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()

    def _embed_missing(self, documents: Sequence[Unembedded]) -> None:
        missing = [(one, place) for one in documents for place in range(len(one.keys)) if place not in one.ready]
        if not missing:
            return
        passages = [one.parsed.passages[place] for one, place in missing]
        prefixes = [
            indexed_prefix(one.parsed.document.metadata, passage)
            for (one, _), passage in zip(missing, passages, strict=True)
        ]
        spans = [
            [(span.start - one.start, span.end - one.start) for span in one.sentences[:_MOST_SENTENCES]]
            for one in passages
        ]
        vectors, sentences = self._embedder.embed_with_sentences(prefixes, [one.text for one in passages], spans)
        for (one, place), vector, block in zip(missing, vectors, sentences, strict=True):
            one.ready[place] = vector, block.astype(np.float16)
