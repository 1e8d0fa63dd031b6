"""Documents of a library and questions it refused -> what it covers by place, year and theme, and what it lacks.

A document and its translation count once. A document covers the years of its period, else the year of its date; a
period without an end runs to the year of the report. Its themes are read from its title, its other names and its
headings, not from its whole text: a text on smart manufacturing that mentions a tax once is not a text on taxes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.domain import Document, DocumentKind, Ending, Metadata, RelationKind
from assistant.errors import InputError
from assistant.research.themes import Theme, find_themes
from assistant.retrieve.question import understand

_REFUSED = frozenset(Ending) - {Ending.ANSWERED, Ending.PARTLY_ANSWERED}
_LONGEST_PERIOD = 60  # years; a longer one is a slip of a date and would stretch the table


class GapKind(StrEnum):
    """What kind of thing is missing."""

    THEME = "theme"  # no document of this place on a theme that several other places have
    YEARS = "years"  # no document of this place covers years between those that are covered
    OFFICIAL_TEXT = "official_text"  # only digests, no official text
    REFERENCE = "reference"  # a document refers to another that the library does not hold


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the library lacks; ``jurisdiction`` None where it belongs to no place."""

    jurisdiction: str | None
    kind: GapKind
    text: str
    theme: Theme | None = None


class Cause(StrEnum):
    """Why a refused question may have had no answer, as far as the holdings show."""

    NO_PLACE = "no_place"  # the library holds nothing of a place the question names
    NO_YEAR = "no_year"  # it holds the place, but nothing on a year the question names
    NO_THEME = "no_theme"  # it holds the place, but nothing on the themes of the question
    HELD = "held"  # it holds texts of that place, time and theme; they do not answer, or were not found


@dataclass(frozen=True, slots=True)
class RefusedQuestion:
    """A question the library did not answer, and the place in the table where it fell."""

    question: str
    ending: Ending
    jurisdictions: tuple[str, ...]
    years: tuple[int, ...]
    themes: tuple[Theme, ...]
    cause: Cause


@dataclass(frozen=True)
class Coverage:
    """What a library covers. ``documents`` maps a document id to its place, years and themes."""

    documents: Mapping[str, Covered]
    gaps: tuple[Gap, ...]
    refused: tuple[RefusedQuestion, ...]

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """Places with documents, most documents first."""
        counts = self.by_jurisdiction
        return tuple(sorted(counts, key=lambda code: (-len(counts[code]), code)))

    @cached_property
    def by_jurisdiction(self) -> Mapping[str, tuple[Covered, ...]]:
        """Documents of each place."""
        found: dict[str, list[Covered]] = defaultdict(list)
        for one in self.documents.values():
            found[one.jurisdiction].append(one)
        return {code: tuple(members) for code, members in found.items()}

    @cached_property
    def years(self) -> range:
        """From the first to the last year that is covered."""
        covered = [year for one in self.documents.values() for year in one.years]
        return range(min(covered), max(covered) + 1) if covered else range(0)

    def count(self, jurisdiction: str, year: int | None = None, theme: Theme | None = None) -> int:
        """Documents of a place that cover a year and have a theme; None does not narrow."""
        return sum(
            (year is None or year in one.years) and (theme is None or theme in one.themes)
            for one in self.by_jurisdiction.get(jurisdiction, ())
        )


@dataclass(frozen=True, slots=True)
class Covered:
    """One document's place in the table; ``years`` may be empty."""

    document_id: str
    jurisdiction: str  # "-" where it is not known
    years: range
    themes: tuple[Theme, ...]
    official: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line of a file of answers: a question and how it ended, with the places it was narrowed to."""

    question: str
    ending: Ending
    jurisdictions: tuple[str, ...] = ()


def cover(documents: Iterable[Document], refusals: Sequence[Refusal], this_year: int) -> Coverage:
    """Lay documents and refused questions into the table."""
    covered: dict[str, Covered] = {}
    metadata: dict[str, Metadata] = {}
    for document in documents:  # one at a time: together their texts may not fit into memory
        metadata[document.document_id] = document.metadata
        covered[document.document_id] = _covered(document, this_year)
    for document_id in [name for name, one in metadata.items() if _original(one) in metadata]:
        del covered[document_id]
        del metadata[document_id]
    coverage = Coverage(covered, (), ())
    gaps = (*_themes_missing(coverage), *_years_missing(coverage), *_official_missing(coverage), *_references(metadata))
    return Coverage(covered, gaps, tuple(_placed(refusal, coverage) for refusal in refusals))


def read_refusals(file: Path) -> tuple[Refusal, ...]:
    """Refused questions of a file of answers.

    The file holds objects as ``assistant ask --json`` prints them, one after the other or in a list, or the lines of
    ``assistant batch``, which hold such an object each. A line of a question that failed is passed over. Only
    ``question``, ``status`` and ``scope`` are looked at; answered questions are passed over.

    Raises:
        InputError: the file cannot be read, or an entry is no answer.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"{file} cannot be read ({problem}); give a file of answers in JSON") from None
    refusals = []
    for number, entry in enumerate(_entries(text, file), start=1):
        try:
            refusal = _refusal(entry)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InputError(
                f"{file}, entry {number}: no answer with 'question' and 'status'; "
                "write it with: assistant ask --json, or assistant batch"
            ) from None
        if refusal is not None:
            refusals.append(refusal)
    return tuple(refusals)


