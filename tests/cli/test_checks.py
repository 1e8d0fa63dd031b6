"""What ``assistant doctor`` finds, on folders, servers and settings made for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli.checks import Finding, State, examine
from assistant.config import EmbeddingSettings, IndexSettings, LlmSettings, Settings
from tests.answer.chat_server import Script, serving


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        embedding=EmbeddingSettings(cache=tmp_path / "cache"), index=IndexSettings(folder=tmp_path / "indexes")
    )


def finding(settings: Settings, subject: str) -> Finding:
    (found,) = [one for one in examine(settings) if one.subject == subject]
    return found


def test_this_machine_passes(settings: Settings) -> None:
    assert [one.subject for one in examine(settings) if one.state is State.FAILED] == []


def test_nothing_is_left_behind(settings: Settings, tmp_path: Path) -> None:
    list(examine(settings))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_index_says_what_to_type(settings: Settings) -> None:
    found = finding(settings, "index")
    assert found.state is State.WARNING
    assert "assistant ingest" in found.detail


def test_a_bad_index_name_is_told(settings: Settings) -> None:
    assert finding(replace(settings, index=replace(settings.index, name="../x")), "index").state is State.WARNING


def test_a_folder_that_cannot_be_written_fails(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "indexes").write_text("a file where the folder should be", encoding="utf-8")
    found = finding(settings, "index folder")
    assert found.state is State.FAILED
    assert str(tmp_path / "indexes") in found.detail


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        pytest.param(200, State.GOOD, "m answers", id="answers"),
        pytest.param(401, State.FAILED, "llm.api_key", id="refuses the key"),
        pytest.param(404, State.FAILED, "llm.model", id="does not know the model"),
        pytest.param(429, State.FAILED, "rate-limited", id="has had enough"),
    ],
)
def test_a_chat_model_is_asked(settings: Settings, status: int, state: State, words: str) -> None:
    script = Script("Yes.", status=status)
    with serving(script) as address:
        found = finding(replace(settings, llm=LlmSettings(model="m", base_url=address)), "chat model")
    assert found.state is state
    assert words in found.detail
    assert len(script.requests) == 1


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:9", "no address", "http://["])
def test_a_chat_server_that_does_not_answer_fails(settings: Settings, base_url: str) -> None:
    found = finding(replace(settings, llm=LlmSettings(base_url=base_url)), "chat model")
    assert found.state is State.FAILED
    assert base_url in found.detail
