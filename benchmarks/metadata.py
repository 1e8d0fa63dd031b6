"""A folder of documents and a list made by hand -> the share of title, jurisdiction, dates and instrument read right.

The list is a table with tabs: ``document`` and any of the columns title, jurisdiction, adopted, issued, effective,
instrument, numbers, authorities. ``-`` means that the text does not say; then nothing may have been read. A date
counts as right when it is the same day, or when the list knows only the year or month and it agrees. Titles are
compared without marks and spaces. Run from the project's folder::

    python -m benchmarks.metadata --labels LIST.tsv FOLDER
"""

from __future__ import annotations

import argparse
import csv
import datetime
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import Metadata, ParsedDocument
from assistant.ingest.ingest import Ingestor

_DATES = ("adopted", "issued", "effective")
_COUNTED = (
    "title",
    "jurisdiction",
    "level",
    "instrument",
    *_DATES,
    "date",
    "period",
    "numbers",
    "authorities",
    "relations",
)


def is_right(field: str, label: str, metadata: Metadata) -> bool:
    """Whether what was read agrees with the list."""
    value = getattr(metadata, field)
    if label == "-":
        return not value
    if isinstance(value, tuple):
        return [_plain(item) for item in value] == [_plain(item) for item in label.split(";")]
    if field in _DATES:
        return value is not None and (str(value) == label or (len(label) < 10 and str(value).startswith(label)))
    return value is not None and _plain(str(value)) == _plain(label)


def _plain(text: str) -> str:
    return re.sub(r"[\s《》“”\"—–-]", "", text).casefold()


def read_labels(file: Path) -> dict[str, Mapping[str, str]]:
    """Document id -> column -> what a person read."""
    with file.open(encoding="utf-8", newline="") as stream:
        return {row["document"]: row for row in csv.DictReader(stream, delimiter="\t")}


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=Path, required=True)
    arguments = parser.parse_args()
    labels = read_labels(arguments.labels)
    ingestor = Ingestor(IngestSettings(), datetime.date.today())
    held = {
        outcome.document.document_id: outcome.document.metadata
        for outcome in ingestor.ingest([arguments.folder], lambda *_: False)
        if isinstance(outcome, ParsedDocument)
    }
    known: Counter[str] = Counter()
    for metadata in held.values():
        known.update(field for field in _COUNTED if getattr(metadata, field))
    print(f"{len(held)} documents; known: " + ", ".join(f"{field} {known[field]}" for field in _COUNTED))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for document_id, row in labels.items():
        for field, label in row.items():
            if field == "document" or document_id not in held or not label:
                continue
            asked[field] += 1
            if is_right(field, label, held[document_id]):
                right[field] += 1
            else:
                print(f"  {document_id}: {field} is {label}, read {getattr(held[document_id], field)}")
    missing = sorted(set(labels) - set(held))
    print("".join(f"  not in the folder: {document_id}\n" for document_id in missing), end="")
    for field, count in asked.items():
        print(f"  {field:14} {right[field]:3} of {count:3}  {right[field] / count:6.1%}")


if __name__ == "__main__":
    main()
