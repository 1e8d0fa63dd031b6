from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import ChromaSettings
from assistant.domain import (
    Document,
    LeftOut,
    Metadata,
    ParsedDocument,
    Passage,
    PolicyDate,
    PolicyStatus,
    Relation,
    RelationKind,
    Scope,
    UnreadableFile,
)
from assistant.index.index import Index
from assistant.index.update_report import UpdateReport
from tests.fakes import HashingEmbedder

WORDS = "市人民政府应当推动产业集群发展，建立协调机制，安排专项资金，支持公共服务平台建设，并向社会公布年度报告。"
LONG = "".join(f"第{number}条 {WORDS}" for number in range(1, 30))


def document(
    name: str, text: str, sha: str = "1", left_out: tuple[LeftOut, ...] = (), **metadata: object
) -> ParsedDocument:
    values: dict[str, object] = {"title": "甲市集群条例", "language": "zh", "family": "f", **metadata}
    passage = Passage(None, name, 0, 0, len(text), text, "zh")
    return ParsedDocument(
        Document(name, sha, text, Metadata(**values), left_out=left_out),  # type: ignore[arg-type]
        (passage,),
    )


def issued(date: str) -> dict[str, object]:
    return {"issued": PolicyDate.parse(date)}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "index", HashingEmbedder(), ChromaSettings(), create=True) as opened:
        yield opened


def held(index: Index) -> list[str]:
    return [summary.document_id for summary in index.summaries()]


def repeated(report: UpdateReport) -> list[tuple[str, str]]:
    return [(one.document_id, one.same_as) for one in report.repeated]


def unreadable(report: UpdateReport) -> list[str]:
    return [one.document_id for one in report.unreadable]


SAME = [("b.md", "a.md")]


def test_the_same_words_with_other_spaces_are_one_document(index: Index) -> None:
    report = index.update([document("a.md", WORDS), document("b.md", f"  {WORDS[:20]}\n\n{WORDS[20:]}", "2")])
    assert held(index) == ["a.md"]
    assert repeated(report) == SAME
    assert report.added == ("a.md",)
    assert index.is_unchanged("b.md", "2")


def test_running_heads_do_not_make_another_text(index: Index) -> None:
    index.update([document("a.md", WORDS)])
    paged = document("b.md", f"第1页 共9页\n{WORDS}", left_out=(LeftOut(0, 7, "running head"),))
    assert repeated(index.update([paged])) == SAME


def test_nothing_is_lost_when_the_first_is_removed(index: Index) -> None:
    again = document("b.md", WORDS, "2")
    index.update([document("a.md", WORDS), again])
    index.remove(["a.md"])
    assert held(index) == []
    assert not index.is_unchanged("b.md", "2")
    index.update([again])
    assert held(index) == ["b.md"]


def test_a_file_whose_original_changes_is_read_again(index: Index) -> None:
    index.update([document("a.md", WORDS), document("b.md", WORDS, "2")])
    report = index.update([document("a.md", WORDS + "另外规定如下。", "3")])
    assert unreadable(report) == ["b.md"]
    assert not index.is_unchanged("b.md", "2")
    index.update([document("b.md", WORDS, "2")])
    assert held(index) == ["a.md", "b.md"]


def test_an_original_that_is_read_again_stays_the_original(index: Index) -> None:
    index.update([document("a.md", WORDS), document("b.md", WORDS, "2")])
    report = index.update([document("a.md", WORDS, "new parser")])
    assert report.replaced == ("a.md",)
    assert report.unreadable == ()
    assert index.is_unchanged("b.md", "2")


def test_nearly_the_same_text_of_one_date_is_one_document(index: Index) -> None:
    index.update([document("a.md", LONG, **issued("2024-05-10"))])
    report = index.update([document("b.md", LONG.replace("29", "二十九"), **issued("2024-05-10"))])
    assert repeated(report) == SAME


def test_nearly_the_same_text_of_two_dates_are_versions(index: Index) -> None:
    index.update([document("a.md", LONG, **issued("2020-05-10")), document("b.md", LONG + "补充。", **issued("2024"))])
    older, newer = (index.document(name).metadata for name in ("a.md", "b.md"))
    assert older.status is PolicyStatus.SUPERSEDED
    assert [(r.kind, r.target_document_id) for r in older.relations] == [(RelationKind.SUPERSEDED_BY, "b.md")]
    assert [(r.kind, r.target_document_id) for r in newer.relations] == [(RelationKind.VERSION_OF, "a.md")]
    assert index.summaries(Scope(statuses=(PolicyStatus.SUPERSEDED,)))[0].document_id == "a.md"
    index.remove(["b.md"])
    assert index.document("a.md").metadata.status is PolicyStatus.UNKNOWN


def test_without_a_date_nearly_the_same_texts_are_both_kept(index: Index) -> None:
    index.update([document("a.md", LONG), document("b.md", LONG + "补充。")])
    assert held(index) == ["a.md", "b.md"]


def test_forms_with_hardly_any_words_are_all_kept(index: Index) -> None:
    index.update([document("a.md", "申请表"), document("b.md", "申请表")])
    assert held(index) == ["a.md", "b.md"]


def test_two_held_duplicates_of_an_older_index_become_one(index: Index) -> None:
    first, second = document("a.md", WORDS), document("longer.md", WORDS, "2")
    index._library.store(first, [])  # as before duplicates were looked for
    index._library.store(second, [])
    report = index.update([document("a.md", WORDS, "3"), document("longer.md", WORDS, "4")])
    assert held(index) == ["a.md"]
    assert repeated(report) == [("longer.md", "a.md")]


def test_unreadable_files_and_duplicates_are_told_together(index: Index) -> None:
    outcomes = [document("a.md", WORDS), UnreadableFile("x.pdf", "damaged"), document("b.md", WORDS)]
    report = index.update(outcomes)
    assert unreadable(report) == ["x.pdf"]
    assert repeated(report) == SAME
    assert "1 added, 0 replaced, 0 unchanged, 1 repeated, 1 unreadable" in report.summary()


def test_a_relation_is_resolved_when_its_target_comes_later(index: Index) -> None:
    relation = Relation(RelationKind.REPEALS, "乙市集群办法")
    new = document("new.md", WORDS, family="g", relations=(relation,), **issued("2024"))
    index.update([new])
    assert index.document("new.md").metadata.relations == (relation,)
    index.update([document("old.md", LONG, title="乙市集群办法", family="h", **issued("2010"))])
    assert index.document("new.md").metadata.relations[0].target_document_id == "old.md"
    old = index.metadata("old.md")
    assert (old.status, old.status_reason) == (PolicyStatus.REPEALED, "被《甲市集群条例》废止")
    assert index.summaries(Scope(statuses=(PolicyStatus.REPEALED,)))[0].document_id == "old.md"
