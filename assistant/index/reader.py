"""A question and texts -> readings: whether each text answers it, and with which words. What a reader must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Context:
    """A text to be read: ``heading`` says what it is part of and is read with it, but holds no answer."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one text.

    ``answers`` is the logit of the chance that the text answers the question; ``margin`` how much better the best words
    score than "no words"; ``start`` and ``end`` are the offsets of these words in the text, half-open.
    """

    answers: float
    margin: float
    start: int
    end: int


class Reader(Protocol):
    """What reads texts with a question in mind. The reading of a text does not depend on the texts beside it."""

    def load(self) -> None:
        """Load what the first reading would wait for."""
        ...

    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        """One reading a text, in the order given; what the model cannot take in is cut at the end."""
        ...
