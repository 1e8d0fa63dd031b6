import multiprocessing
import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.config import ChromaSettings
from assistant.domain import (
    Document,
    Instrument,
    Metadata,
    ParsedDocument,
    Passage,
    PolicyDate,
    Scope,
    Unchanged,
    UnreadableFile,
)
from assistant.errors import IndexUnavailableError, InputError
from assistant.index.index import Index
from assistant.index.lexical import TermGroup
from assistant.index.library import FILE
from assistant.ingest.sentences import split_sentences
from tests.fakes import HashingEmbedder
from tests.index.derived import check_derived


def parsed(name: str, paragraphs: list[str], sha: str = "1", **metadata: object) -> ParsedDocument:
    text = "\n".join(paragraphs)
    passages = []
    start = 0
    values: dict[str, object] = {"title": name, "language": "zh", **metadata}
    for ordinal, paragraph in enumerate(paragraphs):
        end = start + len(paragraph)
        passages.append(
            Passage(
                None, name, ordinal, start, end, paragraph, str(values["language"]), ("一、目标",), None,
                split_sentences(text, start, end),
            )
        )  # fmt: skip
        start = end + 1
    return ParsedDocument(Document(name, sha, text, Metadata(**values)), tuple(passages))  # type: ignore[arg-type]


GUANGDONG = parsed(
    "gd.txt",
    ["广东省培育20个集群。产业规模很大。", "省财政安排专项资金。"],
    jurisdiction="CN-GD",
    instrument=Instrument.PLAN,
    issued=PolicyDate.parse("2020-05-18"),
)
JIANGSU = parsed("js.txt", ["江苏省培育13个集群。"], jurisdiction="CN-JS", issued=PolicyDate.parse("2018"))
AMERICA = parsed("us.txt", ["The agency funded ten clusters."], jurisdiction="US", language="en")


def open_index(folder: Path, **options: object) -> Index:
    return Index.open(folder, HashingEmbedder(), ChromaSettings(), create=True, **options)  # type: ignore[arg-type]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with open_index(tmp_path / "index") as opened:
        opened.update([GUANGDONG, JIANGSU, AMERICA])
        yield opened


def vector(text: str) -> np.ndarray:
    return HashingEmbedder().embed_queries([text])[0]


def test_what_is_stored_comes_back(index: Index) -> None:
    assert index.languages() == ("en", "zh")
    assert [summary.document_id for summary in index.summaries()] == ["gd.txt", "js.txt", "us.txt"]
    assert index.document("gd.txt") == GUANGDONG.document
    (first, second) = index.passages_of("gd.txt")
    assert first.text == "广东省培育20个集群。产业规模很大。"
    assert second.sentences == GUANGDONG.passages[1].sentences
    check_derived(index)


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (Scope(jurisdictions=("CN-GD",)), {"gd.txt"}),
        (Scope(jurisdictions=("CN-GD", "US")), {"gd.txt", "us.txt"}),
        (Scope(year_from=2019), {"gd.txt"}),
        (Scope(year_to=2019), {"js.txt"}),
        (Scope(instruments=(Instrument.PLAN,)), {"gd.txt"}),
        (Scope(languages=("en",)), {"us.txt"}),
        (Scope(documents=("js.txt",)), {"js.txt"}),
        (Scope(jurisdictions=("DE",)), set()),
    ],
)
def test_scope(index: Index, scope: Scope, names: set[str]) -> None:
    assert set(index.document_ids(index.rows(scope))) == names


def test_dense_search_finds_the_closest(index: Index) -> None:
    rows = index.rows(Scope())
    found = index.dense(vector("省财政安排专项资金"), rows, 2)
    assert index.passages(found.rows)[0].text == "省财政安排专项资金。"
    assert found.scores[0] >= found.scores[1]
    assert np.allclose(
        index.dense_at(vector("省财政"), found.rows), index.dense(vector("省财政"), found.rows, 2).scores
    )


