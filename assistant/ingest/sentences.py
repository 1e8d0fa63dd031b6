"""Text -> the spans of its sentences, in Chinese, English and German."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.domain import Span

# After a Chinese full stop and whatever closes with it; after a Latin one before a capital, a digit's list mark or a
# quote; at every line break.
_BOUNDARY = re.compile(
    r"[。！？!?…]+[”’」』）)】》\"']*"
    r"|(?<=[a-zäöüß0-9)\]”\"’%])\.[)”\"’]*(?=\s+[A-ZÄÖÜ(„“\"§\d])"
    r"|\n+"
)
# A full stop after one of these ends an abbreviation.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„“])(?:[A-ZÄÖÜ]|[A-Z]\.[A-Z]|U\.S|U\.S\.C|No|Nr|Art|Abs|Sec|Secs|St|Dr|Mr|Ms|Mrs|Prof|Inc|Corp|Co|Ltd|"
    r"vol|pp?|ff?|cf|vs|etc|e\.g|i\.e|approx|ca|bzw|usw|z\.\s?B|d\.\s?h|u\.\s?a|Mio|Mrd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|Pub|Stat|Rev|par|subsec)$"
)
# An ordinal in German dates and lists ("am 3. Oktober") is no end of a sentence.
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}$")
_SEMICOLON = re.compile(r"[；;]")
_LONGEST = 400  # characters; a longer sentence is cut at its semicolons, which separate the items of Chinese lists


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Sentence spans within ``text[start:end]``: in order, trimmed, together holding all but white space."""
    last = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, last):
        if text[match.start()] == "." and _is_abbreviation(text, begin, match.start()):
            continue
        spans.extend(_pieces(text, begin, match.end()))
        begin = match.end()
    spans.extend(_pieces(text, begin, last))
    return tuple(spans)


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    before = text[max(begin, stop - 12) : stop]
    return bool(_ABBREVIATION.search(before) or _ORDINAL.search(before))


def _pieces(text: str, begin: int, end: int) -> list[Span]:
    span = _trimmed(text, begin, end)
    if span is None:
        return []
    if span.end - span.start <= _LONGEST:
        return [span]
    cuts = [match.end() for match in _SEMICOLON.finditer(text, span.start, span.end)]
    edges = [span.start, *cuts, span.end]
    pieces = (_trimmed(text, first, second) for first, second in pairwise(edges))
    return [piece for piece in pieces if piece is not None]


def _trimmed(text: str, begin: int, end: int) -> Span | None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return Span(begin, end) if begin < end else None
