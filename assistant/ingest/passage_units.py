"""Blocks and outline -> the units passages are made of: sentences and headings with their size and place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import ReadText, Section
from assistant.ingest.headings import ARTICLES, read_heading
from assistant.ingest.outline import Outline
from assistant.ingest.sentences import split_sentences

# Tokens of the default model's vocabulary, estimated without it so that passages do not depend on the model: 0.65 a Han
# character and 0.25 any other, measured on policy texts in three languages.
_HAN_TOKENS = 0.65
_OTHER_TOKENS = 0.25
TARGET_TOKENS = 260
SMALLEST_TOKENS = 120
LARGEST_TOKENS = 500
_HAN = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
_MARKUP = re.compile(r"[#*_`\s]+")


def estimate_tokens(text: str) -> float:
    """About how many tokens the default model makes of ``text``."""
    han = len(_HAN.findall(text))
    return _HAN_TOKENS * han + _OTHER_TOKENS * (len(text) - han)


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is never cut: a sentence or a heading.

    ``level``: that of the section that starts here, None inside a section, -1 where something is left out.
    ``is_article``: an article of a law starts here. ``is_heading``: it holds nothing but its section's heading.
    ``opens_block``: it is the first of its paragraph.
    """

    start: int
    end: int
    tokens: float
    level: int | None = None
    is_article: bool = False
    is_heading: bool = False
    opens_block: bool = False


GAP = -1  # the level of a unit that is left out: no passage may span it


def make_units(read: ReadText, outline: Outline) -> Iterator[Unit]:
    """The units of a read file in order; a block that is left out is one unit of level :data:`GAP`."""
    starting = {section.start: section for section in reversed(outline.sections)}
    starts = sorted(starting)
    dropped = {(gap.start, gap.end) for gap in outline.left_out}
    rest = ""  # of a heading whose label and title stand on two lines
    for block in read.blocks:
        if (block.start, block.end) in dropped:
            yield Unit(block.start, block.end, 0.0, GAP)
            continue
        for number, sentence in enumerate(split_sentences(read.text, block.start, block.end)):
            words = read.text[sentence.start : sentence.end]
            tokens = estimate_tokens(words)
            # White space or a list mark may stand between the start of a block and its first sentence.
            first = bisect_right(starts, sentence.start)
            near = first > 0 and sentence.start - starts[first - 1] < 4 and starts[first - 1] >= block.start
            section = starting[starts[first - 1]] if near else None
            if section is None:
                is_rest = bool(rest) and _MARKUP.sub("", words) == rest
                rest = ""
                yield Unit(sentence.start, sentence.end, tokens, is_heading=is_rest, opens_block=number == 0)
                continue
            rest = _rest_of_heading(words, section)
            yield Unit(
                sentence.start,
                sentence.end,
                tokens,
                section.level,
                _is_article(section),
                bool(rest) or _is_heading(words, section),
                number == 0,
            )


def _is_article(section: Section) -> bool:
    heading = read_heading(section.heading)
    return heading is not None and heading.rank in ARTICLES


def _rest_of_heading(words: str, section: Section) -> str:
    """What the next line must hold for a label alone on its line: 总则 for 第一章; ``""`` when the heading is whole."""
    title, plain = _MARKUP.sub("", section.heading), _MARKUP.sub("", words)
    is_label = len(plain) >= 2 and title.startswith(plain) and " " in section.heading
    return title[len(plain) :] if is_label else ""


def _is_heading(words: str, section: Section) -> bool:
    title = _MARKUP.sub("", section.heading).rstrip("…")
    plain = _MARKUP.sub("", words)
    return plain.startswith(title) and (section.heading.endswith("…") or len(plain) - len(title) <= 1)
