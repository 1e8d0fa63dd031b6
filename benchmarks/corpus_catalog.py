"""Front matter of the digests -> corpus/catalog.csv, one row a document, sorted by path.

Run after every change of a front matter; a test compares the file with what this makes::

    python -m benchmarks.corpus_catalog
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

CORPUS = Path(__file__).parents[1] / "corpus"
COLUMNS = (
    "document", "title", "official_title", "language", "jurisdiction", "kind", "level", "instrument", "numbers",
    "authorities", "adopted", "issued", "effective", "period", "status", "translation_of", "official_url",
)  # fmt: skip


def catalog(corpus: Path) -> str:
    """The text of the catalog: ``document`` is the path under ``corpus``, lists are separated by ``;``."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for path in sorted((corpus / "documents").rglob("*.md")):
        front = front_matter(path)
        row = {column: _cell(front[column]) for column in COLUMNS if column in front}
        writer.writerow({**row, "document": path.relative_to(corpus).as_posix()})
    return table.getvalue()


def front_matter(path: Path) -> Mapping[str, object]:
    """The front matter of a digest, keys as written."""
    front: Mapping[str, object] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    return front


def _cell(value: object) -> str:
    return ";".join(str(item) for item in value) if isinstance(value, list) else str(value)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the catalog."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder that holds documents/")
    options = parser.parse_args(arguments)
    (options.corpus / "catalog.csv").write_text(catalog(options.corpus), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
