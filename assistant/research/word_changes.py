"""Two texts -> one run of kept, deleted and inserted words: sentences are matched first, then words inside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from assistant.ingest.sentences import split_sentences

_LONGEST_PRODUCT = 4_000_000  # words times words that are compared one by one
_SHORTEST_KEPT = 2  # a single kept character between two changes is chance
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)


class Edit(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words with what became of it; kept words stand as in the newer version."""

    edit: Edit
    text: str


def word_changes(before: str, after: str) -> tuple[Segment, ...]:
    """The two texts as one run of kept, deleted and inserted words.

    Sentences are matched first, then words inside those that differ. Kept and deleted segments joined are ``before`` up
    to white space, kept and inserted ones are ``after``.
    """
    old, new = _sentences(before), _sentences(after)
    found: list[Segment] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[first:last]), "".join(new[start:end])
        if tag == "equal":
            found.append(Segment(Edit.KEPT, come))
        elif len(gone) * len(come) > _LONGEST_PRODUCT or not gone or not come:
            found += [Segment(Edit.DELETED, gone), Segment(Edit.INSERTED, come)]
        else:
            found += _by_word(gone, come)
    return _joined(found)


def _sentences(text: str) -> list[str]:
    """The sentences, each with the white space behind it."""
    starts = [span.start for span in split_sentences(text)]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _by_word(before: str, after: str) -> list[Segment]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Segment] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (tag, first, last, start, end) in enumerate(codes):
        gone, come = "".join(old[first:last]), "".join(new[start:end])
        inside = 0 < place < len(codes) - 1
        if tag == "equal" and not (inside and len(come.strip()) < _SHORTEST_KEPT):
            found.append(Segment(Edit.KEPT, come))
        else:
            found += [Segment(Edit.DELETED, gone), Segment(Edit.INSERTED, come)]
    return found


def _joined(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Empty segments dropped; between two kept ones, all that was deleted and then all that was inserted."""
    result: list[Segment] = []
    deleted, inserted = "", ""

    def close() -> None:
        nonlocal deleted, inserted
        result.extend(
            Segment(edit, text) for edit, text in ((Edit.DELETED, deleted), (Edit.INSERTED, inserted)) if text
        )
        deleted, inserted = "", ""

    for segment in segments:
        if segment.edit is Edit.DELETED:
            deleted += segment.text
        elif segment.edit is Edit.INSERTED:
            inserted += segment.text
        elif segment.text:
            close()
            if result and result[-1].edit is Edit.KEPT:
                result[-1] = Segment(Edit.KEPT, result[-1].text + segment.text)
            else:
                result.append(segment)
    close()
    return tuple(result)
