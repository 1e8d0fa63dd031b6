"""The best passages are read in whole sentences under their headings; what is read moves the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.read import MOST_READ, ReadPassage, read_passages, reranked, window
from assistant.domain import Passage, Span
from assistant.index.reader import Context, Reading
from assistant.ingest.sentences import split_sentences
from tests.answer.conftest import Shelf, document_of


class WordReader:
    """Answers with the first place of a word; sure where it stands and not where it does not."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.seen: list[Context] = []

    def load(self) -> None:
        return

    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        self.seen = list(contexts)
        found = [context.text.find(self.word) for context in contexts]
        return [Reading(4.0, 5.0, at, at + len(self.word)) if at >= 0 else Reading(-4.0, -5.0, 0, 1) for at in found]


def shelf(count: int) -> Shelf:
    texts = [f"第{number}份文件讲到样例集群的目标。到2025年培育样例集群{number}个。" for number in range(1, count + 1)]
    return Shelf(*(document_of(f"{number}.md", text, "zh", f"样例{number}") for number, text in enumerate(texts)))


def test_each_passage_is_read_once_under_its_title() -> None:
    reader = WordReader("3个")
    read = read_passages("?", shelf(9).evidence(), reader)
    assert len(read) == len(reader.seen) == MOST_READ
    assert reader.seen[0].heading == "样例0\n"
    assert [one.evidence.hit.passage.document_id for one in read] == [f"{number}.md" for number in range(MOST_READ)]
    passage = read[2].evidence.hit.passage
    assert passage.text[read[2].words.start : read[2].words.end] == "3个"


def test_sentences_of_a_passage_that_answers_come_first_and_the_one_with_the_words_leads() -> None:
    evidence = shelf(3).evidence()
    ranked = reranked(evidence, read_passages("?", evidence, WordReader("2个")))
    assert "样例集群2个" in ranked[0].text
    assert ranked[1].hit.passage.document_id == ranked[0].hit.passage.document_id
    assert ranked[0].score > ranked[1].score > ranked[2].score
    assert sorted(one.text for one in ranked) == sorted(one.text for one in evidence)


def test_without_readings_nothing_moves() -> None:
    evidence = shelf(3).evidence()
    assert reranked(evidence, ()) == evidence


def test_a_surer_reading_never_lowers_a_sentence() -> None:
    one = replace(shelf(1).evidence()[0], score=1.0)
    scores = []
    for answers in (-8.0, -1.0, 0.0, 2.0, 8.0):
        (moved,) = reranked([one], [ReadPassage(one, answers, 0.0, Span(0, 4))])
        scores.append(moved.score)
    assert scores == sorted(scores)
    assert all(score >= 1.0 for score in scores)


@given(st.lists(st.integers(1, 120), min_size=1, max_size=12), st.integers(0, 11), st.sampled_from(["zh", "en"]))
def test_a_window_is_whole_sentences_around_one(lengths: list[int], place: int, language: str) -> None:
    text = "".join("字" * length + "。" for length in lengths)
    spans = split_sentences(text)
    passage = Passage(1, "d", 0, 100, 100 + len(text), text, language,
                      sentences=tuple(Span(one.start + 100, one.end + 100) for one in spans))  # fmt: skip
    sentence = passage.sentences[place % len(passage.sentences)]
    found = window(passage, sentence)
    assert found.start <= sentence.start
    assert sentence.end <= found.end
    assert found.start in {one.start for one in passage.sentences}
    assert found.end in {one.end for one in passage.sentences}
    assert found.end - found.start <= max(330 if language == "zh" else 950, sentence.end - sentence.start)
