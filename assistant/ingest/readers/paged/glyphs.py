"""Characters with boxes, in the order of the file -> fragments: runs on one line, with the spaces a reader sees."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.ingest.readers.paged.fragments import Box, Fragment, Rule

# A gap wider than this many ems parts two fragments: columns and table cells stand further apart, words of justified
# lines closer together.
_PARTING_GAP = 1.15
# A space between two Chinese characters is real from this width on; less is what justification left.
_REAL_GAP_IN_HAN = 0.7
# Signs and letters of one line drawn twice, slightly moved, to look bold: distance in ems.
_TWICE = 0.12
_WORD_GAP = 0.2  # ems; letters of one word stand closer
_MOST_CUTS = 2  # words an upright rule may seem to run through before it is taken for part of a drawing
_RAISED = 0.12  # how far (ems) the foot of a small character must stand above that of its neighbour
_SMALL = 0.82  # size of a raised character relative to its neighbour
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SOLE_LETTER = re.compile(r"(?:^|[\W\d_])[^\W\d_]$|(?:^|\D)10$", re.ASCII)
_UNITS = re.compile(r"(?:\b|\d)(?:[kcdm]?m|ft|km)$")
_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF06C, 0xF0D8, 0xF0FC, 0xF06E, 0xF075, 0xF076), "•")
# Radicals stand for whole characters in files printed by browsers; ligatures hide letters from a search.
_NOTE_SIGNS = frozenset("0123456789,*†‡-–()[]")
_LIGATED = frozenset("ft")
_FOLDED = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06]")
_SPACED_OUT = re.compile(r"(?:[\u3400-\u9fff] ){3,}[\u3400-\u9fff]")


class Glyph(NamedTuple):
    """One character with its box in points. ``spaced``: white space stands before it; ``parted``: the file breaks the
    line before it; ``angle``: quarter turns anticlockwise of its writing direction. A tuple, because a page has
    thousands.
    """

    character: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    spaced: bool
    parted: bool
    angle: int


def fold(character: str) -> str:
    """The character as text: ligatures as letters, radicals as characters, signs of symbol fonts as bullets."""
    if _FOLDED.match(character):
        return unicodedata.normalize("NFKC", character)
    return _BULLETS.get(ord(character), character)


def is_unreadable(character: str) -> bool:
    """Whether a font left the character without a meaning: private use, replacement or control."""
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc")


def drop_twins(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The glyphs without those drawn a second time over their twin, which is how some programs make text bold."""
    single = [glyph for glyph in glyphs if glyph.character not in _LIGATED]
    if len({(glyph.character, round(glyph.left / 2), round(glyph.bottom / 2)) for glyph in single}) == len(single):
        return glyphs
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept = []
    for glyph in glyphs:
        reach = max(_TWICE * glyph.size, 0.2)
        places = [
            (glyph.character, round((glyph.left + dx) / (4 * reach)), round((glyph.bottom + dy) / (4 * reach)))
            for dx in (-reach, reach)
            for dy in (-reach, reach)
        ]
        if any(_is_twin(glyph, seen[place], reach) for place in places if place in seen):
            continue
        seen.update(dict.fromkeys(places, glyph))
        kept.append(glyph)
    return kept


def _is_twin(glyph: Glyph, other: Glyph, reach: float) -> bool:
    """Two equal letters in one box are a ligature that the library has taken apart (ff), no twins."""
    if glyph.character in _LIGATED and (glyph.left, glyph.bottom) == (other.left, other.bottom):
        return False
    return abs(glyph.left - other.left) < reach and abs(glyph.bottom - other.bottom) < reach


def make_fragments(glyphs: Iterable[Glyph], rules: Sequence[Rule] = ()) -> Iterator[Fragment]:
    """Fragments in the order of the file; ``rules`` part what stands on their two sides."""
    walls = sorted((rule.at, rule.start, rule.end) for rule in rules if not rule.horizontal)
    run: list[Glyph] = []
    number = 0
    for glyph in glyphs:
        if run and not (_continues(run[-1], glyph) and not (walls and _wall_between(walls, run, glyph))):
            yield _fragment(run, number)
            number += 1
            run = []
        run.append(glyph)
    if run:
        yield _fragment(run, number)


