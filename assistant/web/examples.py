"""examples.toml -> the questions the page offers, each with the place the library must hold for it to make sense."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("examples.toml")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its place, and what a right answer from the bundled digests cites."""

    question: str
    place: str
    document: str
    quote: str


def read_examples() -> dict[str, tuple[Example, ...]]:
    """The examples by the language of the page, in the order in which they are offered."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {language: tuple(Example(**entry) for entry in entries) for language, entries in content.items()}
