"""Long work -> calls that tell how far it is; rooms report, the command line and the page draw."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told after every step; ``total`` is None while it is not known."""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """``step`` names the work ("reading", "embedding"); ``done`` counts from 0 to ``total``."""


def silent(step: str, done: int, total: int | None) -> None:
    """Report nothing."""
