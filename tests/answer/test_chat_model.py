"""Chat models over real HTTP: what is asked of the server, how its reply comes, and every way it can fail."""

from __future__ import annotations

import json
import sys
import time
from itertools import islice

import pytest

from assistant.answer.chat_model import LangChainModel, load_chat_model
from assistant.answer.prompt import CLAIMS_SCHEMA, Prompt
from assistant.config import LlmSettings
from assistant.errors import ConfigurationError, ModelUnavailableError
from tests.answer.chat_server import Script, serving

REPLY = json.dumps({"claims": [{"text": "一句。", "quotes": [{"passage": 1, "words": "一句话。"}]}]})
PROMPT = Prompt("in json", "in lines", "passages and a question", CLAIMS_SCHEMA)


def model_at(address: str, **changes: object) -> LangChainModel:
    values: dict[str, object] = {"base_url": address, "max_retries": 0, "timeout_seconds": 20, **changes}
    return LangChainModel(LlmSettings(**values))  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["auto", "json_schema", "json_mode", "text"])
def test_a_reply_comes_in_pieces(method: str) -> None:
    script = Script(REPLY)
    with serving(script) as address:
        pieces = list(model_at(address, structured_output=method).stream(PROMPT))
    assert "".join(pieces) == REPLY
    assert len(pieces) > 3
    system, user = (message["content"] for message in script.requests[0]["messages"])
    assert (system, user) == ("in lines" if method == "text" else "in json", "passages and a question")
    assert script.requests[0]["temperature"] == 0
    form = script.requests[0].get("response_format", {}).get("type")
    assert form == {"auto": "json_schema", "json_schema": "json_schema", "json_mode": "json_object"}.get(method)


def test_the_arguments_of_a_call_come_in_pieces() -> None:
    with serving(Script(REPLY, call_functions=True)) as address:
        pieces = list(model_at(address, structured_output="function_calling").stream(PROMPT))
    assert "".join(pieces) == REPLY
    assert len(pieces) > 3


def test_a_server_without_structured_output_is_asked_for_lines_and_from_then_on() -> None:
    script = Script("NONE", refuse_schema=True)
    with serving(script) as address:
        model = model_at(address)
        assert "".join(model.stream(PROMPT)) == "NONE"
        assert "".join(model.stream(PROMPT)) == "NONE"
    assert ["response_format" in request for request in script.requests] == [True, False, False]
    assert script.requests[1]["messages"][0]["content"] == "in lines"


def test_a_form_that_was_chosen_is_not_changed() -> None:
    with (
        serving(Script("NONE", refuse_schema=True)) as address,
        pytest.raises(ModelUnavailableError, match="unavailable now"),
    ):
        list(model_at(address, structured_output="json_schema").stream(PROMPT))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "refuses the key (401); set llm.api_key"),
        (403, "refuses the key (403)"),
        (404, "check llm.model and llm.base_url"),
        (429, "rate-limited (429); try again later"),
        (500, "failed"),
        (503, "failed"),
    ],
)
def test_a_refusal_of_the_server_is_one_sentence(status: int, words: str) -> None:
    with serving(Script(REPLY, status=status)) as address, pytest.raises(ModelUnavailableError) as caught:
        list(model_at(address, model="some-model").stream(PROMPT))
    assert words in str(caught.value)
    assert str(caught.value).startswith("the chat model some-model ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("script", [Script(REPLY, hang_seconds=5), Script(REPLY * 20, pause_seconds=0.1)])
def test_time_is_limited_in_all(script: Script) -> None:
    started = time.monotonic()
    with serving(script) as address, pytest.raises(ModelUnavailableError, match="within 1 seconds"):
        list(model_at(address, timeout_seconds=1, max_retries=3).stream(PROMPT))
    assert time.monotonic() - started < 4


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelUnavailableError, match=r"cannot be reached at http://127\.0\.0\.1:9/v1; start the server"):
        list(model_at("http://127.0.0.1:9/v1").stream(PROMPT))


def test_pieces_before_a_broken_connection_are_given() -> None:
    with serving(Script(REPLY * 3, break_after=4)) as address:
        pieces = model_at(address, structured_output="text").stream(PROMPT)
        assert "".join(islice(pieces, 4)) == (REPLY * 3)[:36]


@pytest.mark.parametrize(("reply", "method"), [("", "auto"), ("", "text"), (" \n ", "text")])
def test_an_empty_reply_is_a_failure(reply: str, method: str) -> None:
    with serving(Script(reply)) as address, pytest.raises(ModelUnavailableError, match="replied nothing"):
        list(model_at(address, structured_output=method).stream(PROMPT))


def test_a_reply_without_end_is_stopped() -> None:
    with serving(Script("x" * 60_000)) as address, pytest.raises(ModelUnavailableError, match="was stopped"):
        list(model_at(address, structured_output="text").stream(PROMPT))


def test_the_key_is_sent() -> None:
    script = Script("Hello")
    with serving(script) as address:
        model_at(address, api_key="secret").complete("s", "u")
    assert {name.lower(): value for name, value in script.headers[0].items()}["authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("name", "sent"), [("qwen3:8b", "qwen3:8b"), ("openai:gpt-x", "gpt-x"), ("Qwen/Qwen3-8B", "Qwen/Qwen3-8B")]
)
def test_the_name_of_a_model_of_a_server_is_sent_as_it_is(name: str, sent: str) -> None:
    script = Script("Hello")
    with serving(script) as address:
        assert model_at(address, model=name).complete("s", "u") == "Hello"
    assert script.requests[0]["model"] == sent


@pytest.mark.parametrize("provider", ["ollama", "anthropic", "deepseek"])
def test_a_missing_package_is_named_with_the_line_to_type(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, f"langchain_{provider}", None)  # not installed, wherever the test runs
    with pytest.raises(ModelUnavailableError, match=f"type: pip install langchain-{provider}"):
        LangChainModel(LlmSettings(model=f"{provider}:some-model", api_key="k")).complete("s", "u")


def test_a_missing_key_or_a_name_without_provider_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for name in ("openai:gpt-x", "no-such-model"):
        with pytest.raises(ModelUnavailableError, match=r"cannot be started.*llm\.model"):
            LangChainModel(LlmSettings(model=name)).complete("s", "u")


def test_none_is_configured_by_default_and_nonsense_is_refused() -> None:
    assert load_chat_model(LlmSettings()) is None
    with pytest.raises(ConfigurationError, match=r"llm\.structured_output"):
        load_chat_model(LlmSettings(structured_output="xml"))
    with pytest.raises(ConfigurationError, match=r"llm\.timeout_seconds"):
        load_chat_model(LlmSettings(timeout_seconds=0))


def test_any_model_of_langchain_will_do() -> None:
    from langchain_core.language_models import FakeListChatModel

    model = LangChainModel(LlmSettings(model="fake"), lambda settings: FakeListChatModel(responses=["NONE"]))
    assert "".join(model.stream(PROMPT)) == "NONE"
    assert model.name == "fake"
