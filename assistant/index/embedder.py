"""Embedding settings -> an embedder (texts to unit vectors): the built-in model or a sentence-transformers model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.config import EmbeddingSettings
from assistant.index.builtin_model import BuiltinEmbedder
from assistant.index.embedding_sentence_transformers import SentenceTransformersEmbedder

BUILTIN = "builtin"


class Embedder(Protocol):
    """What turns text into vectors. Every vector is float32 of length 1, so a dot product is a cosine.

    The vector of a text does not depend on the texts beside it (within 1e-5), results keep the order of the input, an
    empty list gives ``(0, dimension)``, and no string is refused: NUL and lone surrogates count as spaces, what the
    model cannot take in is cut. ``progress`` is called from the calling thread with the number of texts done so far.
    """

    @property
    def identity(self) -> str:
        """Model and revision: vectors of different identities must never be compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embed texts to be found -> (n, dimension)."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions -> (n, dimension)."""
        ...

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Embed passages and their sentences in one pass -> (n, dimension) and, for each text, (its spans, dimension).

        What is embedded is ``prefix + text``; the prefix holds title and heading path with its own final newline.
        ``spans`` are half-open offsets into the text. A span beyond the model's reach is embedded apart.
        """
        ...

    def token_vectors(self, texts: Sequence[str], query: bool) -> list[NDArray[np.float32]]:
        """Unit vectors of each text's own tokens, (tokens, width) each, for late interaction (ColBERT's MaxSim).

        ``width`` is the same for all texts; it is ``dimension`` unless the model ends in a projection.
        """
        ...


def load_embedder(settings: EmbeddingSettings) -> Embedder:
    """Load the embedder the settings name.

    Raises:
        ModelUnavailableError: the model is missing, damaged or cannot be prepared; the text says what to type.
    """
    if settings.model == BUILTIN:
        return BuiltinEmbedder(settings.cache, settings.threads)
    return SentenceTransformersEmbedder(settings.model, settings.threads)
