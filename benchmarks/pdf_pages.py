"""Questions on PDFs with gold pages -> page hit@k of search over plain pypdf text and over the layout reader.

Both ways end in the same metadata, outline, passages and index; only the reading differs. Plain means what pypdf's
``extract_text`` gives, page by page, every line a paragraph. Run from the project's folder::

    python -m benchmarks.pdf_pages FOLDER --reader layout --misses

FOLDER holds ``questions.jsonl`` and ``documents/``. Each reader has an index of its own, which later runs use again.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pypdf

from assistant.config import Settings, load_settings
from assistant.domain import Block, BlockKind, Document, PageSpan, ParsedDocument, ReadText
from assistant.evaluate.cases import read_cases
from assistant.index.embedder import load_embedder
from assistant.index.rebuild import Index
from assistant.ingest.metadata import read_metadata
from assistant.ingest.outline import build_outline
from assistant.ingest.passages import make_passages
from assistant.wiring import index_folder, ingest, open_assistant
from benchmarks.retrieval import run, table, usable_cases


def read_plainly(path: Path) -> ReadText:
    """The text of a PDF as ``extract_text`` gives it."""
    text = ""
    blocks: list[Block] = []
    pages: list[PageSpan] = []
    for number, page in enumerate(pypdf.PdfReader(path).pages, start=1):
        page_start = len(text)
        for line in (page.extract_text() or "").splitlines():
            if line.strip():
                blocks.append(Block(len(text), len(text) + len(line), BlockKind.PARAGRAPH, page=number))
                text += line + "\n"
        pages.append(PageSpan(number, page_start, len(text)))
    return ReadText(text, tuple(blocks), tuple(pages))


def parse_plainly(folder: Path) -> Iterator[ParsedDocument]:
    """Every PDF of a folder, read plainly and then parsed as ingestion parses it."""
    for path in sorted(folder.glob("*.pdf")):
        read = read_plainly(path)
        found = read_metadata(path.name, read, None, datetime.date.today())
        outline = build_outline(read)
        fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
        document = Document(path.name, fingerprint, read.text, found.metadata, outline.sections, read.pages)
        yield ParsedDocument(document, make_passages(path.name, read, outline, found.metadata.language))


def prepare(settings: Settings, documents: Path, reader: str) -> str:
    """Index the documents as ``reader`` reads them; the name of the index."""
    name = f"bench-pdf-{reader}"
    if reader == "layout":
        print(ingest(settings, [documents], name).summary())
    elif not index_folder(settings, name).exists():
        with Index.open(
            index_folder(settings, name), load_embedder(settings.embedding), settings.chroma, create=True
        ) as index:
            print(index.update(parse_plainly(documents)).summary())
    return name


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", choices=("plain", "layout"), required=True)
    parser.add_argument("--misses", action="store_true", help="print questions whose page is not among the first five")
    arguments = parser.parse_args()
    settings = load_settings()
    with open_assistant(settings, prepare(settings, arguments.folder / "documents", arguments.reader)) as assistant:
        cases = usable_cases(assistant, read_cases(arguments.folder / "questions.jsonl"))
        print(table(run(assistant, cases, arguments.misses)))


if __name__ == "__main__":
    main()
