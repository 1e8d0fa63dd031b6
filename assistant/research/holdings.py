"""Documents of a library -> where their metadata are missing, guessed or contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import Document, DocumentKind, Metadata, PolicyStatus, RelationKind
from assistant.ingest.metadata_check import conflicts, gaps
from assistant.ingest.references import title_key

LIBRARY = "the library as a whole"  # stands in the place of a document id
OFTEN_NAMED, MOST_MISSING = 3, 20  # documents that must name a text, and texts that are told
_RESTING = (RelationKind.IMPLEMENTS, RelationKind.REPEALS, RelationKind.SUPERSEDES)


class FindingKind(StrEnum):
    """What is wrong with a document's metadata."""

    GAP = "gap"  # something is not known or only guessed
    CONFLICT = "conflict"  # two statements cannot both be right
    READING = "reading"  # something went wrong while the file was read


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap or conflict in one document, with a sentence for the user."""

    document_id: str
    kind: FindingKind
    text: str


def check_documents(documents: Iterable[Document]) -> tuple[Finding, ...]:
    """Gaps, conflicts and warnings of reading, sorted by document."""
    held: dict[str, Metadata] = {}
    found: list[Finding] = []
    for document in documents:  # one at a time: together their texts may not fit into memory
        name, metadata = document.document_id, document.metadata
        held[name] = metadata
        found += [Finding(name, kind, text) for check in _CHECKS for kind, text in check(metadata)]
        found += [Finding(name, FindingKind.READING, warning) for warning in document.warnings]
    found += [*_shared_numbers(held), *_same_date(held), *_lost_successors(held), *_missing_texts(held)]
    return tuple(sorted(found, key=lambda finding: (finding.document_id, finding.kind, finding.text)))


def _read(metadata: Metadata) -> Iterator[tuple[FindingKind, str]]:
    """What the reading of the one document already shows."""
    missing = gaps(metadata)
    if missing:
        yield FindingKind.GAP, f"not known: {', '.join(missing)}"
    yield from ((FindingKind.CONFLICT, sentence) for sentence in conflicts(metadata))


def _dates(metadata: Metadata) -> Iterator[tuple[FindingKind, str]]:
    adopted, issued, effective, period = metadata.adopted, metadata.issued, metadata.effective, metadata.period
    if adopted and issued and adopted.year > issued.year:
        yield FindingKind.CONFLICT, f"issued {issued}, before it was adopted on {adopted}"
    # An amended text keeps the day on which its first version took effect.
    if issued and effective and effective.year < min(issued.year, adopted.year if adopted else issued.year):
        yield FindingKind.CONFLICT, f"in effect from {effective}, before it was issued on {issued}"
    if period and period.start_year and period.end_year and period.start_year > period.end_year:
        yield FindingKind.CONFLICT, f"its period {period} ends before it begins"
    if period and period.end_year and metadata.date and metadata.date.year > period.end_year:
        yield FindingKind.CONFLICT, f"dated {metadata.date}, after its period {period}"


def _standing(metadata: Metadata) -> Iterator[tuple[FindingKind, str]]:
    replaced = [one.target for one in metadata.relations if one.kind is RelationKind.SUPERSEDED_BY]
    if replaced and metadata.status is PolicyStatus.IN_FORCE:
        yield FindingKind.CONFLICT, f"said to be in force, and to be superseded by {'; '.join(replaced)}"


_CHECKS: Sequence[Callable[[Metadata], Iterator[tuple[FindingKind, str]]]] = (_read, _dates, _standing)


def _shared_numbers(held: Mapping[str, Metadata]) -> Iterator[Finding]:
    """Documents with one number that are neither translations, digests nor versions of each other."""
    owners: dict[str, list[str]] = defaultdict(list)
    for document_id, metadata in held.items():
        for number in metadata.numbers:
            owners[number].append(document_id)
    for number, documents in owners.items():
        for document_id in documents:
            others = [other for other in documents if other != document_id and not _kin(held, document_id, other)]
            if others:
                text = f"has the number {number} in common with {', '.join(others)}"
                yield Finding(document_id, FindingKind.CONFLICT, text)


def _kin(held: Mapping[str, Metadata], first: str, second: str) -> bool:
    """Whether two documents may well share a number: other language, other kind, or one family."""
    one, other = held[first], held[second]
    same_family = one.family is not None and one.family == other.family
    return same_family or one.language != other.language or one.kind is not other.kind


def _same_date(held: Mapping[str, Metadata]) -> Iterator[Finding]:
    """Official texts with one title, place and date whose words differ: nobody can tell which is the newer one."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document_id, metadata in held.items():
        if metadata.family and metadata.date and metadata.kind is DocumentKind.OFFICIAL:
            groups[metadata.family, str(metadata.date)].append(document_id)
    for (_, date), documents in groups.items():
        for document_id in documents if len(documents) > 1 else ():
            others = ", ".join(other for other in documents if other != document_id)
            text = f"has title, place and date {date} in common with {others}"
            yield Finding(document_id, FindingKind.CONFLICT, text)


def _missing_texts(held: Mapping[str, Metadata]) -> Iterator[Finding]:
    """Texts that several documents rest on or end and the library does not hold, the most wanted first."""
    wanted: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for document_id, metadata in held.items():
        for relation in metadata.relations:
            if relation.kind in _RESTING and relation.target_document_id is None:
                names.setdefault(title_key(relation.target), relation.target)
                wanted[title_key(relation.target)].append(document_id)
    ranked = sorted(wanted.items(), key=lambda item: (-len(item[1]), item[0]))
    for key, documents in ranked[:MOST_MISSING]:
        if len(documents) >= OFTEN_NAMED:
            text = f"{len(documents)} documents rest on {names[key]}, which the library does not hold: "
            more = f" and {len(documents) - 3} more" if len(documents) > 3 else ""
            yield Finding(LIBRARY, FindingKind.GAP, text + ", ".join(documents[:3]) + more)


def _lost_successors(held: Mapping[str, Metadata]) -> Iterator[Finding]:
    """Successors that the library does not hold: a reader of the old text will ask for the new one."""
    for document_id, metadata in held.items():
        for relation in metadata.relations:
            if relation.kind is RelationKind.SUPERSEDED_BY and relation.target_document_id is None:
                text = f"superseded by {relation.target}, which the library does not hold"
                yield Finding(document_id, FindingKind.GAP, text)
