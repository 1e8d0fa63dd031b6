"""A small real library and an answerer over it, without a large embedding model and without a refusal threshold."""

from __future__ import annotations

import pytest

from assistant.answer.select import Evidence
from assistant.domain import Document, Hit, Metadata, Passage
from assistant.ingest.sentences import split_sentences
from assistant.retrieve.carry_over import CarryOver
from assistant.retrieve.dictionary import load_dictionary
from assistant.retrieve.glossary import load_glossary


def document_of(document_id: str, text: str, language: str, title: str, jurisdiction: str | None = None) -> Document:
    return Document(document_id, "0" * 64, text, Metadata(title, language=language, jurisdiction=jurisdiction))


class Shelf:
    """Documents of one passage each, and their sentences as evidence, all equally good."""

    def __init__(self, *documents: Document) -> None:
        self.documents = {document.document_id: document for document in documents}

    def document(self, document_id: str) -> Document:
        from assistant.errors import InputError

        if document_id not in self.documents:
            raise InputError(f"no document {document_id}")
        return self.documents[document_id]

    def hits(self) -> list[Hit]:
        return [
            Hit(rank, 0.9, {}, _passage(document), document.metadata)
            for rank, document in enumerate(self.documents.values(), start=1)
        ]

    def evidence(self) -> list[Evidence]:
        return [
            Evidence(hit, span, hit.passage.text[span.start : span.end], 1.8, 0.9, 0.5, False)
            for hit in self.hits()
            for span in hit.passage.sentences
        ]


def _passage(document: Document) -> Passage:
    text = document.text
    return Passage(1, document.document_id, 0, 0, len(text), text, document.metadata.language,
                   sentences=split_sentences(text))  # fmt: skip


@pytest.fixture(scope="session")
def carry_over() -> CarryOver:
    return CarryOver(load_glossary(), load_dictionary())
