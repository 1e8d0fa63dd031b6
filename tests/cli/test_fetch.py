"""``assistant fetch`` where nothing can be had: lists, mistakes, and a report of what is missing. No network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.workplace import Workplace

SOURCES = """
[[source]]
id = "lost-notice"
title = "关于集群的通知"
number = "测试〔2026〕1号"
jurisdiction = "CN"
language = "zh"
note = "look for the number at the ministry"

[[source]]
id = "inside"
title = "A page inside the own network"
jurisdiction = "US"
language = "en"
address = "https://localhost/page"
contains = ["page"]
"""


@pytest.fixture
def sources(workplace: Workplace) -> Path:
    file = workplace.folder / "sources.toml"
    file.write_text(SOURCES, encoding="utf-8")
    return file


def test_the_list(workplace: Workplace, sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert workplace.run("fetch", "--list", "--json", "--sources", str(sources)) == 0
    texts = json.loads(capsys.readouterr().out)["texts"]
    assert [(text["id"], text["address"]) for text in texts] == [
        ("lost-notice", None),
        ("inside", "https://localhost/page"),
    ]
    assert workplace.run("fetch", "--list", "--sources", str(sources)) == 0
    assert "2 official texts, 1 with an official address" in capsys.readouterr().out


def test_what_cannot_be_had_is_reported_and_nothing_is_indexed(
    workplace: Workplace, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = workplace.folder / "official"
    assert workplace.run("fetch", "--sources", str(sources), "--into", str(into)) == 1
    shown = capsys.readouterr().out
    assert "look for the number at the ministry" in shown
    assert "which is no public address" in shown
    assert "2 unavailable" in shown
    assert not (workplace.folder / "indexes").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must hold entries headed [[source]]"),
        ("[[source]]\nid = 'a b'\ntitle = 't'\njurisdiction = 'CN'\nlanguage = 'zh'\n", "small letters"),
        ("[[source]]\nid = 'ab'\ntitle = 't'\njurisdiction = 'China'\nlanguage = 'zh'\n", "unknown jurisdiction"),
        ("[[source]]\nid = 'ab'\ntitle = 't'\nlanguage = 'zh'\n", "'jurisdiction' is missing"),
        ("[[source]]\nid = 'ab'\nadress = 'x'\n", "unknown key 'adress'"),
        ("[[source]]\nid = 'ab'\ntitle = 7\njurisdiction = 'CN'\nlanguage = 'zh'\n", "'title' must be a text"),
        (SOURCES + SOURCES, "more than once"),
        ("[[source", "cannot be read as TOML"),
    ],
)
def test_a_bad_list_is_named(
    workplace: Workplace, sources: Path, refused: Callable[[int], str], text: str, words: str
) -> None:
    sources.write_text(text, encoding="utf-8")
    assert words in refused(workplace.run("fetch", "--sources", str(sources)))


def test_an_unknown_id_and_a_missing_list(workplace: Workplace, sources: Path, refused: Callable[[int], str]) -> None:
    assert "did you mean lost-notice" in refused(workplace.run("fetch", "lost-notce", "--sources", str(sources)))
    assert "give --sources FILE" in refused(workplace.run("fetch", "--sources", str(workplace.folder / "no.toml")))
