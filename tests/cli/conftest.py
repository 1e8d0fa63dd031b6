"""A real index of a few documents of our own, built once, and copies of it that a test may damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.workplace import Workplace, furnish


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A workplace with its index; tests that take it must not change it."""
    place = furnish(tmp_path_factory.mktemp("library"))
    assert place.run("ingest", str(place.documents)) == 0
    return place


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A workplace without an index."""
    return furnish(tmp_path)


@pytest.fixture
def copied(library: Workplace, tmp_path: Path) -> Workplace:
    """A workplace with an index of its own that a test may damage."""
    place = furnish(tmp_path)
    shutil.copytree(library.folder / "indexes", tmp_path / "indexes")
    return place


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[[int], str]:
    """Check that a command ended with one sentence for the user, and return the sentence."""

    def check(code: int) -> str:
        captured = capsys.readouterr()
        assert code == 2
        assert captured.out == ""
        lines = [line for line in captured.err.splitlines() if line.startswith("Error: ")]
        assert len(lines) == 1, captured.err
        assert "Traceback" not in captured.err
        return lines[0].removeprefix("Error: ")

    return check
