"""What a library covers: years, themes, gaps, and where refused questions fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.domain import (
    Document,
    DocumentKind,
    Ending,
    Metadata,
    Period,
    PolicyDate,
    Relation,
    RelationKind,
    Section,
)
from assistant.errors import InputError
from assistant.render.coverage import coverage_json, five_years
from assistant.render.coverage_picture import check_picture_file, write_picture
from assistant.research.coverage import Cause, GapKind, Refusal, cover, read_refusals
from assistant.research.themes import Theme, find_themes


def document(name: str, title: str, place: str = "CN-GD", **fields: object) -> Document:
    headings = fields.pop("headings", ())
    sections = tuple(Section(0, 1, 2, heading, (heading,)) for heading in headings)  # type: ignore[attr-defined]
    metadata = Metadata(title, jurisdiction=place, **fields)  # type: ignore[arg-type]
    return Document(name, "0" * 64, "text", metadata, sections)


PLAN = document(
    "gd/plan.md", "广东省产业集群行动计划", issued=PolicyDate.parse("2020-05"), period=Period(2021, 2025),
    headings=("二、金融支持",), kind=DocumentKind.DIGEST,
)  # fmt: skip
LATER = document("gd/skills.md", "广东省人才规定", issued=PolicyDate.parse("2028"))
ABROAD = document(
    "us/act.md", "Regional Innovation Act", "US", issued=PolicyDate.parse("2022"), period=Period(2022, None)
)
ABROAD_ZH = document(
    "us/act.zh.md", "美国区域创新法", "US", relations=(Relation(RelationKind.TRANSLATION_OF, "us/act.md", "us/act.md"),)
)
OLD = document(
    "us/old.md", "Cluster Grants Act", "US", issued=PolicyDate.parse("2010"),
    relations=(Relation(RelationKind.SUPERSEDED_BY, "The Lost Act"), Relation(RelationKind.REFERS_TO, "Another")),
)  # fmt: skip
ALL = (PLAN, LATER, ABROAD, ABROAD_ZH, OLD)


def test_years_come_from_period_and_date() -> None:
    covered = cover(ALL, (), 2026).documents
    assert covered["gd/plan.md"].years == range(2020, 2026)  # issued the year before its period
    assert covered["us/act.md"].years == range(2022, 2027)  # open: up to the year of the report
    assert covered["us/old.md"].years == range(2010, 2011)
    assert cover(ALL, (), 2026).years == range(2010, 2029)


def test_a_translation_counts_once() -> None:
    coverage = cover(ALL, (), 2026)
    assert "us/act.zh.md" not in coverage.documents
    assert coverage.count("US") == 2
    assert cover((ABROAD_ZH,), (), 2026).count("US") == 1  # alone it stands for itself


def test_counts_by_year_and_theme() -> None:
    coverage = cover(ALL, (), 2026)
    assert coverage.count("CN-GD", 2023, Theme.CLUSTERS) == 1
    assert coverage.count("CN-GD", 2023, Theme.FINANCE) == 1  # from a heading
    assert coverage.count("CN-GD", 2027) == 0
    assert coverage.count("DE") == 0


def test_gaps() -> None:
    gaps = {(gap.jurisdiction, gap.kind, gap.text) for gap in cover(ALL, (), 2026).gaps}
    assert ("CN-GD", GapKind.YEARS, "nothing covers 2026-2027") in gaps
    assert ("US", GapKind.YEARS, "nothing covers 2011-2021") in gaps
    assert ("US", GapKind.THEME, "no document on skills") in gaps
    assert ("US", GapKind.REFERENCE, "us/old.md superseded by The Lost Act") in gaps
    assert not any("Another" in text for _, _, text in gaps)
    assert not any(kind is GapKind.OFFICIAL_TEXT for _, kind, _ in gaps)
    assert [gap.text for gap in cover((PLAN,), (), 2026).gaps] == ["only a digest"]


@pytest.mark.parametrize(
    ("question", "cause"),
    [
        ("四川省的产业集群有多少个？", Cause.NO_PLACE),
        ("广东2027年的产业集群目标是什么？", Cause.NO_YEAR),
        ("广东的工业互联网平台有多少？", Cause.NO_THEME),
        ("广东2022年的集群目标是什么？", Cause.HELD),
        ("月球上有多少水？", Cause.HELD),
    ],
)
def test_where_a_refused_question_falls(question: str, cause: Cause) -> None:
    (refused,) = cover(ALL, [Refusal(question, Ending.NOT_IN_LIBRARY)], 2026).refused
    assert refused.cause is cause


def test_the_places_a_question_was_narrowed_to_count() -> None:
    refusal = Refusal("有多少集群？", Ending.OUTSIDE_SCOPE, ("CN-YN",))
    assert cover(ALL, [refusal], 2026).refused[0].cause is Cause.NO_PLACE


ANSWERS = [
    {"question": "一", "status": "answered", "scope": {"jurisdictions": []}},
    {"question": "二", "status": "not_in_library", "scope": {"jurisdictions": ["CN-GD"]}},
    {"question": "三", "status": "outside_scope"},
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(json.dumps(one, ensure_ascii=False) for one in ANSWERS) + "\n\n",
        "".join(json.dumps(one, indent=2) + "\n" for one in ANSWERS),
        "".join(json.dumps({"id": "x", "question": one["question"], "answer": one}) + "\n" for one in ANSWERS)
        + '{"id": "y", "question": "四", "error": "no connection"}\n',
        json.dumps(ANSWERS, indent=2),
    ],
    ids=["lines", "appended", "batch", "list"],
)
def test_refusals_are_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(text, encoding="utf-8")
    assert read_refusals(file) == (
        Refusal("二", Ending.NOT_IN_LIBRARY, ("CN-GD",)),
        Refusal("三", Ending.OUTSIDE_SCOPE),
    )


def test_one_answer_alone_is_read(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(ANSWERS[1], indent=2), encoding="utf-8")
    assert [one.question for one in read_refusals(file)] == ["二"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no json\n", "line 1"),
        ('{"question": "x"}\n{"question": "y"}\n', "entry 1"),
        ('{"question": "x", "status": "vanished"}', "entry 1"),
        ("[1]", "entry 1"),
    ],
)
def test_a_file_that_holds_no_answers_is_named(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_refusals(file)
    with pytest.raises(InputError, match="cannot be read"):
        read_refusals(tmp_path / "missing.jsonl")


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("促进中小企业特色产业集群发展暂行办法", {Theme.CLUSTERS, Theme.SMALL_FIRMS}),
        ("Richtlinie zur Förderung der Fachkräfte", {Theme.SKILLS, Theme.FINANCE}),
        ("“十四五”智能制造发展规划", {Theme.DIGITAL}),
        ("A Strategy for American Innovation", {Theme.PLANS, Theme.INNOVATION}),
        ("Taxonomy of birds", set()),
    ],
)
def test_themes(text: str, themes: set[Theme]) -> None:
    assert set(find_themes(text)) == themes


def test_five_years_run_as_plans_do() -> None:
    assert five_years(cover((PLAN,), (), 2026)) == [range(2016, 2021), range(2021, 2026)]
    assert five_years(cover((), (), 2026)) == []


def test_json_names_everything() -> None:
    shown = coverage_json(cover(ALL, [Refusal("四川？", Ending.NOT_IN_LIBRARY)], 2026))
    assert shown["documents"][0]["themes"] == ["clusters", "finance"]
    assert shown["refused"][0]["cause"] == "no_place"
    json.dumps(shown)


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_picture(tmp_path: Path, suffix: str) -> None:
    coverage = cover(ALL, [Refusal("广东2022年的集群目标是什么？", Ending.NOT_IN_LIBRARY)], 2026)
    first, second = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    write_picture(coverage, first)
    write_picture(coverage, second)
    start = first.read_bytes()[:200]
    assert start.startswith(b"\x89PNG") if suffix == ".png" else b"<?xml" in start
    assert first.read_bytes() == second.read_bytes()


def test_a_picture_that_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"use \.png, \.svg"):
        check_picture_file(tmp_path / "picture.pdf")
    with pytest.raises(InputError, match="does not exist"):
        check_picture_file(tmp_path / "nowhere" / "picture.png")
    with pytest.raises(InputError, match="nothing to draw"):
        write_picture(cover((), (), 2026), tmp_path / "picture.png")
