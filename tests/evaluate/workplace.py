"""A small library with a hashing model, questions about it, and something that answers by copying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer.citations import cite
from assistant.domain import (
    Answer,
    Document,
    DocumentSummary,
    Ending,
    Hit,
    Metadata,
    PageSpan,
    Passage,
    Scope,
    SearchResult,
    Statement,
)
from assistant.errors import InputError
from assistant.evaluate.case import Case, Gold, LocatedCase, Place
from assistant.evaluate.record import Cited, FoundPassage, Record

TEXTS = {
    "gd.txt": "广东省到2025年建成十七个集群。\n每个集群设一名链长。\n省财政每年安排三亿元。",
    "us.txt": "The agency funded fourteen clusters.\nSeven agencies took part in 2010.\nIt ended in 2015.",
}


@dataclass
class SmallLibrary:
    """One passage a line; pages of two lines."""

    texts: dict[str, str] = field(default_factory=lambda: dict(TEXTS))

    def document(self, document_id: str) -> Document:
        if document_id not in self.texts:
            raise InputError(f"the library holds no document {document_id!r}")
        text = self.texts[document_id]
        language, place = ("zh", "CN-GD") if document_id.startswith("gd") else ("en", "US")
        metadata = Metadata(title=document_id, language=language, jurisdiction=place)
        middle = text.find("\n", text.find("\n") + 1)
        pages = (PageSpan(1, 0, middle), PageSpan(2, middle, len(text)))
        return Document(document_id, "0" * 64, text, metadata, pages=pages)

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        text = self.document(document_id).text
        found, start = [], 0
        for ordinal, line in enumerate(text.split("\n")):
            found.append(
                Passage(ordinal, document_id, ordinal, start, start + len(line), line, language_of(document_id))
            )
            start += len(line) + 1
        return tuple(found)

    def summaries(self) -> tuple[DocumentSummary, ...]:
        return tuple(
            DocumentSummary(name, "0" * 64, self.document(name).metadata, len(self.passages_of(name)), len(text))
            for name, text in sorted(self.texts.items())
        )


def language_of(document_id: str) -> str:
    return "zh" if document_id.startswith("gd") else "en"


class CopyingSubject:
    """Ranks passages by shared characters; cites the first; refuses what shares little. Counts what it is asked."""

    def __init__(self, library: SmallLibrary) -> None:
        self.library = library
        self.asked: list[str] = []
        self.fails_on: set[str] = set()
        self.stops_at: int | None = None

    def search(self, query: str, *, scope: Scope = Scope(), k: int | None = None) -> SearchResult:  # noqa: B008
        passages = [one for name in self.library.texts for one in self.library.passages_of(name)]
        wanted = set(query)
        ranked = sorted(passages, key=lambda one: (-len(wanted & set(one.text)), one.document_id, one.start))
        hits = tuple(
            Hit(
                rank,
                len(wanted & set(one.text)) / len(wanted),
                {},
                one,
                self.library.document(one.document_id).metadata,
            )
            for rank, one in enumerate(ranked[: k or 10], start=1)
        )
        return SearchResult(query, "und", scope, hits)

    def ask(self, question: str, *, scope: Scope = Scope(), history: Sequence[str] = ()) -> Answer:  # noqa: B008
        if self.stops_at is not None and len(self.asked) >= self.stops_at:
            raise KeyboardInterrupt
        self.asked.append(question)
        if question in self.fails_on:
            raise ValueError("a defect")
        found = self.search(question, scope=scope)
        best = found.hits[0]
        document = self.library.document(best.passage.document_id)
        statement = Statement(best.passage.text, (cite(document, best.passage.start, best.passage.end),))
        refused = best.score < 0.5
        return Answer(
            question=question,
            language="und",
            status=Ending.NOT_IN_LIBRARY if refused else Ending.ANSWERED,
            statements=() if refused else (statement,),
            rejected=(),
            search=found,
            drafter="extractive",
            confidence=round(best.score, 3),
        )


def located(
    *places: Place,
    answerable: bool = True,
    answer: str | None = None,
    question: str = "?",
    relevant: int | None = None,
    identity: str = "q",
    kind: str = "fact",
) -> LocatedCase:
    """A case with gold at known places."""
    case = Case(
        identity, 1, question, answerable, "zh", kind, answer, tuple(Gold(one.document, one.words) for one in places)
    )
    count = len(places) if relevant is None else relevant
    return LocatedCase(case, places, count, "CN", (1,) * count)


def record(
    *hits: tuple[str, int, int],
    cited: Sequence[tuple[str, int, int]] = (),
    status: str | None = None,
    statements: Sequence[str] = ("an answer",),
    confidence: float | None = None,
    error: str | None = None,
    identity: str = "q",
) -> Record:
    """A record with hits and citations at known places."""
    ending = status or ("answered" if cited else None)
    return Record(
        identity,
        tuple(FoundPassage(document, start, end, 1.0, document) for document, start, end in hits),
        status=ending,
        confidence=confidence,
        statements=tuple(statements) if ending == "answered" else (),
        citations=tuple(Cited(0, document, start, end, None, document, "zh", "x") for document, start, end in cited),
        error=error,
    )
