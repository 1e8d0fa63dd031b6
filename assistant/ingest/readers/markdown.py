"""A Markdown file -> canonical text (verbatim, front matter cut off) with headings, lists and tables as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from assistant.domain import Block, BlockKind, ReadText
from assistant.errors import ReadError
from assistant.ingest.encoding import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})\s+\S")
_LIST = re.compile(r"\s{0,3}(?:[-*+•]|\d{1,3}[.)])\s+\S")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
# A short comment is a note of the editor; a long or unclosed one is text that somebody commented by mistake.
_COMMENT = re.compile(r"\s*<!--(?:.{0,200}?)-->\s*$")
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")
_OPEN_COMMENT = re.compile(r"\s*(?:<!--|-->)\s*$")


def read_markdown(path: Path) -> ReadText:
    """Read a Markdown file; front matter becomes ``format_metadata`` with its keys in lower case.

    Raises:
        ReadError: it is not text, or its front matter is not YAML.
    """
    decoded = decode(path.read_bytes())
    metadata: Mapping[str, str] = {}
    text = decoded.text
    found = _FRONT_MATTER.match(text)
    if found:
        metadata = _front_matter(found[1])
        text = text[found.end() :]
    return ReadText(text, tuple(markdown_blocks(text)), format_metadata=metadata, warnings=decoded.warnings)


def _front_matter(content: str) -> Mapping[str, str]:
    try:
        # "a: [*b, *b]" over ten levels is a gigabyte; nobody describes a document so.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(content)):
            raise ReadError("its front matter refers to other parts of itself (*name); write the values out")
        values = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise ReadError(f"its front matter is not valid YAML: {' '.join(str(problem).split())[:160]}") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ReadError("its front matter is not a list of keys and values")
    return {str(key).lower(): _value(value) for key, value in values.items() if value is not None}


def _value(value: object) -> str:
    """A value as a catalog would write it: the items of a list separated by semicolons."""
    return "; ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def markdown_blocks(text: str) -> Iterator[Block]:
    """Blocks of a Markdown text: a line each, the rows of a table together."""
    position = 0
    table_start: int | None = None
    table_end = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if _TABLE.match(line):
            table_start = start if table_start is None else table_start
            table_end = end
            continue
        if table_start is not None:
            yield Block(table_start, table_end, BlockKind.TABLE)
            table_start = None
        if line.strip():
            yield _block(line, start, end)
    if table_start is not None:
        yield Block(table_start, table_end, BlockKind.TABLE)


def _block(line: str, start: int, end: int) -> Block:
    heading = _HEADING.match(line)
    if heading:
        return Block(start, end, BlockKind.HEADING, level=len(heading[1]))
    if _COMMENT.match(line) or _OPEN_COMMENT.match(line) or _IMAGE.match(line):
        return Block(start, end, BlockKind.RUNNING_HEAD)
    return Block(start, end, BlockKind.LIST_ITEM if _LIST.match(line) else BlockKind.PARAGRAPH)
