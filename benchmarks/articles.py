"""Folders of laws -> how many of their articles (第…条, §) are exactly one run of passages, in order, and every miss.

The articles are counted in the raw file, by a rule of its own: a line that begins with the label and white space. A
reference inside a sentence (依照本条例第五条) does not begin a line. An article is a miss when no passage has it as
its path, when passages of it stand apart, or when it comes out of order. Run from the project's folder::

    python -m benchmarks.articles FOLDER [FOLDER …]
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import ParsedDocument
from assistant.ingest.accounting import account
from assistant.ingest.ingest import Ingestor

_CHINESE = re.compile(
    r"^[\s\u3000#*]*(第[零〇一二两三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?)(?=[\s\u3000])", re.MULTILINE
)
_SIGN = re.compile(r"^#*\s*(§\s?\d+[A-Za-z]*(?:[–-]\d+[a-z]?)?)\.?(?=\s)", re.MULTILINE)
_IN_PATH = re.compile(r"(第\S+条(?:之\S+)?)$|(§\s?\d+[A-Za-z]*(?:[–-]\d+[a-z]?)?)")


@dataclass(frozen=True, slots=True)
class Count:
    """One document: articles its file has, those found as passage paths, what went wrong, characters lost."""

    document_id: str
    articles: int
    misses: tuple[str, ...]
    lost: int


def count(parsed: ParsedDocument) -> Count:
    """Compare the articles of the text with the runs of passages."""
    text = parsed.document.text
    expected = [_spelling(match[1]) for pattern in (_CHINESE, _SIGN) for match in pattern.finditer(text)]
    runs: list[str] = []
    for passage in parsed.passages:
        article = next((label for part in passage.heading_path if (label := _article(part))), None)
        if article is not None and (not runs or runs[-1] != article):
            runs.append(article)
    return Count(parsed.document.document_id, len(expected), _differences(expected, runs), account(parsed).lost)


def _article(part: str) -> str | None:
    match = _IN_PATH.match(part)
    return _spelling(match[1] or match[2]) if match else None


def _spelling(label: str) -> str:
    return re.sub(r"\s", "", label)


def _differences(expected: Sequence[str], runs: Sequence[str]) -> tuple[str, ...]:
    changes = SequenceMatcher(None, expected, runs, autojunk=False).get_opcodes()
    return tuple(
        f"{' '.join(expected[first:last]) or 'nothing'} -> {' '.join(runs[start:end]) or 'nothing'}"
        for kind, first, last, start, end in changes
        if kind != "equal"
    )


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    arguments = parser.parse_args()
    ingestor = Ingestor(IngestSettings(), datetime.date.today())
    for folder in arguments.folders:
        outcomes = ingestor.ingest([folder], lambda *_: False)
        counts = [count(outcome) for outcome in outcomes if isinstance(outcome, ParsedDocument)]
        for one in counts:
            for miss in one.misses:
                print(f"  {one.document_id}: {miss}")
        articles, misses = sum(one.articles for one in counts), sum(len(one.misses) for one in counts)
        lost = sum(one.lost for one in counts)
        print(f"{folder.name}: {len(counts)} files, {articles} articles, {misses} misses, {lost} characters lost")


if __name__ == "__main__":
    main()
