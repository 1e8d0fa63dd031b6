"""The start of a line -> whether a number or sign there begins an item, an article or a numbered heading."""

from __future__ import annotations

import re

_NUMERAL = r"[零〇一二三四五六七八九十百千\d]+"
_ARTICLE = re.compile(rf"第{_NUMERAL}[编篇章节条](?![^\s\u3000]{{0,2}}(?:规定|所列|所称|的|、|和|至|或|第))")
_MARK = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．.]|[（(]\d{1,2}[）)]|\d{1,2}[）)、．]|\d{1,2}\.(?=\s|[^\d\s])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s|[\u3400-\u9fff])|[①-⑳]|[•●▪■◆◇○➢✓\uf000-\uf0ff]|[-–—*·]\s|§+\s?\d|附件|专栏|[（(][a-zA-Z][）)]|[a-zA-Z][）)]\s"
    r"|[（(](?:i|ii|iii|iv|v|vi|vii|viii|ix|x)[）)]|(?:PART|TITLE|CHAPTER|SECTION|ARTICLE|SEC\.)\s"
)


def has_own_scheme(text: str) -> bool:
    """Whether a heading carries a number or sign that says its place: 第一章, 一、, 1.2, § 3."""
    return bool(_MARK.match(text) or _ARTICLE.match(text))
