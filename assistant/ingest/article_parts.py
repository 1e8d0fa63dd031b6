"""The lines of one article -> its paragraphs (第二款) and numbered parts ((a)(1), （一）) with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ingest.enumerations import Part, number_parts, read_label

_NUMERALS = "一二三四五六七八九十"
# What a paragraph or an item ends in; a line that ends otherwise was broken in the middle of a sentence.
_WHOLE = re.compile(r"[。；：:;！？…）)】”\"’]\s*$")
_MOST_PARAGRAPHS = 60
_LONGEST_TITLE = 100  # characters; a longer heading of the format is the text of the part itself


@dataclass(frozen=True, slots=True)
class PartMark:
    """A part of an article that starts at ``start``; ``depth`` 0 is a paragraph, 1 and more are numbered parts."""

    start: int
    depth: int
    title: str


def article_parts(lines: Sequence[tuple[int, str, bool]], count_paragraphs: bool) -> list[PartMark]:
    """The parts of one article in order of their places.

    ``lines``: (start, words, whether the format calls it a heading), the first being what stands behind the article's
    label, empty where nothing does. ``count_paragraphs``: name its paragraphs by number as Chinese law does; done only
    where there are two of them and no line breaks off within a sentence.
    """
    labels = [(position, read_label(words)) for position, (_, words, _) in enumerate(lines)]
    parts = {part.position: part for part in number_parts(labels)}
    paragraphs = _paragraphs(lines, parts) if count_paragraphs else {}
    marks = []
    for position, (start, words, stated) in enumerate(lines):
        if position in paragraphs:
            marks.append(PartMark(start, 0, f"第{_chinese(paragraphs[position])}款"))
        part = parts.get(position)
        if part is not None:
            titled = stated and len(words) <= _LONGEST_TITLE
            marks.append(PartMark(start, part.depth, " ".join(words.split()) if titled else part.label.text))
    return marks


def _paragraphs(lines: Sequence[tuple[int, str, bool]], parts: dict[int, Part]) -> dict[int, int]:
    """Position -> number of each paragraph; {} when there is only one, or the lines are no whole paragraphs."""
    own = [position for position, (_, words, _) in enumerate(lines) if words and position not in parts]
    written = [words for _, words, _ in lines if words]
    broken = any(not _WHOLE.search(words) for words in written[:-1])
    if broken or not 2 <= len(own) <= _MOST_PARAGRAPHS:
        return {}
    return {position: number for number, position in enumerate(own, start=1)}


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十") + (
        _NUMERALS[ones - 1] if ones else ""
    )
