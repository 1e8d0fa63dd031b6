"""Reports of long work -> progress bars on standard error, with rate and remaining time."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    """Units a second: of late while they go on, over all when they are done."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "", "progress.data.speed")


class ProgressBars:
    """One bar a step; implements :class:`assistant.progress.Progress`. Use it in a ``with`` statement.

    Where standard error is not a terminal, each finished step leaves one line and nothing moves.
    """

    def __init__(self) -> None:
        console = Console(file=sys.stderr)
        self._bars = Progress(
            SpinnerColumn(finished_text="✓" if console.encoding.lower().startswith("utf") else " "),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
        )
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """Show that ``done`` of ``total`` (None: not known) units of ``step`` are finished."""
        if step not in self._tasks:
            # What an earlier run did is no work of this one: it counts neither for the rate nor for the estimate.
            self._tasks[step] = self._bars.add_task(step.capitalize(), total=total, completed=done)
        self._bars.update(self._tasks[step], completed=done, total=total)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()
