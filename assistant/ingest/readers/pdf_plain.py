"""A PDF with a text layer -> canonical text page by page through pypdf, with paragraphs rebuilt from lines.

Where pdfium cannot open a file, or the setting ``ingest.pdf_reader`` asks for pypdf. It knows no boxes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.domain import Block, BlockKind, PageSpan, ReadText
from assistant.errors import ReadError

_LEAST_TEXT = 20  # characters of a page below which it is taken for a scan
_HAN = re.compile(r"[\u3400-\u9fff]")
_CJK = r"\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’《》〈〉〔〕"
_SPACE_IN_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]+(?=[{_CJK}])")
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—–]\s?)?(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[-—–]|\s?/\s?\d{1,4})?\s*$|^\s*Page \d+(?: of \d+)?\s*$"
)
# A line that ends so, or one followed by such a start, closes a paragraph.
_ENDS = re.compile(r"[。！？；：.!?:;”’）)】]\s*$")
_STARTS = re.compile(
    r"^\s*(?:第[零〇一二三四五六七八九十百千\d]+[编篇章节条]|[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]?\d{1,2}[）).、]\s|§|[-•●·*]\s|附件|专栏)"
)


def read_plain_pdf(path: Path) -> ReadText:
    """Read the text layer of a PDF; pages and bookmarks are kept.

    Raises:
        ReadError: it is encrypted, damaged, or none of its pages has text.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("it is protected by a password; save a copy without one")
        pages = [_page_lines(page.extract_text() or "") for page in reader.pages]
        metadata = {str(key).lstrip("/").lower(): str(value) for key, value in (reader.metadata or {}).items()}
        bookmarks = tuple(_bookmarks(reader))
    except ReadError:
        raise
    except (
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as problem:
        raise ReadError(
            f"the PDF is damaged ({' '.join(str(problem).split())[:120] or type(problem).__name__})"
        ) from None
    if not pages:
        raise ReadError("the PDF has no pages")
    return _assemble(pages, metadata, bookmarks)


def _page_lines(text: str) -> list[str]:
    lines = (_SPACE_IN_CJK.sub("", line.replace("\u00a0", " ")).strip() for line in text.splitlines())
    return [line for line in lines if line]


def _assemble(
    pages: Sequence[list[str]], metadata: dict[str, str], bookmarks: tuple[tuple[int, str, int], ...]
) -> ReadText:
    empty = [number for number, lines in enumerate(pages, start=1) if sum(map(len, lines)) < _LEAST_TEXT]
    if len(empty) == len(pages):
        raise ReadError("its pages have no text layer, and pypdf cannot show them to text recognition")
    warnings = (f"pages without a text layer, not read: {', '.join(map(str, empty))}",) if empty else ()
    repeated = _running_lines(pages)
    text = ""
    blocks: list[Block] = []
    spans: list[PageSpan] = []
    for number, lines in enumerate(pages, start=1):
        page_start = len(text)
        for paragraph, kind in _paragraphs(lines, repeated):
            start = len(text)
            text += paragraph
            blocks.append(Block(start, len(text), kind, page=number))
            text += "\n"
        spans.append(PageSpan(number, page_start, len(text)))
    return ReadText(text, tuple(blocks), tuple(spans), format_metadata=metadata, outline=bookmarks, warnings=warnings)


def _running_lines(pages: Sequence[list[str]]) -> frozenset[str]:
    """Lines that stand at the head or foot of at least a third of the pages (digits aside)."""
    if len(pages) < 3:
        return frozenset()
    edges = Counter(key for lines in pages for key in {_key(line) for line in (*lines[:2], *lines[-2:])})
    return frozenset(key for key, count in edges.items() if count >= max(3, len(pages) / 3) and key)


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _paragraphs(lines: list[str], repeated: frozenset[str]) -> Iterator[tuple[str, BlockKind]]:
    edge = {*range(2), *range(len(lines) - 2, len(lines))}
    width = max((len(line) for line in lines), default=0)
    paragraph = last = ""
    for position, line in enumerate(lines):
        if position in edge and (_key(line) in repeated or _PAGE_NUMBER.match(line)):
            if paragraph:
                yield paragraph, BlockKind.PARAGRAPH
                paragraph = ""
            yield line, BlockKind.RUNNING_HEAD
            continue
        if paragraph and (_STARTS.match(line) or _closed(last, width)):
            yield paragraph, BlockKind.PARAGRAPH
            paragraph = ""
        paragraph = _joined(paragraph, line)
        last = line
    if paragraph:
        yield paragraph, BlockKind.PARAGRAPH


def _closed(line: str, width: int) -> bool:
    """A line closes its paragraph when it ends a sentence and falls short of the right margin, or is very short."""
    return (bool(_ENDS.search(line)) and len(line) < 0.85 * width) or len(line) < 0.45 * width


def _joined(paragraph: str, line: str) -> str:
    if not paragraph:
        return line
    if paragraph.endswith("-") and line[:1].islower():
        return paragraph[:-1] + line
    if _HAN.match(paragraph[-1]) or _HAN.match(line[0]) or paragraph[-1] in "，。；：、“《（":
        return paragraph + line
    return f"{paragraph} {line}"


def _bookmarks(reader: Any) -> Iterator[tuple[int, str, int]]:
    def walk(items: Any, level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
                continue
            page = reader.get_destination_page_number(item)
            if page is not None and page >= 0:
                yield level, str(item.title), page + 1

    if len(reader.pages) <= 2_000:
        yield from walk(reader.outline, 1)
