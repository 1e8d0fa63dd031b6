"""One question, several sides -> a matrix in which every cell is proved, not found, or without a document.

A side is a jurisdiction, a year or a document. Each is asked the same words in a scope of its own, so that a large or
well-matching corpus takes no place away from a small one. Cells are filled by the room of answers; none is summed up.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from assistant.domain import Answer, DocumentSummary, Ending, Scope, Statement
from assistant.errors import InputError
from assistant.ingest.language import detect_language
from assistant.jurisdictions import find_jurisdictions, name
from assistant.progress import Progress, silent
from assistant.research.aspects import aspects_of, question_for_aspect
from assistant.research.differences import Difference, difference

OPEN_SCOPE = Scope()


class Asker(Protocol):
    """What answers the questions: :class:`assistant.answer.ask.Answerer`."""

    def ask(
        self, text: str, scope: Scope = ..., history: Sequence[str] = ..., as_of: datetime.date | None = ...
    ) -> Answer:
        """Answer one question inside a scope."""


class SideKind(StrEnum):
    """What is compared."""

    JURISDICTION = "jurisdiction"
    YEAR = "year"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared: its ``value`` is a code, a year or a document id, ``scope`` what may be searched."""

    kind: SideKind
    value: str
    scope: Scope
    title: str | None = None  # of a document

    def label(self, language: str) -> str:
        """Its name for a reader."""
        if self.kind is SideKind.JURISDICTION:
            return name(self.value, language)
        return self.title or self.value


