"""The promises of the embedder protocol, held against the built-in model and a sentence-transformers model."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import numpy as np
import pytest

from assistant.config import EmbeddingSettings
from assistant.errors import ModelUnavailableError
from assistant.index.embedder import Embedder, load_embedder
from assistant.index.embedding_cache import (
    GRAPH_FILE,
    NAME,
    TOKENIZER_FILE,
    is_intact,
    is_prepared,
    prepare_model,
)
from assistant.index.embedding_graph import LARGEST_WEIGHT_WITHOUT_VNNI, build_graph
from assistant.index.embedding_weights import find_weights, read_weights

TEXTS = (
    "先进制造业集群竞赛共进行三轮。",
    "Clusters link firms, universities and agencies.",
    "Der Spitzencluster-Wettbewerb lief in drei Runden.",
    "",
    "   ",
    "a",
    "NUL \x00 in the middle",
    "lone surrogate \ud800 here",
    "产业集群" * 300,
)
TOLERANCE = 1e-5


def _small_model(folder: Path) -> str:
    """A sentence-transformers model of two random layers with prompts and the built-in tokenizer."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    core = folder / "core"
    config = BertConfig(
        vocab_size=250_037,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=512,
        pad_token_id=1,
    )
    BertModel(config).save_pretrained(core)
    file = prepare_model(EmbeddingSettings().cache) / TOKENIZER_FILE
    tokens = {"pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>"}
    PreTrainedTokenizerFast(tokenizer_file=str(file), model_max_length=512, **tokens).save_pretrained(core)
    modules = [Transformer(str(core)), Pooling(16, pooling_mode="mean"), Normalize()]
    prompts = {"query": "question: ", "document": "text: "}
    SentenceTransformer(modules=modules, device="cpu", prompts=prompts).save(str(folder / "model"))
    return str(folder / "model")


@pytest.fixture(scope="module", params=["builtin", "sentence-transformers"])
def embedder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    if request.param == "builtin":
        return load_embedder(EmbeddingSettings())
    return load_embedder(EmbeddingSettings(model=_small_model(tmp_path_factory.mktemp("model"))))


def test_vectors_are_unit_float32_of_the_dimension(embedder: Embedder) -> None:
    for vectors in (embedder.embed_passages(TEXTS), embedder.embed_queries(TEXTS)):
        assert vectors.shape == (len(TEXTS), embedder.dimension)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)
    assert embedder.embed_queries([]).shape == (0, embedder.dimension)
    passages, sentences = embedder.embed_with_sentences([], [], [])
    assert passages.shape == (0, embedder.dimension)
    assert sentences == []


def test_a_vector_does_not_depend_on_the_batch_and_order_is_kept(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS)
    backwards = embedder.embed_passages(TEXTS[::-1])[::-1]
    assert np.abs(together - backwards).max() < TOLERANCE
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.abs(embedder.embed_passages([text])[0] - vector).max() < TOLERANCE


def test_queries_and_passages_have_prompts_of_their_own(embedder: Embedder) -> None:
    query, passage = embedder.embed_queries(TEXTS[:1])[0], embedder.embed_passages(TEXTS[:1])[0]
    assert float(query @ passage) < 1 - 1e-4


def test_a_hundred_thousand_characters_are_cut_and_not_refused(embedder: Embedder) -> None:
    long = "集群政策与产业规划。" * 10_000
    (vector,) = embedder.embed_passages([long])
    assert float(vector @ embedder.embed_passages([long[:20_000]])[0]) > 0.9999


def test_sentences_of_a_passage_come_from_the_same_text(embedder: Embedder) -> None:
    text = "江苏培育十三个集群。广东培育二十个集群。"
    spans = [(0, 10), (10, len(text))]
    passages, sentences = embedder.embed_with_sentences(["规划\n"], [text], [spans])
    assert np.abs(passages[0] - embedder.embed_passages(["规划\n" + text])[0]).max() < TOLERANCE
    assert sentences[0].shape == (2, embedder.dimension)
    assert np.allclose(np.linalg.norm(sentences[0], axis=1), 1, atol=1e-5)


