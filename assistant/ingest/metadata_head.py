"""Canonical text -> the lines of its head: where title, number, date and addressees stand, without page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain import BlockKind, ReadText

HEAD_LINES = 60  # lines that hold text
HEAD_CHARACTERS = 6000  # a contents list or a long list of addressees still fits


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the canonical text without white space and heading marks: ``text[start:end]``."""

    text: str
    start: int
    end: int
    level: int | None = None  # heading level, where the format states one


# What surrounds the text on a saved web page: buttons, breadcrumbs, source and time of publication.
_FURNITURE = re.compile(
    r"(?:下载|打印|全屏|收藏|加大|还原|减小|大|中|小|】|[>＞|｜]|首页|分享[:：]?|关闭|返回|扫一扫.*|视力保护色.*|"
    r"(?:当前|您的|您现在的|现在)位置.*|【?字[号体][:：]?.*|(?:信息)?来\s*源[:：]?.*|稿源[:：].*|"
    r"(?:发布|发表|更新|成文|公开)?(?:时间|日期)[:：].*|(?:发表|发布)时间[:：]?|"
    r"(?:阅读量?|浏览量?|点击|访问)(?:次数)?[:：]?\s*\d*|(?:作者|责任编辑|编辑|责编|记者|索引号|主题分类|分类|信息索引)[:：].*|"
    r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{0,2}秒?)?)?|"
    r"\d{4}年\d{2}月\d{2}日\s*\d{2}时\d{2}分|政务信息|政府信息公开|政务公开|[一-鿿]{2,4}要闻|.*(?:摄|/图)|"
    r"Print|Share|Home|Skip to .*|Toggle .*|\d{1,4}|[-—–_=*·•.\s]+)"
)
_SALUTATION = re.compile(r"(?:各位(?:代表|委员|同志)|同志们|女士们|先生们).{0,20}[:：]\W*")
_BODY = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[篇编章节条][\s　:：、]|第[一1]条|[一1]、|（一）|"
    r"§\s*\d|(?:Article|Section|CHAPTER|Chapter|Part|PART)\s+[\dIVX]+\b)"
)
_EMPHASIS = "*_"  # around a whole line of a converted page: _ **WORDS** _
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_EDGE = " \t\r\u3000\xa0" + _INVISIBLE


def head_lines(read: ReadText) -> tuple[Line, ...]:
    """The first lines that hold text, in order, furniture and running heads left out."""
    levels = {block.start: block.level for block in read.blocks if block.level is not None}
    skipped = [block for block in read.blocks if block.kind in (BlockKind.RUNNING_HEAD, BlockKind.CONTENTS)]
    lines: list[Line] = []
    position = 0
    for raw in read.text[:HEAD_CHARACTERS].split("\n"):
        start, position = position, position + len(raw) + 1
        if any(block.start <= start < block.end for block in skipped):
            continue
        line = _trimmed(raw, start, levels.get(start))
        if line.text and not is_furniture(line.text):
            lines.append(line)
        if len(lines) == HEAD_LINES:
            break
    return tuple(lines)


def before_body(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines above the salutation, the first article or the first numbered heading."""
    for index, line in enumerate(lines):
        if is_salutation(line.text) or _BODY.match(line.text):
            return lines[:index]
    return lines


def is_furniture(text: str) -> bool:
    """True for a line of a web page's frame: 【字号：, 来源：…, a breadcrumb, a lone date or page number."""
    return _FURNITURE.fullmatch(text) is not None


def is_salutation(text: str) -> bool:
    """True for 各位代表： and the like, which open a speech."""
    return _SALUTATION.fullmatch(text) is not None


def _trimmed(raw: str, start: int, level: int | None) -> Line:
    marks = re.match(r"[\s" + _INVISIBLE + r"]*(#{1,6})[ \t]+", raw)
    if marks:
        level = level or len(marks[1])
        raw_rest, start = raw[marks.end() :], start + marks.end()
    else:
        raw_rest = raw
    left = len(raw_rest) - len(raw_rest.lstrip(_EDGE))
    text = raw_rest.strip(_EDGE)
    words = text.strip(_EMPHASIS + _EDGE)
    if words and text[0] in _EMPHASIS and text[-1] in _EMPHASIS:
        left, text = left + text.index(words), words
    return Line(text, start + left, start + left + len(text), level)
