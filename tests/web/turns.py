"""A hostile document and turns about it, for the tests of the page."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.citations import cite
from assistant.domain import (
    Answer,
    Claim,
    Document,
    DocumentKind,
    Ending,
    Hit,
    Metadata,
    PageSpan,
    Passage,
    RejectedClaim,
    Scope,
    SearchResult,
    Section,
    Statement,
)
from assistant.web.record import Turn, turn_of

HOSTILE = "<script>alert(1)</script>到2025年培育10个集群。<img src=x onerror=alert(2)>"
TEXT = f"一、目标\n前文。\n{HOSTILE}\n后文。"
DOCUMENT = Document(
    "cn/<i>plan</i>.md",
    "0" * 64,
    TEXT,
    Metadata(
        "计划 <b>标题</b>",
        language="zh",
        jurisdiction="CN-GD",
        kind=DocumentKind.DIGEST,
        numbers=("粤府〔2020〕1号",),
        authorities=("示例厅<u>",),
        official_url="javascript:alert(3)",
    ),
    sections=(Section(0, len(TEXT), 1, "一、目标", ("一、目标 <i>",)),),
    pages=(PageSpan(3, 0, len(TEXT)),),
)


def make_answer(statements: tuple[Statement, ...], **changes: object) -> Answer:
    passage = Passage(1, DOCUMENT.document_id, 0, 0, len(TEXT), TEXT, "zh")
    hit = Hit(1, 0.9, {}, passage, DOCUMENT.metadata)
    answer = Answer(
        question="广东2025年的问题？",
        language="zh",
        status=Ending.ANSWERED if statements else Ending.NOT_IN_LIBRARY,
        statements=statements,
        rejected=(),
        search=SearchResult("广东2025年的问题？", "zh", Scope(), (hit,)),
        drafter="extractive",
        confidence=0.9,
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


def answered(**changes: object) -> Turn:
    start = TEXT.index(HOSTILE)
    citation = cite(DOCUMENT, start, start + len(HOSTILE))
    statement = Statement(citation.quote, (citation,))
    return turn_of(make_answer((statement, statement), **changes), Scope(), (), False, 12)


def refused(**changes: object) -> Turn:
    return turn_of(make_answer((), reason="没有找到。", **changes), Scope(), (), False, 12)


def with_rejected() -> Turn:
    return answered(rejected=(RejectedClaim(Claim("编造的句子 <b>", ()), "no quote was given"),))


def find(document_id: str, own: bool) -> Document:
    assert document_id == DOCUMENT.document_id
    return DOCUMENT
