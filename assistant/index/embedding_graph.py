"""Weights of the built-in model -> an ONNX encoder graph.

Input ``input_ids`` (texts, tokens) int64 without padding: all texts of one run have the same length, so the graph needs
no mask and a vector cannot depend on the batch. Output ``token_vectors`` (texts, tokens, hidden) float32, the last
hidden state.

Arithmetic (figures in docs/decisions/0002-embedding.md): the attention inputs, most sensitive to rounding, are exact
4-bit weights times activations rounded in blocks of 32; the other products are 8-bit integers with one scale for each
weight column and each activation row. One scale for the whole tensor, the usual way, would let a vector depend on its
batch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding_weights import BLOCK, Weights

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_MICROSOFT = "com.microsoft"  # onnxruntime's own operators
_OPSETS = {"": 17, _MICROSOFT: 1}
_EPSILON = 1e-12  # layer norm, as in the model's configuration
_ZERO_POINT = 128
LARGEST_WEIGHT = 127
# Two products of a byte and a weight of at most 63 fit into 16 bits: for CPUs that add them there.
LARGEST_WEIGHT_WITHOUT_VNNI = 63


def build_graph(weights: Weights, largest_weight: int = LARGEST_WEIGHT) -> ModelProto:
    """Assemble the encoder; ``largest_weight`` is the integer that stands for the largest weight of a column."""
    return _Encoder(weights, largest_weight).assemble()


def build_saturation_probe() -> ModelProto:
    """Make a graph of one product that is exact where the CPU adds 8-bit products in 32 bits, and too small elsewhere.

    ``ones`` (1, 64) uint8 of value 255 times weights of 127 gives ``product`` (1, 16) int32 of :data:`PROBE_RESULT`.
    Before VNNI, x86 adds neighbouring products of uint8 and int8 in 16 bits and clamps the sum.
    """
    from onnx import TensorProto

    writer = _Writer()
    weights = writer.constant("weights", np.full((64, 16), 127, np.int8))
    writer.node("MatMulInteger", ["ones", weights], "product")
    return writer.model("probe", ("ones", TensorProto.UINT8, [1, 64]), ("product", TensorProto.INT32, [1, 16]))


PROBE_RESULT = 64 * 255 * 127


class _Writer:
    """Collects nodes and constants; every method returns the name of what it added."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self._constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def integers(self, *values: int) -> str:
        return self.constant("integers_" + "_".join(map(str, values)), np.array(values, np.int64))

    def model(self, name: str, source: tuple[str, int, list[Any]], result: tuple[str, int, list[Any]]) -> ModelProto:
        from onnx import helper

        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(*source)],
            [helper.make_tensor_value_info(*result)],
            list(self._constants.values()),
        )
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
        model: ModelProto = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        return model


