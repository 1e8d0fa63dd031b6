"""Overlap of words, figures and names in Chinese, English and German, with numbers to redo on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluate.correctness import facts_recall, is_chinese, names, overlap_f1, overlap_recall, units


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("到2025年，建成17个。", ["到", "2025", "年", "建", "成", "17", "个"], id="digits stay together"),
        pytest.param("The U.S. CHIPS Act", ["the", "u", "s", "chips", "act"], id="lower case"),
        pytest.param("ＡＩ产业", ["ai", "产", "业"], id="full width"),
        pytest.param("Straßen-Bau", ["straßen", "bau"], id="German"),
        pytest.param("……！", [], id="only signs"),
    ],
)
def test_units(text: str, cut: list[str]) -> None:
    assert units(text) == cut


def test_character_f1_by_hand() -> None:
    # 建成17个 has 4 units, 共17个集群 has 5; 17 and 个 are shared
    assert overlap_f1("建成17个", "共17个集群") == pytest.approx(2 * 2 / (4 + 5))
    assert overlap_recall("建成17个", "共17个集群") == pytest.approx(2 / 5)


def test_token_f1_by_hand_counts_bags() -> None:
    # the, the, cat against the, cat, sat: one "the" and "cat" are shared
    assert overlap_f1("The the cat", "the cat sat.") == pytest.approx(2 * 2 / (3 + 3))


def test_an_empty_answer_has_nothing() -> None:
    assert overlap_f1("", "三亿元") == 0
    assert overlap_recall("", "三亿元") == 0


@given(st.text(min_size=1), st.text(min_size=1))
def test_f1_is_symmetric_and_within_bounds(one: str, other: str) -> None:
    assert overlap_f1(one, other) == pytest.approx(overlap_f1(other, one))
    assert 0 <= overlap_f1(one, other) <= 1


def test_script_decides() -> None:
    assert is_chinese("建成 AI 集群")
    assert not is_chinese("the cluster 集群 of the province")
    assert not is_chinese("…")


def test_figures_count_whatever_their_form() -> None:
    assert facts_recall("规模达62000亿元", "规模6.2万亿元", "规模多大？") == 1.0
    assert facts_recall("no figure", "6.2 trillion yuan and 30%", "how much?") == 0.0


def test_what_the_question_says_does_not_count() -> None:
    # of 2026 and 2500 only 2500 is news
    assert facts_recall("2026年", "2026年建2500个", "2026年建多少个？") == 0.0
    assert facts_recall("2500个", "2026年建2500个", "2026年建多少个？") == 1.0


def test_no_facts_is_no_case() -> None:
    assert facts_recall("anything", "由省级部门负责", "谁负责？") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("依据《低空经济条例》和“链长制”", {"低空经济条例", "链长制"}, id="quoted"),
        pytest.param(
            "funded by NIST under the Regional Innovation Act", {"nist", "regionalinnovationact"}, id="English"
        ),
        pytest.param("Only one capital", frozenset(), id="first word of a sentence is no name"),
    ],
)
def test_names(text: str, found: set[str]) -> None:
    assert names(text) == found
