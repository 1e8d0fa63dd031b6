"""A question and texts -> scores of any sentence-transformers CrossEncoder, a hub name or a folder on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnavailableError
from assistant.index.embedding_pooling import readable

_BATCH = 16


class CrossEncoderReranker:
    """Any cross-encoder with one output; implements :class:`assistant.index.reranker.Reranker`."""

    def __init__(self, model: str) -> None:
        """Load ``model`` from this machine; nothing is downloaded. Importing torch takes seconds.

        Raises:
            ModelUnavailableError: no such folder, no such model in the local hub cache, it does not load, or it sorts
                pairs into classes instead of scoring them.
        """
        folder = Path(model).expanduser()
        if not folder.is_dir() and model.startswith((".", "/", "~")):
            raise ModelUnavailableError(
                f"retrieval.reranker names the folder {model}, which does not exist; correct the path"
            )
        try:
            from sentence_transformers import CrossEncoder

            source = str(folder) if folder.is_dir() else model
            self._model: Any = CrossEncoder(source, device="cpu", local_files_only=True)
        except ImportError as problem:
            raise ModelUnavailableError(
                f"retrieval.reranker = {model!r} needs a package that is missing ({problem}); "
                "type: pip install 'sentence-transformers>=6.2,<7' 'torch==2.13.0'"
            ) from None
        except (OSError, ValueError) as problem:
            first_line = str(problem).strip().split("\n", 1)[0]
            raise ModelUnavailableError(
                f"the reranker {model!r} cannot be loaded from this machine; with a network, type once: "
                f"hf download {model}; or set retrieval.reranker to a folder or to nothing ({first_line})"
            ) from None
        if self._model.num_labels != 1:
            raise ModelUnavailableError(
                f"the reranker {model!r} gives {self._model.num_labels} numbers for a pair and not one score; "
                "set retrieval.reranker to a ranking model"
            )

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text (n,); texts are cut to what the model takes in."""
        if not texts:
            return np.zeros(0, np.float32)
        pairs = [(readable(question), readable(text)) for text in texts]
        scores = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        return np.asarray(scores, np.float32)
