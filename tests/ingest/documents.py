"""Small documents made in code -> bytes of the formats that are read."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A small PDF in a standard font, one list of lines a page, all in one column from the top."""
    return placed_pdf([[(72, 760 - 16 * place, 12, line) for place, line in enumerate(page)] for page in pages])


def placed_pdf(
    pages: Sequence[Sequence[tuple[float, float, float, str]]], rotate: int = 0, drawn: bytes = b""
) -> bytes:
    """A PDF whose lines stand where they are put: (left, foot, size, words), points from the lower left corner.

    ``drawn``: operators of every page before its text, such as ruled lines. Chinese words get a font of their own.
    """
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    chinese = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>"
    )
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 6 0 R >>"
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >>"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font, chinese, descendant, descriptor]
    kids = []
    for page in pages:
        stream = drawn + b"".join(
            b"BT /%s %g Tf 1 0 0 1 %g %g Tm %s Tj ET\n" % (_font(words), size, left, foot, _shown(words))
            for left, foot, size, words in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (rotate, len(objects))
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return pdf_objects(objects)


def pdf_objects(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalog."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


def _font(words: str) -> bytes:
    return b"F2" if _is_wide(words) else b"F1"


def _is_wide(words: str) -> bool:
    return any(character >= "\u3000" for character in words)


def _shown(words: str) -> bytes:
    return b"<%s>" % words.encode("utf-16-be").hex().encode() if _is_wide(words) else b"(%s)" % _escaped(words)


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
