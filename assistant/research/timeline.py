"""The documents of a library -> policies in order of date, and what implements, succeeds or repeals what.

A relation is stated once or from both sides (supersedes, superseded by); here it stands once, from the newer to the
older text. What is named but not held is a node without a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import DocumentSummary, Metadata, PolicyDate, RelationKind
from assistant.errors import InputError
from assistant.ingest.references import title_key


class LinkKind(StrEnum):
    """How a newer policy stands to an older one."""

    IMPLEMENTS = "implements"
    SUPERSEDES = "supersedes"
    REPEALS = "repeals"
    VERSION_OF = "version_of"
    REFERS_TO = "refers_to"


_LINKS = {
    RelationKind.IMPLEMENTS: (LinkKind.IMPLEMENTS, False),
    RelationKind.SUPERSEDES: (LinkKind.SUPERSEDES, False),
    RelationKind.SUPERSEDED_BY: (LinkKind.SUPERSEDES, True),
    RelationKind.REPEALS: (LinkKind.REPEALS, False),
    RelationKind.VERSION_OF: (LinkKind.VERSION_OF, False),
    RelationKind.REFERS_TO: (LinkKind.REFERS_TO, False),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """A node: a document of the library, or only its name where the library does not hold it."""

    key: str  # document id, or the name
    title: str
    metadata: Metadata | None

    @property
    def date(self) -> PolicyDate | None:
        """The date readers use, None when not known."""
        return self.metadata.date if self.metadata else None


@dataclass(frozen=True, slots=True)
class Link:
    """``source``, the newer, implements, supersedes, repeals or refers to ``target``; both are keys of policies."""

    kind: LinkKind
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Policies in order of date, those without one last, and the links between them."""

    policies: tuple[Policy, ...]
    links: tuple[Link, ...]


def timeline(
    summaries: Sequence[DocumentSummary],
    language: str | None = None,
    is_with_references: bool = False,
) -> Timeline:
    """All documents of ``summaries`` with their links.

    ``language`` keeps of a text and its translation the one in that language. Plain references are left out unless
    ``is_with_references``: they are many and say little.
    """
    chosen = _without_translations(summaries, language)
    held = {one.document_id: one for one in chosen}
    stands_for = _stand_ins(summaries, held)
    names = {title_key(one.metadata.title): one.document_id for one in chosen}
    names |= {number: one.document_id for one in chosen for number in one.metadata.numbers}
    policies = {one.document_id: Policy(one.document_id, one.metadata.title, one.metadata) for one in chosen}
    links: dict[tuple[str, str], Link] = {}
    for one in chosen:
        for relation in one.metadata.relations:
            if relation.kind not in _LINKS:
                continue
            kind, is_reversed = _LINKS[relation.kind]
            if kind is LinkKind.REFERS_TO and not is_with_references:
                continue
            named = relation.target_document_id or relation.target
            other = stands_for.get(named) or names.get(named) or names.get(title_key(named.strip("《》"))) or named
            if other == one.document_id:
                continue
            policies.setdefault(other, Policy(other, named.strip("《》"), None))
            source, target = (other, one.document_id) if is_reversed else (one.document_id, other)
            known = links.get((source, target))
            if known is None or _strength(kind) < _strength(known.kind):
                links[source, target] = Link(kind, source, target)
    return Timeline(_in_order(policies.values()), tuple(links.values()))


def lineage(whole: Timeline, document_id: str) -> Timeline:
    """The part of a timeline that is linked, over any number of steps, with one document.

    Raises:
        InputError: the timeline does not hold the document.
    """
    if document_id not in {policy.key for policy in whole.policies}:
        raise InputError(f"the timeline holds no document {document_id!r}; see: assistant documents")
    reached, waiting = {document_id}, [document_id]
    while waiting:
        here = waiting.pop()
        for link in whole.links:
            for near, far in ((link.source, link.target), (link.target, link.source)):
                if near == here and far not in reached:
                    reached.add(far)
                    waiting.append(far)
    policies = tuple(policy for policy in whole.policies if policy.key in reached)
    return Timeline(policies, tuple(link for link in whole.links if link.source in reached and link.target in reached))


def _strength(kind: LinkKind) -> int:
    return list(LinkKind).index(kind)


def _in_order(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    return tuple(sorted(policies, key=lambda one: (one.date is None, one.date.day if one.date else None, one.key)))


def _without_translations(summaries: Sequence[DocumentSummary], language: str | None) -> list[DocumentSummary]:
    """One document of each group of translations: that in ``language``, or the one the others are translated from."""
    if language is None:
        return list(summaries)
    groups = _translation_groups(summaries)
    return [
        one
        for one in summaries
        if one.metadata.language == language
        or not any(other.metadata.language == language for other in groups[one.document_id])
    ]


def _translation_groups(summaries: Sequence[DocumentSummary]) -> dict[str, list[DocumentSummary]]:
    held = {one.document_id: one for one in summaries}
    groups = {one.document_id: [one] for one in summaries}
    for one in summaries:
        for relation in one.metadata.relations:
            target = relation.target_document_id or relation.target
            if (
                relation.kind is RelationKind.TRANSLATION_OF
                and target in held
                and groups[target] is not groups[one.document_id]
            ):
                joined = groups[target] + groups[one.document_id]
                for member in joined:
                    groups[member.document_id] = joined
    return groups


def _stand_ins(summaries: Sequence[DocumentSummary], held: dict[str, DocumentSummary]) -> dict[str, str]:
    """Every document id -> the id that stands for it after translations were left out."""
    groups = _translation_groups(summaries)
    return {
        document_id: next((one.document_id for one in members if one.document_id in held), document_id)
        if document_id not in held
        else document_id
        for document_id, members in groups.items()
    }
