"""A large mixed batch -> does ingestion tell, stop and go on as it should: interrupted, killed, nothing lost.

Makes short files in every format, some of them broken, from the words of the bundled corpus; reads them without an
index for comparison; then ingests them twice with vectors that cost nothing, stopped half-way by Ctrl-C and by
``kill -9``, and again to the end. Run from the project's folder::

    python -m benchmarks.batch --files 1000
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from assistant.cli.ingest import show_report
from assistant.cli.progress import ProgressBars
from assistant.config import ChromaSettings, IngestSettings
from assistant.domain import ParsedDocument, UnreadableFile
from assistant.index.index import Index
from assistant.index.library import FILE
from assistant.ingest.accounting import account
from assistant.ingest.ingest import Ingestor
from benchmarks.pdf_pages import NoMeaning
from tests.ingest.documents import pdf

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SLIDE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def corpus_words() -> tuple[list[str], list[str]]:
    """Sentences of the bundled corpus: Chinese ones, English ones."""
    chinese: list[str] = []
    english: list[str] = []
    for file in sorted(Path("corpus/documents").rglob("*.md")):
        lines = file.read_text(encoding="utf-8").split("---", 2)[-1].splitlines()
        kept = [line.strip() for line in lines if len(line) > 30 and line[0] not in "#|-"]
        (chinese if ".zh." in file.name else english).extend(line.replace("*", "")[:160] for line in kept)
    return chinese, english


def _word_file(title: str, body: str) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{_escaped(line)}</w:t></w:r></w:p>" for line in (title, body))
    return _packed({"word/document.xml": f"<w:document {_WORD}><w:body>{paragraphs}</w:body></w:document>"})


def _slides(title: str, body: str) -> bytes:
    shapes = "".join(
        f"<p:sp><p:txBody><a:p><a:r><a:t>{_escaped(line)}</a:t></a:r></a:p></p:txBody></p:sp>" for line in (title, body)
    )
    tree = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
    link = f'<Relationship Id="r1" Type="{_OFFICE}/slide" Target="slides/slide1.xml"/>'
    return _packed(
        {
            "ppt/presentation.xml": f"<p:presentation {_SLIDE}><p:sldIdLst><p:sldId r:id='r1'/></p:sldIdLst>"
            "</p:presentation>",
            "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{link}</Relationships>',
            "ppt/slides/slide1.xml": f"<p:sld {_SLIDE}>{tree}</p:sld>",
        }
    )


def _packed(members: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _page(title: str, body: str) -> bytes:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{_escaped(body)}</p></body></html>".encode()
    )


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _pdf_page(title: str, body: str) -> bytes:
    words = body.encode("cp1252", "ignore").decode("cp1252")
    return pdf([[title, *(words[start : start + 80] for start in range(0, len(words), 80))]])


# Ending, share of the batch, whether the words must be English, how the file is made of title and body.
_FORMATS: tuple[tuple[str, int, bool, Callable[[str, str], bytes]], ...] = (
    ("utf8.txt", 18, False, lambda title, body: f"{title}\n\n{body}\n".encode()),
    ("gb.txt", 6, False, lambda title, body: f"{title}\n\n{body}\n".encode("gb18030")),
    ("md", 20, False, lambda title, body: f"# {title}\n\n{body}\n".encode()),
    ("html", 16, False, _page),
    ("docx", 14, False, _word_file),
    ("pptx", 8, False, _slides),
    ("pdf", 12, True, _pdf_page),
    ("broken.pdf", 1, True, lambda title, body: _pdf_page(title, body)[:-300]),
    ("broken.docx", 1, False, lambda title, body: _word_file(title, body)[:-40]),
    ("empty.txt", 1, False, lambda title, body: b""),  # noqa: ARG005
    ("old.doc.docx", 1, False, lambda title, body: b"\xd0\xcf\x11\xe0" + title.encode() + body.encode()),
)


def make_batch(folder: Path, files: int, seed: int = 1) -> None:
    """Write about ``files`` files, a tenth of the readable ones within archives of three; no two hold the same text."""
    chance = random.Random(seed)
    chinese, english = corpus_words()
    kinds = [entry for entry in _FORMATS for _ in range(entry[1])]
    number = 0
    while number < files:
        in_archive = number % 30 == 0
        members: dict[str, bytes] = {}
        for _ in range(3 if in_archive else 1):
            ending, _share, in_english, make = kinds[number % len(kinds)]
            words = english if in_english or chance.random() < 0.4 else chinese
            title = f"Cluster plan no. {number}" if words is english else f"集群方案第{number}号"
            body = " ".join(chance.sample(words, 2)) + f" ({number})"
            members[f"{number:05}.{ending}"] = make(title, body)
            number += 1
        place = folder / f"{number % 7}"
        place.mkdir(parents=True, exist_ok=True)
        if in_archive:
            with zipfile.ZipFile(place / f"{number:05}.zip", "w") as archive:
                for name, content in members.items():
                    archive.writestr(name, content)
        else:
            for name, content in members.items():
                (place / name).write_bytes(content)


def read_alone(folder: Path) -> dict[str, str]:
    """Read the batch without an index; what each document's text, passages and account come to, by document id."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    outcomes = list(Ingestor(IngestSettings(), datetime.date.today()).ingest([folder], lambda *_: False))
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    read = [one for one in outcomes if isinstance(one, ParsedDocument)]
    refused = Counter(one.reason[:70] for one in outcomes if isinstance(one, UnreadableFile))
    lost = sum(account(one).lost for one in read)
    print(f"read alone: {len(outcomes)} outcomes, {len(read)} documents, {sum(refused.values())} refused, {lost} lost")
    print(f"  {seconds:.1f} s, the reading processes used {busy:.1f} s of processor time ({busy / seconds:.2f} cores)")
    for reason, count in refused.most_common():
        print(f"  {count:4} {reason}")
    return {
        one.document.document_id: _digest(one.document.text, [passage.text for passage in one.passages]) for one in read
    }


