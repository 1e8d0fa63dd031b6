"""Texts -> vectors of multilingual-e5-small, by onnxruntime and without torch or network.

Model and its prompts "query: " and "passage: ": Wang et al. 2024, "Multilingual E5 Text Embeddings", arXiv:2402.05672.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding_cache import GRAPH_FILE, NAME, TOKENIZER_FILE, prepare_model
from assistant.index.embedding_pooling import (
    EncodedText,
    Progress,
    Result,
    Vectors,
    own_tokens,
    readable,
    stack,
    unit,
    vectors_with_sentences,
)

MAX_TOKENS = 512  # positions of the model
_PROMPTS = {True: "query: ", False: "passage: "}
_TOKENS_PER_RUN = 2048
_MAX_CHARACTERS = MAX_TOKENS * 16  # no token is longer than 16 characters; spares tokenizing what is cut off anyway
_TEXTS_PER_WINDOW = 1024  # texts tokenized at a time: bounds memory, still gives long runs of equal length


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenized text: ``ids`` and ``ends`` (tokens,), the latter as in :class:`EncodedText`, and its reach."""

    ids: NDArray[np.int64]
    ends: NDArray[np.int64]
    reach: int


class BuiltinEmbedder:
    """The default embedder; implements :class:`assistant.index.embedder.Embedder`. Safe to use from several threads."""

    identity = f"builtin:{NAME}"
    dimension = 384

    def __init__(self, cache: Path, threads: int = 0) -> None:
        """Load the converted model from ``cache``, converting it first if need be (some 5 s).

        Raises:
            ModelUnavailableError: the weights are missing or wrong, or the cache cannot be written.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        folder = prepare_model(cache)
        self._threads = threads or os.cpu_count() or 1
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # several texts at a time scale better than several threads on one text
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self.tokenizer.enable_truncation(MAX_TOKENS)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages -> unit vectors (n, 384) in the order given."""
        return stack(self._encode(texts, lambda _, encoded: encoded.text_vector, progress), self.dimension)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions -> unit vectors (n, 384) in the order given."""
        return stack(self._encode(texts, lambda _, encoded: encoded.text_vector, query=True), self.dimension)

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """Embed each ``prefix + text`` and, from the same pass, each span of the text."""
        return vectors_with_sentences(self._encode, prefixes, texts, spans, self.dimension, progress)

    def token_vectors(self, texts: Sequence[str], query: bool) -> list[Vectors]:
        """Unit vectors of the tokens of each text [(tokens, 384)], at most 512 with the prompt."""
        return self._encode(texts, lambda _, encoded: own_tokens(encoded), query=query)

    def _encode(
        self,
        texts: Sequence[str],
        reduce: Callable[[int, EncodedText], Result],
        progress: Progress | None = None,
        query: bool = False,
    ) -> list[Result]:
        """Run all texts, those of equal token count together, and reduce each; see :class:`Encode`."""
        results: dict[int, Result] = {}
        with ThreadPoolExecutor(self._threads) as pool:
            for start in range(0, len(texts), _TEXTS_PER_WINDOW):
                window = range(start, min(start + _TEXTS_PER_WINDOW, len(texts)))
                runs = self._tokenize({index: texts[index] for index in window}, _PROMPTS[query])
                waiting = [pool.submit(self._run, run, reduce) for run in runs]
                for finished in as_completed(waiting):
                    results.update(finished.result())
                    if progress is not None:
                        progress(len(results))
        return [results[index] for index in range(len(texts))]

    def _tokenize(self, texts: dict[int, str], prompt: str) -> Iterator[list[tuple[int, Tokens]]]:
        """Group texts by token count, longest first, into runs of ``_TOKENS_PER_RUN`` tokens: nothing is padded."""
        encodings = self.tokenizer.encode_batch([prompt + readable(text[:_MAX_CHARACTERS]) for text in texts.values()])
        by_length: dict[int, list[tuple[int, Tokens]]] = defaultdict(list)
        for (index, text), encoding in zip(texts.items(), encodings, strict=True):
            ends = np.array([end for _, end in encoding.offsets], np.int64) - len(prompt)
            cut = encoding.overflowing or len(text) > _MAX_CHARACTERS
            tokens = Tokens(np.array(encoding.ids, np.int64), ends, int(ends.max()) if cut else len(text))
            by_length[len(tokens.ids)].append((index, tokens))
        for length in sorted(by_length, reverse=True):
            size = max(1, _TOKENS_PER_RUN // length)
            group = by_length[length]
            yield from (group[start : start + size] for start in range(0, len(group), size))

    def _run(self, run: list[tuple[int, Tokens]], reduce: Callable[[int, EncodedText], Result]) -> dict[int, Result]:
        ids = np.stack([tokens.ids for _, tokens in run])
        (vectors,) = self._session.run(["token_vectors"], {"input_ids": ids})
        return {
            index: reduce(index, EncodedText(unit(matrix.mean(axis=0)), matrix, tokens.ends, tokens.reach))
            for (index, tokens), matrix in zip(run, vectors, strict=True)
        }
