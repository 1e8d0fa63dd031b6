"""A question, what a right answer is, and where it stands -> the nouns of this room. No logic."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain import Scope

OPEN_SCOPE = Scope()


@dataclass(frozen=True, slots=True)
class Gold:
    """Where an answer stands: a document, and words in it or a page of it; neither names the whole document.

    Never a passage: results must outlive the way documents are cut. ``start`` tells apart words that stand there
    several times. ``grade`` is the relevance of a graded judgement (BEIR), 1 elsewhere.
    """

    document: str
    quote: str | None = None
    page: int | None = None
    start: int | None = None
    grade: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One question of an evaluation set; ``line`` is where it stands in its file, 1-based.

    ``answer`` is a short reference; None when the set has none.
    """

    identity: str
    line: int
    question: str
    answerable: bool
    language: str = "und"
    kind: str = "all"
    answer: str | None = None
    gold: tuple[Gold, ...] = ()
    scope: Scope = OPEN_SCOPE
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that cannot be used, with the line it stands on (None: the file as a whole)."""

    line: int | None
    text: str

    def __str__(self) -> str:
        return self.text if self.line is None else f"line {self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a file of questions holds: usable cases in its order, and everything that is not usable."""

    name: str
    sha256: str
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A gold entry found in the stored text: the ranges that count as the answer, offsets into the canonical text.

    ``whole`` is True when the entry names the document only.
    """

    document: str
    spans: tuple[tuple[int, int], ...]
    grade: int = 1
    whole: bool = False
    # For the reader of a report: the quote, or the first words of the page, and what stands around the quote.
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class LocatedCase:
    """A case whose gold was found. ``relevant`` counts the passages of the index (documents, where the gold names
    only documents) that hold gold, which the ideal ranking would put first; ``grades`` are those of the ideal ranking.
    """

    case: Case
    places: tuple[Place, ...] = ()
    relevant: int = 0
    jurisdiction: str = "none"
    grades: tuple[int, ...] = field(default=())
