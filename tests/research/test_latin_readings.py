"""English and German sentences: what is aimed at, what has happened, and what is neither."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.research.indicators import find_indicator
from assistant.research.latin_readings import latin_readings
from assistant.research.time_frames import TargetKind


@pytest.mark.parametrize(
    ("sentence", "language", "name", "low", "year"),
    [
        ("The plan aims at at least 500 pilot factories by 2025.", "en", "pilot factories", 500, 2025),
        ("By 2030, 70% of large firms are to be digital.", "en", "share: large firms are to be digital", 70, 2030),
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


@pytest.mark.parametrize(
    ("sentence", "language", "name", "value", "unit", "measure", "base_year", "year"),
    [
        ("Unser Ziel für den Ausbau der Windkraft sind ca. 200 GW bis 2030.", "de", "Ausbau der Windkraft",
         "2e8", "kW", "level", None, 2030),
        ("Wir wollen bis 2030 80 Prozent des Stroms aus Sonne gewinnen.", "de", "Anteil: Stroms",
         "80", "percent", "level", None, 2030),
        ("Unser Ziel ist der Bau von 400.000 Wohnungen pro Jahr.", "de", "Wohnungen",
         "4e5", "count", "annual_average", None, None),
        ("Wir werden ein Sonderprogramm in Höhe von 1,5 Mrd. Euro auflegen.", "de", "Sonderprogramm",
         "1.5e9", "EUR", "level", None, None),
        ("Wir wollen den Güterverkehr bis 2030 auf 25 Prozent steigern.", "de", "Güterverkehr",
         "25", "percent", "level", None, 2030),
        ("Die Emissionen sollen bis 2030 um 65 Prozent gegenüber 1990 sinken.", "de", "Emissionen",
         "65", "percent", "decline", 1990, 2030),
        ("The programme aims at at least 30 hubs by 2025.", "en", "hubs", "30", "count", "level", None, 2025),
        ("The Act provides $10 billion over five years (fiscal years 2022 to 2026) for regional hubs.", "en",
         "funding for regional hubs (Act)", "1e10", "USD", "level", 2021, 2026),
        ("The plan wants to reduce emissions by 40 percent below 2005 levels by 2030.", "en", "emissions",
         "40", "percent", "decline", 2005, 2030),
        ("The state will invest 2.5 billion pounds in research by 2030.", "en", "investment (state)",
         "2.5e9", "GBP", "level", None, 2030),
    ],
)  # fmt: skip
def test_a_target_has_unit_measure_and_years(
    sentence: str,
    language: str,
    name: str,
    value: str,
    unit: str,
    measure: str,
    base_year: int | None,
    year: int | None,
) -> None:
    (reading,) = latin_readings(sentence, language)
    assert (reading.name, reading.quantity.low, reading.quantity.unit.dimension) == (name, Decimal(value), unit)
    assert (reading.measure.value, reading.base_year, reading.year) == (measure, base_year, year)
    assert reading.kind is TargetKind.TARGET


@pytest.mark.parametrize(
    ("sentence", "language", "name", "value", "year"),
    [
        ("In 2022, 21 coalitions were awarded grants.", "en", "coalitions were awarded grants", 21, 2022),
        ("The programme has created 44,000 jobs.", "en", "jobs", 44_000, None),
        ("By September 2022 the region had 26 clusters.", "en", "clusters (region)", 26, 2022),
        ("In 2014-2015 the office funded 14 clusters.", "en", "clusters (office)", 14, 2015),
        ("Im Jahr 2021 wurden 1.250 Betriebe gefördert.", "de", "Betriebe", 1_250, 2021),
        ("Das Programm hat 44.000 Arbeitsplätze geschaffen.", "de", "Arbeitsplätze", 44_000, None),
    ],
)
def test_a_result_is_told_from_a_target(sentence: str, language: str, name: str, value: int, year: int | None) -> None:
    (reading,) = latin_readings(sentence, language)
    assert (reading.name, reading.quantity.low, reading.year) == (name, Decimal(value), year)
    assert reading.kind is TargetKind.RESULT


def test_an_item_of_a_list_of_appropriations_is_read_with_the_words_that_open_it() -> None:
    item, lead = "(iii) $50,000,000 for fiscal year 2025; and", "There are authorized to be appropriated—"
    assert latin_readings(item, "en") == ()
    (reading,) = latin_readings(item, "en", lead)
    assert (reading.name, reading.quantity.low, reading.year) == (
        "authorized appropriations",
        Decimal(50_000_000),
        2025,
    )


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
        ("Bis 2025 brauchen rund 20.000 Betriebe eine Nachfolge.", "de"),
        ("The board shall meet 4 times a year.", "en"),
        ("The 45 clusters were shown on a map.", "en"),
        ("In January the office named hubs in 18 states.", "en"),
        ("No source was found that gives 56 clusters.", "en"),
        ("Each hub received 500,000 dollars each year for each region.", "en"),
        ("Wir werden § 46 Abs. 2 ändern.", "de"),
        ("Wir wollen Firmen mit einem Umsatz von mehr als 10 Millionen Euro entlasten.", "de"),
        ("Wir werden die Grenze von 100 Megawatt anheben.", "de"),
        ("Wir wollen mehr bauen . . . . . . . . 18 Wir planen weiter . . . . . . . 19", "de"),
        ("Das Angebot soll über die 200 heute angeschlossenen Orte wachsen.", "de"),
    ],
)
def test_what_neither_aims_nor_reports_is_left_out(sentence: str, language: str) -> None:
    assert latin_readings(sentence, language) == ()


PIECES = [
    "The plan", "wants", "Wir wollen", "die Emissionen", "um", "auf", "by", "400.000", "1,5 Mrd. Euro", "40%",
    "Prozent", "of firms", "hubs", "Wohnungen", "by 2030", "bis 2030", "were awarded", "wurden", ",", ";", "for each",
    "per", "$5 million", "in 2021", "from", "§", "(",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.sampled_from(["en", "de"]))
def test_readings_lie_in_their_sentence_and_have_a_name(sentence: str, language: str) -> None:
    for reading in latin_readings(sentence, language):
        assert reading.name.strip()
        assert 0 <= reading.start <= reading.quantity.start < reading.quantity.end <= reading.end <= len(sentence)
