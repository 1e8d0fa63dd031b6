import pytest

from assistant.domain import FieldOrigin, Instrument, Period, PolicyDate, Relation, RelationKind
from assistant.ingest.metadata_declared import declared_readings


def values(**written: str) -> dict[str, object]:
    readings, warnings = declared_readings(written, FieldOrigin.CATALOG, "a.md")
    assert warnings == []
    return {reading.field: reading.value for reading in readings}


def test_every_kind_of_value() -> None:
    found = values(
        title=" 甲 ",
        jurisdiction="广东",
        language="ZH",
        instrument="action plan",
        issued="2021-03",
        period="2021-2025",
        aliases="[芯片法案, 'CHIPS Act']",
        numbers="国发[2015]28号; Pub. L. 113-235",
        fact_sheet="internal",
        unknown="x",
    )
    assert found == {
        "title": "甲",
        "jurisdiction": "CN-GD",
        "language": "zh",
        "instrument": Instrument.ACTION_PLAN,
        "issued": PolicyDate.parse("2021-03"),
        "period": Period(2021, 2025),
        "aliases": ("芯片法案", "CHIPS Act"),
        "numbers": ("国发〔2015〕28号", "Public Law 113-235"),
    }


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2019-", Period(2019, None)),
        ("-2025", Period(None, 2025)),
        ("2021", Period(2021, 2021)),
        ("2021—2025", Period(2021, 2025)),
    ],
)
def test_open_and_short_periods(written: str, period: Period) -> None:
    assert values(period=written) == {"period": period}


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ('["Pub. L. 1, Title VII", "b"]', ("Pub. L. 1, Title VII", "b")),
        ("a; b；c;a", ("a", "b", "c")),
        ("a\nb", ("a", "b")),
        ("one, two", ("one, two",)),
    ],
)
def test_lists(written: str, items: tuple[str, ...]) -> None:
    assert values(aliases=written) == {"aliases": items}


def test_relations_of_all_kinds_are_one_field() -> None:
    found = values(implements="《甲法》; us/x.en.md", superseded_by="乙")
    assert found["relations"] == (
        Relation(RelationKind.IMPLEMENTS, "甲法"),
        Relation(RelationKind.IMPLEMENTS, "us/x.en.md"),
        Relation(RelationKind.SUPERSEDED_BY, "乙"),
    )


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("issued", "last year"),
        ("issued", "2021-13"),
        ("period", "2025-2021"),
        ("jurisdiction", "Atlantis"),
        ("instrument", "poem"),
        ("language", "fr"),
    ],
)
def test_a_bad_value_is_ignored_with_a_warning_that_names_key_and_file(key: str, written: str) -> None:
    readings, (warning,) = declared_readings({key: written, "title": "t"}, FieldOrigin.FRONT_MATTER, "x/a.md")
    assert [reading.field for reading in readings] == ["title"]
    assert warning.startswith(f"x/a.md: '{key}' in the front matter is ignored: {written!r}")
