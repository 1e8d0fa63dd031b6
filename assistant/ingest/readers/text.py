"""A plain text file -> canonical text (verbatim) with one block a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain import Block, BlockKind, ReadText
from assistant.ingest.encoding import decode

# What a web page prints around its text and a copied page keeps at its head and foot.
_CLIPPING = re.compile(
    r"^(?:下载|打印|全屏|收藏|分享|关闭|加大|还原|减小|大|中|小|首页|>|】|"
    r"【?\s?字[号体体][：:：]?.{0,8}|您的位置[:：]?|当前位置.{0,30}|扫一扫.{0,20}|责任编辑[:：].{0,20}|"
    r"\[\s?打印\s?\]|\[\s?关闭\s?\]|分享到.{0,10})$"
)
_CLIPPING_REACH = 40  # lines from the head and the foot


def read_text(path: Path) -> ReadText:
    """Read a text file; every line that is not empty is a block, hard-wrapped paragraphs are one block.

    Raises:
        ReadError: it is not text.
    """
    decoded = decode(path.read_bytes())
    return ReadText(decoded.text, tuple(text_blocks(decoded.text)), warnings=decoded.warnings)


def text_blocks(text: str) -> Iterator[Block]:
    """Blocks of a plain text."""
    lines = list(_lines(text))
    last = len(lines)
    for position, (start, end) in enumerate(lines):
        near_edge = position < _CLIPPING_REACH or position >= last - _CLIPPING_REACH
        if near_edge and _CLIPPING.match(text[start:end].strip()):
            yield Block(start, end, BlockKind.RUNNING_HEAD)
        else:
            yield Block(start, end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the lines that hold something, without white space at their ends."""
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end