def _digest(text: str, passages: list[str]) -> str:
    return hashlib.sha256("\0".join([text, *passages]).encode("utf-8", "surrogatepass")).hexdigest()


def held(index: Path) -> Iterator[tuple[str, str]]:
    """Each document of an index file with its digest."""
    with sqlite3.connect(f"file:{index / FILE}?mode=ro", uri=True) as connection:
        query = 'SELECT start, "end" FROM passages WHERE document = ? ORDER BY ordinal'
        for number, name, text in connection.execute("SELECT id, document_id, text FROM documents").fetchall():
            spans = connection.execute(query, (number,))
            yield name, _digest(text, [text[start:end] for start, end in spans])


def interrupted(folder: Path, indexes: Path, how: signal.Signals, stop_at: int, expected: dict[str, str]) -> None:
    """Start the ingestion, stop it when ``stop_at`` documents are stored, run it to its end, and compare."""
    name = how.name.lower()
    command = [sys.executable, "-m", "benchmarks.batch", "--ingest", str(folder), str(indexes / name)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    while _count(indexes / name) < stop_at and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(how)
    stopped = time.perf_counter()
    _, said = process.communicate()
    seconds = time.perf_counter() - stopped
    before = dict(held(indexes / name))
    print(f"{name}: exit {process.returncode} after {seconds:.1f} s with {len(before)} documents stored")
    print("  " + " / ".join(line for line in said.decode().splitlines() if line.strip()))
    started = time.perf_counter()
    again = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    report = json.loads(again.stdout)
    counts = {key: len(value) if isinstance(value, list) else value for key, value in report.items()}
    print(f"  then {time.perf_counter() - started:.1f} s: {counts}")
    after = dict(held(indexes / name))
    kept = set(before) == set(report["unchanged"]) and all(after[one] == digest for one, digest in before.items())
    print(f"  stored before, kept and not read again: {kept}; equal to the batch read alone: {after == expected}")


def _count(index: Path) -> int:
    try:
        with sqlite3.connect(f"file:{index / FILE}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0


def ingest(folder: Path, index_folder: Path) -> None:
    """What ``assistant ingest --json`` does, without the time that vectors take."""
    ingestor = Ingestor(IngestSettings(), datetime.date.today())
    with ProgressBars() as progress, Index.open(index_folder, NoMeaning(), ChromaSettings(), create=True) as index:
        outcomes = ingestor.ingest([folder], index.is_unchanged, progress)
        report = index.update(outcomes, progress, ingestor.count([folder]))
    show_report(report, json=True)


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--only-read", action="store_true", help="read the batch and build no index")
    parser.add_argument("--ingest", nargs=2, type=Path, help="only ingest a folder into an index folder")
    files, only_read, to_ingest = vars(parser.parse_args()).values()
    if to_ingest:
        return ingest(*to_ingest)
    folder = Path(tempfile.mkdtemp(prefix="reading-batch-"))
    try:
        make_batch(folder / "documents", files)
        expected = read_alone(folder / "documents")
        if not only_read:
            for how in (signal.SIGINT, signal.SIGKILL):
                interrupted(folder / "documents", folder / "indexes", how, len(expected) // 2, expected)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
