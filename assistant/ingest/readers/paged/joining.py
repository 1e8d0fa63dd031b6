"""Pieces of lines -> running text: what stands between two lines, and what happens to a hyphen at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_CLOSED_UP = frozenset("，。；：、！？“”‘’《》（）〈〉【】〔〕—…")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# "Innovations- und Clusterpolitik": the hyphen stands for a part of the word said later.
_SUSPENDED = frozenset({"und", "oder", "bzw", "sowie", "and", "or", "to", "bis", "als"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of a document as they stand inside lines, in lower case: they tell how a divided word is meant."""

    words: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Collect the words of all lines except the last of each, which may be divided."""
        words: set[str] = set()
        for line in lines:
            found = [match[0].lower() for match in _WORD.finditer(line)]
            words.update(found[:-1] if line.endswith("-") else found)
        return cls(frozenset(words))


def separator(before: str, after: str, vocabulary: Vocabulary) -> tuple[int, str]:
    """How the line ``after`` follows ``before``: characters to cut from the end of ``before``, and what to put between.

    A divided word is joined, with its hyphen when the document writes it so elsewhere; Chinese lines are closed up.
    """
    divided = _HYPHENATED.search(before)
    following = _FIRST_WORD.match(after)
    if divided and following:
        return _divided(divided[1], following[0], vocabulary)
    if not before or not after:
        return 0, ""
    if _HAN.match(before[-1]) or _HAN.match(after[0]) or before[-1] in _CLOSED_UP or after[0] in _CLOSED_UP:
        return 0, "" if _closes_up(before[-1], after[0]) else " "
    if before.endswith("/") and "://" in before.rsplit(" ", 1)[-1]:
        return 0, ""  # an address broken over two lines
    return 0, " "


def _divided(first: str, second: str, vocabulary: Vocabulary) -> tuple[int, str]:
    if second.lower() in _SUSPENDED:
        return 0, " "
    if second[0].isupper():
        return 0, ""
    whole, hyphenated = (first + second).lower(), f"{first}-{second}".lower()
    if hyphenated in vocabulary.words and whole not in vocabulary.words:
        return 0, ""
    return 1, ""


def _closes_up(last: str, first: str) -> bool:
    """Chinese needs no space between lines, except between a Latin word and another."""
    return not (last.isascii() and first.isascii())
