"""A question file, a library and something that answers -> a report in a folder. Front desk of the room.

The steps, in order: find the gold in the stored text and name every line that cannot be used; ask what the folder's
journal lacks; measure the records, with every quote looked up again in the stored text; write the report.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.answer.prompt import ChatModel
from assistant.errors import AssistantError, InputError
from assistant.evaluate.case import Case, CaseFile, LocatedCase, Problem
from assistant.evaluate.gold import locate
from assistant.evaluate.journal import Journal
from assistant.evaluate.judge import Label, agreement, judge
from assistant.evaluate.provenance import Provenance, identity_of_run
from assistant.evaluate.ragas import ragas_row
from assistant.evaluate.record import Record, Verdict
from assistant.evaluate.report import FILE, Report, make_report, report_json
from assistant.evaluate.run import run_all
from assistant.evaluate.subject import Library, Method, Subject, examine
from assistant.evaluate.tables import Outcome, judge_outcome
from assistant.index.serialise import from_json, to_json
from assistant.progress import Progress, silent

RECORDS = "records.jsonl"
RAGAS = "ragas.jsonl"
_SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Request:
    """How a question file is to be run. ``judge`` and ``labels`` are optional; ``skip_broken`` leaves lines out."""

    method: Method = field(default_factory=Method)
    workers: int = 1
    skip_broken: bool = False
    restart: bool = False
    judge: ChatModel | None = None
    labels: Mapping[str, Label] = field(default_factory=dict)


def prepare(file: CaseFile, library: Library, skip_broken: bool) -> tuple[tuple[LocatedCase, ...], list[Problem]]:
    """Cases whose gold stands in the library, and what was left out.

    Raises:
        InputError: a line cannot be used and ``skip_broken`` is not set, or nothing is left; names every line.
    """
    located, missing = locate(file, library)
    problems = sorted([*file.problems, *missing], key=lambda problem: problem.line or 0)
    if problems and not skip_broken:
        listed = "; ".join(map(str, problems[:_SHOWN_PROBLEMS]))
        more = f"; and {len(problems) - _SHOWN_PROBLEMS} more" if len(problems) > _SHOWN_PROBLEMS else ""
        raise InputError(
            f"{file.name}: {_lines(len({problem.line for problem in problems}))} cannot be used: {listed}{more}. "
            "Mend them, or leave them out with --skip-broken"
        )
    if not located:
        raise InputError(f"{file.name}: no question is left; is this the right index? First problem: {problems[0]}")
    return located, problems


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def evaluate(
    subject: Subject,
    library: Library,
    file: CaseFile,
    origin: Provenance,
    folder: Path,
    request: Request,
    progress: Progress = silent,
) -> Report:
    """Run what is not in the folder yet and report on all of it.

    Raises:
        InputError: lines cannot be used, or the folder cannot be written or holds other work.
    """
    located, left_out = prepare(file, library, request.skip_broken)
    with Journal(folder, RECORDS, identity_of_run(origin), restart=request.restart) as journal:
        run_all(
            [one.case for one in located],
            lambda case: _row(_asked(subject, case, request)),
            lambda case, reason: _row(Record(case.identity, error=reason)),
            journal,
            request.workers,
            progress,
        )
        outcomes = measure(located, journal.rows(), library, request.method.retrieval_only)
    records = [one.record for one in outcomes]
    agreed = {"labels": [dataclasses.asdict(one) for one in agreement(request.labels, records)]}
    report = make_report(outcomes, origin, left_out, agreed if request.labels else None)
    write_json(folder / FILE, report_json(report))
    write_lines(folder / RAGAS, (ragas_row(outcome) for outcome in outcomes))
    return report


def measure(
    located: Sequence[LocatedCase], rows: Iterator[Mapping[str, Any]], library: Library, retrieval_only: bool
) -> list[Outcome]:
    """Measure records, in the order of the cases; every quote is looked up again in the stored text."""
    text_of = _text_of(library)
    records = {str(row["id"]): row for row in rows}
    return [
        judge_outcome(one, _record(records[one.case.identity]), text_of, retrieval_only)
        for one in located
        if one.case.identity in records
    ]


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file whole or not at all; NaN is a defect and raises.

    Raises:
        InputError: the file cannot be written.
    """
    _write(file, json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def write_lines(file: Path, rows: Iterator[Mapping[str, Any]]) -> None:
    """Write a JSON Lines file whole or not at all; errors as :func:`write_json`."""
    _write(file, "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows))


def _write(file: Path, text: str) -> None:
    unfinished = file.with_name(file.name + ".new")
    try:
        unfinished.write_bytes(text.encode("utf-8", "backslashreplace"))
        unfinished.replace(file)
    except OSError as problem:
        raise InputError(
            f"{file} cannot be written ({problem.strerror}); make room or choose another --output"
        ) from None


def _asked(subject: Subject, case: Case, request: Request) -> Record:
    record = examine(subject, case, request.method)
    if request.judge is None:
        return record
    try:
        verdict = judge(request.judge, case, record)
    except AssistantError as problem:  # the answer stands whatever becomes of its judge
        verdict = Verdict(None, None, str(problem))
    return replace(record, verdict=verdict)


def _row(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(to_json(record))
    row.pop("identity", None)
    return row


def _record(row: Mapping[str, Any]) -> Record:
    return from_json(Record, json.dumps({**row, "identity": row["id"]}))


def _text_of(library: Library) -> Callable[[str], str | None]:
    @lru_cache(maxsize=64)
    def text_of(document_id: str) -> str | None:
        try:
            return library.document(document_id).text
        except AssistantError:
            return None

    return text_of
