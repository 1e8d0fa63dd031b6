"""A recognised picture of a page -> a page with fragments, as if it had a text layer."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from assistant.ingest.ocr import RecognisedLine, Recogniser
from assistant.ingest.readers.paged.fragments import Box, Fragment, PageContent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EM_OF_BOX = 0.8  # em of the type as a share of the height of its box, measured on pages whose type is known
# Boxes of one type differ in height by so much, because some lines have longer strokes than others.
_SAME_TYPE = 0.25


def recognised_page(
    recogniser: Recogniser, picture: NDArray[np.uint8], number: int, width: float, height: float
) -> PageContent:
    """The text of the picture of a page that is ``width`` by ``height`` points as it is shown."""
    found = recogniser.recognise(picture)
    sideways = found.turns % 2 == 1
    upright_width, upright_height = (height, width) if sideways else (width, height)
    pixels = picture.shape[0] if sideways else picture.shape[1]
    scale = upright_width / pixels
    usual = median([line.bottom - line.top for line in found.lines]) * scale if found.lines else 10.0
    fragments = tuple(_fragment(line, order, scale, upright_height, usual) for order, line in enumerate(found.lines))
    return PageContent(
        number,
        upright_width,
        upright_height,
        fragments,
        turn=-found.turns % 4,
        has_picture=True,
        confidence=round(found.confidence, 4),
    )


def _fragment(line: RecognisedLine, order: int, scale: float, page_height: float, usual: float) -> Fragment:
    box = Box(line.left * scale, page_height - line.bottom * scale, line.right * scale, page_height - line.top * scale)
    height = usual if abs(box.height - usual) <= _SAME_TYPE * usual else box.height
    return Fragment(line.text, box, round(_EM_OF_BOX * height, 1), order=order, confidence=line.confidence)