def rules_between_words(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules without the upright ones that run through words: those belong to drawings and parted no column."""
    walls = sorted(((rule.at, number) for number, rule in enumerate(rules) if not rule.horizontal), key=lambda w: w[0])
    if not walls:
        return tuple(rules)
    places = [at for at, _ in walls]
    cuts: Counter[int] = Counter()
    for last, glyph in pairwise(glyphs):
        first = bisect_left(places, (last.left + last.right) / 2)
        if first == len(places) or places[first] > (glyph.left + glyph.right) / 2:
            continue
        if glyph.spaced or glyph.right - last.left > 4 * last.size or abs(glyph.bottom - last.bottom) > 1:
            continue
        middle = (glyph.bottom + glyph.top) / 2
        for at, number in walls[first:]:
            if at > (glyph.left + glyph.right) / 2:
                break
            if rules[number].start < middle < rules[number].end and glyph.left - last.right < _WORD_GAP * last.size:
                cuts[number] += 1
    return tuple(rule for number, rule in enumerate(rules) if cuts[number] < _MOST_CUTS)


def _continues(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.left - last.right
    if gap > _PARTING_GAP * size or gap < -size or glyph.left < last.left - 0.3 * size:
        return False
    overlap = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
    if overlap <= 0.5 * min(last.top - last.bottom, glyph.top - glyph.bottom):
        return False
    # Type of one size on two feet: lines set close, or a word between two lines.
    return abs(glyph.size - last.size) > 0.05 * size or abs(glyph.bottom - last.bottom) <= 0.3 * size


def _wall_between(walls: Sequence[tuple[float, float, float]], run: Sequence[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    middle = (glyph.bottom + glyph.top) / 2
    for at, start, end in walls[bisect_left(walls, (last.right - 0.3 * last.size,)) :]:
        if at > glyph.left + 0.3 * glyph.size:
            return False
        if start < middle < end and at > run[0].left:
            return True
    return False


def _fragment(run: Sequence[Glyph], number: int) -> Fragment:
    sizes = {glyph.size for glyph in run}
    body = sizes.pop() if len(sizes) == 1 else Counter(glyph.size for glyph in run).most_common(1)[0][0]
    full = run if not sizes else [glyph for glyph in run if glyph.size >= 0.95 * body]
    foot = min(glyph.bottom for glyph in full)
    box = Box(run[0].left, foot, max(glyph.right for glyph in run), max(glyph.top for glyph in full))
    text = _words(run, body, foot)
    if _SPACED_OUT.fullmatch(text):
        text = text.replace(" ", "")
    bold = 2 * sum(glyph.bold for glyph in run) > len(run)
    return Fragment(text, box, body, bold, number)


def _words(run: Sequence[Glyph], body: float, foot: float) -> str:
    text = raised = ""
    previous: Glyph | None = None
    for glyph in run:
        if glyph.size <= _SMALL * body and glyph.bottom > foot + _RAISED * body and glyph.character in _NOTE_SIGNS:
            raised += glyph.character
        else:
            if raised:
                text, raised = _with_raised(text, raised), ""
            between = previous is not None and _space_between(previous, glyph)
            text += (" " if between else "") + glyph.character
        previous = glyph
    return (_with_raised(text, raised) if raised else text).strip()


def _with_raised(text: str, raised: str) -> str:
    """Raised figures are marks of notes, [1], unless they are powers: after a unit of length (km2) or a sole letter."""
    if not raised[:1].isdigit() or _UNITS.search(text) or _SOLE_LETTER.search(text):
        return text + raised
    if not text:
        return f"[{raised.rstrip(',')}] "  # the mark before the note itself
    return f"{text}[{raised.rstrip(',')}]" + ("," if raised.endswith(",") else "")


def _space_between(previous: Glyph, glyph: Glyph) -> bool:
    gap = glyph.left - previous.right
    size = max(previous.size, glyph.size)
    if not (previous.character.isascii() and glyph.character.isascii()) and (
        _HAN.match(previous.character) or _HAN.match(glyph.character)
    ):
        return gap > _REAL_GAP_IN_HAN * size
    return glyph.spaced or gap > 0.4 * size
