"""What a sentence says of a quantity -> the thing measured and which measure of it, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.research.indicators import Measure
from assistant.research.quantities import Quantity
from assistant.research.time_frames import TargetKind


class Doubt(StrEnum):
    """What of a figure was guessed."""

    NO_YEAR = "no_year"  # no year is named
    PERIOD_END = "period_end"  # the year is that in which the document's period ends
    NO_BASE_YEAR = "no_base_year"  # from which year it is counted, or of which year a base value is, is not said
    LISTED = "listed"  # more than one thing is named before the figure
    MARKED = "marked"  # the table refers to a note at the figure


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity of a sentence with what it measures, as the text names it, at ``[start, end)`` of the sentence.

    ``doubts`` says what of it was guessed; () when nothing was. ``is_aim`` is true when the words
    themselves say that it is still to be reached (力争, we aim for). ``kind`` is None where only the frame of the
    sentence tells whether it is a target or a result.
    """

    name: str
    measure: Measure
    quantity: Quantity
    start: int
    end: int
    is_aim: bool = False
    base_year: int | None = None
    year: int | None = None  # where the words themselves name it: 15 million cars by 2030
    span: int | None = None  # years the figure covers, where the words say so: 五年增长
    doubts: tuple[Doubt, ...] = ()
    kind: TargetKind | None = None
