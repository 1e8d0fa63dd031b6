"""A small library in memory: one document whose text, outline and pages are known by heart."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from assistant.domain import (
    Answer,
    Citation,
    Claim,
    Document,
    DocumentKind,
    Ending,
    Hit,
    Metadata,
    PageSpan,
    Passage,
    PolicyDate,
    PolicyStatus,
    ProposedQuote,
    RejectedClaim,
    Scope,
    SearchResult,
    Section,
    Statement,
)

TEXT = "第一章 目标\n到2025年，培育十个集群。*重点*支持<b>五个</b>。\n第二章 保障\n设立专项资金。\n"


@pytest.fixture
def document() -> Document:
    second = TEXT.index("第二章")
    return Document(
        document_id="cn-xx/plan.md",
        sha256="0" * 64,
        text=TEXT,
        metadata=Metadata(
            title="某省集群培育方案",
            language="zh",
            jurisdiction="CN-GD",
            kind=DocumentKind.DIGEST,
            numbers=("粤府〔2021〕9号",),
            issued=PolicyDate(datetime.date(2021, 3, 15)),
            status=PolicyStatus.PERIOD_ENDED,
            official_url="https://example.org/plan",
        ),
        sections=(
            Section(0, second, 1, "第一章 目标", ("第一章 目标",)),
            Section(second, len(TEXT), 1, "第二章 保障", ("第二章 保障",)),
        ),
        pages=(PageSpan(1, 0, second), PageSpan(2, second, len(TEXT))),
    )


@pytest.fixture
def cite(document: Document) -> Callable[[str], Citation]:
    def cite(words: str) -> Citation:
        start = document.text.index(words)
        return Citation(document, start, start + len(words))

    return cite


@pytest.fixture
def search(document: Document) -> SearchResult:
    start = document.text.index("到2025年")
    text = document.text[start : document.text.index("第二章")].rstrip("\n")
    passage = Passage(1, document.document_id, 0, start, start + len(text), text, "zh", ("第一章 目标",), 1)
    return SearchResult(
        question="目标是什么？",
        language="zh",
        scope=Scope(jurisdictions=("CN-GD",), year_from=2020),
        hits=(Hit(1, 0.87654321, {"dense": 0.8, "lexical": 0.07654321}, passage, document.metadata),),
        timings_ms={"embed": 12.345},
    )


@pytest.fixture
def answer(search: SearchResult, cite: Callable[[str], Citation]) -> Answer:
    target, fund = cite("到2025年，培育十个集群。"), cite("设立专项资金。")
    return Answer(
        question="目标是什么？",
        language="zh",
        status=Ending.ANSWERED,
        statements=(
            Statement("到2025年，培育十个集群。", (target,)),
            Statement("设立专项资金，培育十个集群。", (fund, target)),
        ),
        rejected=(RejectedClaim(Claim("培育百个集群。", (ProposedQuote("cn-xx/plan.md", "百个"),)), "原文没有“百个”"),),
        search=search,
        drafter="extractive",
        confidence=0.91234,
        lead="十个",
        warnings=("该方案的实施期已于2025年届满。",),
        timings_ms={"total": 45.678},
    )


@pytest.fixture
def refusal(search: SearchResult) -> Answer:
    return Answer(
        question="Wer gewann die Meisterschaft?",
        language="en",
        status=Ending.NOT_IN_LIBRARY,
        statements=(),
        rejected=(),
        search=search,
        drafter="extractive",
        confidence=0.07,
        reason="The 1 nearest passages do not answer the question.",
    )
