"""A figure of an English or German sentence -> the clause it stands in, whether that aims or reports, and its year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.research import latin_words as words
from assistant.research.quantities import Quantity
from assistant.research.time_frames import TargetKind

_CUTS = re.compile(
    r"[;:]\s|\s[–—-]\s|,\s(?:and|but|while|of which|matched|against|und|aber|davon|wobei)\s|\.\s(?=[A-Z])"
)
NEAR = 70  # characters behind a figure within which a verb speaks of it


@dataclass(frozen=True, slots=True)
class Clause:
    """The part of a sentence a figure stands in, and how it speaks of it."""

    text: str  # the whole sentence, in plain form
    start: int
    end: int
    language: str
    kind: TargetKind

    def before(self, quantity: Quantity) -> str:
        """The words of the clause before a figure."""
        return self.text[self.start : quantity.start]


def clause_of(text: str, quantity: Quantity, language: str) -> Clause | None:
    """The clause of a figure with its kind; None where it neither aims at nor reports anything."""
    cuts = list(_CUTS.finditer(text))
    start = max([0, *(match.end() for match in cuts if match.end() <= quantity.start)])
    end = min([len(text), *(match.start() for match in cuts if match.start() >= quantity.end)])
    if text[:start].rstrip().endswith(("against", "matched")):
        return None
    for spoken, place in ((text[start:end], quantity.start - start), (text[:start], start)):
        if words.NEITHER.search(spoken):
            return None
        kind = _kind(spoken, place)
        if kind is not None:
            return Clause(text, start, end, language, kind)
    return None


def _kind(spoken: str, place: int) -> TargetKind | None:
    """Whether words aim at or report a figure at ``place``; the latest verb before it tells, else one behind it."""
    aims = [match.start() for match in words.AIMS.finditer(spoken, 0, min(len(spoken), place + NEAR))]
    before = [match.start() for match in words.DONE.finditer(spoken) if match.start() < place]
    if aims and not (before and max(before) > max(aims) and not _was_the_aim(spoken, max(before))):
        return TargetKind.TARGET
    present = [match.start() for match in words.PRESENT.finditer(spoken[:place])]
    if before:
        return TargetKind.RESULT if max(before) >= max(present, default=0) else None
    behind = words.DONE.search(spoken, place, place + NEAR)
    return TargetKind.RESULT if behind and not present else None


def _was_the_aim(spoken: str, place: int) -> bool:
    """The first aim was 200 clusters."""
    return re.match(r"was\b|were\b", spoken[place:]) is not None


def year_of(clause: Clause, quantity: Quantity) -> int | None:
    """The year by which, or in which: behind the figure, else in the clause before it, else in the sentence."""
    behind, before = clause.text[quantity.end : clause.end], clause.text[: quantity.start]
    at_once = words.YEAR_AT_ONCE.match(behind)
    if at_once:
        return int(at_once["year"])
    kinds = (words.DEADLINE,) if clause.kind is TargetKind.TARGET else (words.DEADLINE, words.IN_YEAR)
    for stretch, takes_last in ((behind, False), (clause.before(quantity), True), (before, True)):
        found = [_named_year(match) for pattern in kinds for match in pattern.finditer(stretch)]
        if found:
            return found[-1] if takes_last else found[0]
    if clause.kind is TargetKind.TARGET:
        later = [int(match["year"]) for match in words.IN_YEAR.finditer(behind)]
        return later[0] if later else None
    return None


def _named_year(match: re.Match[str]) -> int:
    return int(match["year"] or match.groupdict().get("german") or 0)
