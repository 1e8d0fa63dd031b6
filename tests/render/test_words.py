"""Words for the reader: what a digest is a digest of."""

import pytest

from assistant.domain import DocumentKind, Metadata
from assistant.render.words import digest_words, document_facts


@pytest.mark.parametrize(
    ("official", "chinese", "english"),
    [
        (None, "摘要，非官方原文", "digest, not the official text"),
        (
            "关于集群的通知",
            "《关于集群的通知》的摘要，非官方原文",
            "digest of 《关于集群的通知》, not the official text",
        ),
        (
            "《关于集群的通知》",
            "《关于集群的通知》的摘要，非官方原文",
            "digest of 《关于集群的通知》, not the official text",
        ),
        ("A Plan", "“A Plan”的摘要，非官方原文", "digest of “A Plan”, not the official text"),
        ("通知甲；办法乙", "《通知甲》等的摘要，非官方原文", "digest of 《通知甲》 and others, not the official text"),
        ("A Plan; An Act", "“A Plan”等的摘要，非官方原文", "digest of “A Plan” and others, not the official text"),
    ],
)
def test_a_digest_names_its_official_text(official: str | None, chinese: str, english: str) -> None:
    metadata = Metadata("标题", kind=DocumentKind.DIGEST, official_title=official)
    assert digest_words(metadata, "zh") == chinese
    assert digest_words(metadata, "en") == english
    assert document_facts(metadata, "en").endswith(english)


def test_an_official_text_is_not_called_a_digest() -> None:
    assert "digest" not in document_facts(Metadata("A Plan", official_title="A Plan"), "en")