def test_sentences_beyond_the_reach_of_the_model_have_vectors_too(embedder: Embedder) -> None:
    text = "集群政策与产业规划的落实。" * 400
    spans = [(start, start + 13) for start in range(0, len(text), 13)]
    _, sentences = embedder.embed_with_sentences([""], [text], [spans])
    assert sentences[0].shape == (400, embedder.dimension)
    assert np.allclose(np.linalg.norm(sentences[0], axis=1), 1, atol=1e-5)


def test_token_vectors_are_unit_rows_of_one_width(embedder: Embedder) -> None:
    found = embedder.token_vectors(TEXTS[:3], query=True)
    assert len({rows.shape[1] for rows in found}) == 1
    for rows in found:
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_progress_reaches_the_number_of_texts(embedder: Embedder) -> None:
    seen: list[int] = []
    embedder.embed_passages(TEXTS, seen.append)
    assert seen[-1] == len(TEXTS)
    assert seen == sorted(seen)


def test_meaning_is_close_across_languages() -> None:
    """The built-in weights are the real ones: a translation is nearer than another subject."""
    model = load_embedder(EmbeddingSettings())
    question = model.embed_queries(["How many rounds did the cluster competition have?"])[0]
    same, other = model.embed_passages(["先进制造业集群竞赛共进行三轮。", "今天的天气晴朗，适合郊游。"])
    assert question @ same > question @ other + 0.03


def test_a_model_that_is_not_here_is_named() -> None:
    with pytest.raises(ModelUnavailableError, match="does not exist"):
        load_embedder(EmbeddingSettings(model="./no-such-model"))


def _prepare(cache: str) -> str:
    return str(prepare_model(Path(cache)))


def test_two_processes_that_start_together_share_one_conversion(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        folders = pool.map(_prepare, [str(tmp_path)] * 2)
    assert folders[0] == folders[1]
    assert is_intact(Path(folders[0]))
    assert not list(tmp_path.glob("*.tmp-*"))


def test_a_damaged_conversion_is_made_again(tmp_path: Path) -> None:
    folder = prepare_model(tmp_path)
    graph = folder / GRAPH_FILE
    graph.write_bytes(graph.read_bytes()[:-1])
    assert not is_prepared(tmp_path)
    assert is_intact(prepare_model(tmp_path))


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match=r"embedding\.cache"):
        prepare_model(blocked)


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "weights.bin"
    copy.write_bytes(find_weights().read_bytes()[:-1])
    with pytest.raises(ModelUnavailableError, match="is not the one this program was made for"):
        read_weights(copy)


@pytest.mark.slow
def test_weights_for_cpus_that_add_in_16_bits_give_nearly_the_same_vectors(tmp_path: Path) -> None:
    """Every machine can read every index: the smaller integers cost 0.001 of cosine at most."""
    import onnxruntime

    session = onnxruntime.InferenceSession(
        build_graph(read_weights(find_weights()), LARGEST_WEIGHT_WITHOUT_VNNI).SerializeToString()
    )
    usual = onnxruntime.InferenceSession(prepare_model(tmp_path) / GRAPH_FILE)
    ids = np.array([[0, 41, 1294, 12, 6, 5, 2]], np.int64)
    (exact,) = usual.run(["token_vectors"], {"input_ids": ids})
    (coarse,) = session.run(["token_vectors"], {"input_ids": ids})
    first, second = exact[0].mean(axis=0), coarse[0].mean(axis=0)
    assert first @ second / np.linalg.norm(first) / np.linalg.norm(second) > 0.998


def test_the_name_of_the_model_tells_its_weights_and_conversion() -> None:
    assert NAME.startswith("multilingual-e5-small-1571fc982750")
