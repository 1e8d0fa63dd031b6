"""Token vectors of a text -> one unit vector for the text and one for each of its sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)
Vectors = NDArray[np.float32]
Progress = Callable[[int], None]  # called with the number of texts done so far

# Tokenizers end a text at NUL and refuse lone surrogates; a space keeps every offset.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class EncodedText:
    """What one pass of the model knows of a text.

    ``text_vector`` (dimension,) has length 1. ``token_vectors`` (tokens, width) are those of the last layer, special
    and prompt tokens included; ``ends`` (tokens,) is the offset in the text at which each token ends, <= 0 for special
    and prompt tokens. ``reach`` is the offset up to which the text was read: its length, or less if it was truncated.
    """

    text_vector: Vectors
    token_vectors: Vectors
    ends: NDArray[np.int64]
    reach: int


class Encode(Protocol):
    """Runs texts through a model and reduces each pass at once: token vectors of many texts do not fit in memory."""

    def __call__(
        self, texts: Sequence[str], reduce: Callable[[int, EncodedText], Result], progress: Progress | None = None
    ) -> list[Result]:
        """Return ``reduce(index, encoded)`` for every text, in the order given."""
        ...


def readable(text: str) -> str:
    """Replace what a tokenizer cannot read, character by character."""
    return _UNREADABLE.sub(" ", text)


def unit(vectors: Vectors) -> Vectors:
    """Scale the last axis to length 1; a zero vector stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(length, np.finfo(np.float32).tiny)).astype(np.float32)
    return scaled


def span_vector(encoded: EncodedText, start: int, end: int) -> Vectors | None:
    """The mean over the tokens that end inside ``[start, end)``; None if there is none or the text was cut earlier.

    A token belongs to the one span that holds its last character: a leading space belongs to the word after it.
    """
    if end > encoded.reach:
        return None
    inside = (encoded.ends > max(start, 0)) & (encoded.ends <= end)
    if not inside.any():
        return None
    return unit(encoded.token_vectors[inside].mean(axis=0))


def own_tokens(encoded: EncodedText) -> Vectors:
    """Unit vectors of the text's own tokens, special and prompt tokens left out: what late interaction compares."""
    return unit(encoded.token_vectors[encoded.ends > 0])


def vectors_with_sentences(
    encode: Encode,
    prefixes: Sequence[str],
    texts: Sequence[str],
    spans: Sequence[Sequence[tuple[int, int]]],
    dimension: int,
    progress: Progress | None,
) -> tuple[Vectors, list[Vectors]]:
    """One pass over each ``prefix + text`` -> its vector (n, dimension) and its spans' vectors [(k_i, dimension)].

    A span the pass did not reach (truncation) or that owns no token is encoded again behind the same prefix; if even
    that leaves it no token, alone.
    """

    def reduce(index: int, encoded: EncodedText) -> tuple[Vectors, list[Vectors | None]]:
        shift = len(prefixes[index])
        found = [span_vector(encoded, shift + start, shift + end) for start, end in spans[index]]
        return encoded.text_vector, found

    passes = encode([prefix + text for prefix, text in zip(prefixes, texts, strict=True)], reduce, progress)
    missing = [(i, k) for i, (_, found) in enumerate(passes) for k, vector in enumerate(found) if vector is None]
    for (i, k), vector in zip(missing, _apart(encode, missing, prefixes, texts, spans), strict=True):
        passes[i][1][k] = vector
    return (
        stack([vector for vector, _ in passes], dimension),
        [stack([vector for vector in found if vector is not None], dimension) for _, found in passes],
    )


def _apart(
    encode: Encode,
    missing: Sequence[tuple[int, int]],
    prefixes: Sequence[str],
    texts: Sequence[str],
    spans: Sequence[Sequence[tuple[int, int]]],
) -> Iterator[Vectors]:
    if not missing:
        return
    cut = [texts[i][slice(*spans[i][k])] for i, k in missing]
    before = [prefixes[i] for i, _ in missing]

    def reduce(index: int, encoded: EncodedText) -> Vectors | None:
        shift = len(before[index])
        return span_vector(encoded, shift, min(shift + len(cut[index]), encoded.reach))

    behind_prefix = encode([prefix + text for prefix, text in zip(before, cut, strict=True)], reduce)
    lonely = [text for text, vector in zip(cut, behind_prefix, strict=True) if vector is None]
    alone = iter(encode(lonely, lambda _, encoded: encoded.text_vector) if lonely else [])
    for vector in behind_prefix:
        yield next(alone) if vector is None else vector


def stack(vectors: Sequence[Vectors], dimension: int) -> Vectors:
    """Stack to (n, dimension), also for n = 0."""
    return np.stack(vectors) if vectors else np.zeros((0, dimension), np.float32)
