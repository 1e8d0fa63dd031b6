"""A saved web page -> its main text once, with headings, lists and tables as blocks, and what its head says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.domain import BlockKind, ReadText
from assistant.errors import ReadError
from assistant.ingest.encoding import decode
from assistant.ingest.readers.pieces import Piece, join_pieces, markdown_rows

_SCRIPTS = "script, style, noscript, template, svg, iframe, head"
_FRAME = "nav, header, footer, aside, form, button, select, .pchide, .share, .print, .breadcrumb, .crumbs"
_HIDDEN = '[hidden], [style*="display:none"], [style*="display: none"]'
# Where government sites keep the text, most specific first.
_MAIN = ("#UCAP-CONTENT", ".TRS_Editor", ".pages_content", "#zoom", "article", "main", "[role=main]", ".content")
_LEAST_MAIN = 200  # characters below which a container is taken for a teaser
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr
    ul""".split()  # noqa: SIM905 - one word after the other reads better than forty quoted ones
)
_HEADING = re.compile(r"h([1-6])")
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_LABELS = re.compile(
    r"^(?:索\s?引\s?号|标\s*题|名\s*称|发文机关|发文单位|发文字号|文\s*号|主题分类|公文种类|成文日期|发文日期|发布日期|"
    r"发布机构|生效日期|施行日期|有效性)$"
)
_NESTING = re.compile(r"<(/?)(?:div|span|table|font|b|i|em|strong|section|blockquote|ul|ol)[\s>]", re.IGNORECASE)
_HAN = r"\u3400-\u9fff\uff00-\uffef\u3000-\u303f“”"
_BREAK_IN_HAN = re.compile(rf"(?<=[{_HAN}])\s*\n\s*(?=[{_HAN}])")
_LONGEST_REPEATED = 40  # characters of a cell over several rows that are repeated in each, so that a row reads alone
_LAYOUT = 0.6  # share of the text in one cell above which a table only lays out the page
_LEAST_LAID_OUT = 300
_DEEPEST = 5_000  # elements inside each other; browsers stop at a tenth of that
# A run of so many equal paragraphs, or so many characters, is the page's second copy of its text.
_COPY_PIECES = 3
_COPY_CHARACTERS = 60


def read_html(path: Path) -> ReadText:
    """Read a web page; ``format_metadata`` holds its title, meta tags and the labelled cells of its metadata table.

    Raises:
        ReadError: it holds no text, or is nested too deeply.
    """
    content = path.read_bytes()
    named = _CHARSET.search(content[:4096])
    page, warnings = _decoded(content, named[1].decode() if named else None)
    _check_depth(page)
    tree = _parsed(page, f"{_SCRIPTS}, {_HIDDEN}")
    if tree.body is None or len(tree.body.text(strip=True)) < _LEAST_MAIN:
        tree = _parsed(page, _SCRIPTS)  # a page that shows its text only when a script has run
    metadata = dict(_metadata(_parsed(page, ""), tree))
    whole = _length(tree.body)
    title = _outer_heading(tree)
    for node in tree.css(_FRAME):
        node.decompose()
    pieces = list(_without_copies([*title, *_pieces(_main(tree))]))
    text, blocks = join_pieces(pieces)
    if not text:
        raise ReadError("the page holds no text (it may be built by a script; save it from the browser as text or PDF)")
    frame = max(0, whole - sum(len("".join(piece.text.split())) for piece in pieces))
    dropped = (("frame of the web page", frame),) if frame else ()
    return ReadText(text, blocks, format_metadata=metadata, warnings=warnings, dropped=dropped)


def _check_depth(page: str) -> None:
    """Refuse what no browser shows, before the parser, whose time grows with the square of the depth, sees it."""
    depth = 0
    for match in _NESTING.finditer(page):
        depth += -1 if match[1] else 1
        if depth > _DEEPEST:
            raise ReadError("its elements are nested too deeply")


def _parsed(page: str, without: str) -> Any:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    for node in tree.css(without) if without else ():
        node.decompose()
    return tree


def _decoded(content: bytes, named: str | None) -> tuple[str, tuple[str, ...]]:
    if named:
        name = "gb18030" if named.lower() in ("gb2312", "gbk") else named
        try:
            return content.decode(name), ()
        except (LookupError, UnicodeDecodeError):
            pass  # the page says one thing and is another; look at the bytes instead
    decoded = decode(content)
    return decoded.text, decoded.warnings


def _length(node: Any) -> int:
    return len("".join(node.text(separator=" ").split())) if node is not None else 0


def _outer_heading(tree: Any) -> list[Piece]:
    """The one first-level heading of a page; sites put it above the container of the text."""
    found = tree.css("h1")
    text = _inner(found[0]) if len(found) == 1 else ""
    return [Piece(text, BlockKind.HEADING, 1)] if text else []


def _main(tree: Any) -> Any:
    for selector in _MAIN:
        best = max(tree.css(selector), key=lambda node: len(node.text()), default=None)
        if best is not None and len(best.text(strip=True)) >= _LEAST_MAIN:
            return best
    return tree.body or tree.root


