"""Weights of the built-in model -> an ONNX encoder graph.

Input ``input_ids`` (texts, tokens) int64 without padding: all texts of one run have the same length, so the graph needs
no mask and a vector cannot depend on the batch. Output ``token_vectors`` (texts, tokens, hidden) float32, the last
hidden state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding_weights import BLOCK, Weights

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_MICROSOFT = "com.microsoft"
_OPSET = 17
_EPSILON = 1e-12  # layer norm, as in the model's configuration


def build_graph(weights: Weights) -> ModelProto:
    """Assemble the encoder from onnxruntime's fused operators."""
    return _Graph(weights).assemble()


class _Graph:
    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._shape = weights.shape
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def assemble(self) -> ModelProto:
        from onnx import TensorProto, helper

        state = self._embed_tokens()
        for layer in range(self._shape.layers):
            state = self._layer(layer, state)
        self._node("Identity", [state], "token_vectors")
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])],
            [
                helper.make_tensor_value_info(
                    "token_vectors", TensorProto.FLOAT, ["texts", "tokens", self._shape.hidden]
                )
            ],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        model: ModelProto = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        return model

    def _embed_tokens(self) -> str:
        """Word vector (kept in 4 bits) + position vector + the one token type, then layer norm."""
        hidden = self._shape.hidden
        values, scales = self._weights.blocks("emb.word", hidden)
        packed = values[..., 0::2] | (values[..., 1::2] << 4)
        table = self._constant("word_values", packed.reshape(-1, hidden // 2))
        words = self._node(
            "GatherBlockQuantized",
            [table, "input_ids", self._constant("word_scales", scales)],
            "words",
            domain=_MICROSOFT,
            gather_axis=0,
            quantize_axis=1,
            block_size=BLOCK,
            bits=4,
        )
        positions = self._weights.vector("emb.pos").reshape(-1, hidden) + self._weights.vector("emb.type")[:hidden]
        zero, one, two = (self._constant(f"number_{n}", np.array([n], np.int64)) for n in range(3))
        length = self._node("Slice", [self._node("Shape", ["input_ids"], "shape"), one, two], "length")
        places = self._node("Slice", [self._constant("positions", positions), zero, length, zero], "places")
        total = self._node("Add", [words, places], "embedded")
        scale, bias = self._vector("emb.ln.w"), self._vector("emb.ln.b")
        return self._node("LayerNormalization", [total, scale, bias], "state", epsilon=_EPSILON, axis=-1)

    def _layer(self, layer: int, state: str) -> str:
        """One post-norm transformer layer: attention and feed-forward, each added to its input and normalised."""
        at = f"l{layer}."
        mixed = self._linear([at + "q.w", at + "k.w", at + "v.w"], state, at + "qkv", self._shape.hidden)
        from onnx import helper

        parts = [at + "query", at + "key", at + "value"]
        self._nodes.append(helper.make_node("Split", [mixed], parts, axis=-1))
        bias = self._constant(at + "qkv.b", np.concatenate([self._weights.vector(at + part + ".b") for part in "qkv"]))
        context = self._node(
            "MultiHeadAttention", [*parts, bias], at + "context", domain=_MICROSOFT, num_heads=self._shape.heads
        )
        attended = self._linear([at + "ao.w"], context, at + "attended", self._shape.hidden)
        state = self._add_and_normalise(attended, state, at + "aln", at + "ao.b")
        wide = self._linear([at + "fi.w"], state, at + "wide", self._shape.hidden)
        active = self._node("BiasGelu", [wide, self._vector(at + "fi.b")], at + "active", domain=_MICROSOFT)
        narrow = self._linear([at + "fo.w"], active, at + "narrow", self._shape.feed_forward)
        return self._add_and_normalise(narrow, state, at + "oln", at + "fo.b")

    def _add_and_normalise(self, change: str, state: str, norm: str, bias: str) -> str:
        inputs = [change, state, self._vector(norm + ".w"), self._vector(norm + ".b"), self._vector(bias)]
        return self._node("SkipLayerNormalization", inputs, norm, domain=_MICROSOFT, epsilon=_EPSILON)

    def _linear(self, names: list[str], source: str, result: str, columns: int) -> str:
        """``source`` times the stacked matrices; weights exact as integers, activations rounded per row and block."""
        parts = [self._weights.blocks(name, columns) for name in names]
        values = np.concatenate([part[0] for part in parts]) + np.uint8(120)  # zero point 8 -> 128
        scales = np.concatenate([part[1] for part in parts])
        return self._node(
            "MatMulNBits",
            [source, self._constant(result + ".values", values), self._constant(result + ".scales", scales)],
            result,
            domain=_MICROSOFT,
            K=columns,
            N=len(values),
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def _vector(self, name: str) -> str:
        return self._constant(name, self._weights.vector(name))

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output
