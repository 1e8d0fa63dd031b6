"""A question and the documents of the library -> how strongly each document is meant by the question's own words.

A question that says 广东, 2026年, 《中小企业促进法》 or 工信部联规〔2023〕258号 names its target. Each kind of
mention raises the score of the passages of the documents it fits by a fixed amount. The amounts are large beside the
differences between two fitting passages (some 0.02 in cosine of the default model) and small beside the gap to a
passage of another subject: a mention decides between two provinces and does not drag an unrelated text to the top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.domain import DocumentSummary, Metadata
from assistant.retrieve.question import Newest, Question


@dataclass(frozen=True, slots=True)
class TargetWeights:
    """What each kind of mention adds to a score. Chosen on the development questions, see docs/evaluation.md."""

    jurisdiction: float = 0.10
    title: float = 0.05
    year: float = 0.03
    number: float = 0.15
    instrument: float = 0.01
    older_version: float = -0.015
    other_version: float = -0.08


def document_priors(
    question: Question, summaries: Sequence[DocumentSummary], weights: TargetWeights
) -> NDArray[np.float32]:
    """What the question's own words add to the score of each document, in the order of ``summaries``."""
    priors = np.zeros(len(summaries), dtype=np.float32)
    if not summaries:
        return priors
    named = set(question.jurisdictions)
    keys = _grams(question.text)
    years_decide = _years_decide(question, summaries)
    for position, summary in enumerate(summaries):
        metadata = summary.metadata
        value = 0.0
        if metadata.jurisdiction in named:
            value += weights.jurisdiction
        if question.numbers and set(question.numbers) & set(metadata.numbers):
            value += weights.number
        value += weights.title * title_match(question, keys, metadata)
        if years_decide and _years(metadata) & {*question.years, *question.plan_years}:
            value += weights.year
        if question.instruments and metadata.instrument in question.instruments:
            value += weights.instrument
        priors[position] = value
    return priors + _version_priors(question, summaries, weights)


def title_match(question: Question, question_grams: frozenset[str], metadata: Metadata) -> float:
    """How much of a document's title stands in the question, 0..1; below 0.6 counts as chance."""
    best = 0.0
    capitals = frozenset(re.findall(r"\b[A-Z]{4,}\b", question.text))
    for title in _names(metadata):
        if any(_initials(title).find(word) >= 0 for word in capitals):
            return 1.0
        if any(title_core(wanted) == title_core(title) for wanted in question.titles):
            return 1.0
        grams = _grams(title_core(title))
        if len(grams) >= 3:
            best = max(best, len(grams & question_grams) / len(grams))
    return best if best >= 0.6 else 0.0


_NOISE = re.compile(
    r"^中华人民共和国|[（(]\d{4}[-年][^）)]*[）)]|(?:19|20)\d{2}年?|[（(](?:试行|暂行|修订|草案)[）)]|[《》“”\"\s]"
)


@lru_cache(maxsize=20_000)
def title_core(title: str) -> str:
    """A title without what changes between versions: year, date in brackets, 中华人民共和国, quote marks."""
    return _NOISE.sub("" if re.search(r"[\u3400-\u9fff]", title) else " ", title).strip().lower()


@lru_cache(maxsize=20_000)
def _grams(text: str) -> frozenset[str]:
    """Character bigrams of the Han runs and whole Latin words: what titles and questions share."""
    found: set[str] = set()
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        found.update(run[start : start + 2] for start in range(len(run) - 1))
    found.update(
        word.lower()
        for word in re.findall(r"[A-Za-zÄÖÜäöüß]{3,}|§|\d+[a-z]?", text)
        if word.lower() not in _FUNCTION_WORDS
    )
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _initials(title: str) -> str:
    """First letters of the words of a Latin title that carry meaning: what its acronym is made of (CHIPS)."""
    words = re.findall(r"[A-Za-z]+", title)
    return "".join(word[0].upper() for word in words if word.lower() not in _SMALL_WORDS)


_SMALL_WORDS = frozenset(
    {"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "der", "die", "das", "und", "für"}
)
_FUNCTION_WORDS = frozenset(
    {"the", "and", "for", "with", "from", "that", "this", "act", "title", "chapter"}
    | {"der", "die", "das", "und", "für", "von"}
)


def _names(metadata: Metadata) -> tuple[str, ...]:
    others = (metadata.official_title,) if metadata.official_title else ()
    return (metadata.title, *others, *metadata.aliases)


def _years(metadata: Metadata) -> set[int]:
    years = {date.year for date in (metadata.issued, metadata.adopted, metadata.effective) if date}
    years |= {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", metadata.title)}
    if metadata.period and metadata.period.start_year:
        years.add(metadata.period.start_year)
    return years


def _issue_year(metadata: Metadata) -> int | None:
    return metadata.date.year if metadata.date else None


def _years_decide(question: Question, summaries: Sequence[DocumentSummary]) -> bool:
    """Whether a year in the question can point to a document at all: some document must be of that year."""
    wanted = {*question.years, *question.plan_years}
    if not wanted:
        return False
    return any(_years(summary.metadata) & wanted for summary in summaries)


def _version_priors(
    question: Question, summaries: Sequence[DocumentSummary], weights: TargetWeights
) -> NDArray[np.float32]:
    """Prefer the newest version of a document, or the one whose year the question names, or both when it compares."""
    priors = np.zeros(len(summaries), dtype=np.float32)
    families: dict[str, list[int]] = {}
    for position, summary in enumerate(summaries):
        if summary.metadata.family:
            families.setdefault(summary.metadata.family, []).append(position)
    for members in families.values():
        dated = [member for member in members if summaries[member].metadata.date]
        if len(dated) < 2 or question.newest is Newest.BOTH:
            continue
        wanted = [member for member in dated if _years(summaries[member].metadata) & set(question.years)]
        if len(wanted) > 1 and question.newest is not Newest.CURRENT:
            # An amended text names the years of its first version too; the year of its own issue says which it is.
            own = [member for member in wanted if _issue_year(summaries[member].metadata) in question.years]
            wanted = own or wanted
        if len(wanted) == 1:
            chosen, others = wanted[0], weights.other_version
        else:
            chosen = max(dated, key=lambda member: summaries[member].metadata.date.day)  # type: ignore[union-attr]
            others = weights.other_version if question.newest is Newest.CURRENT else weights.older_version
        for member in dated:
            if member != chosen:
                priors[member] = others
    return priors
