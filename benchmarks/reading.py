"""Files -> what the readers make of them: a table, character error rates, a fuzzing run, pages per second.

python -m benchmarks.reading table FOLDER…          one row a file
python -m benchmarks.reading errors GOLD FILE…      character error rate of the files, read in order, against a text
python -m benchmarks.reading fuzz FOLDER --files N  mutated copies of the files through every reader
python -m benchmarks.reading speed FILE…            pages per second of the layout reader and of plain pypdf
"""

from __future__ import annotations

import argparse
import datetime
import random
import re
import shutil
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.config import IngestSettings
from assistant.domain import BlockKind, ParsedDocument, ReadText, UnreadableFile
from assistant.ingest.accounting import account
from assistant.ingest.ingest import Ingestor, Outcome
from assistant.ingest.readers import read_file

LARGEST_SEED = 600_000  # bytes; larger files make the run slow, not better


def main() -> None:
    """Run the benchmark that the first argument names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("table").add_argument("paths", nargs="+", type=Path)
    errors = commands.add_parser("errors")
    errors.add_argument("gold", type=Path)
    errors.add_argument("paths", nargs="+", type=Path)
    fuzzed = commands.add_parser("fuzz")
    fuzzed.add_argument("folder", nargs="+", type=Path)
    fuzzed.add_argument("--files", type=int, default=2000)
    fuzzed.add_argument("--seed", type=int, default=1)
    fuzzed.add_argument("--ocr", action="store_true", help="recognise scans too, some seconds a page")
    commands.add_parser("speed").add_argument("paths", nargs="+", type=Path)
    chosen = parser.parse_args()
    if chosen.command == "table":
        for row in table(chosen.paths):
            print(row, flush=True)
    elif chosen.command == "errors":
        rate, distance, length = error_rate(chosen.gold.read_text(encoding="utf-8"), chosen.paths)
        print(f"{rate:.2%} ({distance} of {length} characters)")
    elif chosen.command == "fuzz":
        limits = IngestSettings(seconds_per_file=20, memory_megabytes=2048, ocr=chosen.ocr)
        print(fuzz(seeds_in(chosen.folder), chosen.files, chosen.seed, limits))
    else:
        for row in speed(chosen.paths):
            print(row, flush=True)


def outcomes(paths: Sequence[Path], settings: IngestSettings | None = None) -> list[Outcome]:
    """What the ingest room makes of the files."""
    ingestor = Ingestor(settings or IngestSettings(), datetime.date.today())
    return list(ingestor.ingest(paths, lambda name, sha: False))  # noqa: ARG005


def table(paths: Sequence[Path]) -> Iterator[str]:
    """Rows of a Markdown table."""
    yield "| file | pages | characters | in passages | left out | lost | OCR | what is wrong |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for path in paths:
        ingestor = Ingestor(IngestSettings(), datetime.date.today())
        for outcome in ingestor.ingest([path], lambda name, sha: False):  # noqa: ARG005
            yield _row(outcome)


def _row(outcome: Outcome) -> str:
    if not isinstance(outcome, ParsedDocument):
        reason = outcome.reason if isinstance(outcome, UnreadableFile) else "unchanged"
        return f"| {outcome.document_id} | | | | | | | not read: {reason} |"
    document, sums = outcome.document, account(outcome)
    sure = [page.ocr_confidence for page in document.pages if page.ocr_confidence is not None]
    confidence = f"{sum(sure) / len(sure):.1%} ({len(sure)} p.)" if sure else ""
    left_out = sum(sums.left_out.values())
    cells = (document.document_id, len(document.pages) or "", sums.extracted, sums.in_passages, left_out, sums.lost)
    return f"| {' | '.join(map(str, cells))} | {confidence} | {'; '.join(document.warnings)} |"


def error_rate(gold: str, paths: Sequence[Path]) -> tuple[float, int, int]:
    """Edits by which the text of the files differs from ``gold``, as a share of it, as a number, and its length.

    White space, width of characters and running heads do not count.
    """
    read = "".join(_body(read_file(path, IngestSettings())) for path in paths)
    wanted, found = _compared(gold), _compared(read)
    distance = edit_distance(wanted, found)
    return distance / len(wanted), distance, len(wanted)


def _body(read: ReadText) -> str:
    kept = [block for block in read.blocks if block.kind is not BlockKind.RUNNING_HEAD]
    return "\n".join(read.text[block.start : block.end] for block in kept)


def _compared(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def edit_distance(one: str, other: str) -> int:
    """Levenshtein's distance: characters to insert, delete or replace."""
    codes = np.array([ord(character) for character in other], dtype=np.int64)
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for position, character in enumerate(one, start=1):
        reached = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(character)))
        # Insertions run along the row: the least of what lies left, one more for every step.
        row = np.minimum.accumulate(np.concatenate(([position], reached)) - steps) + steps
    return int(row[-1])


