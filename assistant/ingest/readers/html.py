"""A saved web page -> its main text once, with headings, lists and tables as blocks, and what its head says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.domain import Block, BlockKind, ReadText
from assistant.errors import ReadError
from assistant.ingest.encoding import decode

_DROPPED = (
    "script, style, noscript, nav, header, footer, aside, form, iframe, svg, button, template, .pchide, .share, .print"
)
# Where government sites keep the text, most specific first.
_MAIN = ("#UCAP-CONTENT", ".TRS_Editor", ".pages_content", "#zoom", "article", "main", "[role=main]", ".content")
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "blockquote", "pre", "figcaption"}
_LEAST_MAIN = 200  # characters below which a container is taken for a teaser
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_LABELS = re.compile(
    r"^(?:索\s?引\s?号|标\s*题|发文机关|发文字号|主题分类|公文种类|成文日期|发布日期|发布机构|有效性)[:：]?$"
)


def read_html(path: Path) -> ReadText:
    """Read a web page; ``format_metadata`` holds its title, meta tags and the labelled cells of its metadata table.

    Raises:
        ReadError: it holds no text.
    """
    from selectolax.lexbor import LexborHTMLParser

    content = path.read_bytes()
    named = _CHARSET.search(content[:2048])
    tree = LexborHTMLParser(_decoded(content, named[1].decode() if named else None))
    metadata = dict(_metadata(tree))
    for node in tree.css(_DROPPED):
        node.decompose()
    pieces = list(_pieces(_main(tree)))
    if not pieces:
        raise ReadError("the page holds no text (it may be built by a script; save it from the browser as text or PDF)")
    text, blocks = "", []
    for piece, kind, level in pieces:
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{piece}" if text else piece
        blocks.append(Block(start, len(text), kind, level))
    return ReadText(text, tuple(blocks), format_metadata=metadata)


def _decoded(content: bytes, named: str | None) -> str:
    if named:
        name = "gb18030" if named.lower() in ("gb2312", "gbk") else named
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass  # the page says one thing and is another; look at the bytes instead
    return decode(content).text


def _main(tree: Any) -> Any:
    for selector in _MAIN:
        found = tree.css(selector)
        best = max(found, key=lambda node: len(node.text()), default=None)
        if best is not None and len(best.text(strip=True)) >= _LEAST_MAIN:
            return best
    return tree.body or tree.root


def _metadata(tree: Any) -> Iterator[tuple[str, str]]:
    title = tree.css_first("title")
    if title is not None and title.text(strip=True):
        yield "title", _clean(title.text())
    for node in tree.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        value = node.attributes.get("content")
        if name and value:
            yield name.lower(), _clean(value)
    cells = tree.css("td, th, dt, dd, li span, li b")
    for label, value in pairwise(cells):
        name = re.sub(r"\s|[:：]", "", label.text())
        if _LABELS.match(name) and value.text(strip=True):
            yield name, _clean(value.text())


def _pieces(root: Any) -> Iterator[tuple[str, BlockKind, int | None]]:
    """Texts of the innermost block elements in reading order; a table is one piece of Markdown rows."""
    if root is None:
        return
    for node in _walk(root):
        if node.tag == "table":
            rows = list(_rows(node))
            if rows:
                yield "\n".join(rows), BlockKind.TABLE, None
            continue
        text = _clean(node.text(separator=""))
        if not text:
            continue
        if re.fullmatch(r"h[1-6]", node.tag):
            yield text, BlockKind.HEADING, int(node.tag[1])
        else:
            yield text, BlockKind.LIST_ITEM if node.tag == "li" else BlockKind.PARAGRAPH, None


def _walk(node: Any) -> Iterator[Any]:
    """Tables, and elements none of whose children are blocks themselves, depth first (own stack: pages nest deep)."""
    stack = [node]
    while stack:
        current = stack.pop()
        if current.tag == "table" or current.tag in _BLOCKS or not _has_blocks(current):
            yield current
            continue
        stack.extend(reversed(list(current.iter(include_text=False))))


def _has_blocks(node: Any) -> bool:
    return node.css_first("p, li, h1, h2, h3, h4, h5, h6, table, div, section, dl, blockquote, pre") is not None


def _rows(table: Any) -> Iterator[str]:
    for number, row in enumerate(table.css("tr")):
        cells = [_clean(cell.text()).replace("|", "/") for cell in row.css("td, th")]
        if any(cells):
            yield f"| {' | '.join(cells)} |"
            if number == 0:
                yield f"|{' --- |' * len(cells)}"


def _clean(text: str) -> str:
    return " ".join(text.split())
