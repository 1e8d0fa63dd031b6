"""``assistant coverage`` on a real index: tables, JSON, picture, and refusals from a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.workplace import Workplace


def test_tables_and_picture(library: Workplace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"question": "四川的集群有多少个？", "status": "not_in_library"}\n', encoding="utf-8")
    picture = tmp_path / "coverage.svg"
    assert library.run("coverage", "--answers", str(answers), "--picture", str(picture)) == 0
    shown = capsys.readouterr().out
    assert "Guangdong" in shown
    assert "the library holds nothing of this place" in shown
    assert picture.stat().st_size > 10_000


def test_json(library: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.run("coverage", "--json", "--jurisdiction", "US") == 0
    (held,) = json.loads(capsys.readouterr().out)["documents"]
    assert (held["jurisdiction"], held["first_year"], held["last_year"]) == ("US", 2010, 2015)
    assert "clusters" in held["themes"]


def test_mistakes_are_named(library: Workplace, tmp_path: Path, refused: Callable[[int], str]) -> None:
    assert "cannot write .pdf; use .png, .svg" in refused(library.run("coverage", "--picture", str(tmp_path / "c.pdf")))
    assert "cannot be read" in refused(library.run("coverage", "--answers", str(tmp_path / "none.jsonl")))
