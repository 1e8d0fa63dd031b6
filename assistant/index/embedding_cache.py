"""Built-in weights -> a folder with graph, tokenizer and checksums, made once and shared by processes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

from assistant.errors import ModelUnavailableError
from assistant.index.embedding_graph import build_graph
from assistant.index.embedding_tokenizer import build_tokenizer
from assistant.index.embedding_weights import WEIGHTS_SHA256, Weights, find_weights, read_weights

CONVERSION = 1  # raise it whenever the graph or tokenizer changes the vectors
NAME = f"multilingual-e5-small-{WEIGHTS_SHA256[:12]}-{CONVERSION}"
GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"

_LOCK_SECONDS = 300  # a conversion takes 5 s; a machine that is busy with other work gets sixty times that


def prepare_model(cache: Path) -> Path:
    """Return the folder of the converted model under ``cache``; convert first if it is missing or damaged.

    Safe when several processes start together: one converts, the others wait and use its result.

    Raises:
        ModelUnavailableError: the weights are missing or wrong, or the cache folder cannot be written.
    """
    folder = cache / NAME
    if is_intact(folder):
        return folder
    from filelock import FileLock, Timeout

    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{NAME}.lock", timeout=_LOCK_SECONDS):
            if not is_intact(folder):
                _convert(read_weights(find_weights()), folder)
    except Timeout:
        raise ModelUnavailableError(
            f"another process has held {cache / NAME}.lock for {_LOCK_SECONDS} s; end it or set embedding.cache"
        ) from None
    except OSError as problem:
        raise ModelUnavailableError(
            f"the embedding model cannot be prepared in {cache} ({problem}); free space there or set embedding.cache"
        ) from None
    return folder


def is_intact(folder: Path) -> bool:
    """Whether every file stands there with the checksum the manifest states."""
    try:
        checksums = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))["sha256"]
        return set(checksums) == {GRAPH_FILE, TOKENIZER_FILE} and all(
            _digest(folder / name) == checksum for name, checksum in checksums.items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _convert(weights: Weights, folder: Path) -> None:
    """Write all files beside ``folder``, then put them in its place in one step. The caller holds the lock."""
    for leftover in folder.parent.glob(f"{folder.name}.tmp-*"):  # of a process that was killed
        shutil.rmtree(leftover, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{folder.name}.tmp-", dir=folder.parent))
    try:
        (work / GRAPH_FILE).write_bytes(build_graph(weights).SerializeToString())
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
