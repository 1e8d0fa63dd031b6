"""A PDF through pypdfium2 -> pages with fragments, ruled lines and bookmarks: fast, with boxes, the first choice."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import ReadError
from assistant.ingest.readers.paged.fragments import Box, Fragment, PageContent, Rule, around, turned
from assistant.ingest.readers.paged.glyphs import (
    Glyph,
    drop_twins,
    fold,
    is_unreadable,
    make_fragments,
    rules_between_words,
)

_PASSWORD_WANTED = 4  # FPDF_ERR_PASSWORD
_MOST_RULES = 6_000  # drawings (maps, charts) have more lines than any table
_MOST_OBJECTS = 40_000
_THICKEST_RULE = 3.0  # points
_SHORTEST_RULE = 6.0
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"simhei", b"heiti")
_LINE_ENDS = frozenset({10, 13})
_SPACES = frozenset({32, 0xA0, 0x3000, 9, *range(0x2000, 0x200C), 0x202F, 0x205F})
_UNSEEN = frozenset({0, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060})
# What pdfium calls a hyphen at the end of a line, and the soft hyphen, which fonts use for a plain one.
_HYPHENS = frozenset({2, 0xFFFE, 0xAD})


class PdfiumSource:
    """A PDF opened with pypdfium2. Not safe across threads: one process reads one file at a time.

    Raises:
        ReadError: the file needs a password.
        ValueError: pdfium cannot open it; another reader may.
    """

    def __init__(self, path: Path) -> None:
        import pypdfium2

        try:
            self._document: Any = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as problem:
            if getattr(problem, "err_code", None) == _PASSWORD_WANTED or "password" in str(problem).lower():
                raise ReadError("it is protected by a password; save a copy without one") from None
            raise ValueError(str(problem)) from None

    def page_count(self) -> int:
        """Number of pages."""
        return len(self._document)

    def pages(self) -> Iterator[PageContent]:
        """Pages in order; one that cannot be read says so in its ``problem``."""
        for index in range(len(self._document)):
            yield self._page(index)

    def properties(self) -> dict[str, str]:
        """Information dictionary, keys in lower case."""
        return {key.lower(): value for key, value in self._document.get_metadata_dict(skip_empty=True).items()}

    def bookmarks(self) -> tuple[tuple[int, str, int], ...]:
        """Outline entries: level from 1, title, page from 1."""
        return tuple(self._bookmarks())

    def close(self) -> None:
        """Release the file."""
        self._document.close()

    def picture(self, number: int, scale: float) -> Any:
        """The page as it is shown, as a numpy array of 8-bit BGR rows; ``scale`` 1 = 72 dots an inch."""
        page = self._document[number - 1]
        try:
            return page.render(scale=scale).to_numpy()[:, :, :3].copy()
        finally:
            page.close()

    def page_size(self, number: int) -> tuple[float, float]:
        """Width and height of the page as it is shown, in points."""
        width, height = self._document.get_page_size(number - 1)
        return float(width), float(height)

    def _bookmarks(self) -> Iterator[tuple[int, str, int]]:
        import pypdfium2

        try:
            for bookmark in self._document.get_toc(max_depth=12):
                target = bookmark.get_dest()
                index = target.get_index() if target is not None else None
                title = " ".join(bookmark.get_title().split())
                if index is not None and title:
                    yield bookmark.level + 1, title, index + 1
        except pypdfium2.PdfiumError:
            return  # a broken outline is no reason to refuse the text

    def _page(self, index: int) -> PageContent:
        import pypdfium2

        try:
            page = self._document[index]
        except pypdfium2.PdfiumError as problem:
            return PageContent(index + 1, 0.0, 0.0, (), problem=f"it cannot be opened ({problem})")
        try:
            return _content(page, index + 1)
        except pypdfium2.PdfiumError as problem:
            width, height = page.get_size()
            return PageContent(index + 1, width, height, (), problem=f"its text cannot be read ({problem})")
        finally:
            page.close()


def _content(page: Any, number: int) -> PageContent:
    frame = Box(*page.get_bbox())
    text = page.get_textpage()
    try:
        raw, damaged = _glyphs(text, frame)
    finally:
        text.close()
    objects = _Objects(page)
    turn = Counter(glyph.angle for glyph in raw).most_common(1)[0][0] if raw else 0

    def upright(box: Box) -> Box:
        moved = Box(box.left - frame.left, box.bottom - frame.bottom, box.right - frame.left, box.top - frame.bottom)
        return turned(moved, turn, frame.width, frame.height)

    placed = [_moved(glyph, upright) for glyph in raw] if turn or frame.left or frame.bottom else raw
    own = drop_twins([glyph for glyph in placed if glyph.angle == turn])
    rules = rules_between_words(own, tuple(objects.rules(upright)))
    aside = [glyph for glyph in placed if glyph.angle != turn]
    return PageContent(
        number,
        frame.height if turn % 2 else frame.width,
        frame.width if turn % 2 else frame.height,
        tuple(make_fragments(own, rules)),
        aside=tuple(_aside(aside)),
        rules=rules,
        turn=(page.get_rotation() // 90 - turn) % 4,
        has_picture=objects.has_picture,
        damaged=damaged,
    )


def _moved(glyph: Glyph, upright: Callable[[Box], Box]) -> Glyph:
    box = upright(Box(glyph.left, glyph.bottom, glyph.right, glyph.top))
    return glyph._replace(left=box.left, bottom=box.bottom, right=box.right, top=box.top)


def _aside(glyphs: Sequence[Glyph]) -> Iterator[Fragment]:
    """Text in other directions: a fragment for each piece the file writes without a break."""
    run: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if run and (glyph is None or glyph.parted or glyph.angle != run[-1].angle):
            words = "".join((" " if one.spaced else "") + one.character for one in run).strip()
            box = around(Box(one.left, one.bottom, one.right, one.top) for one in run)
            yield Fragment(words, box, run[0].size)
            run = []
        if glyph is not None:
            run.append(glyph)


def _glyphs(text: Any, frame: Box) -> tuple[list[Glyph], int]:
    """Glyphs inside the visible part of the page, and how many of them have no known meaning."""
    import pypdfium2.raw as c

    handle = text.raw
    rect = c.FS_RECTF()
    place = ctypes.byref(rect)
    code_at, box_at = c.FPDFText_GetUnicode, c.FPDFText_GetLooseCharBox
    known: dict[int, tuple[str, bool]] = {}
    found: list[Glyph] = []
    damaged = high = 0
    spaced = parted = False
    style = _Style(handle, c)
    height = -1.0
    for index in range(text.count_chars()):
        code = code_at(handle, index)
        if code in _LINE_ENDS:
            parted = True
            continue
        if code in _SPACES:
            spaced = True
            continue
        if code in _UNSEEN or not box_at(handle, index, place):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code & 0x3FF), 0
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if right < frame.left or left > frame.right or top < frame.bottom or bottom > frame.top:
            continue
        if code not in known:
            known[code] = _known(code)
        character, unreadable = known[code]
        damaged += unreadable
        if parted or abs(top - bottom - height) > 0.01:
            height = top - bottom
            style.read(index, height)
        if style.misfit:
            bottom, top = style.fitted(bottom, top)
        found.append(
            Glyph(character, left, bottom, right, top, style.size, style.bold, spaced or parted, parted, style.angle)
        )
        spaced = parted = False
    return found, damaged


def _known(code: int) -> tuple[str, bool]:
    character = "-" if code in _HYPHENS else fold(chr(code))
    return character, is_unreadable(character)


class _Style:
    """Size, weight and direction of the type, asked only where they may change.

    ``misfit`` says that the font claims to be much taller or lower than its em, so that its boxes must be fitted.
    """

    def __init__(self, handle: Any, library: Any) -> None:
        self._handle = handle
        self._c = library
        self._matrix = library.FS_MATRIX()
        self._name = ctypes.create_string_buffer(96)
        self._flags = ctypes.c_int()
        self.size = 0.0
        self.bold = False
        self.angle = 0
        self.misfit = False

    def read(self, index: int, height: float) -> None:
        c, handle = self._c, self._handle
        em = c.FPDFText_GetFontSize(handle, index)
        if c.FPDFText_GetMatrix(handle, index, ctypes.byref(self._matrix)):
            em *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
            self.angle = round(math.degrees(math.atan2(self._matrix.b, self._matrix.a)) / 90) % 4
        self.size = round(em, 1) if em > 0.5 else max(round(height, 1), 1.0)
        self.misfit = self.angle % 2 == 0 and not 0.6 * self.size <= height <= 1.6 * self.size
        c.FPDFText_GetFontInfo(handle, index, self._name, len(self._name), ctypes.byref(self._flags))
        name = self._name.value.lower()
        weight = c.FPDFText_GetFontWeight(handle, index)
        self.bold = weight >= 600 or any(mark in name for mark in _BOLD_NAMES)

    def fitted(self, bottom: float, top: float) -> tuple[float, float]:
        foot = bottom if top - bottom < self.size else (bottom + top) / 2 - 0.55 * self.size
        return foot, foot + 1.1 * self.size


class _Objects:
    """Pictures and ruled lines among the drawn objects of a page."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as c

        self.has_picture = False
        self._paths: list[Any] = []
        self._c = c
        wanted = (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_SHADING)
        for number, drawn in enumerate(page.get_objects(filter=wanted, max_depth=4)):
            if number > _MOST_OBJECTS:
                break
            if drawn.type == c.FPDF_PAGEOBJ_PATH:
                self._paths.append(drawn)
            else:
                self.has_picture = True
        # Letters drawn as outlines: much ink, no text.
        self.has_picture = self.has_picture or len(self._paths) > 40

    def rules(self, upright: Any) -> Iterator[Rule]:
        """Ruled lines and the edges of drawn rectangles, none when the page is a drawing."""
        found: list[Rule] = []
        for path in self._paths:
            for box in self._bars(path):
                rule = _rule(upright(box))
                if rule is not None:
                    found.append(rule)
            if len(found) > _MOST_RULES:
                return
        yield from found

    def _bars(self, path: Any) -> Iterator[Box]:
        """The straight pieces of a path, each as a box of almost no width."""
        c = self._c
        count = c.FPDFPath_CountSegments(path.raw)
        if count > 400:
            return
        matrix = _page_matrix(path)
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        first = (0.0, 0.0)
        edges: list[tuple[tuple[float, float], tuple[float, float]]] = []
        for index in range(count):
            segment = c.FPDFPath_GetPathSegment(path.raw, index)
            c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = matrix.on_point(x.value, y.value)
            kind = c.FPDFPathSegment_GetType(segment)
            if kind == c.FPDF_SEGMENT_MOVETO:
                first = point
            elif kind == c.FPDF_SEGMENT_LINETO and points:
                edges.append((points[-1], point))
            if c.FPDFPathSegment_GetClose(segment):
                edges.append((point, first))
            points.append(point)
        yield from _as_bars(edges)


def _page_matrix(path: Any) -> Any:
    matrix = path.get_matrix()
    container = path.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    return matrix


def _as_bars(edges: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> Iterator[Box]:
    """Edges as boxes; a thin filled rectangle, which is how most programs draw a line, becomes one box."""
    if len(edges) == 4:
        xs = [x for edge in edges for x, _ in edge]
        ys = [y for edge in edges for _, y in edge]
        whole = Box(min(xs), min(ys), max(xs), max(ys))
        if min(whole.width, whole.height) <= _THICKEST_RULE:
            yield whole
            return
    for (x0, y0), (x1, y1) in edges:
        yield Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _rule(box: Box) -> Rule | None:
    if box.height <= _THICKEST_RULE and box.width >= _SHORTEST_RULE:
        return Rule(True, box.middle, box.left, box.right)
    if box.width <= _THICKEST_RULE and box.height >= _SHORTEST_RULE:
        return Rule(False, (box.left + box.right) / 2, box.bottom, box.top)
    return None
