"""LangChain's own suites over a real library, and what they do not ask: scopes, places, bad questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import EmbeddingsIntegrationTests, RetrieversIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from assistant.config import load_settings
from assistant.domain import Scope
from assistant.errors import InputError
from assistant.langchain_surface import _embeddings_class, _retriever_class
from assistant.wiring import Assistant, open_assistant
from tests.cli.workplace import furnish
from tests.fakes import HashingEmbedder


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    place = furnish(tmp_path_factory.mktemp("surface"))
    assert place.run("ingest", str(place.documents)) == 0
    with open_assistant(load_settings(place.settings, {})) as opened:
        yield opened


class TestRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def opened(self, assistant: Assistant) -> None:
        self.assistant = assistant

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return _retriever_class()  # type: ignore[no-any-return]

    @property
    def retriever_constructor_params(self) -> dict[str, object]:
        return {"search": self.assistant._search_within, "scope": Scope(), "k": 3}

    @property
    def retriever_query_example(self) -> str:
        return "产业集群的目标是什么？"


class TestRetrieverWithinScope(TestRetriever):
    @property
    def retriever_constructor_params(self) -> dict[str, object]:
        return {**super().retriever_constructor_params, "scope": Scope(jurisdictions=("CN-GD", "CN-JS", "US"))}


class TestEmbeddings(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type:
        return _embeddings_class()  # type: ignore[no-any-return]

    @property
    def embedding_model_params(self) -> dict[str, object]:
        return {"embedder": HashingEmbedder()}


class TestEmbeddingsAtWork(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type:
        return _embeddings_class()  # type: ignore[no-any-return]

    @property
    def embedding_model_params(self) -> dict[str, object]:
        return {"embedder": HashingEmbedder()}


def test_passages_come_verbatim_with_their_place(assistant: Assistant) -> None:
    found = assistant.as_retriever(k=2).invoke("广东省示例产业集群总数达到多少个？")
    assert len(found) == 2
    first = found[0]
    document = assistant.index.document(first.metadata["document"])
    assert document.text[first.metadata["start"] : first.metadata["end"]] == first.page_content
    assert "十七个" in first.page_content
    assert first.metadata["jurisdiction"] == "CN-GD"
    assert first.metadata["heading_path"]
    assert None not in first.metadata.values()


def test_a_scope_narrows_for_the_retriever_and_for_one_call(assistant: Assistant) -> None:
    retriever = assistant.as_retriever(scope=Scope(jurisdictions=("US",)))
    assert {one.metadata["jurisdiction"] for one in retriever.invoke("示例产业集群")} == {"US"}
    once = retriever.invoke("示例产业集群", scope=Scope(jurisdictions=("CN-JS",)))
    assert {one.metadata["jurisdiction"] for one in once} == {"CN-JS"}


def test_an_empty_question_finds_nothing_and_a_bad_number_is_a_mistake(assistant: Assistant) -> None:
    assert assistant.as_retriever().invoke("  ？") == []
    with pytest.raises(InputError, match="at least 1"):
        assistant.as_retriever().invoke("集群", k=0)


async def test_it_can_be_awaited(assistant: Assistant) -> None:
    assert await assistant.as_retriever(k=1).ainvoke("cluster funding")


def test_the_embedding_model_is_the_one_of_the_library(assistant: Assistant) -> None:
    embeddings = assistant.as_embeddings()
    query = embeddings.embed_query("产业集群")
    assert query == assistant.embedder.embed_queries(["产业集群"])[0].tolist()
    assert embeddings.embed_documents(["产业集群"])[0] != query  # this model marks passages and questions
    assert embeddings.embed_documents([]) == []
