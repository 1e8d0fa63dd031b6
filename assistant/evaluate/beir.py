"""A BEIR folder (corpus.jsonl, queries.jsonl, qrels/) -> cases with graded gold, and its corpus as text files.

The form is that of the BEIR benchmark (Thakur and others 2021): a corpus of ``_id``, ``title`` and ``text``, queries of
``_id`` and ``text``, and judgements as tab-separated ``query-id``, ``corpus-id`` and ``score``.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.errors import InputError
from assistant.evaluate.case import Case, CaseFile, Gold, Problem
from assistant.evaluate.cases import Unusable, identity_of, read_bytes, read_lines, required_text
from assistant.ingest.language import detect_language

_LONGEST_NAME = 120  # characters of a file name; longer ids end in a hash


def read_beir(folder: Path, split: str = "test") -> CaseFile:
    """Queries that have a judgement above 0 in ``qrels/SPLIT.tsv``, as cases whose gold names whole documents.

    Raises:
        InputError: a file is missing or malformed, or no query has a judgement.
    """
    judgements = folder / "qrels" / f"{split}.tsv"
    if not judgements.is_file():
        known = sorted(path.stem for path in (folder / "qrels").glob("*.tsv"))
        hint = f"choose one with --split: {', '.join(known)}" if known else "BEIR folders hold corpus, queries, qrels"
        raise InputError(f"there is no {judgements}; {hint}")
    content = read_bytes(judgements)
    grades, problems = _grades(content, judgements)
    queries = folder / "queries.jsonl"
    asked = read_bytes(queries)
    cases: list[Case] = []
    for line, row in read_lines(asked, queries):
        try:
            if isinstance(row, Unusable):
                raise row
            identity, text = _id(row), required_text(row, "text")
        except Unusable as problem:
            problems.append(Problem(line, f"queries.jsonl: {problem}"))
            continue
        gold = tuple(Gold(file_name(document), grade=grade) for document, grade in grades.get(identity, {}).items())
        if gold:
            cases.append(Case(identity, line, text, True, detect_language(text), "all", None, gold))
    if not cases:
        raise InputError(f"{judgements} judges no query of {queries}")
    stamp = hashlib.sha256(content + b"\0" + asked).hexdigest()
    return CaseFile(f"{folder.name}-{split}", stamp, tuple(cases), tuple(problems))


def write_documents(folder: Path, target: Path) -> int:
    """Write the corpus as one text file a document, title first; how many. Files that are there already stay.

    Raises:
        InputError: corpus.jsonl is missing or malformed, or ``target`` cannot be written.
    """
    written = 0
    try:
        target.mkdir(parents=True, exist_ok=True)
        for identity, text in _corpus(folder / "corpus.jsonl"):
            file = target / file_name(identity)
            content = text.encode("utf-8", "replace")
            if not file.is_file() or file.read_bytes() != content:
                file.write_bytes(content)
            written += 1
    except OSError as problem:
        raise InputError(f"{target} cannot be written ({problem.strerror}); see index.folder in the settings") from None
    return written


def file_name(identity: str) -> str:
    """The file that holds a document of the corpus; different ids have different files."""
    name = quote(identity, safe=" ()+,=@[]_-")
    if len(name) > _LONGEST_NAME or name.startswith("."):
        name = f"{name[:_LONGEST_NAME].lstrip('.')}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
    return f"{name}.txt"


def _corpus(file: Path) -> Iterator[tuple[str, str]]:
    for line, row in read_lines(read_bytes(file), file):
        try:
            if isinstance(row, Unusable):
                raise row
            identity = _id(row)
            title, text = row.get("title") or "", row.get("text") or ""
            if not isinstance(title, str) or not isinstance(text, str):
                raise Unusable("title and text must be texts")
        except Unusable as problem:
            raise InputError(f"{file}, line {line}: {problem}") from None
        yield identity, f"{title}\n\n{text}\n" if title.strip() else f"{text}\n"


def _id(row: dict[str, Any]) -> str:
    if row.get("_id") in (None, ""):
        raise Unusable("_id is missing")
    return identity_of({"id": row["_id"]}, 0)


def _grades(content: bytes, file: Path) -> tuple[dict[str, dict[str, int]], list[Problem]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    problems: list[Problem] = []
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    for line, row in enumerate(rows, start=1):
        if not row or (line == 1 and "query-id" in row[0]):
            continue
        try:
            query, document, score = row
            grade = int(score)
        except ValueError:
            problems.append(Problem(line, f"{file.name}: not query-id, corpus-id and score, separated by tabs"))
            continue
        if grade > 0:
            grades[query][document] = grade
    return grades, problems
