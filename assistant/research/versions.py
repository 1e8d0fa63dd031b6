"""Two versions of a document -> their articles side by side: unchanged, changed word by word, added, removed.

Units are articles where there are any, else the innermost sections, or paragraphs in a text without headings. They are
paired by what they say, not by their number, because a new article moves all numbers behind it: the similarity of two
units is the cosine of their character pairs (words in Latin script), weighted by rarity in both texts together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from assistant.answer.citations import cite
from assistant.domain import Citation, Document, Section
from assistant.errors import InputError
from assistant.research.word_changes import Edit, Segment, word_changes


class ChangeKind(StrEnum):
    """What became of a unit."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit in both versions: its heading and citation on each side, None where it is missing.

    ``segments`` together give the older text (kept and deleted) and the newer one (kept and inserted), without the
    number of the article, which the headings have.
    """

    kind: ChangeKind
    before_heading: str | None
    after_heading: str | None
    before: Citation | None
    after: Citation | None
    segments: tuple[Segment, ...]
    similarity: float  # 0..1


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """All units of two versions, in the order of the newer one, removed ones where they stood."""

    before: Document
    after: Document
    changes: tuple[UnitChange, ...]

    def count(self, kind: ChangeKind) -> int:
        """How many units ended so."""
        return sum(change.kind is kind for change in self.changes)


# Below this two articles share no more than the formulas of all articles; see docs/decisions/0036-versions.md.
ALIKE = 0.35
_ALL_PAIRS = 40_000  # 200 articles by 200 take a fifth of a second
_FEW = 20


@dataclass(frozen=True, slots=True)
class _Unit:
    heading: str
    start: int
    end: int
    text: str  # without its number
    words: tuple[str, ...]  # what it is compared by


def compare_versions(before: Document, after: Document) -> VersionComparison:
    """Lay two versions side by side; ``before`` is the older one.

    Raises:
        InputError: both are the same document, or one of them is empty.
    """
    if before.document_id == after.document_id:
        raise InputError(f"{before.document_id} is compared with itself; name two documents")
    old, new = _units(before), _units(after)
    for document, units in ((before, old), (after, new)):
        if not units:
            raise InputError(f"{document.document_id} holds no text to compare")
    pairs = _paired(old, new)
    return VersionComparison(before, after, tuple(_changes(before, after, old, new, pairs)))


def _units(document: Document) -> list[_Unit]:
    parts = _articles(document.sections) or _leaves(document.sections)
    if not parts:
        paragraphs = re.finditer(r"[^\n]+", document.text)
        return [_unit(document, "", match.start(), match.end()) for match in paragraphs if match.group().strip()]
    return [_unit(document, section.heading, section.start, section.end) for section in parts]


def _articles(sections: Sequence[Section]) -> list[Section]:
    """The articles, with their paragraphs in them; () when the text has fewer than two."""
    found = [section for section in sections if _ARTICLE.match(section.heading)]
    return found if len(found) > 1 else []


def _leaves(sections: Sequence[Section]) -> list[Section]:
    """Sections that hold no other section."""
    return [
        section
        for place, section in enumerate(sections)
        if place + 1 == len(sections) or sections[place + 1].start >= section.end
    ]


_ARTICLE = re.compile(r"\s*第[〇零一二三四五六七八九十百千\d]+条|\s*§|\s*(?:Art(?:icle|ikel|\.)|Section|Sec\.)\s?\d")
_NUMBER = re.compile(
    r"^[#\s]*第[〇零一二三四五六七八九十百千\d]+[条章节编篇款]\s*|^[#\s]*(?:§+|Art\.?|Section|Sec\.)\s?\d+\w*\.?\s*"
)


def _unit(document: Document, heading: str, start: int, end: int) -> _Unit:
    text = _NUMBER.sub("", document.text[start:end].strip())
    return _Unit(heading, start, end, text, _compared(text))


def _compared(text: str) -> tuple[str, ...]:
    """Pairs of Chinese characters and whole Latin words."""
    han = re.sub(r"[^㐀-鿿]", "", text)
    return (*(han[place : place + 2] for place in range(len(han) - 1)), *re.findall(r"[a-zà-ɏ]{3,}|\d+", text.lower()))


def _paired(old: Sequence[_Unit], new: Sequence[_Unit]) -> dict[int, tuple[int, float]]:
    """Place among the new units -> place among the old and similarity; the most alike first, each used once."""
    documents = Counter(word for unit in (*old, *new) for word in set(unit.words))
    total = len(old) + len(new)
    rarity = {word: math.log(1 + total / count) for word, count in documents.items()}
    before, after = ([_weighted(unit, rarity) for unit in side] for side in (old, new))
    pairs = _same_words(old, new)
    taken = {first for first, _ in pairs.values()}
    scored = [
        (_cosine(before[first], after[second]), -abs(first / len(old) - second / len(new)), first, second)
        for first, second in _candidates(before, after, documents)
        if first not in taken and second not in pairs
    ]
    for similarity, _, first, second in sorted(scored, reverse=True):
        if similarity < ALIKE:
            break
        if first not in taken and second not in pairs:
            taken.add(first)
            pairs[second] = (first, similarity)
    return pairs


def _same_words(old: Sequence[_Unit], new: Sequence[_Unit]) -> dict[int, tuple[int, float]]:
    """Units that stand in both texts word for word, the first with the first."""
    places: dict[str, list[int]] = {}
    for first, unit in enumerate(old):
        places.setdefault(_bare(unit.text), []).append(first)
    pairs: dict[int, tuple[int, float]] = {}
    for second, unit in enumerate(new):
        waiting = places.get(_bare(unit.text))
        if waiting:
            pairs[second] = (waiting.pop(0), 1.0)
    return pairs


def _candidates(
    before: Sequence[dict[str, float]], after: Sequence[dict[str, float]], documents: Counter[str]
) -> Iterator[tuple[int, int]]:
    """Pairs worth a look: all of them in a law, in a long text those that share a word few units have."""
    if len(before) * len(after) <= _ALL_PAIRS:
        yield from product(range(len(before)), range(len(after)))
        return
    holders: dict[str, list[int]] = {}
    for first, words in enumerate(before):
        for word in words:
            if documents[word] <= _FEW:
                holders.setdefault(word, []).append(first)
    for second, words in enumerate(after):
        near = {first for word in words if word in holders for first in holders[word]}
        yield from ((first, second) for first in sorted(near))


def _weighted(unit: _Unit, rarity: dict[str, float]) -> dict[str, float]:
    weights = {word: count * rarity[word] for word, count in Counter(unit.words).items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _cosine(first: dict[str, float], second: dict[str, float]) -> float:
    if len(second) < len(first):
        first, second = second, first
    return sum(weight * second.get(word, 0.0) for word, weight in first.items())


def _changes(
    before: Document,
    after: Document,
    old: Sequence[_Unit],
    new: Sequence[_Unit],
    pairs: dict[int, tuple[int, float]],
) -> list[UnitChange]:
    partner = {first: second for second, (first, _) in pairs.items()}
    changes: list[UnitChange] = []
    written = 0
    for second, unit in enumerate(new):
        if second not in pairs:
            changes.append(_added(after, unit))
            continue
        first, similarity = pairs[second]
        while written < first:  # what was removed before this unit's place in the older text
            if written not in partner:
                changes.append(_removed(before, old[written]))
            written += 1
        written = max(written, first + 1)
        changes.append(_both(before, after, old[first], unit, similarity))
    changes += [_removed(before, old[first]) for first in range(written, len(old)) if first not in partner]
    return changes


def _added(after: Document, unit: _Unit) -> UnitChange:
    segments = (Segment(Edit.INSERTED, unit.text),)
    citation = cite(after, unit.start, unit.end)
    return UnitChange(ChangeKind.ADDED, None, unit.heading, None, citation, segments, 0.0)


def _removed(before: Document, unit: _Unit) -> UnitChange:
    segments = (Segment(Edit.DELETED, unit.text),)
    citation = cite(before, unit.start, unit.end)
    return UnitChange(ChangeKind.REMOVED, unit.heading, None, citation, None, segments, 0.0)


def _both(before: Document, after: Document, first: _Unit, second: _Unit, similarity: float) -> UnitChange:
    same = _bare(first.text) == _bare(second.text)
    return UnitChange(
        kind=ChangeKind.UNCHANGED if same else ChangeKind.CHANGED,
        before_heading=first.heading,
        after_heading=second.heading,
        before=cite(before, first.start, first.end),
        after=cite(after, second.start, second.end),
        segments=(Segment(Edit.KEPT, second.text),) if same else word_changes(first.text, second.text),
        similarity=min(1.0, similarity),
    )


def _bare(text: str) -> str:
    """The text without white space: renumbering or another line break alone is no change."""
    return re.sub(r"\s+", "", text)