class CellState(StrEnum):
    """Why a cell holds statements, or why it does not."""

    FOUND = "found"
    NOT_FOUND = "not_found"  # the library holds documents of this side, and they do not answer
    NO_DOCUMENT = "no_document"  # the library holds no document of this side


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says on one aspect; ``statements`` is () unless FOUND, ``answer`` None with NO_DOCUMENT."""

    side: Side
    state: CellState
    statements: tuple[Statement, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One aspect across all sides; ``aspect`` is None when the question has only itself as its aspect."""

    aspect: str | None
    question: str  # with … in place of the side
    cells: tuple[Cell, ...]
    difference: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matrix: a row an aspect, a column a side, cells in the order of ``sides``."""

    question: str
    language: str
    sides: tuple[Side, ...]
    rows: tuple[AspectRow, ...]


def jurisdiction_sides(codes: Iterable[str], scope: Scope = OPEN_SCOPE) -> tuple[Side, ...]:
    """A side a jurisdiction, each once, in the order given."""
    return tuple(
        Side(SideKind.JURISDICTION, code, replace(scope, jurisdictions=(code,))) for code in dict.fromkeys(codes)
    )


def all_jurisdiction_sides(summaries: Iterable[DocumentSummary], scope: Scope = OPEN_SCOPE) -> tuple[Side, ...]:
    """A side for every jurisdiction that the documents of the library belong to, in order of code."""
    return jurisdiction_sides(
        sorted({one.metadata.jurisdiction for one in summaries if one.metadata.jurisdiction}), scope
    )


def year_sides(years: Iterable[int], scope: Scope = OPEN_SCOPE) -> tuple[Side, ...]:
    """A side a year: the documents whose date or period touches it."""
    return tuple(
        Side(SideKind.YEAR, str(year), replace(scope, year_from=year, year_to=year)) for year in dict.fromkeys(years)
    )


def document_sides(documents: Iterable[DocumentSummary], scope: Scope = OPEN_SCOPE) -> tuple[Side, ...]:
    """A side a document; those with one title are told apart by their dates, or else by their ids."""
    held = tuple(documents)
    titles = Counter(one.metadata.title for one in held)
    dated = Counter((one.metadata.title, str(one.metadata.date)) for one in held)

    def label(one: DocumentSummary) -> str:
        title, date = one.metadata.title, one.metadata.date
        if titles[title] == 1:
            return title
        mark = str(date) if date and dated[title, str(date)] == 1 else one.document_id
        return f"{title}（{mark}）" if one.metadata.language == "zh" else f"{title} ({mark})"

    return tuple(
        Side(SideKind.DOCUMENT, one.document_id, replace(scope, documents=(one.document_id,)), label(one))
        for one in held
    )


def chosen_sides(
    scope: Scope, years: Sequence[int], summaries: Sequence[DocumentSummary], is_every_jurisdiction: bool = False
) -> tuple[Side, ...]:
    """The sides that a user named: several documents, else several years, else several jurisdictions of ``scope``.

    What else is named narrows all sides. ``summaries`` are the documents of the library inside ``scope``.

    Raises:
        InputError: there are not two of any kind.
    """
    if len(years) == 1:
        scope, years = replace(scope, year_from=years[0], year_to=years[0]), ()
    if is_every_jurisdiction:
        return all_jurisdiction_sides(summaries, replace(scope, jurisdictions=()))
    if len(scope.documents) > 1:
        held = {one.document_id: one for one in summaries}
        return document_sides((held[one] for one in scope.documents if one in held), replace(scope, documents=()))
    if len(years) > 1:
        return year_sides(years, scope)
    if len(scope.jurisdictions) > 1:
        return jurisdiction_sides(scope.jurisdictions, replace(scope, jurisdictions=()))
    raise InputError("name at least two sides: several jurisdictions, years or documents")


def compare(
    asker: Asker,
    held: Callable[[Scope], Sequence[DocumentSummary]],
    question: str,
    sides: Sequence[Side],
    aspects: Sequence[str] = (),
    progress: Progress = silent,
) -> Comparison:
    """Ask every side the same and lay the answers side by side.

    ``held`` gives the documents of the library inside a scope (``index.summaries``). ``aspects`` are asked one by one;
    () takes those the question itself lists ("targets, funding, governance"), or else the question as a whole.

    Raises:
        InputError: fewer than two sides, or the question is empty or too long.
    """
    if len({side.value for side in sides}) < 2:
        raise InputError(
            "a comparison needs at least two sides; add --jurisdiction, --year or --document, or use --all"
        )
    language = detect_language(question)
    wanted = tuple(dict.fromkeys(aspects)) or aspects_of(question)
    total = len(sides) * max(1, len(wanted))
    rows: list[AspectRow] = []
    done = 0
    for aspect in wanted or (None,):
        asked = question_for_aspect(question, aspect, aspects_of(question))
        cells: list[Cell] = []
        for side in sides:
            cells.append(_cell(asker, held, asked, side))
            done += 1
            progress("comparing", done, total)
        shown = question_for_side(asked, None)
        across_years = sides[0].kind is SideKind.YEAR
        line = difference([_said(cell) for cell in cells], shown, across_years)
        rows.append(AspectRow(aspect, shown, tuple(cells), line))
    return Comparison(question, language, tuple(sides), tuple(rows))


def _cell(asker: Asker, held: Callable[[Scope], Sequence[DocumentSummary]], question: str, side: Side) -> Cell:
    if not held(side.scope):
        return Cell(side, CellState.NO_DOCUMENT, (), None)
    answer = asker.ask(question_for_side(question, side), scope=side.scope)
    is_found = answer.status in (Ending.ANSWERED, Ending.PARTLY_ANSWERED) and bool(answer.statements)
    state = CellState.FOUND if is_found else CellState.NOT_FOUND
    return Cell(side, state, answer.statements if is_found else (), answer)


def _said(cell: Cell) -> tuple[str, tuple[Statement, ...]]:
    return cell.side.value, cell.statements


_BETWEEN = re.compile(
    r"\s*(?:[、，,和与及跟同]|以及|还有|\band\b|\bund\b|\bor\b|\bwith\b|&|vs\.?)*\s*(?:the\s+)?", re.IGNORECASE
)
_GROUP_WORDS = re.compile(r"^(?:[一二三四五六七八九十两几\d]+(?:个)?(?:省市区|省份|省市|省|市|地|国)|各省|各地|各国)")
_SHARED_WORDS = re.compile(
    r"(?:分别|各自|各(?=[是有定为达多占提])|都(?=[定是有])|[，,]?\s*(?:谁|哪个|哪里)(?:更|最)[^，。？?]*|[，,]?\s*从高到低[^，。？?]*|[，,]?\s*有(?:什么|何|哪些)(?:不同|区别|差异))"
)
_COMPARED_WITH = re.compile(r"^How do(?:es)?\s+(.+?)\s+compare\s+(?:with|to)\s+.*$", re.IGNORECASE | re.DOTALL)
_SECOND_PART = re.compile(
    r"^How do(?:es)?\s+(?P<first>.+?)\s+compare\s+(?:with|to)\s+(?:the ones?|that|those)\s+"
    r"(?P<second>(?:in|of|for|under)\s.+?)\??$",
    re.IGNORECASE | re.DOTALL,
)
_OWNED = re.compile(r"^(?:'s|’s|’)?\s*(?:(?:19|20)\d\d\s+)?")
_COMMAND = re.compile(
    r"^(?:请?(?:比较|对比)(?:一下)?|Compare\s+(?:the\s+)?|Vergleichen?\s+(?:Sie\s+)?(?:die\s+)?)", re.IGNORECASE
)


def question_for_side(question: str, side: Side | None) -> str:
    """The question as one side is asked it: names of places give way to the side's own, words of comparison go.

    ``side`` None puts … in that place, for a heading. A question that names no place is asked as it stands; the scope
    says where.
    """
    own = _own_part(question, side)
    if own is not None:
        return own
    question = _COMPARED_WITH.sub(r"What is \1?", _COMMAND.sub("", question))
    language = detect_language(question)
    put = "…" if side is None else side.label(language) if side.kind is SideKind.JURISDICTION else None
    mentions = find_jurisdictions(question)
    if put is None or not mentions:
        return question
    runs: list[list[int]] = []
    for mention in mentions:
        if runs and (mention.start <= runs[-1][1] or _BETWEEN.fullmatch(question[runs[-1][1] : mention.start])):
            runs[-1][1] = max(runs[-1][1], mention.end)
        else:
            runs.append([mention.start, mention.end])
    text = question
    for place, (start, end) in reversed(list(enumerate(runs))):
        rest = _GROUP_WORDS.sub("", text[end:]) if language == "zh" else text[end:]
        text = text[:start] + (put if place == 0 else "") + (rest if place == 0 else rest.removeprefix("'s"))
    if language == "zh":
        text = _SHARED_WORDS.sub("", text)
    return re.sub(r"\s+", " ", text).strip()


def _own_part(question: str, side: Side | None) -> str | None:
    """How does A's 2026 target compare with the one in B's plan of 2021, for B: what is the target in B's plan of 2021.

    The years of the first part are not those of the second. None when the question is not of this form.
    """
    parts = _SECOND_PART.match(question.strip())
    if parts is None or side is None or side.kind is not SideKind.JURISDICTION:
        return None
    if not any(mention.code == side.value for mention in find_jurisdictions(parts["second"])):
        return None
    first = find_jurisdictions(parts["first"])
    if not first or first[0].start > len("the "):
        return None
    thing = _OWNED.sub("", parts["first"][first[0].end :]).strip()
    return f"What is the {thing} {parts['second']}?" if thing else None
