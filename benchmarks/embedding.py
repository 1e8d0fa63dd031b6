"""The built-in embedder beside sentence-transformers with torch fp32 on the same weights -> passages a second of both.

Both embed the same passages in turns in one run, so that a busy machine slows both alike; the ratio is what counts.
Also tells how far the built-in vectors are from the fp32 ones. Run from the project's folder::

    python -m benchmarks.embedding FILE…
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.config import load_settings
from assistant.index.builtin_model import BuiltinEmbedder
from assistant.index.embedding_cache import TOKENIZER_FILE, prepare_model
from assistant.index.embedding_weights import Weights, find_weights, read_weights

_PASSAGE_CHARACTERS = {"zh": 400, "other": 1_100}


def float_model(weights: Weights, tokenizer_file: Path, folder: Path) -> Any:
    """A sentence-transformers model with the dequantised weights: mean pooling, unit vectors."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=1,
        pad_token_id=weights.vocabulary.padding,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in _state(weights).items()})
    model.save_pretrained(folder)
    special = {"pad_token": "<pad>", "unk_token": "<unk>", "bos_token": "<s>", "eos_token": "</s>"}
    make_tokenizer: Any = PreTrainedTokenizerFast
    tokenizer = make_tokenizer(tokenizer_file=str(tokenizer_file), model_max_length=shape.positions, **special)
    tokenizer.save_pretrained(folder)
    return SentenceTransformer(
        modules=[Transformer(str(folder)), Pooling(shape.hidden, pooling_mode="mean"), Normalize()], device="cpu"
    )


def _state(weights: Weights) -> dict[str, NDArray[np.float32]]:
    """Tensors under the names transformers gives them."""
    hidden, wide = weights.shape.hidden, weights.shape.feed_forward
    state = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", hidden),
        "embeddings.position_embeddings.weight": weights.vector("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": weights.vector("emb.type")[:hidden].reshape(1, hidden),
        "embeddings.LayerNorm.weight": weights.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.vector("emb.ln.b"),
    }
    matrices = {
        "q": ("attention.self.query", hidden),
        "k": ("attention.self.key", hidden),
        "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden),
        "fi": ("intermediate.dense", hidden),
        "fo": ("output.dense", wide),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(weights.shape.layers):
        ours, theirs = f"l{layer}.", f"encoder.layer.{layer}."
        for short, (name, columns) in matrices.items():
            state[f"{theirs}{name}.weight"] = weights.matrix(f"{ours}{short}.w", columns)
            state[f"{theirs}{name}.bias"] = weights.vector(f"{ours}{short}.b")
        for short, name in norms.items():
            state[f"{theirs}{name}.weight"] = weights.vector(f"{ours}{short}.w")
            state[f"{theirs}{name}.bias"] = weights.vector(f"{ours}{short}.b")
    return state


def slices(files: list[Path], count: int) -> list[str]:
    """``count`` slices of the files, of the length passages have, taken evenly."""
    found: list[str] = []
    for file in files:
        text = " ".join(file.read_text(encoding="utf-8").split())
        chinese = sum("\u3400" <= character <= "\u9fff" for character in text) > len(text) / 5
        size = _PASSAGE_CHARACTERS["zh" if chinese else "other"]
        found.extend(text[start : start + size] for start in range(0, len(text) - size, size))
    step = max(1, len(found) // count)
    return found[::step][:count]


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0, help="0 = all cores")
    arguments = parser.parse_args()
    texts = slices(arguments.files, arguments.count)
    cache = load_settings().embedding.cache
    builtin = BuiltinEmbedder(cache, arguments.threads)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = prepare_model(cache) / TOKENIZER_FILE
        reference = float_model(read_weights(find_weights()), tokenizer, Path(folder))
    if arguments.threads:
        import torch

        torch.set_num_threads(arguments.threads)

    def torch_vectors() -> NDArray[np.float32]:
        return np.asarray(reference.encode([f"passage: {text}" for text in texts], batch_size=16))

    ours, theirs = builtin.embed_passages(texts), torch_vectors()
    cosines = (ours * theirs).sum(axis=1)
    print(f"{len(texts)} passages; cosine to fp32: mean {cosines.mean():.5f}, least {cosines.min():.5f}")
    ratios = []
    for _ in range(arguments.rounds):
        first, second = seconds(lambda: builtin.embed_passages(texts)), seconds(torch_vectors)
        ratios.append(second / first)
        print(
            f"passages a second: built-in {len(texts) / first:.2f}, sentence-transformers {len(texts) / second:.2f}, "
            f"ratio {second / first:.2f}"
        )
    print(f"median ratio {np.median(ratios):.2f}")


if __name__ == "__main__":
    main()
