"""Comparisons, targets, versions and timelines on a real index, and answers written to files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workplace import Workplace
from tests.render.contract import validate

Refused = Callable[[int], str]


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    value = json.loads(capsys.readouterr().out)
    assert isinstance(value, dict)
    return value


def test_a_comparison_tells_an_answer_from_a_side_without_documents(
    library: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = ("-j", "广东", "-j", "江苏", "-j", "浙江")
    assert library.run("compare", "示例产业集群的总数达到多少个？", *sides, "--json") == 0
    compared = printed(capsys)
    validate(compared, "compare")
    cells = {cell["side"]: cell for cell in compared["rows"][0]["cells"]}
    assert cells["CN-GD"]["state"] == "found"
    assert "十七个" in cells["CN-GD"]["statements"][0]["text"]
    assert cells["CN-GD"]["statements"][0]["citations"][0]["document"] == "cn-gd/plan.zh.md"
    assert cells["CN-ZJ"]["state"] == "no_document"


def test_all_compares_every_jurisdiction_held(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("compare", "How many clusters?", "--all", "--json") == 0
    assert {side["label"] for side in printed(capsys)["sides"]} >= {"Guangdong", "Jiangsu", "United States"}


def test_documents_and_years_are_compared(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    documents = ("--document", "cn-gd/plan.zh.md", "--document", "cn-js/plan.zh.md")
    assert library.run("compare", "示例产业集群的总数达到多少个？", *documents, "--json") == 0
    compared = printed(capsys)
    assert [(side["kind"], side["value"]) for side in compared["sides"]] == [
        ("document", "cn-gd/plan.zh.md"),
        ("document", "cn-js/plan.zh.md"),
    ]
    assert (
        library.run(
            "compare", "示例产业集群的总数达到多少个？", "-j", "CN-GD", "--year", "1999", "--year", "2025", "--json"
        )
        == 0
    )
    sides = printed(capsys)["sides"]
    assert [(side["kind"], side["value"]) for side in sides] == [("year", "1999"), ("year", "2025")]
    assert sides[0]["scope"]["jurisdictions"] == ["CN-GD"]


@pytest.mark.parametrize("sides", [(), ("-j", "广东"), ("-j", "广东", "-j", "CN-GD")])
def test_a_comparison_of_one_side_is_refused(library: Workplace, refused: Refused, sides: tuple[str, ...]) -> None:
    assert "at least two sides" in refused(library.run("compare", "集群总数", *sides))


def test_targets_are_listed_with_their_quotes(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("targets", "-j", "CN-GD", "--json") == 0
    found = printed(capsys)
    validate(found, "targets")
    assert any("总数达到十七个" in target["citation"]["quote"] for target in found["targets"])


def test_no_targets_is_said_plainly(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("targets", "--indicator", "森林覆盖率") == 0
    assert "No such target" in capsys.readouterr().out


def test_versions_are_compared(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("versions", "cn-gd/plan.zh.md", "cn-js/plan.zh.md") == 0
    assert "新增" in capsys.readouterr().out


def test_versions_hold_to_their_schema(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ((), ("--whole",)):
        assert library.run("versions", "cn-gd/plan.zh.md", "cn-js/plan.zh.md", "--json", *option) == 0
        compared = printed(capsys)
        validate(compared, "versions")
        assert compared["counts"]["added"] + compared["counts"]["changed"] > 0


def test_an_unknown_version_is_guessed(library: Workplace, refused: Refused) -> None:
    assert "cn-gd/plan.zh.md" in refused(library.run("versions", "cn-gd/plan.md", "cn-js/plan.zh.md"))


def test_a_timeline_is_in_order_of_date(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("timeline", "--json") == 0
    line = printed(capsys)
    validate(line, "timeline")
    dates = [policy["document"]["date"] for policy in line["policies"] if policy["document"]]
    assert [date for date in dates if date] == sorted(date for date in dates if date)


def test_an_answer_is_written_in_every_format(library: Workplace, tmp_path: Path) -> None:
    files = [tmp_path / f"answer{suffix}" for suffix in (".docx", ".xlsx", ".md", ".csv", ".json")]
    options = [option for file in files for option in ("--export", str(file))]
    assert library.run("ask", "广东省示例产业集群总数到2025年达到多少个？", *options) == 0
    assert all(file.stat().st_size > 0 for file in files)
    validate(json.loads(files[-1].read_text(encoding="utf-8")), "report")


def test_a_comparison_is_drawn(library: Workplace, tmp_path: Path) -> None:
    file = tmp_path / "coverage.png"
    assert library.run("compare", "示例产业集群总数", "-j", "广东", "-j", "江苏", "--export", str(file)) == 0
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("answer.odt", "cannot write .odt"),
        ("no/such/folder/a.docx", "does not exist"),
        ("answer.png", "cannot write .png"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    library: Workplace, refused: Refused, tmp_path: Path, name: str, sentence: str
) -> None:
    assert sentence in refused(library.run("ask", "集群总数？", "--export", str(tmp_path / name)))
