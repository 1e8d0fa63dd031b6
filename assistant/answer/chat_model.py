"""Chat model settings -> a model that completes a prompt. The only module that knows LangChain's chat models."""

from __future__ import annotations

from typing import Any

from assistant.config import LlmSettings
from assistant.errors import ModelUnavailableError

# What to install for the providers people ask for most; any other provider names its own package in the error.
_EXTRAS = {"openai": "langchain-openai", "ollama": "langchain-ollama", "deepseek": "langchain-deepseek"}


class LangChainModel:
    """Any chat model LangChain can start, made on first use so that a missing key does not stop extractive answers."""

    def __init__(self, settings: LlmSettings) -> None:
        self._settings = settings
        self._model: Any = None
        self.name = settings.model or settings.base_url

    def complete(self, system: str, user: str) -> str:
        """The model's reply to one system and one user message.

        Raises:
            ModelUnavailableError: the model cannot be started, reached, timed out, or replied nothing.
        """
        model = self._started()
        try:
            reply = model.invoke([("system", system), ("human", user)])
        except Exception as problem:
            raise ModelUnavailableError(f"the chat model {self.name} failed: {_short(problem)}") from problem
        text = reply.content if isinstance(reply.content, str) else _text_of(reply.content)
        if not text.strip():
            raise ModelUnavailableError(f"the chat model {self.name} replied nothing")
        return text

    def _started(self) -> Any:
        if self._model is None:
            self._model = _start(self._settings)
        return self._model


def load_chat_model(settings: LlmSettings) -> LangChainModel | None:
    """The configured chat model, None when none is configured."""
    return LangChainModel(settings) if settings.model or settings.base_url else None


def _start(settings: LlmSettings) -> Any:
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": settings.timeout_seconds,
        "max_retries": settings.max_retries,
    }
    name = settings.model or "default"
    if settings.base_url:
        # Every OpenAI-compatible server wants some key, also those that check none.
        options |= {"model_provider": "openai", "base_url": settings.base_url, "api_key": settings.api_key or "none"}
    elif settings.api_key:
        options["api_key"] = settings.api_key
    try:
        return init_chat_model(name, **options)
    except ImportError as problem:
        provider = "openai" if settings.base_url else name.partition(":")[0]
        package = _EXTRAS.get(provider, f"langchain-{provider}")
        raise ModelUnavailableError(
            f"the chat model {name} needs a package that is not installed; type: pip install {package}"
        ) from problem
    except Exception as problem:
        raise ModelUnavailableError(
            f"the chat model {name} cannot be started: {_short(problem)}; see llm.model, llm.base_url and llm.api_key"
        ) from problem


def _text_of(parts: Any) -> str:
    return "".join(part.get("text", "") if isinstance(part, dict) else str(part) for part in parts)


def _short(problem: BaseException) -> str:
    return " ".join(str(problem).split())[:200] or type(problem).__name__
