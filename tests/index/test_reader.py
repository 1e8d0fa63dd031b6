"""The built-in reading model: what readings promise, on odd input too; its weights; the best span by brute force."""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.config import EmbeddingSettings
from assistant.index.builtin_reader import MAX_TOKENS, BuiltinReader, best_span, pair_tokens
from assistant.index.embedding_cache import TOKENIZER_FILE, prepare_model
from assistant.index.embedding_weights import find_weights, read_weights
from assistant.index.reader import Context, Reader
from assistant.index.reader_weights import SCALE, reader_weights

CONTEXTS = [
    Context(
        "Sample Hub Program > Awards\n", "The Sample Hub Program named 31 hubs. A hub may receive 75 million dollars."
    ),
    Context("广东省样例集群意见 > 一、目标\n", "到2025年，广东省培育样例产业集群二十个，产业规模达到三万亿元。"),
    Context("", ""),
    Context("", "NUL \x00 in the middle and a lone surrogate \ud800"),
    Context("A title\n", "集群" * 50_000),
]


@cache
def tokenizer() -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(prepare_model(EmbeddingSettings().cache) / TOKENIZER_FILE))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return BuiltinReader(EmbeddingSettings().cache)


def test_a_reading_does_not_depend_on_the_texts_beside_it(reader: Reader) -> None:
    question = "How many hubs did the Sample Hub Program name?"
    together = reader.read(question, CONTEXTS)
    for reading, context in zip(together, CONTEXTS, strict=True):
        (alone,) = reader.read(question, [context])
        assert reading.answers == pytest.approx(alone.answers, abs=1e-4)
        assert (reading.start, reading.end) == (alone.start, alone.end)
        assert 0 <= reading.start <= reading.end <= len(context.text)
    assert reader.read(question, []) == []


@pytest.mark.parametrize("question", ["?", "\ud800\x00", "集群" * 5_000])
def test_odd_questions_are_read(reader: Reader, question: str) -> None:
    assert all(np.isfinite(reading.answers) for reading in reader.read(question, CONTEXTS[:2]))


def test_the_words_that_answer_are_found(reader: Reader) -> None:
    (hubs,) = reader.read("How many hubs did the Sample Hub Program name?", CONTEXTS[:1])
    assert "31" in CONTEXTS[0].text[hubs.start : hubs.end]
    (clusters,) = reader.read("到2025年，广东省培育多少个样例产业集群？", CONTEXTS[1:2])
    assert "二十" in CONTEXTS[1].text[clusters.start : clusters.end]


def test_a_text_that_answers_is_told_from_one_that_does_not(reader: Reader) -> None:
    named, other = reader.read("How many hubs did the Sample Hub Program name?", [CONTEXTS[0], CONTEXTS[3]])
    assert named.answers > other.answers
    assert named.margin > other.margin


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.text(max_size=40), st.text(max_size=300)), min_size=1, max_size=3),
)
def test_tokens_point_into_the_text(question: str, texts: list[tuple[str, str]]) -> None:
    contexts = [Context(heading, text) for heading, text in texts]
    for pair, context in zip(pair_tokens(tokenizer(), question, contexts), contexts, strict=True):
        assert len(pair.ids) <= MAX_TOKENS
        assert pair.first + len(pair.offsets) <= len(pair.ids)
        assert all(0 <= start <= end <= len(context.text) for start, end in pair.offsets)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=9), st.integers(1, 9))
def test_the_best_span_is_the_best_of_all(scores: list[tuple[int, int]], longest: int) -> None:
    begins: NDArray[np.float32] = np.array([begin for begin, _ in scores], np.float32)
    ends: NDArray[np.float32] = np.array([end for _, end in scores], np.float32)
    first, last, best = best_span(begins, ends, longest)
    places = range(len(scores))
    allowed = [pair for pair in itertools.product(places, places) if 0 <= pair[1] - pair[0] < longest]
    assert (first, last) in allowed
    assert best == begins[first] + ends[last] == max(begins[low] + ends[high] for low, high in allowed)


def test_the_reader_is_the_wheel_with_small_changes() -> None:
    weights = read_weights(find_weights())
    changed = reader_weights(weights)
    assert changed.keeps_blocks("emb.word")
    assert not changed.keeps_blocks("l0.q.w")
    before, after = weights.matrix("l3.fi.w", 384), changed.matrix("l3.fi.w", 384)
    change = changed.changes["l3.fi.w.left"] @ changed.changes["l3.fi.w.right"]
    assert np.allclose(after - before, SCALE * change, atol=1e-5)
    assert 0 < np.linalg.norm(after - before) < np.linalg.norm(before)
    assert np.array_equal(changed.vector("l3.fi.b"), weights.vector("l3.fi.b"))
    assert not np.array_equal(changed.vector("l3.aln.w"), weights.vector("l3.aln.w"))
