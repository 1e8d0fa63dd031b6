"""Vectors that a folder brings along: found by content, checked before use, and left aside when anything differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.index.shipped_vectors import (
    FILE,
    ShippedEmbedder,
    ShippedVectors,
    Spans,
    Vectors,
    content_key,
    with_shipped_vectors,
)

PREFIXES, TEXTS, SPANS = ["A\n", "B\n"], ["First. Second.", "Third."], [[(0, 6), (7, 14)], [(0, 6)]]


class CountingModel:
    """Vectors made of the letters of a text; remembers what it was asked."""

    dimension = 8

    def __init__(self, identity: str = "model-1", shift: int = 0) -> None:
        self.identity = identity
        self.shift = shift
        self.asked: list[str] = []

    def vector(self, text: str) -> Vectors:
        counts = np.ones(self.dimension, np.float32)
        for letter in text:
            counts[(ord(letter) + self.shift) % self.dimension] += 1
        return counts / np.linalg.norm(counts)

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return np.stack([self.vector(text) for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],
        texts: Sequence[str],
        spans: Sequence[Spans],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        self.asked += texts
        blocks = [
            np.stack([self.vector(text[start:end]) for start, end in one])
            if one
            else np.empty((0, self.dimension), np.float32)
            for text, one in zip(texts, spans, strict=True)
        ]
        return np.stack([self.vector(prefix + text) for prefix, text in zip(prefixes, texts, strict=True)]), blocks

    def token_vectors(self, texts: Sequence[str], query: bool) -> list[Vectors]:
        return []


def shipped_by(model: CountingModel) -> ShippedVectors:
    vectors, blocks = model.embed_with_sentences(PREFIXES, TEXTS, SPANS)
    keys = [content_key(model.identity, *one) for one in zip(PREFIXES, TEXTS, SPANS, strict=True)]
    pairs = zip(vectors.astype(np.float16), [block.astype(np.float16) for block in blocks], strict=True)
    return ShippedVectors(dict(zip(keys, pairs, strict=True)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shipped_by(CountingModel()).write(tmp_path)
    return tmp_path


def test_what_is_shipped_is_not_computed_again(folder: Path) -> None:
    model = CountingModel()
    embedder = with_shipped_vectors(model, [folder])
    reports: list[int] = []
    vectors, blocks = embedder.embed_with_sentences([*PREFIXES, ""], [*TEXTS, "New."], [*SPANS, []], reports.append)
    assert model.asked == [TEXTS[0], "New."]  # one entry is computed to check the file, and what is not in it
    expected, expected_blocks = CountingModel().embed_with_sentences([*PREFIXES, ""], [*TEXTS, "New."], [*SPANS, []])
    np.testing.assert_allclose(vectors, expected, atol=1e-3)
    for block, wanted in zip(blocks, expected_blocks, strict=True):
        np.testing.assert_allclose(block, wanted, atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert reports[-1] == 3
    embedder.embed_with_sentences(PREFIXES, TEXTS, SPANS)
    assert model.asked == [TEXTS[0], "New."]  # checked once


@pytest.mark.parametrize(
    ("prefix", "text", "spans"),
    [("Other\n", TEXTS[1], SPANS[1]), (PREFIXES[1], "Third!", SPANS[1]), (PREFIXES[1], TEXTS[1], [(0, 5)])],
    ids=["title", "text", "sentences"],
)
def test_anything_that_changed_is_computed(folder: Path, prefix: str, text: str, spans: Spans) -> None:
    model = CountingModel()
    with_shipped_vectors(model, [folder]).embed_with_sentences([prefix], [text], [spans])
    assert model.asked == [text]


def test_another_model_finds_nothing(folder: Path) -> None:
    model = CountingModel("model-2")
    with_shipped_vectors(model, [folder]).embed_with_sentences(PREFIXES, TEXTS, SPANS)
    assert model.asked == TEXTS


def test_a_model_that_computes_something_else_under_the_same_name_is_believed(folder: Path) -> None:
    model = CountingModel(shift=3)
    vectors, _ = with_shipped_vectors(model, [folder]).embed_with_sentences(PREFIXES, TEXTS, SPANS)
    np.testing.assert_allclose(vectors, CountingModel(shift=3).embed_with_sentences(PREFIXES, TEXTS, SPANS)[0])


def test_a_damaged_file_counts_as_none(folder: Path) -> None:
    file = folder / FILE
    content = file.read_bytes()
    for damaged in (b"", b"no archive", content[: len(content) // 2], content[:-400] + b"\0" * 400):
        file.write_bytes(damaged)
        assert ShippedVectors.read(folder) is None


def test_a_file_whose_checksum_does_not_fit_counts_as_none(folder: Path) -> None:
    with np.load(folder / FILE) as stored:
        arrays = dict(stored)
    arrays["passages"] = arrays["passages"] * np.float16(0.5)
    np.savez_compressed(folder / FILE, **arrays)
    assert ShippedVectors.read(folder) is None


def test_no_file_no_change(tmp_path: Path) -> None:
    model = CountingModel()
    assert with_shipped_vectors(model, [tmp_path, tmp_path / "missing.md"]) is model
    assert not isinstance(with_shipped_vectors(model, []), ShippedEmbedder)