@dataclass(frozen=True, slots=True)
class FuzzReport:
    """What became of mutated files; ``missing`` must be 0 and ``slowest`` below the limit."""

    files: int
    read: int
    refused: int
    missing: int
    seconds: float
    reasons: Counter[str]

    def __str__(self) -> str:
        lines = [
            f"{self.files} files in {self.seconds:.0f} s: {self.read} read, {self.refused} refused with a reason, "
            f"{self.missing} without an outcome"
        ]
        return "\n".join([*lines, *(f"{count:6} {reason}" for reason, count in self.reasons.most_common(30))])


def seeds_in(folders: Sequence[Path]) -> list[Path]:
    """Files to mutate: the small ones."""
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    return [file for file in files if 0 < file.stat().st_size <= LARGEST_SEED]


def fuzz(seeds: Sequence[Path], files: int, seed: int, settings: IngestSettings | None = None) -> FuzzReport:
    """Mutate ``files`` copies of ``seeds`` and let the workers read them: bytes flipped, cut, doubled, misnamed."""
    chance = random.Random(seed)
    limits = settings or IngestSettings(seconds_per_file=20, memory_megabytes=2048)
    started = time.perf_counter()
    folder = Path(tempfile.mkdtemp(prefix="reading-fuzz-"))
    try:
        suffixes = sorted({file.suffix for file in seeds})
        for number in range(files):
            source = seeds[number % len(seeds)]
            suffix = chance.choice(suffixes) if chance.random() < 0.1 else source.suffix
            (folder / f"{number:05}{suffix}").write_bytes(mutated(source.read_bytes(), chance))
        found = outcomes([folder], limits)
    finally:
        shutil.rmtree(folder)
    names = [one.document.document_id if isinstance(one, ParsedDocument) else one.document_id for one in found]
    archives = {name.split("/", 1)[0] for name in names}
    reasons = Counter(_kind(one.reason) for one in found if isinstance(one, UnreadableFile))
    read = sum(isinstance(one, ParsedDocument) for one in found)
    seconds = time.perf_counter() - started
    return FuzzReport(files, read, len(found) - read, files - len(archives), seconds, reasons)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Damage of one of the kinds that disks, mails and attackers do."""
    kind = chance.randrange(5)
    damaged = bytearray(content)
    if kind == 0:
        return content[: chance.randrange(len(content) + 1)]
    if kind == 1:
        start = chance.randrange(len(content))
        return content[:start] + content[start : start + 4000] * chance.randrange(2, 5) + content[start:]
    if kind == 2:
        start = chance.randrange(len(content))
        return content[:start] + content[start + chance.randrange(1, 2000) :]
    for _ in range(chance.choice((1, 5, 50, 500))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _kind(reason: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\(.*", "(…)", reason))[:90]


def speed(paths: Sequence[Path]) -> Iterator[str]:
    """Pages per second of both readers on the same files in one process, the faster one best of three."""
    for path in paths:
        rates = {}
        for reader in ("pdfium", "pypdf"):
            settings = IngestSettings(ocr=False, pdf_reader=reader)
            best = min(_timed(path, settings) for _ in range(3 if reader == "pdfium" else 1))
            rates[reader] = len(read_file(path, settings).pages) / best
        ratio = rates["pdfium"] / rates["pypdf"]
        yield f"| {path.name} | {rates['pdfium']:.0f} | {rates['pypdf']:.1f} | {ratio:.1f} |"


def _timed(path: Path, settings: IngestSettings) -> float:
    started = time.process_time()  # of the processor, so that other work on the machine does not count
    read_file(path, settings)
    return time.process_time() - started


if __name__ == "__main__":
    main()
