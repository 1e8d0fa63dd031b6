"""Questions on PDFs with gold pages -> page hit@k of search over plain pypdf text and over the layout reader.

Both ways end in the same metadata, outline, passages and index; only the reading differs. Plain means what pypdf's
``extract_text`` gives, page by page, every line a paragraph. Run from the project's folder::

    python -m benchmarks.pdf_pages FOLDER --reader layout --misses

FOLDER holds ``questions.jsonl`` and ``documents/``. Each reader has an index of its own, which later runs use again.
``--words-only`` searches by words alone, which takes a minute where vectors take half an hour.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdf
from numpy.typing import NDArray

from assistant.config import Settings, load_settings
from assistant.domain import Block, BlockKind, Document, PageSpan, ParsedDocument, ReadText
from assistant.evaluate.cases import read_cases
from assistant.index.embedder import Embedder, load_embedder
from assistant.index.index import Index
from assistant.ingest.ingest import Ingestor, Outcome
from assistant.ingest.metadata import read_metadata
from assistant.ingest.outline import build_outline
from assistant.ingest.passages import make_passages
from assistant.wiring import Assistant, index_folder
from benchmarks.retrieval import run, table, usable_cases

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_plainly(path: Path) -> ReadText:
    """The text of a PDF as ``extract_text`` gives it."""
    text = ""
    blocks: list[Block] = []
    pages: list[PageSpan] = []
    reader = pypdf.PdfReader(path)
    for number, page in enumerate(reader.pages, start=1):
        page_start = len(text)
        for line in _UNSTORABLE.sub("\ufffd", page.extract_text() or "").splitlines():
            if line.strip():
                blocks.append(Block(len(text), len(text) + len(line), BlockKind.PARAGRAPH, page=number))
                text += line + "\n"
        pages.append(PageSpan(number, page_start, len(text)))
    properties = {str(key).lstrip("/").lower(): str(value) for key, value in (reader.metadata or {}).items()}
    return ReadText(text, tuple(blocks), tuple(pages), format_metadata=properties)


def parse_plainly(folder: Path) -> Iterator[ParsedDocument]:
    """Every PDF of a folder, read plainly and then parsed as ingestion parses it."""
    for path in sorted(folder.glob("*.pdf")):
        read = read_plainly(path)
        found = read_metadata(path.name, read, None, datetime.date.today())
        outline = build_outline(read)
        fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
        document = Document(path.name, fingerprint, read.text, found.metadata, outline.sections, read.pages)
        yield ParsedDocument(document, make_passages(path.name, read, outline, found.metadata.language))


class NoMeaning:
    """An embedder to which all texts are alike, so that words alone decide."""

    identity = "none"
    dimension = 4

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """The same vector for every text."""
        if progress is not None:
            progress(len(texts))
        return np.full((len(texts), self.dimension), 0.5, dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same vector for every text."""
        return self.embed_passages(texts)

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],  # noqa: ARG002
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """The same vector for every text and sentence."""
        return self.embed_passages(texts, progress), [self.embed_passages([""] * len(edges)) for edges in spans]

    def token_vectors(self, texts: Sequence[str], query: bool) -> list[NDArray[np.float32]]:  # noqa: ARG002
        """One vector a text."""
        return [self.embed_passages([""]) for _ in texts]


def prepare(settings: Settings, documents: Path, reader: str, embedder: Embedder) -> Index:
    """The index of the documents as ``reader`` reads them, with what is missing added."""
    suffix = "-words" if isinstance(embedder, NoMeaning) else ""
    folder = index_folder(settings, f"bench-pdf-{reader}{suffix}")
    index = Index.open(folder, embedder, settings.chroma, create=True)
    outcomes: Iterable[Outcome] = parse_plainly(documents)
    if reader == "layout":
        outcomes = Ingestor(settings.ingest, datetime.date.today()).ingest([documents], index.is_unchanged)
    if reader == "layout" or not index.summaries():
        print(index.update(outcomes).summary())
    return index


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", choices=("plain", "layout"), required=True)
    parser.add_argument("--words-only", action="store_true", help="search without vectors")
    parser.add_argument("--misses", action="store_true", help="print questions whose page is not among the first five")
    arguments = parser.parse_args()
    settings = load_settings()
    embedder: Embedder = NoMeaning() if arguments.words_only else load_embedder(settings.embedding)
    index = prepare(settings, arguments.folder / "documents", arguments.reader, embedder)
    with Assistant(settings, index, embedder) as assistant:
        cases = usable_cases(assistant, read_cases(arguments.folder / "questions.jsonl"))
        print(table(run(assistant, cases, arguments.misses)))


if __name__ == "__main__":
    main()
