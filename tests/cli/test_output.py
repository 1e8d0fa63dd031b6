"""What reaches standard output, whoever reads it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.output import print_json, print_plain, report_error
from assistant.cli.progress import ProgressBars

ROOT = Path(__file__).parents[2]


def test_json_keeps_chinese_letters(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a": "集群"})
    assert capsys.readouterr().out == '{\n  "a": "集群"\n}\n'


def test_json_is_escaped_where_the_output_cannot_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    print_json({"a": "集群"})
    assert json.loads(raw.getvalue().decode("ascii")) == {"a": "集群"}


def test_text_that_cannot_be_written_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    print_plain("a\ud800b")
    assert raw.getvalue() == b"a?b\n"


def test_an_error_is_one_line_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    report_error("no file 'a\x1b[2J\nb'")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "Error: no file 'a\\x1b[2J b'\n"


def test_a_reader_who_stops_early_is_no_error() -> None:
    program = "from assistant.cli.output import print_plain\nfor n in range(10**5): print_plain('x' * 100)"
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import typer\ntry:\n  exec({program!r})\nexcept typer.Exit as end: raise SystemExit(end.exit_code)",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_progress_tells_each_step_once_where_nothing_can_move(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBars() as progress:
        for done in range(4):
            progress("reading", done, 3)
        progress("embedding", 0, None)
        progress("embedding", 7, 7)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("Reading") == 1
    assert "3/3" in captured.err
    assert "7/7" in captured.err
