"""Weights of the built-in model -> the reading model in torch, to be trained; and the file of what it learned.

Every matrix gets a low-rank change (LoRA, rank 16), the layer norms are free, the word vectors stay. Two heads: begin
and end of the words that answer, "no words" being the first token, as in BERT's reading of SQuAD 2.0 (Devlin et al.
2019), and whether the text answers at all.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from assistant.index.embedding_weights import Weights, find_weights, read_weights
from assistant.index.reader_weights import SCALE

RANK = 16
_EPSILON = 1e-12
_HIDDEN_ONLY = -1e4  # added to the score of a place that does not count


class LowRank(nn.Module):  # type: ignore[misc]
    """A fixed linear map with a low-rank change that is learned."""

    def __init__(self, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        super().__init__()
        self.register_buffer("weight", torch.tensor(weight))
        self.register_buffer("bias", torch.tensor(bias))
        self.right = nn.Parameter(torch.randn(RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.left = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, state: Tensor) -> Tensor:
        """(…, inputs) -> (…, outputs)."""
        change = functional.linear(functional.linear(state, self.right), self.left)
        return functional.linear(state, self.weight, self.bias) + SCALE * change


class Layer(nn.Module):  # type: ignore[misc]
    """One post-norm transformer layer."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        hidden, wide = weights.shape.hidden, weights.shape.feed_forward
        self.heads = weights.shape.heads
        columns = {"q": hidden, "k": hidden, "v": hidden, "ao": hidden, "fi": hidden, "fo": wide}
        self.maps = nn.ModuleDict(
            {
                name: LowRank(weights.matrix(f"l{number}.{name}.w", size), weights.vector(f"l{number}.{name}.b"))
                for name, size in columns.items()
            }
        )
        self.norms = nn.ModuleDict({name: _norm(weights, f"l{number}.{name}") for name in ("aln", "oln")})

    def forward(self, state: Tensor, hidden_places: Tensor) -> Tensor:
        """(texts, tokens, hidden) -> the same; ``hidden_places`` (texts, 1, 1, tokens) is added to attention scores."""
        texts, tokens, hidden = state.shape
        query, key, value = (
            self.maps[name](state).view(texts, tokens, self.heads, -1).transpose(1, 2) for name in ("q", "k", "v")
        )
        scores = (query @ key.transpose(-1, -2)).float() / math.sqrt(hidden // self.heads) + hidden_places
        context = (torch.softmax(scores, -1).to(value.dtype) @ value).transpose(1, 2).reshape(texts, tokens, hidden)
        state = self.norms["aln"]((self.maps["ao"](context) + state).float())
        change = self.maps["fo"](functional.gelu(self.maps["fi"](state)))
        normalised: Tensor = self.norms["oln"]((change + state).float())
        return normalised


class ReadingModel(nn.Module):  # type: ignore[misc]
    """Token ids -> logits of begin, end and "answers"."""

    def __init__(self) -> None:
        super().__init__()
        weights = read_weights(find_weights())
        hidden = weights.shape.hidden
        self.register_buffer("words", torch.tensor(weights.matrix("emb.word", hidden)))
        places = weights.vector("emb.pos").reshape(-1, hidden) + weights.vector("emb.type")[:hidden]
        self.register_buffer("places", torch.tensor(places))
        self.first_norm = _norm(weights, "emb.ln").requires_grad_(False)
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(weights.shape.layers))
        self.span = nn.Linear(hidden, 2)
        self.answers = nn.Linear(2 * hidden, 1)
        nn.init.normal_(self.span.weight, std=0.02)
        nn.init.normal_(self.answers.weight, std=0.02)

    def forward(self, ids: Tensor, used: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """All (texts, tokens); ``used`` marks tokens that are no padding, ``allowed`` those an answer may hold."""
        state = self.first_norm(functional.embedding(ids, self.words) + self.places[: ids.shape[1]])
        hidden_places = torch.zeros(used.shape).masked_fill(~used, _HIDDEN_ONLY)[:, None, None, :]
        for layer in self.layers:
            state = layer(state, hidden_places)
        spans = self.span(state).masked_fill(~allowed[:, :, None], _HIDDEN_ONLY)
        weight = used.float()[:, :, None]
        pooled = torch.cat([state[:, 0], (state * weight).sum(1) / weight.sum(1)], 1)
        return spans[..., 0], spans[..., 1], self.answers(pooled)[:, 0]

    def save(self, file: Path) -> None:
        """Write what was learned in the names of :mod:`assistant.index.reader_weights`."""
        arrays = {_shipped(name): _small(name, value) for name, value in self._learned().items()}
        np.savez(file, **arrays)  # type: ignore[arg-type]

    def load(self, file: Path) -> None:
        """Go on from what :meth:`save` wrote."""
        with np.load(file) as held:
            for name, value in self._learned().items():
                value.data.copy_(torch.tensor(held[_shipped(name)].astype(np.float32)).view_as(value))

    def _learned(self) -> dict[str, nn.Parameter]:
        return {name: value for name, value in self.named_parameters() if value.requires_grad}


def _norm(weights: Weights, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(weights.shape.hidden, eps=_EPSILON)
    norm.weight.data.copy_(torch.tensor(weights.vector(f"{name}.w")))
    norm.bias.data.copy_(torch.tensor(weights.vector(f"{name}.b")))
    return norm


def _shipped(name: str) -> str:
    """``layers.3.maps.q.left`` -> ``l3.q.w.left``, ``layers.3.norms.aln.weight`` -> ``l3.aln.w``; heads as they are."""
    parts = name.split(".")
    if parts[0] != "layers":
        return name
    _, number, kind, part, field = parts
    return f"l{number}.{part}.w.{field}" if kind == "maps" else f"l{number}.{part}.{field[0]}"


def _small(name: str, value: nn.Parameter) -> NDArray[np.floating]:
    array: NDArray[np.floating] = value.detach().numpy()
    if name == "answers.weight":
        array = array[0]
    return array.astype(np.float16) if ".maps." in name else array
