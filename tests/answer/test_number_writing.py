"""Numbers as German, English and Chinese texts write them, and a guard that is not fooled by their signs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.figure_guard import missing_figures
from assistant.answer.figures import figures
from assistant.answer.number_writing import number_language, with_decimal_points


def german(value: Decimal) -> str:
    """``1234.5`` as a German text writes it: 1.234,5."""
    return f"{value:,}".translate(str.maketrans(".,", ",."))


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("400.000 Wohnungen", "de", "400000"),
        ("rund 400.000 neue Wohnungen pro Jahr", None, "400000"),
        ("1.000 Betriebe", None, "1000"),
        ("2,0 GW", "de", "2"),
        ("0,125 Prozent", "de", "0.125"),
        ("3,5 Prozent", None, "3.5"),
        ("1.234,5 Mio. Euro", "de", "1234500000"),
        ("12 Mrd. Euro", "de", "12000000000"),
        ("2,5 Mrd. €", None, "2500000000"),
        ("15 Tsd. Stellen", "de", "15000"),
        ("1.000.000", None, "1000000"),
        ("1,000 firms", "en", "1000"),
        ("1,000 of the firms", None, "1000"),
        ("2.125 million people", "en", "2125000"),
        ("0.125 of the total", None, "0.125"),
        ("MIT is one of 1,000 partners", None, "1000"),
        ("增长1.125亿元", "zh", "112500000"),
        ("1,000家企业", None, "1000"),
    ],
)
def test_signs_are_read_as_the_language_writes_them(text: str, language: str | None, value: str) -> None:
    assert Decimal(value) in [figure.value for figure in figures(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [("die 400.000 Wohnungen", "de"), ("that 5 firms die of it", "en"), ("5家企业 and more", "zh"), ("5.500", None)],
)
def test_the_language_shows_in_the_words(text: str, language: str | None) -> None:
    assert number_language(text) == language


@pytest.mark.parametrize(
    ("sentence", "quote", "language"),
    [
        ("400.000 homes are to be built", "400.000 Wohnungen werden gebaut", "de"),
        ("400 homes", "400.000 Wohnungen", "de"),
        ("400.000 Wohnungen", "400 Wohnungen", "de"),
        ("建设400.000套住房", "400.000 Wohnungen", "de"),
        ("3.5 percent of it", "35 Prozent", "de"),
        ("3,5 Prozent", "35 percent", "en"),
    ],
)
def test_a_sign_of_another_language_is_another_number(sentence: str, quote: str, language: str) -> None:
    assert missing_figures(sentence, [quote], language)


NUMBERS = st.one_of(
    st.integers(11, 10**9).filter(lambda number: not 1900 <= number <= 2100).map(Decimal),
    st.decimals(min_value=2, max_value=10**6, places=1).filter(lambda number: number % 1 != 0),
)


@settings(max_examples=300, deadline=None)
@given(NUMBERS, NUMBERS)
def test_one_number_in_three_languages_is_one_and_two_are_two(number: Decimal, other: Decimal) -> None:
    quote = f"Gefördert wurden {german(number)} Tonnen Stahl."
    assert missing_figures(f"There were {number:,} tonnes of steel.", [quote], "de") == ()
    assert missing_figures(f"{number}吨钢材", [quote], "de") == ()
    assert missing_figures(german(number), [quote], "de") == ()
    if number != other:
        for sentence in (f"There were {other:,} tonnes.", f"{other}吨钢材", f"{german(other)} Tonnen Stahl werden"):
            assert missing_figures(sentence, [quote], "de") != ()


@given(st.text(), st.sampled_from(["zh", "de", "en", None]))
def test_reading_keeps_the_length(text: str, language: str | None) -> None:
    assert len(with_decimal_points(text, language)) == len(text)
