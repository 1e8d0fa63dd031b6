"""docs/command-line.md shows what ``--help`` prints. Run this file to bring the manual up to date."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

from assistant.cli import run
from assistant.cli.program import program

MANUAL = Path(__file__).parents[2] / "docs" / "command-line.md"
_BLOCK = re.compile(r"<!-- help ?(\w*) -->\n```\n.*?```", re.DOTALL)


def help_of(command: str) -> str:
    """What ``assistant COMMAND --help`` prints, 100 columns wide."""
    printed = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        with contextlib.redirect_stdout(printed):
            run([*filter(None, [command]), "--help"])
    finally:
        os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)
    return "\n".join(line.rstrip() for line in printed.getvalue().strip().splitlines())


def with_help(manual: str) -> str:
    """The manual with every help block as it should be."""
    return _BLOCK.sub(
        lambda block: f"<!-- help {block[1]} -->\n```\n{help_of(block[1])}\n```".replace("help  -", "help -"), manual
    )


def test_the_manual_is_up_to_date() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    assert manual == with_help(manual), f"run: python {Path(__file__).name}"


def test_the_manual_has_every_command() -> None:
    described = set(_BLOCK.findall(MANUAL.read_text(encoding="utf-8")))
    assert described == {
        "",
        *(command.callback.__name__ for command in program.registered_commands if command.callback),
    }


if __name__ == "__main__":
    MANUAL.write_text(with_help(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
