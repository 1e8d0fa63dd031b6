"""A line of text -> the heading it is, if it is one: its scheme, its number and where the heading ends."""

# A table of patterns reads best with one a line; a Chinese character counts twice for the line length.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.ingest.numerals import chinese_value, latin_value

_NUMERAL = r"[零〇一二两三四五六七八九十百千\d]+"
_LATIN = r"(?:\d+[A-Z]?|[IVXLC]+|[A-Z])"
_GERMAN_ORDINAL = (
    r"(?:Erste|Zweite|Dritte|Vierte|Fünfte|Sechste|Siebte|Siebente|Achte|Neunte|Zehnte|Elfte|Zwölfte)[rs]?"
)
# After a Latin label: a dash, point or colon, the end of the line, or a title with a capital. "Section 3212 of title 42
# shall apply" and "§ 5 Abs. 2 gilt entsprechend" are sentences.
_TITLE_FOLLOWS = (
    r"(?=\s*[-—–.:]|\s*$|\s+(?!(?:Abs|Absatz|Absätze|Satz|Sätze|Nr|Nummer|Buchst|Of|And|The provisions)\b)[A-ZÄÖÜ„“\"])"
)
_NO_MENTION = r"(?=[\s\u3000：:]|$|[^，。；、的至和及规第款所中或以])"

APPENDIX, PART, CHAPTER, SUBCHAPTER, SUBPART, SECTION = 8, 10, 20, 25, 27, 30
PARAGRAPH_SIGN, ARTICLE = 35, 40  # § 12, 第三条, Article 4: the units that laws are cited by
ITEM, SUBITEM, POINT, SUBPOINT = 50, 60, 70, 80  # 一、 （一） 1. （1）
BOX = 95  # 专栏: a box belongs to the heading before it and ends at the next one
ARTICLES = frozenset({PARAGRAPH_SIGN, ARTICLE})
ITEMS = frozenset({ITEM, SUBITEM, POINT, SUBPOINT})

