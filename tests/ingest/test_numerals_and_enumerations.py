import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingest.enumerations import number_parts, read_label
from assistant.ingest.numerals import chinese_value, latin_value, letter_value, roman_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("二百三十", 230),
        ("一百一十八", 118),
        ("12", 12),
        ("二〇", 20),
    ],
)
def test_chinese(text: str, value: int) -> None:
    assert chinese_value(text) == value


@pytest.mark.parametrize("text", ["", "某", "x", "一a"])
def test_not_chinese(text: str) -> None:
    assert chinese_value(text) is None


@settings(deadline=None)
@given(st.integers(1, 399))
def test_roman_numbers_are_read_back(number: int) -> None:
    written = ""
    rest = number
    for value, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while rest >= value:
            written += letters
            rest -= value
    assert roman_value(written) == roman_value(written.upper()) == number


def test_letters_and_mixed_numbers() -> None:
    assert (letter_value("a"), letter_value("Z"), letter_value("ab"), letter_value("三")) == (1, 26, None, None)
    assert (latin_value("72A"), latin_value("XIV"), latin_value("b"), latin_value("iiii")) == (72, 14, 2, None)
    assert roman_value("iiii") is None


def depths(*lines: str) -> list[tuple[str, int]]:
    labels = [(position, read_label(line)) for position, line in enumerate(lines)]
    return [(part.label.text, part.depth) for part in number_parts(labels)]


def test_four_levels_of_a_us_section() -> None:
    assert depths("(a) x", "(1) x", "(A) x", "(i) x", "(ii) x", "(B) x", "(2) x", "(b) x") == [
        ("(a)", 1), ("(1)", 2), ("(A)", 3), ("(i)", 4), ("(ii)", 4), ("(B)", 3), ("(2)", 2), ("(b)", 1),
    ]  # fmt: skip


def test_i_after_h_is_a_letter_unless_ii_follows() -> None:
    letters = [f"({letter}) x" for letter in "abcdefgh"]
    assert depths(*letters, "(i) x", "(j) x")[-2:] == [("(i)", 1), ("(j)", 1)]
    assert depths(*letters, "(i) x", "(ii) x", "(i) x", "(j) x")[-4:] == [
        ("(i)", 2),
        ("(ii)", 2),
        ("(i)", 1),
        ("(j)", 1),
    ]


def test_numbers_that_fit_nowhere_are_text() -> None:
    assert depths("(9) x", "(a) x", "(the) x", "2020 x", "(b) x") == [("(a)", 1), ("(b)", 1)]


def test_a_repealed_number_leaves_a_gap() -> None:
    assert depths("(1) x", "(2) x", "(4) x") == [("(1)", 1), ("(2)", 1), ("(4)", 1)]


def test_german_and_chinese_styles() -> None:
    assert depths("(1) x", "1. x", "a) x", "b) x", "2. x", "(2) x") == [
        ("(1)", 1), ("1.", 2), ("a)", 3), ("b)", 3), ("2.", 2), ("(2)", 1),
    ]  # fmt: skip
    assert depths("（一）甲", "1.乙", "2.丙", "（二）丁") == [("（一）", 1), ("1.", 2), ("2.", 2), ("（二）", 1)]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["(a) x", "(1) x", "(i) x", "(ii) x", "(2) x", "1. x", "text", "(A) x", "（一）x"]), max_size=30
    )
)
def test_depths_never_jump_inwards_by_more_than_one(lines: list[str]) -> None:
    found = [depth for _, depth in depths(*lines)]
    assert all(depth >= 1 for depth in found)
    assert all(second - first <= 1 for first, second in itertools.pairwise(found))
    assert not found or found[0] == 1
