"""Text and JSON -> standard output; errors and progress -> standard error. A reader who stops early is no error."""

from __future__ import annotations

import json
import os
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from assistant.render.text import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text


def print_text(text: Text) -> None:
    """Print styled text; lines are wrapped at words on a terminal and left whole in a pipe."""
    print_renderable(text, soft_wrap=not sys.stdout.isatty())


def print_renderable(renderable: RenderableType, soft_wrap: bool = False) -> None:
    """Print anything rich can draw: as wide as the terminal, or as wide as it needs in a pipe."""
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 240)
    with console.capture() as captured:
        console.print(renderable, soft_wrap=soft_wrap)
    _write(captured.get())


def print_plain(text: str) -> None:
    """Print text as it is, without styles."""
    _write(text if text.endswith("\n") else f"{text}\n")


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object: in its own letters where the output can hold them, else with escapes."""
    unicode_output = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not unicode_output, allow_nan=False, indent=2)
    _write(f"{text}\n")


def report_error(message: str) -> None:
    """Print one red line on standard error."""
    from rich.console import Console
    from rich.text import Text

    Console(file=sys.stderr, highlight=False).print(Text(f"Error: {one_line(message)}", "bold red"), soft_wrap=True)


def waiting(what: str) -> AbstractContextManager[object]:
    """A spinner on standard error while something short goes on; nothing where that is not a terminal."""
    from rich.console import Console

    return Console(file=sys.stderr).status(what)


def discard_output() -> None:
    """Send what is still to be written to nowhere, after the reader of a pipe has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str) -> None:
    try:
        sys.stdout.write(text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        import typer

        discard_output()
        raise typer.Exit from None
