import datetime

import pytest

from assistant.domain import DocumentKind, Metadata, PolicyDate, PolicyStatus, ReadText, RelationKind
from assistant.ingest.families import family_key, link_versions, text_fingerprint
from assistant.ingest.metadata import read_metadata


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


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("集群政策(2020-01-02).txt", "集群政策(2024-05-06).txt"),
        ("集群政策（2020年修订）.txt", "集群政策（2024年修订）.txt"),
        ("20200102_集群政策.txt", "20240506_集群政策.txt"),
        ("cluster-policy (2020).txt", "cluster-policy (2024).txt"),
    ],
)
def test_dates_in_file_names_make_versions_of_texts_without_a_date(older: str, newer: str) -> None:
    def read(name: str) -> Metadata:
        text = "本政策支持产业集群。" if "集群" in name else "This policy supports the clusters of the region."
        return read_metadata(name, ReadText(text, ()), None, datetime.date(2026, 6, 1)).metadata

    linked = link_versions({older: read(older), newer: read(newer)})
    assert linked[older].status is PolicyStatus.SUPERSEDED
    assert linked[older].relations[-1].target_document_id == newer


def test_reports_of_two_years_are_two_documents() -> None:
    assert family_key("Cluster report 2020", "DE", "en") != family_key("Cluster report 2024", "DE", "en")
