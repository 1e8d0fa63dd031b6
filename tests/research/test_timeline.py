"""Policies by date and their links, on summaries made for each case."""

from __future__ import annotations

import pytest

from assistant.domain import DocumentSummary, Metadata, PolicyDate, Relation, RelationKind
from assistant.errors import InputError
from assistant.research.timeline import Link, LinkKind, lineage, timeline


def summary(
    name: str, issued: str | None, *relations: tuple[RelationKind, str], language: str = "zh"
) -> DocumentSummary:
    metadata = Metadata(
        title=f"Title of {name}",
        language=language,
        issued=PolicyDate.parse(issued) if issued else None,
        relations=tuple(Relation(kind, target) for kind, target in relations),
    )
    return DocumentSummary(name, "0" * 64, metadata, 1, 100)


LIBRARY = [
    summary("c.md", "2024-05", (RelationKind.SUPERSEDES, "b.md"), (RelationKind.REFERS_TO, "a.md")),
    summary("b.md", "2020", (RelationKind.SUPERSEDED_BY, "c.md"), (RelationKind.IMPLEMENTS, "a.md")),
    summary("a.md", "2015-03-01"),
    summary("d.md", None, (RelationKind.REPEALS, "《旧办法》")),
    summary("b.en.md", "2020", (RelationKind.TRANSLATION_OF, "b.md"), language="en"),
]


def test_policies_stand_in_order_of_date_and_undated_ones_last() -> None:
    assert [one.key for one in timeline(LIBRARY, "zh").policies][:4] == ["a.md", "b.md", "c.md", "d.md"]


def test_a_link_told_from_both_sides_stands_once_and_the_strongest_counts() -> None:
    links = set(timeline(LIBRARY, "zh").links)
    assert Link(LinkKind.SUPERSEDES, "c.md", "b.md") in links
    assert Link(LinkKind.IMPLEMENTS, "b.md", "a.md") in links
    assert len([link for link in links if {link.source, link.target} == {"b.md", "c.md"}]) == 1


def test_plain_references_are_links_only_when_asked_for() -> None:
    assert not any(link.kind is LinkKind.REFERS_TO for link in timeline(LIBRARY, "zh").links)
    assert Link(LinkKind.REFERS_TO, "c.md", "a.md") in timeline(LIBRARY, "zh", is_with_references=True).links


def test_a_translation_stands_for_its_original_in_the_language_asked_for() -> None:
    english = timeline(LIBRARY, "en")
    keys = [one.key for one in english.policies]
    assert "b.en.md" in keys
    assert "b.md" not in keys
    assert Link(LinkKind.SUPERSEDES, "c.md", "b.en.md") in english.links


def test_a_policy_that_is_not_held_has_a_name_and_no_metadata() -> None:
    (unknown,) = [one for one in timeline(LIBRARY, "zh").policies if one.metadata is None]
    assert unknown.title == "旧办法"


def test_lineage_is_what_is_linked_over_any_number_of_steps() -> None:
    whole = timeline(LIBRARY, "zh")
    assert [one.key for one in lineage(whole, "a.md").policies] == ["a.md", "b.md", "c.md"]
    with pytest.raises(InputError, match="no document 'x\\.md'"):
        lineage(whole, "x.md")
