"""A picture file (JPEG, PNG, TIFF …) -> its recognised text, one page a frame."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.errors import ReadError
from assistant.ingest.ocr import LONGEST_SIDE
from assistant.ingest.readers.paged.document import build_text
from assistant.ingest.readers.paged.recognised import recognised_page
from assistant.ingest.readers.scans import Heartbeat, make_recogniser, recognition_warnings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})
PAGE_HEIGHT = 842.0  # points given to the longer side of a picture, which knows no paper: A4
MOST_PIXELS = 100_000_000
MOST_FRAMES = 2_000
_SMALLEST_SIDE = 600  # pixels below which small print is enlarged before recognition


def read_image(path: Path, settings: IngestSettings, heartbeat: Heartbeat) -> ReadText:
    """Recognise a picture.

    Raises:
        ReadError: it is damaged, too large, holds no text, or recognition is switched off or not installed.
    """
    recogniser = make_recogniser(settings)
    pages = []
    for number, picture in enumerate(frames(path), start=1):
        height, width = picture.shape[:2]
        scale = PAGE_HEIGHT / max(height, width)
        pages.append(recognised_page(recogniser, _fitted(picture), number, width * scale, height * scale))
        heartbeat()
    read = build_text(pages, {}, (), recognition_warnings(pages))
    if not read.text.strip():
        raise ReadError("no text was recognised in the picture")
    return read


def frames(path: Path) -> Iterator[NDArray[np.uint8]]:
    """The frames of a picture file upright, each of shape (height, width, 3), blue-green-red.

    Raises:
        ReadError: it is damaged, too large or has too many frames.
    """
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as opened:
                for number, frame in enumerate(ImageSequence.Iterator(opened)):
                    if number >= MOST_FRAMES:
                        raise ReadError(f"the picture has more than {MOST_FRAMES:,} frames; split it into parts")
                    upright: Any = ImageOps.exif_transpose(frame)
                    yield np.ascontiguousarray(np.asarray(_opaque(upright))[:, :, ::-1])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ReadError(f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels; shrink it") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as problem:
        raise ReadError(f"the picture is damaged ({' '.join(str(problem).split())[:120]})") from None


def _opaque(picture: Any) -> Any:
    """In RGB; what is transparent becomes white, as on paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        from PIL import Image

        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return picture.convert("RGB")


def _fitted(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture shrunk or enlarged to the size in which print is recognised best."""
    import numpy as np
    from PIL import Image

    height, width = picture.shape[:2]
    longest = max(height, width)
    factor = LONGEST_SIDE / longest if longest > LONGEST_SIDE else 2 if longest < _SMALLEST_SIDE else 1
    if factor == 1:
        return picture
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))
