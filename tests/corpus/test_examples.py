"""The questions that page and README offer: twelve a language, and each answered from the bundled digests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import Settings, load_settings
from assistant.domain import Ending
from assistant.web.examples import Example, read_examples
from benchmarks.corpus_catalog import CORPUS, front_matter

EXAMPLES = [(language, example) for language, examples in read_examples().items() for example in examples]
README = CORPUS.parent / "README.md"


def test_twelve_in_each_language() -> None:
    assert {language: len(examples) for language, examples in read_examples().items()} == {"zh": 12, "en": 12}
    assert len({example.question for _, example in EXAMPLES}) == 24


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=lambda value: getattr(value, "question", value))
def test_what_an_answer_should_cite_stands_in_the_digest(language: str, example: Example) -> None:
    path = CORPUS / "documents" / example.document
    assert path.read_text(encoding="utf-8").count(example.quote) == 1
    assert front_matter(path)["jurisdiction"] == example.place
    assert example.question in README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def corpus_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("corpus")
    yield load_settings(environment={"ASSISTANT_INDEX__FOLDER": str(folder)})


@pytest.mark.slow
def test_every_example_is_answered(corpus_settings: Settings) -> None:
    from assistant.wiring import ingest, open_assistant

    ingest(corpus_settings, [CORPUS / "documents"])
    failed = []
    with open_assistant(corpus_settings) as assistant:
        for _, example in EXAMPLES:
            answer = assistant.ask(example.question)
            quotes = [
                one.quote
                for statement in answer.statements
                for one in statement.citations
                if one.document.document_id == example.document
            ]
            if answer.status is not Ending.ANSWERED or not any(example.quote in quote for quote in quotes):
                failed.append((example.question, answer.status.value))
    assert failed == []


def test_the_file_lies_in_the_package() -> None:
    assert (Path(__file__).parents[2] / "assistant" / "web" / "examples.toml").is_file()
