"""A line of text -> the heading it is, if it is one: its rank, its label and where the heading ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERAL = r"[零〇一二两三四五六七八九十百千\d]+"
# Rank of each scheme, outermost first. Ranks only order the schemes of one document; levels follow from them.
_SCHEMES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (10, re.compile(rf"第{_NUMERAL}[编篇](?=[\s\u3000：:]|$|[^，。；、的至和及])")),
    (10, re.compile(r"(?:TITLE|Title|PART|Part|Teil|TEIL)\s+(?:\d+|[IVXLC]+)\b(?=\s*[-—–.:]|\s*$|\s+[A-Z])")),
    (20, re.compile(rf"第{_NUMERAL}章(?=[\s\u3000：:]|$|[^，。；、的至和及规])")),
    (20, re.compile(r"(?:CHAPTER|Chapter|KAPITEL|Kapitel)\s+(?:\d+[A-Z]?|[IVXLC]+)\b")),
    (20, re.compile(r"(?:I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII)\.\s+(?=[A-ZÄÖÜ])")),
    (25, re.compile(r"(?:SUBCHAPTER|Subchapter)\s+(?:\d+|[IVXLC]+)\b")),
    (30, re.compile(rf"第{_NUMERAL}节(?=[\s\u3000：:]|$|[^，。；、的至和及])")),
    (30, re.compile(r"(?:SECTION|Section|Abschnitt|Article|ARTICLE|Artikel)\s+\d+[a-z]?\b(?=[.:\s]|$)")),
    (35, re.compile(r"(?:§+\s?\d+[A-Za-z0-9-]*)\.?(?=\s|$)")),
    (40, re.compile(rf"第{_NUMERAL}条(?:之{_NUMERAL})?(?=[\s\u3000：:]|$|[^，。；、的至和及款规])")),
    (45, re.compile(r"专栏\s?\d*(?=[\s\u3000：:]|$|[^，。；])")),
    (50, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (60, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (8, re.compile(r"附件\s?\d*(?=[\s\u3000：:]|$)")),
)
ARTICLE_RANK = 40
_CHINESE_ITEMS = frozenset({50, 60})
# A heading that shares its paragraph with text ends at its first full stop, if that comes early.
_LONGEST_INLINE = 42
_LONGEST_LINE = 90
_SENTENCE_END = re.compile(r"[。；;！？]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at the start of a line.

    ``rank`` orders the schemes, smaller is outer; ``title`` is what a path shows; ``length`` is how many characters of
    the line are the heading, the rest is text.
    """

    rank: int
    title: str
    length: int


def read_heading(line: str) -> Heading | None:
    """The heading that ``line`` (without leading white space) begins with, None when it is plain text."""
    for rank, pattern in _SCHEMES:
        match = pattern.match(line)
        if match:
            return _heading(line, rank, match.end())
    return None


def _heading(line: str, rank: int, label_end: int) -> Heading | None:
    if rank == ARTICLE_RANK:
        # The words after 第三条 are the article itself, not its title.
        return Heading(rank, line[:label_end], label_end)
    end = _SENTENCE_END.search(line)
    if rank in _CHINESE_ITEMS:
        if end is None:
            return Heading(rank, _clean(line), len(line)) if len(line) <= _LONGEST_INLINE else None
        if end.group() == "。" and end.start() <= _LONGEST_INLINE:
            # （一）…。 alone on its line is an item of a list; followed by text it is a heading of that text.
            alone = end.end() == len(line.rstrip())
            return None if alone else Heading(rank, _clean(line[: end.start()]), end.end())
        return None
    if end is not None or len(line) > _LONGEST_LINE * 2:
        return None
    return Heading(rank, _clean(line), len(line))


def _clean(text: str) -> str:
    return " ".join(text.split())
