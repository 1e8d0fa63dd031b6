"""Cases with their records -> every measure over all questions and by kind, language and jurisdiction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluate.case import LocatedCase
from assistant.evaluate.estimates import Estimate, f1, mean, share
from assistant.evaluate.measures import BY_NAME, CATALOGUE, QUOTE_VALIDITY, REFUSAL_F1, Group, values
from assistant.evaluate.record import Cited, Record

ALL = "all"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, what became of it, and the values of its measures."""

    located: LocatedCase
    record: Record
    values: Mapping[str, float]
    quotes: tuple[bool, ...] = ()  # for each citation, whether the stored text says those words at that place

    @property
    def is_invalid(self) -> bool:
        """Whether a quote is not what the stored text says."""
        return not all(self.quotes)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the questions: all, or those that share a kind, language or jurisdiction."""

    dimension: str
    name: str
    questions: int
    answerable: int
    errors: int
    estimates: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a measure of a table means."""

    name: str
    group: Group
    text: str
    lower_is_better: bool = False


_NOT_OF_ONE_QUESTION = (
    Definition(QUOTE_VALIDITY, Group.CITATIONS, "share of all quotes that stand at their place in the stored text"),
    Definition(REFUSAL_F1, Group.REFUSALS, "harmonic mean of refusal precision and recall"),
)
# In the order in which they are shown.
DEFINITIONS: tuple[Definition, ...] = tuple(
    one
    for group in Group
    for one in (
        *(Definition(one.name, one.group, one.definition, one.lower_is_better) for one in CATALOGUE),
        *_NOT_OF_ONE_QUESTION,
    )
    if one.group is group
)


def judge_outcome(
    located: LocatedCase, record: Record, text_of: Callable[[str], str | None], retrieval_only: bool
) -> Outcome:
    """Measure one case; ``text_of`` gives the stored text of a document, None when it is gone."""
    quotes = tuple(_stands(cited, text_of) for cited in record.citations)
    return Outcome(located, record, values(located, record, retrieval_only), quotes)


def slices(outcomes: Sequence[Outcome]) -> tuple[Slice, ...]:
    """All questions first, then by kind, language and jurisdiction, each in alphabetical order."""
    found = [_slice(ALL, ALL, outcomes)]
    dimensions: tuple[tuple[str, Callable[[Outcome], str]], ...] = (
        ("kind", lambda outcome: outcome.located.case.kind),
        ("language", lambda outcome: outcome.located.case.language),
        ("jurisdiction", lambda outcome: outcome.located.jurisdiction),
    )
    for dimension, key in dimensions:
        names = sorted({key(outcome) for outcome in outcomes})
        found += [_slice(dimension, name, [one for one in outcomes if key(one) == name]) for name in names]
    return tuple(found)


def estimates(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Every measure over these questions; one without a case says so."""
    found = {measure.name: estimate(measure.name, outcomes) for measure in CATALOGUE}
    checks = [check for outcome in outcomes for check in outcome.quotes]
    found[QUOTE_VALIDITY] = share(sum(checks), len(checks))
    asked = [one for one in outcomes if one.record.status is not None or "right_decision" in one.values]
    refused = [one.record.refused for one in asked]
    found[REFUSAL_F1] = f1(refused, [not one.located.case.answerable for one in asked])
    return found


def estimate(name: str, outcomes: Iterable[Outcome]) -> Estimate:
    """One measure of the catalogue over these questions."""
    known = [outcome.values[name] for outcome in outcomes if name in outcome.values]
    return share(int(sum(known)), len(known)) if BY_NAME[name].binary else mean(known)


def _slice(dimension: str, name: str, outcomes: Sequence[Outcome]) -> Slice:
    return Slice(
        dimension=dimension,
        name=name,
        questions=len(outcomes),
        answerable=sum(outcome.located.case.answerable for outcome in outcomes),
        errors=sum(outcome.record.error is not None for outcome in outcomes),
        estimates=estimates(outcomes),
    )


def _stands(cited: Cited, text_of: Callable[[str], str | None]) -> bool:
    text = text_of(cited.document)
    return text is not None and bool(cited.quote) and text[cited.start : cited.end] == cited.quote
