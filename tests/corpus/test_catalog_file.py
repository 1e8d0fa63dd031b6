"""corpus/catalog.csv: one row a digest, just what the front matter says, and readable by the product's own reader."""

from assistant.ingest.catalog import read_catalog
from benchmarks.corpus_catalog import CORPUS, catalog


def test_catalog_is_what_the_front_matter_says() -> None:
    written = (CORPUS / "catalog.csv").read_text(encoding="utf-8")
    assert written == catalog(CORPUS), "stale; run: python -m benchmarks.corpus_catalog"


def test_the_product_reads_the_catalog_without_a_complaint() -> None:
    read = read_catalog(CORPUS)
    documents = {path.relative_to(CORPUS).as_posix() for path in (CORPUS / "documents").rglob("*.md")}
    assert read.warnings == ()
    assert set(read.rows) == documents
    assert read.missing(documents) == ()
    row = read.rows["documents/cn/cn-miit-258-2023.zh.md"]
    assert (row["kind"], row["jurisdiction"], row["numbers"]) == ("digest", "CN", "工信部联规〔2023〕258号")
