"""A picture of a page -> the lines of text on it, each with its box and how sure the recognition is.

The only module that knows rapidocr, whose wheel carries its models. Its classifier of upside-down lines is switched
off: on upright pages it turns long lines round and loses them (character error 0.13 with it, 0.00 without).
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGES = "rapidocr>=3.10,<4"
# Mean confidence of a page, weighted by characters, below which its text must not be trusted unseen.
LOWEST_CONFIDENCE = 0.85
LONGEST_SIDE = 2000  # pixels; the recogniser shrinks larger pictures itself
# Pages whose recognition is worse than this, or whose lines run up and down, are tried in the other directions too.
_WELL_READ = 0.8


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line with its box in pixels, origin top-left; ``confidence`` is 0..1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """The lines of a picture after ``turns`` quarter turns clockwise that bring its text upright."""

    lines: tuple[RecognisedLine, ...]
    turns: int

    @property
    def confidence(self) -> float:
        """Mean of the lines, weighted by their characters; 0 without lines."""
        characters = sum(len(line.text) for line in self.lines)
        return sum(line.confidence * len(line.text) for line in self.lines) / characters if characters else 0.0

    @property
    def gain(self) -> float:
        """Characters read times how surely: the measure by which the right way up is chosen."""
        return sum(line.confidence**4 * len(line.text) for line in self.lines)


def ocr_missing() -> str | None:
    """What to type when the packages for recognition are not installed, None when they are."""
    wanted = ("rapidocr", "cv2", "onnxruntime")
    if all(importlib.util.find_spec(name) is not None for name in wanted):
        return None
    return f'text recognition is not installed; type: python -m pip install "{PACKAGES}"'


class Recogniser:
    """Reads pictures with the models of the wheel; they are loaded with the first picture.

    ``threads``: processor threads to use, 0 = all.
    """

    def __init__(self, threads: int = 0) -> None:
        self._threads = threads
        self._engine: Any = None

    def recognise(self, picture: NDArray[np.uint8]) -> Recognition:
        """Read a picture of shape (height, width, 3), 8 bits, blue-green-red; sideways pages are turned."""
        import numpy as np

        best = self._read(picture, 0)
        if best.lines and best.confidence >= _WELL_READ and not _mostly_upright_boxes(best.lines):
            return best
        if not best.lines:
            return best
        for turns in (1, 3, 2):
            other = self._read(np.ascontiguousarray(np.rot90(picture, -turns)), turns)
            if other.gain > 1.2 * best.gain:
                best = other
        return best

    def _read(self, picture: NDArray[np.uint8], turns: int) -> Recognition:
        found = self._loaded()(picture)
        if found.boxes is None or not found.txts:
            return Recognition((), turns)
        lines = []
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
            if text.strip():
                lines.append(RecognisedLine(text.strip(), min(xs), min(ys), max(xs), max(ys), float(score)))
        return Recognition(tuple(lines), turns)

    def _loaded(self) -> Any:
        if self._engine is None:
            from rapidocr import RapidOCR

            self._engine = RapidOCR(
                params={
                    "Global.use_cls": False,
                    "Global.log_level": "critical",
                    "Global.text_score": 0.3,  # unsure lines are kept: the confidence of the page tells of them
                    "EngineConfig.onnxruntime.intra_op_num_threads": self._threads or -1,
                }
            )
        return self._engine


def _mostly_upright_boxes(lines: tuple[RecognisedLine, ...]) -> bool:
    """Whether most lines of several characters are taller than wide: the page lies on its side."""
    long = [line for line in lines if len(line.text) >= 3]
    tall = [line for line in long if line.bottom - line.top > 1.5 * (line.right - line.left)]
    return 2 * len(tall) > len(long)
