"""A case and the record of what became of it -> the value of every measure, None where the measure does not apply.

The catalogue: one entry a measure, with the words a report explains it by. Definitions and sources in full are in
docs/evaluation.md. A question that failed with an error counts as wrong, not as refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.evaluate import correctness
from assistant.evaluate.case import LocatedCase, Place
from assistant.evaluate.gold import holds, touches
from assistant.evaluate.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank
from assistant.evaluate.record import Cited, FoundPassage, Record

DEPTH = 10  # ranks that retrieval is measured to


class Group(StrEnum):
    """What part of the product a measure looks at."""

    RETRIEVAL = "retrieval"
    CITATIONS = "citations"
    CORRECTNESS = "correctness"
    REFUSALS = "refusals"
    STABILITY = "stability"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of one question in 0..1; ``binary`` values are 0 or 1 and get Wilson's interval."""

    name: str
    group: Group
    definition: str
    value: Callable[[LocatedCase, Record], float | None]
    binary: bool = False
    lower_is_better: bool = False


# --------------------------------------------------------------------------- retrieval


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranked list seen through its gold: what each rank holds (indices of gold entries) and how relevant it is."""

    found: tuple[frozenset[int], ...]
    relevance: tuple[int, ...]


def ranking(located: LocatedCase, record: Record) -> Ranking | None:
    """The ranked passages, or documents where gold names only documents; None when nothing is to be found."""
    if not located.case.answerable or not located.places:
        return None
    whole = all(place.whole for place in located.places)
    found = [_held(located.places, hit) for hit in (_documents(record.hits) if whole else record.hits)]
    relevance = [max((located.places[entry].grade for entry in entries), default=0) for entries in found]
    if not whole:
        relevance = [int(bool(grade)) for grade in relevance]
    return Ranking(tuple(found), tuple(relevance))


def _held(places: tuple[Place, ...], hit: FoundPassage) -> frozenset[int]:
    return frozenset(n for n, place in enumerate(places) if holds(place, hit.document, hit.start, hit.end))


def _documents(hits: tuple[FoundPassage, ...]) -> tuple[FoundPassage, ...]:
    """The best passage of each document, in order of rank."""
    first: dict[str, FoundPassage] = {}
    for hit in hits:
        first.setdefault(hit.document, hit)
    return tuple(first.values())


def _hit(k: int) -> Callable[[LocatedCase, Record], float | None]:
    def value(located: LocatedCase, record: Record) -> float | None:
        ranked = ranking(located, record)
        return None if ranked is None else hit_at(ranked.relevance, k)

    return value


def _recall(k: int) -> Callable[[LocatedCase, Record], float | None]:
    def value(located: LocatedCase, record: Record) -> float | None:
        ranked = ranking(located, record)
        return None if ranked is None else recall_at(ranked.found, len(located.places), k)

    return value


def _mrr(located: LocatedCase, record: Record) -> float | None:
    ranked = ranking(located, record)
    return None if ranked is None else reciprocal_rank(ranked.relevance, DEPTH)


def _ndcg(located: LocatedCase, record: Record) -> float | None:
    ranked = ranking(located, record)
    if ranked is None or not any(located.grades):  # no passage holds the gold, so there is no ideal list
        return None if ranked is None else 0.0
    return ndcg_at(ranked.relevance, located.grades, DEPTH)


# --------------------------------------------------------------------------- citations


def _touches_any(places: tuple[Place, ...], cited: Cited) -> bool:
    return any(touches(place, cited.document, cited.start, cited.end) for place in places)


def _to_answer(located: LocatedCase) -> bool:
    return located.case.answerable and bool(located.places)


def _cites_gold(located: LocatedCase, record: Record) -> float | None:
    if not _to_answer(located):
        return None
    return float(record.answered and any(_touches_any(located.places, cited) for cited in record.citations))


def _citation_precision(located: LocatedCase, record: Record) -> float | None:
    if not _to_answer(located) or not record.answered:
        return None
    right = sum(_touches_any(located.places, cited) for cited in record.citations)
    return right / len(record.citations)


def _citation_recall(located: LocatedCase, record: Record) -> float | None:
    if not _to_answer(located):
        return None
    if not record.answered:
        return 0.0
    cited = sum(
        any(touches(place, one.document, one.start, one.end) for one in record.citations) for place in located.places
    )
    return cited / len(located.places)


def _wrong_document(located: LocatedCase, record: Record) -> float | None:
    if not _to_answer(located) or not record.answered:
        return None
    right = {place.document for place in located.places}
    return sum(cited.document not in right for cited in record.citations) / len(record.citations)


# --------------------------------------------------------------------------- correctness


def _reference(located: LocatedCase, chinese: bool | None) -> str | None:
    """The reference answer where a comparison of words is fair: of the script asked for and that of the gold text."""
    answer = located.case.answer
    if not located.case.answerable or not answer or not correctness.units(answer):
        return None
    if chinese is None:
        return answer
    in_chinese = correctness.is_chinese(answer)
    gold = [correctness.is_chinese(place.words) for place in located.places if place.words]
    if in_chinese is not chinese or (gold and in_chinese not in gold):
        return None
    return answer


def given_text(record: Record) -> str:
    """What the reader was given as an answer; "" for a refusal."""
    return "\n".join(record.statements) if record.answered else ""


def _overlap(measure: Callable[[str, str], float], chinese: bool) -> Callable[[LocatedCase, Record], float | None]:
    def value(located: LocatedCase, record: Record) -> float | None:
        reference = _reference(located, chinese)
        return None if reference is None else measure(given_text(record), reference)

    return value


def _facts(located: LocatedCase, record: Record) -> float | None:
    reference = _reference(located, None)
    if reference is None:
        return None
    return correctness.facts_recall(given_text(record), reference, located.case.question)


# --------------------------------------------------------------------------- refusals


def _refusal_precision(located: LocatedCase, record: Record) -> float | None:
    return float(not located.case.answerable) if record.refused else None


def _refusal_recall(located: LocatedCase, record: Record) -> float | None:
    return None if located.case.answerable else float(record.refused)


def _false_refusal(located: LocatedCase, record: Record) -> float | None:
    return float(record.refused) if located.case.answerable else None


def _right_decision(located: LocatedCase, record: Record) -> float | None:
    return float(record.error is None and record.refused is not located.case.answerable)


def _brier(located: LocatedCase, record: Record) -> float | None:
    if record.confidence is None:
        return None
    return float((record.confidence - located.case.answerable) ** 2)


# --------------------------------------------------------------------------- the rest


def _stability(_: LocatedCase, record: Record) -> float | None:
    return None if record.same is None else float(record.same)


def _faithfulness(_: LocatedCase, record: Record) -> float | None:
    return record.verdict.faithfulness if record.verdict else None


def _completeness(_: LocatedCase, record: Record) -> float | None:
    return record.verdict.completeness if record.verdict else None


CATALOGUE: tuple[Measure, ...] = (
    *(
        Measure(f"hit@{k}", Group.RETRIEVAL, f"a passage with gold is {where}", _hit(k), binary=True)
        for k, where in ((1, "first"), (5, "among the first 5"), (10, "among the first 10"))
    ),
    *(
        Measure(f"recall@{k}", Group.RETRIEVAL, f"share of the gold entries that the first {k} hold", _recall(k))
        for k in (5, 10)
    ),
    Measure("mrr@10", Group.RETRIEVAL, "1 / rank of the first passage with gold", _mrr),
    Measure("ndcg@10", Group.RETRIEVAL, "discounted gain of the first 10 against the ideal list", _ndcg),
    Measure("cites_gold", Group.CITATIONS, "a citation touches gold; a refusal does not", _cites_gold, binary=True),
    Measure(
        "citation_precision", Group.CITATIONS, "share of an answer's citations that touch gold", _citation_precision
    ),
    Measure("citation_recall", Group.CITATIONS, "share of the gold entries that a citation touches", _citation_recall),
    Measure(
        "wrong_document_rate",
        Group.CITATIONS,
        "share of an answer's citations that are to a document without gold",
        _wrong_document,
        lower_is_better=True,
    ),
    Measure(
        "character_f1",
        Group.CORRECTNESS,
        "F1 of Chinese characters against a Chinese reference",
        _overlap(correctness.overlap_f1, chinese=True),
    ),
    Measure(
        "character_recall",
        Group.CORRECTNESS,
        "share of a Chinese reference's characters that the answer has",
        _overlap(correctness.overlap_recall, chinese=True),
    ),
    Measure(
        "token_f1",
        Group.CORRECTNESS,
        "F1 of words against an English or German reference",
        _overlap(correctness.overlap_f1, chinese=False),
    ),
    Measure(
        "token_recall",
        Group.CORRECTNESS,
        "share of an English or German reference's words that the answer has",
        _overlap(correctness.overlap_recall, chinese=False),
    ),
    Measure("facts_recall", Group.CORRECTNESS, "share of the reference's figures and names in the answer", _facts),
    Measure(
        "refusal_precision",
        Group.REFUSALS,
        "share of the refused questions that have no answer in the library",
        _refusal_precision,
        binary=True,
    ),
    Measure(
        "refusal_recall",
        Group.REFUSALS,
        "share of the questions without an answer that are refused",
        _refusal_recall,
        binary=True,
    ),
    Measure(
        "false_refusal_rate",
        Group.REFUSALS,
        "share of the answerable questions that are refused",
        _false_refusal,
        binary=True,
        lower_is_better=True,
    ),
    Measure(
        "right_decision",
        Group.REFUSALS,
        "answered where there is an answer, refused where there is none",
        _right_decision,
        binary=True,
    ),
    Measure(
        "brier",
        Group.REFUSALS,
        "squared distance of the stated chance of an answer from the truth",
        _brier,
        lower_is_better=True,
    ),
    Measure("stability", Group.STABILITY, "the same outcome when asked again", _stability, binary=True),
    Measure("faithfulness", Group.JUDGE, "share of the sentences that the judge finds borne out", _faithfulness),
    Measure("completeness", Group.JUDGE, "share of the reference's points that the judge finds", _completeness),
)

BY_NAME = {measure.name: measure for measure in CATALOGUE}
# Measures that are no mean over questions, or need the stored text; they are computed in tables.py.
REFUSAL_F1 = "refusal_f1"
QUOTE_VALIDITY = "quote_validity"


def values(located: LocatedCase, record: Record, retrieval_only: bool = False) -> dict[str, float]:
    """Every measure that applies to a case."""
    found = {}
    for measure in CATALOGUE:
        if retrieval_only and measure.group is not Group.RETRIEVAL:
            continue
        value = measure.value(located, record)
        if value is not None:
            found[measure.name] = value
    return found
