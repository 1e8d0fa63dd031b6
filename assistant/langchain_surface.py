"""An opened library -> LangChain's interfaces: a retriever over its passages, and its embedding model.

Others build on these. Inside the product nothing does: rooms hand over their own dataclasses. LangChain is imported and
its base classes extended inside the functions, so that nothing heavy is loaded before somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.domain import Hit, Scope, SearchResult
from assistant.index.embedder import Embedder

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever

Search = Callable[[str, Scope, int], SearchResult]
"""A question, a scope and a number of passages -> the passages found, best first."""


def as_retriever(search: Search, scope: Scope, k: int) -> BaseRetriever:
    """A retriever of the best ``k`` passages within ``scope``; both can be given anew with each call to ``invoke``.

    Each document holds the passage verbatim; its metadata name where it stands (see :func:`passage_metadata`), its id
    is the id of its passage. A question without words to search for finds nothing.
    """
    retriever: BaseRetriever = _retriever_class()(search=search, scope=scope, k=k)
    return retriever


def as_embeddings(embedder: Embedder) -> Embeddings:
    """The embedding model as LangChain ``Embeddings``: passages and questions embedded as the model wants each."""
    embeddings: Embeddings = _embeddings_class()(embedder)
    return embeddings


def passage_metadata(hit: Hit) -> dict[str, Any]:
    """What a passage is and where it stands, as plain JSON values; keys with an unknown value are left out."""
    passage, metadata = hit.passage, hit.metadata
    values: Mapping[str, Any] = {
        "document": passage.document_id,
        "title": metadata.title,
        "jurisdiction": metadata.jurisdiction,
        "kind": metadata.kind.value,
        "status": metadata.status.value,
        "numbers": list(metadata.numbers),
        "date": str(metadata.date) if metadata.date else None,
        "official_url": metadata.official_url,
        "language": passage.language,
        "page": passage.page,
        "heading_path": list(passage.heading_path),
        "start": passage.start,
        "end": passage.end,
        "rank": hit.rank,
        "score": hit.score,
    }
    return {key: value for key, value in values.items() if value is not None}


@lru_cache(maxsize=1)
def _retriever_class() -> Any:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
    from pydantic import Field

    class PolicyRetriever(BaseRetriever):
        """Passages of a policy library, found by meaning and by word, in every language of the library."""

        search: Search = Field(exclude=True, repr=False)
        scope: Scope = Scope()
        k: int = Field(default=10, ge=1)

        def _get_relevant_documents(
            self,
            query: str,
            *,
            run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
            k: int | None = None,
            scope: Scope | None = None,
        ) -> list[Document]:
            if not any(character.isalnum() for character in query):
                return []
            found = self.search(query, self.scope if scope is None else scope, self.k if k is None else k)
            return [
                Document(
                    id=None if hit.passage.passage_id is None else str(hit.passage.passage_id),
                    page_content=hit.passage.text,
                    metadata=passage_metadata(hit),
                )
                for hit in found.hits
            ]

    # LangChain resolves the annotations of a class made in a function by the names it finds here.
    PolicyRetriever.model_rebuild(_types_namespace={"Search": Search, "Scope": Scope, "Document": Document})
    return PolicyRetriever


@lru_cache(maxsize=1)
def _embeddings_class() -> Any:
    from langchain_core.embeddings import Embeddings

    class PolicyEmbeddings(Embeddings):
        """The embedding model of a policy library: unit vectors, so that a dot product is a cosine."""

        def __init__(self, embedder: Embedder) -> None:
            self._embedder = embedder

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """Vectors of texts to be found, in their order."""
            return [vector.tolist() for vector in self._embedder.embed_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            """The vector of a question."""
            vector: list[float] = self._embedder.embed_queries([text])[0].tolist()
            return vector

    return PolicyEmbeddings
