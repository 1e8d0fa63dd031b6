"""corpus/sources.toml: every digest has its official text named, on a host of the issuing body, over https."""

from pathlib import Path

import httpx
import pytest

from assistant.domain import PolicyDate
from assistant.fetch.addresses import AddressRules
from assistant.fetch.sources import OfficialSource, read_sources
from benchmarks.corpus_catalog import CORPUS, front_matter
from tests.corpus.test_corpus import OFFICIAL_HOSTS

SOURCES = read_sources(CORPUS / "sources.toml")
DOCUMENTS = CORPUS / "documents"
# Concepts and overviews of many programmes have no official text of their own.
WITHOUT = ("concept-", "cluster-policy-overview")


def is_official(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in (*OFFICIAL_HOSTS, "bund.de"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.source_id)
def test_a_source_is_complete(source: OfficialSource) -> None:
    assert source.language in ("zh", "en", "de")
    assert source.digests
    assert all((DOCUMENTS / digest).is_file() for digest in source.digests)
    assert source.issued is None or PolicyDate.parse(source.issued)
    if source.address is None:
        assert source.note
        return
    assert source.contains, "without words to look for, an error page would pass for the text"
    url = httpx.URL(source.address)
    AddressRules().check_url(url)
    assert is_official(url.host)
    assert all(is_official(host) or host.endswith("bundeswirtschaftsministerium.de") for host in source.hosts)


def test_every_digest_has_its_official_text_named() -> None:
    named = {digest for source in SOURCES for digest in source.digests}
    digests = {path.relative_to(DOCUMENTS).as_posix() for path in DOCUMENTS.rglob("*.md")}
    assert [name for name in sorted(digests - named) if not any(part in name for part in WITHOUT)] == []


def test_the_numbers_are_those_of_the_digests() -> None:
    for source in SOURCES:
        held = {str(number) for digest in source.digests for number in listed(DOCUMENTS / digest)}
        body = "".join((DOCUMENTS / digest).read_text(encoding="utf-8") for digest in source.digests)
        assert source.number is None or source.number in held or source.number in body, source.source_id


def listed(path: Path) -> list[str]:
    numbers = front_matter(path).get("numbers", [])
    assert isinstance(numbers, list)
    return numbers
