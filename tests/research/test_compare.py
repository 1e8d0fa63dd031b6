"""Comparisons with a fake answerer: what each side is asked, and the three states of a cell."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answer.citations import cite
from assistant.domain import Answer, Document, DocumentSummary, Ending, PolicyDate, Scope, SearchResult, Statement
from assistant.errors import InputError
from assistant.research.aspects import aspects_of
from assistant.research.compare import (
    CellState,
    all_jurisdiction_sides,
    compare,
    document_sides,
    jurisdiction_sides,
    question_for_side,
    year_sides,
)
from tests.research.texts import document

GUANGDONG = document("三、2026年工作\n地区生产总值增长4.5%—5%。", "gd.md", jurisdiction="CN-GD")
HAINAN = document("三、2026年工作\n今年经济增长6%左右。", "hi.md", jurisdiction="CN-HI")
FUJIAN = document("三、2026年工作\n加强作风建设。", "fj.md", jurisdiction="CN-FJ")
OPEN_SCOPE = Scope()
LIBRARY = [GUANGDONG, HAINAN, FUJIAN]


def summaries(scope: Scope = OPEN_SCOPE) -> list[DocumentSummary]:
    return [
        DocumentSummary(one.document_id, one.sha256, one.metadata, 1, len(one.text))
        for one in LIBRARY
        if not scope.jurisdictions or one.metadata.jurisdiction in scope.jurisdictions
    ]


class Quoting:
    """Answers with the last sentence of the one document in scope when it holds a figure."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(
        self,
        text: str,
        scope: Scope = OPEN_SCOPE,
        history: Sequence[str] = (),
        as_of: datetime.date | None = None,
    ) -> Answer:
        self.asked.append(text)
        (found,) = [one for one in LIBRARY if one.metadata.jurisdiction in scope.jurisdictions]
        statements = self._statements(found)
        status = Ending.ANSWERED if statements else Ending.NOT_IN_LIBRARY
        return Answer(text, "zh", status, statements, (), SearchResult(text, "zh", scope, ()), "fake", 0.5)

    @staticmethod
    def _statements(found: Document) -> tuple[Statement, ...]:
        start = found.text.index("\n") + 1
        citation = cite(found, start, len(found.text))
        return (Statement(citation.quote, (citation,)),) if "%" in citation.quote else ()


def test_a_cell_is_found_not_found_or_without_a_document() -> None:
    asker = Quoting()
    sides = jurisdiction_sides(["CN-GD", "CN-HI", "CN-FJ", "CN-XZ"])
    result = compare(asker, summaries, "广东、海南2026年的经济增长目标分别是多少？", sides)
    (row,) = result.rows
    assert [cell.state for cell in row.cells] == [
        CellState.FOUND,
        CellState.FOUND,
        CellState.NOT_FOUND,
        CellState.NO_DOCUMENT,
    ]
    assert asker.asked[1] == "海南省2026年的经济增长目标是多少？"
    assert row.question == "…2026年的经济增长目标是多少？"


def test_the_difference_shows_the_figures_of_one_year_side_by_side() -> None:
    sides = jurisdiction_sides(["CN-GD", "CN-HI", "CN-FJ"])
    (row,) = compare(Quoting(), summaries, "2026年经济增长目标", sides).rows
    line = row.difference
    assert line.indicator is not None
    assert line.indicator.key == "gdp"
    assert line.is_comparable
    assert [one.target.quantity.words if one.target else None for one in line.figures] == ["4.5%—5%", "6%左右", None]


def test_every_aspect_is_a_row_and_progress_counts_cells() -> None:
    seen: list[tuple[int, int | None]] = []
    result = compare(
        Quoting(),
        summaries,
        "集群政策",
        jurisdiction_sides(["CN-GD", "CN-HI"]),
        ("目标", "资金"),
        lambda step, done, total: seen.append((done, total)),
    )
    assert [row.aspect for row in result.rows] == ["目标", "资金"]
    assert [row.question for row in result.rows] == ["集群政策：目标", "集群政策：资金"]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_one_side_is_no_comparison() -> None:
    with pytest.raises(InputError, match="at least two sides"):
        compare(Quoting(), summaries, "目标", jurisdiction_sides(["CN-GD", "CN-GD"]))


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("广东和江苏集群政策的目标、资金和治理有什么不同？", ("目标", "资金", "治理")),
        ("Compare targets, funding and governance of cluster policy", ("targets", "funding", "governance")),
        ("广东和江苏2026年的经济增长目标", ()),
    ],
)
def test_aspects_are_taken_from_a_list_of_them(question: str, aspects: tuple[str, ...]) -> None:
    assert aspects_of(question) == aspects


def test_a_question_keeps_its_words_for_years_and_documents() -> None:
    (side,) = year_sides([2024])
    assert question_for_side("广东和江苏的目标", side) == "广东和江苏的目标"
    assert side.scope == Scope(year_from=2024, year_to=2024)


def test_documents_with_one_title_are_told_apart() -> None:
    held = summaries()
    assert [one.label("zh") for one in document_sides(held[:1])] == ["2026年某省政府工作报告"]
    labels = [one.label("zh") for one in document_sides(held)]
    assert labels == [f"2026年某省政府工作报告（{one.document_id}）" for one in held]
    older = replace(held[0], metadata=replace(held[0].metadata, issued=PolicyDate.parse("2010-09")))
    assert [one.label("zh") for one in document_sides([older, held[1]])] == [
        "2026年某省政府工作报告（2010-09）",
        "2026年某省政府工作报告（2026-01-25）",
    ]


def test_all_means_every_jurisdiction_of_the_library() -> None:
    assert [side.value for side in all_jurisdiction_sides(summaries())] == ["CN-FJ", "CN-GD", "CN-HI"]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("CN-SH", "What is Shanghai's 2026 R&D target?"),
        ("DE", "What is the R&D target in Germany's agreement of 2021?"),
    ],
)
def test_the_year_of_one_side_is_not_asked_of_the_other(code: str, asked: str) -> None:
    question = "How does Shanghai's 2026 R&D target compare with the one in Germany's agreement of 2021?"
    (side,) = jurisdiction_sides([code])
    assert question_for_side(question, side) == asked
