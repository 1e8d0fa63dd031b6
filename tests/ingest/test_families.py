from assistant.domain import DocumentKind, Metadata, PolicyDate, PolicyStatus, RelationKind
from assistant.ingest.families import family_key, link_versions, text_fingerprint


def version(date: str, **fields: object) -> Metadata:
    values: dict[str, object] = {
        "title": "甲市集群条例",
        "language": "zh",
        "family": "f",
        "issued": PolicyDate.parse(date),
    }
    return Metadata(**{**values, **fields})  # type: ignore[arg-type]


def test_the_same_words_in_another_dress_are_the_same_text() -> None:
    assert text_fingerprint("第一条 为了，发展ＡＢ。") == text_fingerprint("第一条为了发展ab")
    assert text_fingerprint("第一条") != text_fingerprint("第二条")


def test_versions_share_a_key_and_other_places_do_not() -> None:
    key = family_key("甲市集群条例(2020-04-10)", "CN-SH", "zh")
    assert key == family_key("甲市集群条例（2024-09-27）", "CN-SH", "zh")
    assert key != family_key("甲市集群条例", "CN-BJ", "zh")
    assert family_key("2025年甲省政府工作报告", "CN-GD", "zh") != family_key("2026年甲省政府工作报告", "CN-GD", "zh")


def test_older_versions_are_superseded_by_the_newest() -> None:
    changed = link_versions({"a": version("2010"), "b": version("2024-05-10"), "c": version("2020-01")})
    assert changed["a"].status is PolicyStatus.SUPERSEDED
    assert changed["a"].status_reason == "已有2024-05-10的新版本"
    assert [(r.kind, r.target_document_id) for r in changed["c"].relations] == [(RelationKind.SUPERSEDED_BY, "b")]
    assert [r.target_document_id for r in changed["b"].relations] == ["a", "c"]
    assert changed["b"].status is PolicyStatus.UNKNOWN


def test_linking_twice_changes_nothing_more() -> None:
    documents = {"a": version("2010"), "b": version("2024")}
    linked = {**documents, **link_versions(documents)}
    assert link_versions(linked) == {}


def test_same_date_and_digests_are_left_alone() -> None:
    assert link_versions({"a": version("2020"), "b": version("2020")}) == {}
    assert link_versions({"a": version("2020", kind=DocumentKind.DIGEST), "b": version("2024")}) == {}


def test_a_repealed_version_stays_repealed() -> None:
    changed = link_versions({"a": version("2010", status=PolicyStatus.REPEALED), "b": version("2024")})
    assert changed["a"].status is PolicyStatus.REPEALED
