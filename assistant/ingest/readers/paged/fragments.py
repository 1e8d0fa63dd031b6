"""A page source -> what stands on its pages: runs of text with boxes, ruled lines, pictures. The nouns of this package.

Coordinates are points with the origin bottom-left, in the frame in which the text stands upright;
:meth:`PageContent.displayed` turns a box into the frame of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, origin bottom-left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from bottom to top."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Height of the horizontal centre line."""
        return (self.bottom + self.top) / 2

    def shares_line(self, other: Box) -> bool:
        """Whether both stand on one line: they overlap by half the height of the lower one."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap > 0.5 * min(self.height, other.height)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all ``boxes`` (at least one)."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.bottom for box in every),
        max(box.right for box in every),
        max(box.top for box in every),
    )


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text on one line without a wide gap in it.

    ``size`` is the em of its type in points; ``order`` its place in the file's own order; ``confidence`` (0..1) is that
    of a recognised line, None for text of the file itself.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    order: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, horizontal or vertical, at ``at``, from ``start`` to ``end`` along its direction."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page. ``turn``: quarter turns clockwise that bring the upright frame to the page as it is shown.

    ``aside`` is text that runs in another direction than the page's own. ``has_picture`` says that the page may be a
    scan when it has no text; ``damaged`` counts characters whose font does not say what they are.
    """

    number: int
    width: float
    height: float
    fragments: tuple[Fragment, ...]
    aside: tuple[Fragment, ...] = ()
    rules: tuple[Rule, ...] = ()
    turn: int = 0
    has_picture: bool = False
    damaged: int = 0
    confidence: float | None = None
    problem: str | None = None  # why the page could not be read, for the reader of the document

    @property
    def characters(self) -> int:
        """Characters of text without white space."""
        return sum(len("".join(fragment.text.split())) for fragment in (*self.fragments, *self.aside))

    def displayed(self, box: Box) -> Box:
        """``box`` in the frame of the page as it is shown, origin bottom-left."""
        return turned(box, self.turn, self.width, self.height)


def turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """``box`` of a page of ``width`` and ``height`` after ``quarters`` quarter turns clockwise of that page."""
    quarters %= 4
    if quarters == 1:
        return Box(box.bottom, width - box.right, box.top, width - box.left)
    if quarters == 2:
        return Box(width - box.right, height - box.top, width - box.left, height - box.bottom)
    if quarters == 3:
        return Box(height - box.top, box.left, height - box.bottom, box.right)
    return box
