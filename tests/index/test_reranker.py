"""A real cross-encoder of random layers scores pairs; the search puts its best candidates in that order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.config import EmbeddingSettings, RetrievalSettings, load_settings
from assistant.domain import Scope
from assistant.errors import ModelUnavailableError
from assistant.index.embedding_cache import TOKENIZER_FILE, prepare_model
from assistant.index.reranker import Reranker, load_reranker
from assistant.retrieve.fuse import Scored, reordered
from assistant.wiring import Assistant, open_assistant
from tests.cli.workplace import furnish


def small_cross_encoder(folder: Path, outputs: int) -> str:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=250_037,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        pad_token_id=1,
        num_labels=outputs,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    file = prepare_model(EmbeddingSettings().cache) / TOKENIZER_FILE
    tokens = {"pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>"}
    PreTrainedTokenizerFast(tokenizer_file=str(file), model_max_length=512, **tokens).save_pretrained(folder)
    return str(folder)


def load(model: str) -> Reranker:
    loaded = load_reranker(RetrievalSettings(reranker=model))
    assert loaded is not None
    return loaded


def test_a_cross_encoder_scores_each_pair_whatever_stands_beside_it(tmp_path: Path) -> None:
    reranker = load(small_cross_encoder(tmp_path, 1))
    texts = ["产业集群到2025年达到十七个。", "A harbour.", "NUL \x00 and \ud800", "", "集群" * 2_000]
    scores = reranker.scores("多少个集群？", texts)
    assert scores.dtype == np.float32
    assert scores.shape == (5,)
    alone = [float(reranker.scores("多少个集群？", [text])[0]) for text in texts]
    assert np.allclose(scores, alone, atol=1e-5)
    assert len(set(alone)) == len(alone)
    assert reranker.scores("?", []).shape == (0,)


def test_a_classifier_is_no_reranker(tmp_path: Path) -> None:
    model = small_cross_encoder(tmp_path, 3)
    with pytest.raises(ModelUnavailableError, match="3 numbers for a pair"):
        load(model)


@pytest.mark.parametrize(("model", "words"), [("./nowhere", "does not exist"), ("nobody/no-such-model", "hf download")])
def test_a_missing_model_is_named_with_what_to_type(model: str, words: str) -> None:
    with pytest.raises(ModelUnavailableError, match=words):
        load(model)


@given(st.lists(st.floats(-5, 5), max_size=12), st.integers(0, 12))
def test_reordering_moves_candidates_and_keeps_scores(judged: list[float], rest: int) -> None:
    scored = [Scored(row, "zh", 1 / (row + 1)) for row in range(len(judged) + rest)]
    moved = reordered(scored, judged)
    assert sorted(one.row for one in moved) == [one.row for one in scored]
    assert [one.score for one in moved] == [one.score for one in scored]
    best = [judged[one.row] for one in moved[: len(judged)]]
    assert best == sorted(judged, reverse=True)
    assert moved[len(judged) :] == scored[len(judged) :]


class Longest:
    """The longer the text, the better."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([len(text) for text in texts], np.float32)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    place = furnish(tmp_path_factory.mktemp("reranked"))
    assert place.run("ingest", str(place.documents)) == 0
    with open_assistant(load_settings(place.settings, {})) as opened:
        yield opened


def test_a_search_comes_in_the_order_of_the_reranker(assistant: Assistant) -> None:
    usual = assistant.answerer.retriever
    hits = replace(usual, reranker=Longest()).search("示例产业集群", Scope(), 4).hits
    lengths = [len("\n".join((" > ".join(hit.passage.heading_path), hit.passage.text)).strip()) for hit in hits]
    assert lengths == sorted(lengths, reverse=True)
    before = usual.search("示例产业集群", Scope(), 4).hits
    assert [hit.passage.document_id for hit in hits] != [hit.passage.document_id for hit in before]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_document_that_a_question_names_stays_first(assistant: Assistant) -> None:
    usual = assistant.answerer.retriever
    question = "《广东省示例产业集群培育方案》提出了什么目标？"
    named = usual.search(question, Scope(), 1).hits[0].passage.document_id
    hits = replace(usual, reranker=Longest()).search(question, Scope(), 3).hits
    assert hits[0].passage.document_id == named