# Ranks only order the schemes of one document, outermost first; levels follow from them.
_SCHEMES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(rf"第(?P<number>{_NUMERAL})(?:编|篇|部分){_NO_MENTION}")),
    (PART, re.compile(rf"(?:TITLE|Title|DIVISION|Division|Teil|TEIL|BOOK|Book|Buch)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (PART, re.compile(rf"{_GERMAN_ORDINAL}\s+(?:Teil|Buch)\b(?=\s*[-—–.:]|\s*$)")),
    (PART + 2, re.compile(rf"(?:SUBTITLE|Subtitle)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (PART + 5, re.compile(rf"(?:PART|Part)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (CHAPTER, re.compile(rf"第(?P<number>{_NUMERAL})章{_NO_MENTION}")),
    (CHAPTER, re.compile(rf"(?:CHAPTER|Chapter|KAPITEL|Kapitel)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (CHAPTER, re.compile(rf"{_GERMAN_ORDINAL}\s+Kapitel\b(?=\s*[-—–.:]|\s*$)")),
    (CHAPTER, re.compile(r"(?P<number>I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII)\.\s*(?=[A-ZÄÖÜ][a-zäöüß])")),
    (SUBCHAPTER, re.compile(rf"(?:SUBCHAPTER|Subchapter|Unterkapitel)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (SUBPART, re.compile(rf"(?:SUBPART|Subpart)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (SECTION, re.compile(rf"第(?P<number>{_NUMERAL})节{_NO_MENTION}")),
    (SECTION, re.compile(rf"(?:SECTION|Section|ABSCHNITT|Abschnitt)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (SECTION, re.compile(rf"{_GERMAN_ORDINAL}\s+Abschnitt\b(?=\s*[-—–.:]|\s*$)")),
    (SECTION + 2, re.compile(rf"(?:SUBSECTION|Subsection|Unterabschnitt)\s+(?P<number>{_LATIN})\b{_TITLE_FOLLOWS}")),
    (PARAGRAPH_SIGN, re.compile(rf"§+\s?(?P<number>\d+[A-Za-z]*(?:[–—-]\d+[a-z]?)?)\b{_TITLE_FOLLOWS}\.?")),
    (PARAGRAPH_SIGN, re.compile(r"(?:SEC\.|Sec\.)\s+(?P<number>\d+[A-Z]?)\.(?=\s|$)")),
    (ARTICLE, re.compile(rf"第\s?(?P<number>{_NUMERAL})\s?条(?:之{_NUMERAL})?{_NO_MENTION}")),
    (ARTICLE, re.compile(rf"(?:ARTICLE|Article|ARTIKEL|Artikel|Art\.)\s+(?P<number>\d+[a-z]?)\b{_TITLE_FOLLOWS}")),
    (BOX, re.compile(rf"专栏\s?(?P<number>{_NUMERAL})?(?=[\s\u3000：:]|$|[^，。；、的中])")),
    (ITEM, re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、")),
    (SUBITEM, re.compile(r"[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]")),
    (POINT, re.compile(r"(?P<number>\d{1,2})(?:[.．](?!\d)|、)\s*(?=\S)")),
    (POINT + 2, re.compile(r"\d{1,2}[.．](?P<number>\d{1,2})(?![.．%\d])[.．]?\s+(?=[^\d\s%])")),
    (POINT + 4, re.compile(r"\d{1,2}[.．]\d{1,2}[.．](?P<number>\d{1,2})(?![.．%\d])[.．]?\s+(?=[^\d\s%])")),
    (SUBPOINT, re.compile(r"[（(](?P<number>\d{1,2})[）)]\s*(?=[^\d\s])")),
    (APPENDIX, re.compile(r"附[件录表]\s?(?P<number>[\d一二三四五六七八九十]*)\s?[：:]?(?=[\s\u3000]+\S|$)")),
    (APPENDIX, re.compile(rf"(?:ANNEX|Annex|APPENDIX|Appendix|ANLAGE|Anlage|Anhang)(?:\s+(?P<number>{_LATIN}))?\b(?=\s*[-—–.:]|\s*$)")),
)  # fmt: skip

# A heading that shares its paragraph with text ends at its first full stop, if that comes early; one alone on its line
# may be longer.
_LONGEST_INLINE = 42
_LONGEST_ALONE = 64
_LONGEST_LINE = 120
_SENTENCE_END = re.compile(r"[。；;！？]")
_LATIN_SENTENCE = re.compile(r"[.;]\s*$|\.\s+[A-ZÄÖÜ]\w*\s+\w+\s")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at the start of a line.

    ``rank`` orders the schemes, smaller is outer; ``number`` is its place in its scheme, None where it has none;
    ``title`` is what a path shows; ``length`` is how many characters of the line are the heading, the rest is text.
    ``label_length`` is the part before the title: 第三条, § 12. ``alone``: the line holds nothing else and ends like a
    sentence, so that it may be an item of a list as well. ``sure``: white space or the line's end follows the label.
    """

    rank: int
    number: int | None
    title: str
    length: int
    label_length: int
    alone: bool = False
    sure: bool = True


def read_heading(line: str) -> Heading | None:
    """The heading that ``line`` (without leading white space) begins with, None when it is plain text."""
    for rank, pattern in _SCHEMES:
        match = pattern.match(line)
        if match:
            return _heading(line, rank, match)
    return None


def _heading(line: str, rank: int, match: re.Match[str]) -> Heading | None:
    written = match.groupdict().get("number")
    number = (chinese_value(written) or latin_value(written)) if written else None
    label_end = match.end()
    if rank in ARTICLES:
        return _article(line, rank, number, label_end)
    end = _SENTENCE_END.search(line)
    if rank in ITEMS or rank in (POINT + 2, POINT + 4):
        return _item(line, rank, number, label_end, end)
    if end is not None or len(line) > _LONGEST_LINE * 1.5 or line.rstrip().endswith((",", "，")):
        return None
    return Heading(rank, number, _clean(line), len(line), label_end)


def _article(line: str, rank: int, number: int | None, label_end: int) -> Heading:
    """第三条 names the article, and the words after it are its text; § 12 and Article 4 may have a title."""
    label = line[:label_end]
    sure = label_end == len(line) or line[label_end].isspace() or line[label_end] in "：:."
    titled = not label.startswith("第") and len(line) <= _LONGEST_LINE and not _LATIN_SENTENCE.search(line[label_end:])
    if titled:
        return Heading(rank, number, _clean(line), len(line), label_end, sure=sure)
    return Heading(rank, number, _clean(label).rstrip("."), label_end, label_end, sure=sure)


def _item(line: str, rank: int, number: int | None, label_end: int, end: re.Match[str] | None) -> Heading | None:
    whole = line.rstrip()
    if whole[-1] in ":：,，":
        return None
    if end is None:
        longest = _LONGEST_INLINE if _is_chinese(whole) else _LONGEST_LINE
        if len(whole) > longest or (not _is_chinese(whole) and _LATIN_SENTENCE.search(whole[label_end:])):
            return None
        return Heading(rank, number, _clean(whole), len(line), label_end, alone=rank not in (ITEM, SUBITEM))
    if end.group() != "。":
        return None
    alone = end.end() == len(whole)
    if end.start() > (_LONGEST_ALONE if alone else _LONGEST_INLINE):
        return None
    return Heading(rank, number, _clean(line[: end.start()]), end.end(), label_end, alone=alone)


def _is_chinese(text: str) -> bool:
    return re.search(r"[\u3400-\u9fff]", text) is not None


def _clean(text: str) -> str:
    return " ".join(text.split())
