"""Real, small implementations for tests -> what the product takes where a large model would be slow."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answer.prompt import Prompt


class HashingEmbedder:
    """Unit vectors from hashed character pairs: texts that share words are close, in any language."""

    dimension = 64

    def __init__(self, identity: str = "hashing-64") -> None:
        self.identity = identity
        self.embedded = 0

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        plain = "".join(text.lower().split())
        for start in range(len(plain)):
            vector[zlib.crc32(plain[start : start + 2].encode("utf-8", "replace")) % self.dimension] += 1.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += len(texts)
        rows = [self._vector(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [self._vector(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        passages = self.embed_passages([prefix + text for prefix, text in zip(prefixes, texts, strict=True)])
        sentences = [
            self.embed_queries([text[start:end] for start, end in edges])
            for text, edges in zip(texts, spans, strict=True)
        ]
        return passages, sentences

    def token_vectors(self, texts: Sequence[str], query: bool) -> list[NDArray[np.float32]]:
        return [self.embed_queries(text.split() or [""]) for text in texts]


class ScriptedModel:
    """A chat model that says what it was told to say, in small pieces, whatever it is asked."""

    def __init__(self, *replies: str | Exception, name: str = "scripted", piece: int = 7) -> None:
        self.name = name
        self.evidence_characters = 12_000
        self.prompts: list[Prompt] = []
        self._replies = list(replies)
        self._piece = piece

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """The next reply, the last one again and again; an exception among the replies is raised."""
        self.prompts.append(prompt)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Exception):
            raise reply
        for start in range(0, len(reply), self._piece):
            yield reply[start : start + self._piece]
