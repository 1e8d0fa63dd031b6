"""Retrieval settings -> a cross-encoder that scores question and passage together, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.config import RetrievalSettings


class Reranker(Protocol):
    """What scores texts with a question in mind, higher being better; only the order of the scores counts."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text (n,), in the order given."""
        ...


def load_reranker(settings: RetrievalSettings) -> Reranker | None:
    """Load the cross-encoder the settings name; None when they name none.

    Raises:
        ModelUnavailableError: the model is missing or cannot be loaded; the text says what to type.
    """
    if not settings.reranker:
        return None
    from assistant.index.reranker_sentence_transformers import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)