def test_chroma_answers_large_unscoped_searches_alike(tmp_path: Path) -> None:
    with open_index(tmp_path / "index", chroma_from=1) as index:
        index.update([GUANGDONG, JIANGSU, AMERICA])
        rows = index.rows(Scope())
        by_chroma = index.dense(vector("江苏省培育集群"), rows, 3)
        exact = index.dense(vector("江苏省培育集群"), rows[:-1], 3)
        assert by_chroma.rows[0] == exact.rows[0]
        assert by_chroma.scores[0] == pytest.approx(exact.scores[0], abs=1e-5)
        index.remove(["js.txt"])
        found = index.dense(vector("江苏省培育集群"), index.rows(Scope()), 3)
        assert "js.txt" not in index.document_ids(found.rows)


def test_a_small_jurisdiction_is_found_behind_many_stronger_passages(tmp_path: Path) -> None:
    many = parsed("cn.txt", [f"产业集群发展目标第{number}项" for number in range(600)], jurisdiction="CN")
    with open_index(tmp_path / "index", chroma_from=1) as index:
        index.update([many, AMERICA])
        rows = index.rows(Scope(jurisdictions=("US",)))
        assert index.document_ids(index.dense(vector("产业集群发展目标"), rows, 5).rows) == ["us.txt"]


def test_lexical_scores_are_a_share_of_the_ideal(index: Index) -> None:
    rows = index.rows(Scope(), "zh")
    groups = [TermGroup(("集群",)), TermGroup(("江苏",))]
    found = index.lexical(groups, rows, "zh", 5)
    assert index.document_ids(found.rows)[0] == "js.txt"
    assert 0 < found.scores[0] <= 1
    assert len(index.lexical([TermGroup(("半导",))], rows, "zh", 5).rows) == 0


def test_synonyms_count_as_one_term_and_phrases_need_all_tokens(index: Index) -> None:
    rows = index.rows(Scope(), "zh")
    alone = index.lexical_at([TermGroup(("江苏",))], rows, "zh")
    with_unknown = index.lexical_at([TermGroup(("江苏", "半导"))], rows, "zh")
    assert np.allclose(alone, with_unknown)
    phrase = index.lexical([TermGroup(("专项 资金",))], rows, "zh", 5)
    assert index.passages(phrase.rows)[0].text == "省财政安排专项资金。"
    assert len(index.lexical([TermGroup(("专项 江苏",))], rows, "zh", 5).rows) == 0


def test_bm25_by_hand(tmp_path: Path) -> None:
    texts = ["cluster cluster fund", "cluster policy", "tax policy"]
    document = parsed("a.txt", texts, language="en")
    with open_index(tmp_path / "index") as index:
        index.update([document])
        rows = index.rows(Scope(), "en")
        # Every passage also holds the tokens of title and path: txt, 一, 目, 标, 目标.
        lengths = np.array([8.0, 7.0, 7.0])
        idf = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
        saturation = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        counts = np.array([2.0, 1.0, 0.0])
        expected = idf * counts * 2.2 / (counts + saturation) / (idf * 2.2)
        assert np.allclose(index.lexical_at([TermGroup(("cluster",))], rows, "en"), expected, atol=1e-5)


def test_updates_are_incremental(tmp_path: Path) -> None:
    embedder = HashingEmbedder()
    with Index.open(tmp_path / "index", embedder, ChromaSettings(), create=True) as index:
        first = index.update([GUANGDONG, JIANGSU, UnreadableFile("x.pdf", "damaged")])
        assert (first.added, first.passages) == (("gd.txt", "js.txt"), 3)
        assert first.unreadable[0].reason == "damaged"
        assert index.is_unchanged("gd.txt", "1")
        before = embedder.embedded
        changed = parsed("gd.txt", ["广东省培育20个集群。产业规模很大。", "新的一段。"], sha="2", jurisdiction="CN-GD")
        second = index.update([changed, Unchanged("js.txt", "1")])
        assert second.replaced == ("gd.txt",)
        assert embedder.embedded - before == 1  # the first passage is as it was
        assert index.document("gd.txt").text.endswith("新的一段。")
        assert len(index.lexical([TermGroup(("财政",))], index.rows(Scope(), "zh"), "zh", 5).rows) == 0
        assert index.remove(["gd.txt", "none.txt"]) == ("gd.txt",)
        assert [summary.document_id for summary in index.summaries()] == ["js.txt"]
        check_derived(index)


