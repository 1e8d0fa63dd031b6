"""English and German sentences: what is aimed at, and what is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.research.indicators import find_indicator
from assistant.research.latin_readings import latin_readings


@pytest.mark.parametrize(
    ("sentence", "language", "name", "low", "year"),
    [
        ("The plan aims at at least 500 pilot factories by 2025.", "en", "pilot factories", 500, 2025),
        ("By 2030, 70% of large firms are to be digital.", "en", "share: large firms", 70, 2030),
        ("Wir wollen 30 Prozent Ökolandbau bis zum Jahr 2030 erreichen.", "de", "Anteil Ökolandbau", 30, 2030),
        ("Unser Ziel sind mindestens 15 Millionen elektrische Pkws bis 2030.", "de", "elektrische Pkws", 15e6, 2030),
        ("Wir wollen bis 2026 jährlich 400.000 neue Wohnungen bauen.", "de", "neue Wohnungen", 400_000, 2026),
        (
            "There are authorized to be appropriated to the Director $5,000,000 for fiscal year 2024.",
            "en", "authorized appropriations", 5_000_000, 2024,
        ),
    ],
)  # fmt: skip
def test_an_aim_has_a_name_a_value_and_a_year(sentence: str, language: str, name: str, low: float, year: int) -> None:
    (reading,) = latin_readings(sentence, language)
    assert (reading.name, reading.quantity.low, reading.year) == (name, Decimal(int(low)), year)
    assert reading.is_aim


def test_research_spending_lines_up_with_the_chinese_indicator() -> None:
    sentence = "Wir wollen die Ausgaben für Forschung und Entwicklung bis 2025 auf 3,5 Prozent des BIP steigern."
    (reading,) = latin_readings(sentence, "de")
    indicator = find_indicator(reading.name, reading.measure)
    assert indicator is not None
    assert indicator.key == "rd_intensity"


def test_a_number_in_a_text_keeps_its_own_spelling() -> None:
    (reading,) = latin_readings("Wir wollen bis 2026 rund 400.000 neue Wohnungen bauen.", "de")
    assert reading.quantity.words == "rund 400.000"


def test_each_fiscal_year_of_a_span_is_an_average_over_it() -> None:
    sentence = "There are authorized to be appropriated $1,000,000 for each of fiscal years 2023 through 2027."
    (reading,) = latin_readings(sentence, "en")
    assert (reading.measure.value, reading.base_year, reading.year) == ("annual_average", 2022, 2027)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("By 2018 there could be 2,400,000 unfilled jobs.", "en"),
        ("In 2020 the programme had 45 members.", "en"),
        ("Bis 2025 brauchen rund 20.000 Betriebe eine Nachfolge.", "de"),
        ("The board shall meet 4 times a year.", "en"),
    ],
)
def test_forecasts_and_facts_are_no_aims(sentence: str, language: str) -> None:
    assert latin_readings(sentence, language) == ()
