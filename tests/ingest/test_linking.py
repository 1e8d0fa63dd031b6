from assistant.domain import FieldEvidence, FieldOrigin, Metadata, PolicyDate, PolicyStatus, Relation, RelationKind
from assistant.ingest.families import similarity
from assistant.ingest.linking import link_documents


def text(title: str, date: str | None = None, *relations: tuple[RelationKind, str], **fields: object) -> Metadata:
    named = tuple(Relation(kind, target) for kind, target in relations)
    issued = PolicyDate.parse(date) if date else None
    return Metadata(title=title, language="zh", issued=issued, relations=named, family=title, **fields)  # type: ignore[arg-type]


REPEALS, SUPERSEDES = RelationKind.REPEALS, RelationKind.SUPERSEDES


def test_a_repeal_ends_the_text_it_names_with_reason_evidence_and_successor() -> None:
    linked = link_documents({"new": text("新办法", "2024", (REPEALS, "旧办法")), "old": text("旧办法", "2010")})
    old = linked["old"]
    assert (old.status, old.status_reason) == (PolicyStatus.REPEALED, "被《新办法》废止")
    assert [(r.kind, r.target_document_id) for r in old.relations] == [(RelationKind.SUPERSEDED_BY, "new")]
    assert [entry.origin for entry in old.evidence if entry.field == "status"] == [FieldOrigin.DERIVED]
    assert linked["new"].relations[0].target_document_id == "old"


def test_a_successor_supersedes() -> None:
    linked = link_documents({"new": text("新办法", "2024", (SUPERSEDES, "旧办法")), "old": text("旧办法", "2010")})
    assert linked["old"].status is PolicyStatus.SUPERSEDED


def test_a_repeal_of_an_earlier_version_leaves_a_newer_one_in_force() -> None:
    documents = {"new": text("新办法", "2015", (REPEALS, "某条例")), "held": text("某条例", "2024")}
    assert link_documents(documents)["held"].status is PolicyStatus.UNKNOWN


def test_what_a_person_declared_is_kept_and_the_link_added() -> None:
    declared = (FieldEvidence("status", FieldOrigin.CATALOG, 1.0),)
    old = text("旧办法", "2010", status=PolicyStatus.IN_FORCE, evidence=declared)
    linked = link_documents({"new": text("新办法", "2024", (REPEALS, "旧办法")), "old": old})["old"]
    assert linked.status is PolicyStatus.IN_FORCE
    assert linked.relations[0].target_document_id == "new"


def test_a_draft_does_not_supersede_the_text_in_force() -> None:
    draft = text("某条例", "2026", status=PolicyStatus.DRAFT)
    assert link_documents({"draft": draft, "held": text("某条例", "2020")})["held"].status is PolicyStatus.UNKNOWN


def test_a_document_whose_target_is_not_held_stays_as_it_is() -> None:
    alone = text("新办法", "2024", (REPEALS, "旧办法"))
    assert link_documents({"new": alone})["new"] is alone


def test_similarity_counts_shared_runs_of_letters() -> None:
    words = "".join(f"第{number}条 市政府推动产业集群发展。" for number in range(40))
    assert similarity(words, words.replace("。", ". \n")) == 1.0
    assert 0.8 < similarity(words, words.replace("第39条", "第三十九条")) < 1.0
    assert similarity(words, "Something else altogether, in another language.") == 0.0
    assert similarity("", "") == 1.0
