"""Chat model settings -> a model that replies to a prompt. The only module that knows LangChain's chat models.

Every model LangChain can start is one setting away, and every OpenAI-compatible server. What goes wrong with one of
them (package, key, name, network, time, rate) becomes one sentence for the reader.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from assistant.answer.prompt import Prompt
from assistant.config import LlmSettings
from assistant.errors import ConfigurationError, ModelUnavailableError

METHODS = ("auto", "function_calling", "json_mode", "json_schema", "text")
# With llm.base_url a name is taken for "provider:model" only if it begins so; "qwen3:8b" is a model of a server.
_PROVIDER_NAMES = """
anthropic azure_ai azure_openai bedrock cohere deepseek fireworks google_genai google_vertexai groq huggingface ibm
mistralai nvidia ollama openai openrouter perplexity together xai
"""
_PROVIDERS = frozenset(_PROVIDER_NAMES.split())
_LONGEST_REPLY = 40_000  # characters; a model that runs on and on is stopped
_PACKAGE = re.compile(r"pip install (?:-U )?[`'\"]?([A-Za-z][\w.-]*)")


class LangChainModel:
    """A chat model of LangChain, started on first use so that a missing key does not stop extractive answers."""

    def __init__(self, settings: LlmSettings, start: Callable[[LlmSettings], Any] | None = None) -> None:
        """``start`` makes the LangChain model; given only where one is at hand already."""
        self._settings = settings
        self._start = start or start_chat_model
        self._model: Any = None
        self._method = settings.structured_output

    @property
    def name(self) -> str:
        """The name shown to readers."""
        return self._settings.model or self._settings.base_url

    @property
    def evidence_characters(self) -> int:
        """How many characters of passages it is shown at most."""
        return self._settings.evidence_characters

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """The reply in pieces; a server that refuses structured output is asked again for text, and from then on.

        Raises:
            ModelUnavailableError: the model cannot be started or reached, took longer than ``llm.timeout_seconds`` in
                all, was rate-limited, or replied nothing.
        """
        model = self._started()
        if prompt.schema is not None and self._method != "text":
            pieces = self._pieces(lambda: self._structured(model, prompt))
            try:
                first = next(pieces, "")
            except ModelUnavailableError as problem:
                if self._settings.structured_output != "auto" or not _may_be_the_form(problem.__cause__):
                    raise
            else:
                if first:
                    yield first
                    yield from pieces
                    return
            # Refused or ignored: many servers speak the protocol without this part of it.
            yield from self._text(model, prompt)
            self._method = "text"
        else:
            yield from self._text(model, prompt)

    def complete(self, system: str, user: str) -> str:
        """The whole reply to one system and one user message, as text.

        Raises:
            ModelUnavailableError: as :meth:`stream`.
        """
        return "".join(self.stream(Prompt(system, system, user)))

    def _text(self, model: Any, prompt: Prompt) -> Iterator[str]:
        empty = True
        for piece in self._pieces(lambda: model.stream([("system", prompt.text), ("human", prompt.user)])):
            empty = empty and not piece.strip()
            yield piece
        if empty:
            raise ModelUnavailableError(f"the chat model {self.name} replied nothing")

    def _structured(self, model: Any, prompt: Prompt) -> Iterator[Any]:
        from langchain_core.runnables import RunnableSequence

        options = {} if self._method == "auto" else {"method": self._method}
        try:
            chain = model.with_structured_output(prompt.schema, **options)
        except (NotImplementedError, ValueError, TypeError, AttributeError) as problem:
            raise _FormRefusedError(str(problem)) from problem
        # The first step is the model held to the schema; its raw pieces are what can be read before the end.
        held = chain.first if isinstance(chain, RunnableSequence) else chain
        return iter(held.stream([("system", prompt.structured), ("human", prompt.user)]))

    def _pieces(self, source: Callable[[], Iterator[Any]]) -> Iterator[str]:
        seconds = self._settings.timeout_seconds
        received = 0
        try:
            for message in _within(source, seconds):
                piece = _text_of(message)
                received += len(piece)
                if received > _LONGEST_REPLY:
                    raise _TooMuchError
                if piece:
                    yield piece
        except Exception as problem:
            raise ModelUnavailableError(self._sentence(problem)) from problem

    def _sentence(self, problem: Exception) -> str:
        name, kind = f"the chat model {self.name}", type(problem).__name__
        status = getattr(problem, "status_code", None)
        if isinstance(problem, TimeoutError) or "Timeout" in kind:
            return f"{name} did not answer within {self._settings.timeout_seconds} seconds (llm.timeout_seconds)"
        if isinstance(problem, _TooMuchError):
            return f"{name} wrote more than {_LONGEST_REPLY:,} characters and was stopped"
        if status in (401, 403):
            return f"{name} refuses the key ({status}); set llm.api_key"
        if status == 404:
            return f"{name} is not known to the server (404); check llm.model and llm.base_url"
        if status == 429 or "RateLimit" in kind:
            return f"{name} is rate-limited (429); try again later"
        if "Connection" in kind or isinstance(problem, ConnectionError):
            where = f" at {self._settings.base_url}" if self._settings.base_url else ""
            return f"{name} cannot be reached{where}; start the server or check llm.base_url"
        return f"{name} failed: {_short(problem)}"

    def _started(self) -> Any:
        if self._model is None:
            self._model = self._start(self._settings)
        return self._model


def load_chat_model(settings: LlmSettings) -> LangChainModel | None:
    """The configured chat model, not started yet; None when none is configured.

    Raises:
        ConfigurationError: ``llm.structured_output`` or ``llm.timeout_seconds`` has no meaning.
    """
    if settings.structured_output not in METHODS:
        raise ConfigurationError(
            f"llm.structured_output is {settings.structured_output!r}; it must be one of {', '.join(METHODS)}"
        )
    if settings.timeout_seconds < 1:
        raise ConfigurationError(f"llm.timeout_seconds must be at least 1, not {settings.timeout_seconds}")
    return LangChainModel(settings) if settings.model or settings.base_url else None


def start_chat_model(settings: LlmSettings) -> Any:
    """LangChain's model for the settings.

    Raises:
        ModelUnavailableError: its package is missing, its key is, or its name means nothing; says what to type.
    """
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": settings.timeout_seconds,
        "max_retries": settings.max_retries,
    }
    name = settings.model or "default"
    provider = name.partition(":")[0] if name.partition(":")[0] in _PROVIDERS else ""
    if settings.base_url:
        options |= {"model_provider": provider or "openai", "base_url": settings.base_url}
        name = name.removeprefix(f"{provider}:") if provider else name
    if settings.api_key:
        options["api_key"] = settings.api_key
    elif settings.base_url and provider in ("", "openai"):
        options["api_key"] = "none"  # OpenAI's client wants some key, also for servers that check none
    try:
        return init_chat_model(name, **options)
    except ImportError as problem:
        named = _PACKAGE.search(str(problem))
        package = named[1] if named else f"langchain-{(provider or 'openai').replace('_', '-')}"
        raise ModelUnavailableError(
            f"the chat model {name} needs a package that is not installed; type: pip install {package}"
        ) from problem
    except Exception as problem:
        raise ModelUnavailableError(
            f"the chat model {name} cannot be started: {_short(problem)}; see llm.model, llm.base_url and llm.api_key"
        ) from problem


class _TooMuchError(Exception):
    """The reply has no end."""


class _FormRefusedError(Exception):
    """The model cannot be held to a schema."""


def _may_be_the_form(problem: BaseException | None) -> bool:
    """Whether a failure before the first piece may come from the request for structured output."""
    if isinstance(problem, _FormRefusedError):
        return True
    status = getattr(problem, "status_code", None)
    return status is not None and status not in (401, 403, 404, 408, 429)


def _within(source: Callable[[], Iterator[Any]], seconds: float) -> Iterator[Any]:
    """The items of ``source``, read in a thread of their own so that none can keep the caller longer than ``seconds``.

    Raises:
        TimeoutError: the time is up. The thread ends with the item it is waiting for.
    """
    items: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()
    unwanted = threading.Event()

    def read() -> None:
        try:
            for item in source():
                if unwanted.is_set():
                    return
                items.put((True, item))
            items.put((False, None))
        except Exception as problem:  # noqa: BLE001 - handed to the thread that waits, and raised there
            items.put((False, problem))

    threading.Thread(target=read, name="chat model", daemon=True).start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            try:
                goes_on, item = items.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if not goes_on:
                if item is not None:
                    raise item
                return
            yield item
    finally:
        unwanted.set()


def _text_of(message: Any) -> str:
    """What a piece of a reply says: its text, or the arguments of the call it makes."""
    content = getattr(message, "content", message)
    text = content if isinstance(content, str) else "".join(_part(part) for part in content or ())
    return text or "".join(chunk.get("args") or "" for chunk in getattr(message, "tool_call_chunks", ()))


def _part(part: Any) -> str:
    return part if isinstance(part, str) else str(part.get("text", "")) if part.get("type", "text") == "text" else ""


def _short(problem: BaseException) -> str:
    return " ".join(str(problem).split())[:200] or type(problem).__name__