class _Encoder:
    def __init__(self, weights: Weights, largest_weight: int) -> None:
        self._weights = weights
        self._largest_weight = largest_weight
        self._shape = weights.shape
        self._writer = _Writer()

    def assemble(self) -> ModelProto:
        from onnx import TensorProto

        state = self._embed_tokens()
        for layer in range(self._shape.layers):
            state = self._layer(state, f"l{layer}.")
        self._writer.node("Identity", [state], "token_vectors")
        return self._writer.model(
            "multilingual-e5-small",
            ("input_ids", TensorProto.INT64, ["texts", "tokens"]),
            ("token_vectors", TensorProto.FLOAT, ["texts", "tokens", self._shape.hidden]),
        )

    def _embed_tokens(self) -> str:
        """Word vector (kept in 4 bits) + position vector + the one token type, then layer norm."""
        write, hidden = self._writer, self._shape.hidden
        values, scales = self._weights.blocks("emb.word", hidden)
        table = [write.constant("word_values", _packed(values).reshape(-1, hidden // 2)), "input_ids"]
        words = write.node(
            "GatherBlockQuantized",
            [*table, write.constant("word_scales", scales)],
            "words",
            domain=_MICROSOFT,
            gather_axis=0,
            quantize_axis=1,
            block_size=BLOCK,
            bits=4,
        )
        vectors = self._weights.vector("emb.pos").reshape(-1, hidden) + self._weights.vector("emb.type")[:hidden]
        self._sizes = write.node("Shape", ["input_ids"], "sizes")
        length = write.node("Slice", [self._sizes, write.integers(1), write.integers(2)], "length")
        first = write.integers(0)
        places = write.node("Slice", [write.constant("positions", vectors), first, length, first], "places")
        return self._normalise(write.node("Add", [words, places], "embedded"), "emb.ln")

    def _layer(self, state: str, at: str) -> str:
        """One post-norm transformer layer: attention and feed-forward, each added to its input and normalised."""
        write, hidden = self._writer, self._shape.hidden
        bias = write.constant(at + "qkv.b", np.concatenate([self._weights.vector(f"{at}{part}.b") for part in "qkv"]))
        parts = [
            (self._blockwise if self._weights.keeps_blocks(f"{at}{part}.w") else self._rowwise)(
                state, at + part, hidden
            )
            for part in "qkv"
        ]
        heads = self._shape.heads
        context = write.node("MultiHeadAttention", [*parts, bias], at + "context", domain=_MICROSOFT, num_heads=heads)
        state = self._add(self._rowwise(context, at + "ao", hidden), state, at + "ao", at + "aln")
        wide = self._rowwise(state, at + "fi", hidden)
        active = write.node("BiasGelu", [wide, self._vector(at + "fi.b")], at + "active", domain=_MICROSOFT)
        return self._add(self._rowwise(active, at + "fo", self._shape.feed_forward), state, at + "fo", at + "oln")

    def _add(self, change: str, state: str, linear: str, norm: str) -> str:
        """Normalise change + its bias + state; onnxruntime's fused node for this is six times slower, scalar code."""
        total = self._writer.node("Add", [change, state], norm + ".sum")
        biased = self._writer.node("Add", [total, self._vector(linear + ".b")], norm + ".biased")
        return self._normalise(biased, norm)

    def _normalise(self, state: str, norm: str) -> str:
        inputs = [state, self._vector(norm + ".w"), self._vector(norm + ".b")]
        return self._writer.node("LayerNormalization", inputs, norm, epsilon=_EPSILON, axis=-1)

    def _blockwise(self, source: str, name: str, columns: int) -> str:
        """``source`` times the matrix as stored, 4 bits in blocks of 32; activations in 8 bits, a scale a block."""
        values, scales = self._weights.blocks(name + ".w", columns)
        write = self._writer
        inputs = [source, write.constant(name + ".values", _packed(values)), write.constant(name + ".scales", scales)]
        sizes = {"K": columns, "N": len(values), "bits": 4, "block_size": BLOCK, "accuracy_level": 4}
        return write.node("MatMulNBits", inputs, name, domain=_MICROSOFT, **sizes)

    def _rowwise(self, source: str, name: str, columns: int) -> str:
        """``source`` times the matrix in 8-bit integers: a scale for each output column and each row of ``source``."""
        write = self._writer
        matrix = self._weights.matrix(name + ".w", columns).T
        scales = np.abs(matrix).max(axis=0) / self._largest_weight
        rows = write.node("Reshape", [source, write.integers(-1, columns)], name + ".rows")
        rounded, steps = self._round_rows(rows, name)
        inputs = [
            rounded,
            write.constant(name + ".values", np.rint(matrix / scales).astype(np.int8)),
            write.constant("one", np.ones((), np.float32)),
            write.constant(name + ".scales", scales),
            write.constant("zero_point", np.full((), _ZERO_POINT, np.uint8)),
        ]
        product = write.node("MatMulIntegerToFloat", inputs, name + ".product", domain=_MICROSOFT)
        scaled = write.node("Mul", [product, steps], name + ".scaled")
        outputs = len(scales)
        sizes = write.node("Concat", [self._sizes, write.integers(outputs)], name + ".sizes", axis=0)
        return write.node("Reshape", [scaled, sizes], name)

    def _round_rows(self, rows: str, name: str) -> tuple[str, str]:
        """Return rows as uint8 around 128 and the size of a step in each, (rows, 1): its largest value / 127."""
        from onnx import TensorProto, helper

        write = self._writer
        magnitudes = write.node("Abs", [rows], name + ".magnitudes")
        largest = write.node("ReduceMax", [magnitudes], name + ".largest", axes=[1], keepdims=1)
        share = write.constant("share", np.float32(1 / 127).reshape(1, 1))
        smallest = write.constant("smallest", np.float32(1e-20).reshape(1, 1))  # a row of zeros stays a row of zeros
        steps = write.node("Max", [write.node("Mul", [largest, share], name + ".share"), smallest], name + ".steps")
        flat = write.node("Reshape", [steps, write.integers(-1)], name + ".flat")
        zero_point = helper.make_tensor("zero_point", TensorProto.UINT8, [1], [_ZERO_POINT])
        count = write.node("Shape", [flat], name + ".count")
        zero_points = write.node("ConstantOfShape", [count], name + ".zero_points", value=zero_point)
        return write.node("QuantizeLinear", [rows, flat, zero_points], name + ".rounded", axis=0), steps

    def _vector(self, name: str) -> str:
        return self._writer.constant(name, self._weights.vector(name))


def _packed(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two 4-bit values a byte, the first in the low half."""
    return values[..., 0::2] | (values[..., 1::2] << np.uint8(4))
