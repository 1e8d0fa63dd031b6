"""A citation -> the reference that official writing gives: 《题名》（文号），发布机关，日期，第N页.

English and German texts are named in the same order with their own punctuation. The order is that of Chinese official
documents, which name title, number, issuing body and date.
"""

from __future__ import annotations

import re

from assistant.domain import Citation, DatePrecision, DocumentKind, Metadata, PolicyDate
from assistant.render.words import digest_words, label

_PART_OF_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]+[款项目]$|\([a-z0-9]+\)")
_LONGEST_PLACE = 30
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def reference(citation: Citation) -> str:
    """Title, number, issuing body, date, place and page, in the language of the cited document."""
    metadata = citation.document.metadata
    language = "zh" if metadata.language == "zh" else "en"
    parts = [
        _title(metadata, language),
        "、".join(metadata.authorities[:2]) if language == "zh" else ", ".join(metadata.authorities[:2]),
        date_words(metadata.date, language) if metadata.date else "",
        _place(citation),
        label("page", language, citation.page) if citation.page is not None else "",
    ]
    joined = [part for part in parts if part]
    return "，".join(joined) + "。" if language == "zh" else ", ".join(joined) + "."


def date_words(date: PolicyDate, language: str) -> str:
    """2026年1月25日, or 25 January 2026; only what is known."""
    day = date.day
    if language == "zh":
        month = f"{day.month}月" if date.precision is not DatePrecision.YEAR else ""
        return f"{day.year}年{month}" + (f"{day.day}日" if date.precision is DatePrecision.DAY else "")
    if date.precision is DatePrecision.YEAR:
        return str(day.year)
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if date.precision is DatePrecision.DAY else month


def _title(metadata: Metadata, language: str) -> str:
    number = metadata.numbers[0] if metadata.numbers else ""
    digest = metadata.kind is DocumentKind.DIGEST
    if language == "zh":
        bare = metadata.title.strip("《》")
        notes = "，".join(part for part in (number, digest_words(metadata, language) if digest else "") if part)
        return f"《{bare}》" + (f"（{notes}）" if notes else "")
    notes = ", ".join(part for part in (number, digest_words(metadata, language) if digest else "") if part)
    return f"“{metadata.title}”" + (f" ({notes})" if notes else "")


def _place(citation: Citation) -> str:
    """The innermost heading over the whole quote, a paragraph with its article: 第四条第一款; none for the title."""
    path: tuple[str, ...] = ()
    for section in citation.document.sections:
        if section.start <= citation.start and citation.end <= section.end:
            path = section.path
    if len(path) < 2 or path[-1] == citation.document.metadata.title:
        return ""
    named = path[-2] + path[-1] if _PART_OF_ARTICLE.match(path[-1]) and len(path) > 2 else path[-1]
    return named if len(named) <= _LONGEST_PLACE else f"{named[: _LONGEST_PLACE - 1]}…"
