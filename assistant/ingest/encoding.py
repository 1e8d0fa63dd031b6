"""Bytes of a text file -> its characters, with the encoding found and any damage told."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from assistant.errors import ReadError

# Tried in this order when the file says nothing: what Chinese, English and German offices write.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_DAMAGE = 0.02  # share of characters that could not be read above which a text is refused


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line feeds as line ends and no byte order mark."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


def decode(content: bytes) -> Decoded:
    """Decode a text file: byte order mark, then UTF-8, then detection among GB18030, Big5 and Western encodings.

    Raises:
        ReadError: the bytes are no text in any encoding known.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None) or _detect(content)
    text = content.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    if damaged > _MOST_DAMAGE * len(text):
        raise ReadError("it is not text in any encoding known here; save it as UTF-8")
    warnings = []
    if damaged:
        warnings.append(f"{damaged} characters could not be read as {encoding} and show as \ufffd")
    if encoding not in ("utf-8", "utf-8-sig"):
        warnings.append(f"read as {encoding}")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, tuple(warnings))


def _detect(content: bytes) -> str:
    if b"\x00" in content[:4096]:
        raise ReadError("it is not a text file (it holds zero bytes)")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=["gb18030", "big5", "cp1252", "utf_8"]).best()
    if best is None:
        raise ReadError("it is not text in any encoding known here; save it as UTF-8")
    return str(best.encoding)