def _refusal(entry: Any) -> Refusal | None:
    """An entry as a refusal; None for a question that was answered, or that could not be asked."""
    if "error" in entry:
        return None
    answer = entry["answer"] if isinstance(entry.get("answer"), dict) else entry
    ending = Ending(answer["status"])
    places = tuple((answer.get("scope") or {}).get("jurisdictions") or ())
    return Refusal(str(answer["question"]), ending, places) if ending in _REFUSED else None


def _entries(text: str, file: Path) -> list[Any]:
    """The JSON values that stand one after the other; those of a list each by itself."""
    decoder = json.JSONDecoder()
    entries: list[Any] = []
    place = 0
    while rest := text[place:].lstrip():
        place = len(text) - len(rest)
        try:
            value, length = decoder.raw_decode(rest)
        except json.JSONDecodeError as problem:
            line = text.count("\n", 0, place + problem.pos) + 1
            raise InputError(f"{file}, line {line}: no JSON object ({problem.msg})") from None
        entries += value if isinstance(value, list) else [value]
        place += length
    return entries


def _covered(document: Document, this_year: int) -> Covered:
    metadata = document.metadata
    headings = (section.heading for section in document.sections if section.level <= 3)
    names = (metadata.title, metadata.official_title or "", *metadata.aliases, *metadata.industries)
    return Covered(
        document.document_id,
        metadata.jurisdiction or "-",
        _years(metadata, this_year),
        find_themes("\n".join((*names, *headings))),
        metadata.kind is DocumentKind.OFFICIAL,
    )


def _original(metadata: Metadata) -> str | None:
    """The document of which this one is a translation."""
    relations = (one for one in metadata.relations if one.kind is RelationKind.TRANSLATION_OF)
    return next((one.target_document_id or one.target for one in relations), None)


def _years(metadata: Metadata, this_year: int) -> range:
    date = metadata.date.year if metadata.date else None
    period = metadata.period
    if period is None:
        return range(date, date + 1) if date else range(0)
    start = period.start_year or date or period.end_year
    end = period.end_year or max(this_year, start or this_year)
    if start is None or not start <= end <= start + _LONGEST_PERIOD:
        return range(date, date + 1) if date else range(0)
    return range(min(start, date or start), end + 1)


def _themes_missing(coverage: Coverage) -> Iterable[Gap]:
    """Themes that at least half of the places have and this one has not; places with one document are not judged."""
    places = [code for code in coverage.jurisdictions if len(coverage.by_jurisdiction[code]) > 1]
    for theme in Theme:
        holders = [code for code in places if coverage.count(code, theme=theme)]
        if 2 * len(holders) >= len(places):
            for code in places:
                if code not in holders:
                    yield Gap(code, GapKind.THEME, f"no document on {theme.value}", theme)


def _years_missing(coverage: Coverage) -> Iterable[Gap]:
    for code in coverage.jurisdictions:
        held = sorted({year for one in coverage.by_jurisdiction[code] for year in one.years})
        missing = [year for year in range(held[0], held[-1] + 1) if year not in held] if held else []
        if missing:
            yield Gap(code, GapKind.YEARS, f"nothing covers {_ranges(missing)}")


def _official_missing(coverage: Coverage) -> Iterable[Gap]:
    for code in coverage.jurisdictions:
        members = coverage.by_jurisdiction[code]
        if not any(one.official for one in members):
            held = "only a digest" if len(members) == 1 else f"only {len(members)} digests"
            yield Gap(code, GapKind.OFFICIAL_TEXT, held)


def _references(metadata: Mapping[str, Metadata]) -> Iterable[Gap]:
    """Successors and texts carried out that are named and not held; a mere mention is no gap."""
    wanted = (RelationKind.SUPERSEDED_BY, RelationKind.IMPLEMENTS, RelationKind.SUPERSEDES)
    for document_id, one in metadata.items():
        for relation in one.relations:
            if relation.kind in wanted and relation.target_document_id is None and relation.target not in metadata:
                text = f"{document_id} {relation.kind.value.replace('_', ' ')} {relation.target}"
                yield Gap(one.jurisdiction, GapKind.REFERENCE, text)


def _placed(refusal: Refusal, coverage: Coverage) -> RefusedQuestion:
    question = understand(refusal.question)
    places = tuple(dict.fromkeys((*refusal.jurisdictions, *question.jurisdictions)))
    years = tuple(sorted({*question.years, *question.plan_years}))
    themes = find_themes(refusal.question)
    return RefusedQuestion(
        refusal.question, refusal.ending, places, years, themes, _cause(coverage, places, years, themes)
    )


def _cause(coverage: Coverage, places: Sequence[str], years: Sequence[int], themes: Sequence[Theme]) -> Cause:
    if any(code not in coverage.by_jurisdiction for code in places):
        return Cause.NO_PLACE
    asked = places or coverage.jurisdictions
    if any(not any(coverage.count(code, year) for code in asked) for year in years):
        return Cause.NO_YEAR
    if themes and not any(coverage.count(code, theme=theme) for code in asked for theme in themes):
        return Cause.NO_THEME
    return Cause.HELD


def _ranges(years: Sequence[int]) -> str:
    """2003, 2005-2007."""
    parts: list[list[int]] = []
    for year in years:
        if parts and parts[-1][-1] == year - 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts)
