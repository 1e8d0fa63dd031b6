from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.errors import ReadError
from assistant.ingest.ocr import ocr_missing
from assistant.ingest.readers import read_file
from tests.ingest.documents import pdf_objects

pytestmark = pytest.mark.skipif(ocr_missing() is not None, reason="text recognition is not installed")
WORDS = ("The plan supports ten clusters", "of advanced manufacturing by 2027.")


def picture() -> Image.Image:
    page = Image.new("RGB", (900, 300), "white")
    draw = ImageDraw.Draw(page)
    for place, line in enumerate(WORDS):
        draw.text((60, 60 + 80 * place), line, fill="black", font=ImageFont.load_default(40))
    return page


def check(result: ReadText) -> None:
    words = "".join(result.text.split()).lower()
    assert "supportstenclusters" in words
    assert "2027" in words
    (page,) = result.pages
    assert page.ocr_confidence is not None
    assert page.ocr_confidence > 0.9
    assert any("text recognition" in warning for warning in result.warnings)
    assert len(result.lines) == len(WORDS)


def test_a_picture_is_read_with_its_confidence(tmp_path: Path) -> None:
    picture().save(tmp_path / "a.png")
    check(read_file(tmp_path / "a.png", IngestSettings()))


def test_a_picture_on_its_side_is_turned(tmp_path: Path) -> None:
    picture().rotate(90, expand=True).save(tmp_path / "a.png")
    check(read_file(tmp_path / "a.png", IngestSettings()))


def test_a_scanned_page_is_read_where_it_stands(tmp_path: Path) -> None:
    pixels = np.asarray(picture()).tobytes()
    image = b"<< /Type /XObject /Subtype /Image /Width 900 /Height 300 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    content = b"q 450 0 0 150 72 600 cm /I Do Q"
    file = tmp_path / "scan.pdf"
    file.write_bytes(
        pdf_objects(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                b"/Resources << /XObject << /I 5 0 R >> >> >>",
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
                image + b"/Length %d >>\nstream\n%s\nendstream" % (len(pixels), pixels),
            ]
        )
    )
    result = read_file(file, IngestSettings())
    check(result)
    first = result.lines[0]
    assert first.left == pytest.approx(72 + 60 / 2, abs=6)
    assert 690 < first.bottom < first.top < 730
    with pytest.raises(ReadError, match=r"ingest\.ocr"):
        read_file(file, IngestSettings(ocr=False))
