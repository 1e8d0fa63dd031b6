"""A source that is a digest says of which official text, and document text is never trusted as HTML."""

from assistant.domain import DocumentKind, Metadata
from assistant.web.panel import metadata_badges


def test_the_badge_of_a_digest_names_its_official_text() -> None:
    metadata = Metadata("标题", kind=DocumentKind.DIGEST, official_title="关于<b>集群</b>的通知")
    assert "《关于&lt;b&gt;集群&lt;/b&gt;的通知》的摘要，非官方原文" in metadata_badges(metadata, "zh")
    assert "digest of" in metadata_badges(metadata, "en")
    assert "digest" not in metadata_badges(Metadata("标题"), "en")
