"""Bytes of a text file -> its characters, with the encoding found and any damage told."""

from __future__ import annotations

import codecs
import re
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
_USUAL = re.compile(r"[\u0009-\u007e\u00a0-\u00ff\u2010-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_MOSTLY = 0.95
_MOST_ZEROS = 4  # zero bytes among the first 4,096 that are damage and not another kind of file
_WHOLE_FOR_DAMAGED = 5  # characters of several bytes that are whole for each that is not, in a text that is UTF-8
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_LEAST_PAIRED = 0.4  # share of bytes in pairs; a German text in Latin-1 has 0.05
_LOWEST_COMMON_SECOND = 0x80
_MOST_LOW = 0.1
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


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly all of it is Han, Latin or their punctuation in one order of bytes."""
    sample = content[: 40_000 - len(content[:40_000]) % 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if len(_USUAL.findall(text)) >= _MOSTLY * len(text):
            return encoding
    return None


def _damaged_utf8(content: bytes) -> bool:
    """Whether the text is UTF-8 but for a few bytes that a disk or a cut has spoiled."""
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - damaged
    return damaged <= _MOST_DAMAGE * len(text) and whole >= _WHOLE_FOR_DAMAGED * damaged


def _chinese(content: bytes) -> str | None:
    """GB18030 or Big5 where most bytes belong to two-byte characters; None for other texts.

    The second byte of the common characters of GB2312 is always above 0xA0; in Big5 four of ten lie in 0x40-0x7E.
    """
    sample = content[:200_000]
    seconds = [pair[1] for pair in _PAIR.findall(sample)]
    if 2 * len(seconds) < _LEAST_PAIRED * len(sample.translate(None, b" \t\r\n")):
        return None
    low = sum(second < _LOWEST_COMMON_SECOND for second in seconds)
    return "big5" if low > _MOST_LOW * len(seconds) else "gb18030"


def _detect(content: bytes) -> str:
    if content[:4096].count(0) > _MOST_ZEROS:
        unmarked = _unmarked_utf16(content)
        if unmarked is None:
            raise ReadError("it is not a text file (it holds zero bytes)")
        return unmarked
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    if _damaged_utf8(content):
        return "utf-8"
    chinese = _chinese(content)
    if chinese is not None:
        return chinese
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=["gb18030", "big5", "cp1252", "utf_8"]).best()
    if best is None:
        raise ReadError("it is not text in any encoding known here; save it as UTF-8")
    return str(best.encoding)