def test_a_reader_sees_what_another_process_commits(tmp_path: Path) -> None:
    with open_index(tmp_path / "index") as reader, open_index(tmp_path / "index") as writer:
        assert reader.summaries() == ()
        writer.update([JIANGSU])
        assert [summary.document_id for summary in reader.summaries()] == ["js.txt"]


def test_missing_other_model_and_damaged(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError, match="assistant ingest"):
        Index.open(tmp_path / "none", HashingEmbedder(), ChromaSettings())
    with open_index(tmp_path / "index") as index:
        index.update([JIANGSU])
    with pytest.raises(IndexUnavailableError, match="another-model"):
        Index.open(tmp_path / "index", HashingEmbedder("another-model"), ChromaSettings())
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(IndexUnavailableError, match="damaged"):
        Index.open(tmp_path / "bad", HashingEmbedder(), ChromaSettings())


def test_an_unknown_document_names_close_ones(index: Index) -> None:
    with pytest.raises(InputError, match=r"gd\.txt"):
        index.document("gb.txt")


def test_a_second_writer_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    def slow() -> Iterator[ParsedDocument]:
        yield JIANGSU
        with open_index(tmp_path / "index") as other, pytest.raises(IndexUnavailableError, match="another process"):
            other.update([AMERICA])

    with open_index(tmp_path / "index") as index:
        index.update(slow())
        assert [summary.document_id for summary in index.summaries()] == ["js.txt"]


def test_a_failing_source_leaves_what_was_stored(tmp_path: Path) -> None:
    def broken() -> Iterator[ParsedDocument]:
        yield GUANGDONG
        raise OSError("disk gone")

    with open_index(tmp_path / "index") as index:
        index.update([JIANGSU])
        with pytest.raises(OSError, match="disk gone"):
            index.update(broken())
        assert [summary.document_id for summary in index.summaries()] == ["js.txt"]
        assert index.update([GUANGDONG]).added == ("gd.txt",)


def test_damaged_copies_of_the_vectors_are_made_again(tmp_path: Path) -> None:
    with open_index(tmp_path / "index") as index:
        index.update([GUANGDONG])
    (tmp_path / "index" / "vectors.npy").write_bytes(b"\x93NUMPY broken")
    with open_index(tmp_path / "index") as index:
        assert len(index.dense(vector("广东"), index.rows(Scope()), 5).rows) == 2


def _write_forever(folder: Path) -> None:
    index = open_index(folder)
    for number in range(10_000):
        index.update([parsed(f"d{number % 7}.txt", [f"第{number}次写入集群。" * 5] * 4, sha=str(number))])


@pytest.mark.parametrize("seconds", [0.2, 0.5, 0.9])
def test_kill_leaves_whole_documents(tmp_path: Path, seconds: float) -> None:
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_write_forever, args=(tmp_path / "index",))
    process.start()
    deadline = time.monotonic() + 60
    while not (tmp_path / "index" / "arrays.stamp").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(seconds)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with open_index(tmp_path / "index") as index:
        assert index.summaries()
        for summary in index.summaries():
            passages = index.passages_of(summary.document_id)
            assert len(passages) == 4
            assert all(one.text in index.document(summary.document_id).text for one in passages)
        index.update([JIANGSU])  # the lock of the dead process is free, and Chroma is brought up to date
        check_derived(index)
    with sqlite3.connect(tmp_path / "index" / FILE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