def _metadata(page: Any, shown: Any) -> Iterator[tuple[str, str]]:
    title = page.css_first("title")
    if title is not None and title.text(strip=True):
        yield "title", _clean(title.text())
    for node in page.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        value = node.attributes.get("content")
        if name and value:
            yield name.lower(), _clean(value)
    for node in page.css('link[rel="canonical"]'):
        if node.attributes.get("href"):
            yield "canonical", str(node.attributes["href"])
    for label, value in pairwise(shown.css("td, th, dt, dd, li span, li b")):
        name = re.sub(r"\s|[:：]", "", label.text())
        if _LABELS.match(name) and value.text(strip=True):
            yield name, _clean(value.text())


class _Collector:
    """Gathers the words between two block edges into pieces."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._owners: list[str] = []  # headings and list items that are open, innermost last

    def enter(self, tag: str) -> None:
        self.flush()
        self._owners.append(tag)

    def leave(self) -> None:
        self.flush()
        self._owners.pop()

    def say(self, words: str) -> None:
        self._words.append(words)

    def line_break(self) -> None:
        if any(_HEADING.fullmatch(owner) for owner in self._owners):
            self._words.append("\n")  # a title on two lines is one title
        else:
            self.flush()

    def flush(self) -> None:
        text = _clean("".join(self._words))
        self._words = []
        if not text:
            return
        heading = next((found for owner in self._owners if (found := _HEADING.fullmatch(owner))), None)
        if heading:
            self.pieces.append(Piece(text, BlockKind.HEADING, int(heading[1])))
        elif "li" in self._owners[-4:]:
            self.pieces.append(Piece(text, BlockKind.LIST_ITEM))
        else:
            self.pieces.append(Piece(text))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        self.flush()
        self.pieces.append(Piece(markdown_rows(rows), BlockKind.TABLE))


def _pieces(root: Any) -> list[Piece]:
    """Every word under an element once, in the order of the page; own stack, because pages nest deep."""
    collected = _Collector()
    if root is None:
        return []
    stack = [(root.child, "")]
    while stack:
        node, owner = stack.pop()
        if node is None:
            if owner:
                collected.leave()
            continue
        stack.append((node.next, owner))
        tag = node.tag or ""
        if tag == "-text":
            collected.say(node.text(deep=False))
        elif tag == "br":
            collected.line_break()
        elif tag == "table" and not _lays_out(node):
            collected.table(_rows(node))
        elif node.child is not None and tag != "-comment":
            is_block = tag in _BLOCKS
            if is_block:
                collected.enter(tag)
            stack.append((node.child, tag if is_block else ""))
    collected.flush()
    return collected.pieces


def _inner(node: Any) -> str:
    """The words of one cell or heading on one line."""
    return _clean("\n".join(piece.text for piece in _pieces(node)))


def _lays_out(table: Any) -> bool:
    """Whether a table arranges the page rather than data."""
    if len(table.css("table")) > 1:
        return True
    lengths = [len(cell.text(strip=True)) for cell in table.css("td, th")]
    rows = table.css("tr")
    return len(lengths) < 2 or len(lengths) == len(rows) or max(lengths) > max(_LAYOUT * sum(lengths), _LEAST_LAID_OUT)


def _rows(table: Any) -> list[list[str]]:
    """Rows of a table without gaps: the text of a cell over several rows stands in each of them if it is short."""
    rows: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}  # column -> rows still covered and what they show
    for row in table.css("tr"):
        shown: list[str] = []
        for cell in row.css("td, th"):
            _fill(shown, pending)
            text = _inner(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(shown), len(shown) + wide):
                if high > 1:
                    pending[column] = (
                        high - 1,
                        text if column == len(shown) and len(text) <= _LONGEST_REPEATED else "",
                    )
            shown += [text, *[""] * (wide - 1)]
        _fill(shown, pending)
        rows.append(shown)
    return rows


def _fill(shown: list[str], pending: dict[int, tuple[int, str]]) -> None:
    while len(shown) in pending:
        left, text = pending.pop(len(shown))
        if left > 1:
            pending[len(shown)] = (left - 1, text)
        shown.append(text)
        if left > 1:
            break


def _span(cell: Any, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(int(value), 200) if value.isdecimal() and int(value) > 0 else 1


def _without_copies(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces without the second copy of a run of them, which sites keep for phones and for printing."""
    places: dict[str, int] = {}
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        first = places.get(piece.text)
        if first is not None:
            length = _equal_run(pieces, first, position)
            size = sum(len(one.text) for one in pieces[position : position + length])
            if length >= _COPY_PIECES and size >= _COPY_CHARACTERS:
                position += length
                continue
            if first == 0 and piece.kind is BlockKind.HEADING:  # the title, put before the text and standing in it
                position += 1
                continue
        else:
            places[piece.text] = position
        yield piece
        position += 1


def _equal_run(pieces: Sequence[Piece], first: int, second: int) -> int:
    length = 0
    while (
        first + length < second
        and second + length < len(pieces)
        and pieces[first + length].text == pieces[second + length].text
    ):
        length += 1
    return length


def _clean(text: str) -> str:
    return " ".join(_BREAK_IN_HAN.sub("", text).split())
