"""``assistant batch``: a file of questions -> answers with citations as JSON Lines and as an Excel workbook."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import AsJson, IndexName, SettingsFile, check_documents, open_library, settings_of
from assistant.cli.output import print_json, print_plain, report_error
from assistant.config import Settings
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.evaluate.sheets import AskedRow, Sheet
    from assistant.wiring import Assistant

ANSWERS = "answers.jsonl"
WORKBOOK = "answers.xlsx"
_SHOWN = 20


def batch(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="A .csv, .jsonl or .xlsx file.")],
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="Folder for the answers.")],
    workers: Annotated[
        int, typer.Option("--workers", min=1, metavar="NUMBER", help="Questions at the same time; for chat models.")
    ] = 1,
    skip_broken: Annotated[bool, typer.Option("--skip-broken", help="Leave out rows that cannot be used.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Throw away what an earlier run left.")] = False,
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """Answer every question of a file; the same command goes on where an interrupted one stopped."""
    from assistant.evaluate.sheets import read_sheet

    sheet = read_sheet(questions)
    _check(sheet, skip_broken)
    known = settings_of(settings, index)
    with open_library(known) as assistant:
        counts = _answer_all(assistant, sheet, known, output, workers, restart)
    if json:
        print_json(counts)
        return
    lines = [
        f"{counts['answered']} answered, {counts['refused']} refused, {counts['failed']} failed of "
        f"{counts['questions']}; {counts['asked_now']} asked now in {counts['seconds']:.1f} s "
        f"({counts['rate']:.1f} a second)",
        f"answers: {output / ANSWERS} and {output / WORKBOOK}",
    ]
    if counts["failed"]:
        lines.append(f"the sheet 'Failed' of {WORKBOOK} names what went wrong; --restart asks all again")
    print_plain("\n".join(lines))


def _check(sheet: Sheet, skip_broken: bool) -> None:
    for problem in sheet.problems[:_SHOWN]:
        report_error(f"{sheet.name}, {problem}")
    if len(sheet.problems) > _SHOWN:
        report_error(f"and {len(sheet.problems) - _SHOWN} more")
    if not sheet.rows:
        raise InputError(f"{sheet.name} holds no usable question")
    if sheet.problems and not skip_broken:
        raise InputError(
            f"{len(sheet.problems)} rows of {sheet.name} cannot be used; mend them, "
            "or leave them out with --skip-broken"
        )


def _answer_all(
    assistant: Assistant, sheet: Sheet, settings: Settings, output: Path, workers: int, restart: bool
) -> dict[str, Any]:
    from assistant.cli.progress import ProgressBars
    from assistant.evaluate.journal import Journal
    from assistant.evaluate.provenance import identity_of_run, provenance
    from assistant.evaluate.run import run_all
    from assistant.render.answers_xlsx import write_workbook
    from assistant.render.json_contract import answer_json

    def answer(row: AskedRow) -> dict[str, Any]:
        check_documents(assistant, row.scope)
        given = assistant.ask(row.question, scope=row.scope, history=row.history)
        return {"line": row.line, "question": row.question, "answer": answer_json(given)}

    def failed(row: AskedRow, reason: str) -> dict[str, Any]:
        return {"line": row.line, "question": row.question, "error": reason}

    made_from = provenance(
        sheet.name, sheet.sha256, assistant.index.summaries(), assistant.embedder.identity, settings, {"batch": True}
    )
    with Journal(output, ANSWERS, identity_of_run(made_from), restart=restart) as journal:
        before = len(journal.done)
        assistant.warm()
        started = time.perf_counter()
        with ProgressBars() as progress:
            run_all(sheet.rows, answer, failed, journal, workers, progress)
        seconds = time.perf_counter() - started
        place = {row.identity: number for number, row in enumerate(sheet.rows)}
        journal.sort(lambda identity: place[identity])
        write_workbook(output / WORKBOOK, journal.rows())
        counts = _counts(journal.rows())
    asked = len(sheet.rows) - before
    return {**counts, "asked_now": asked, "seconds": round(seconds, 2), "rate": round(asked / max(seconds, 1e-9), 2)}


def _counts(rows: Any) -> dict[str, Any]:
    counts = {"questions": 0, "answered": 0, "refused": 0, "failed": 0}
    for row in rows:
        counts["questions"] += 1
        kind = "failed" if row.get("error") else "answered" if row["answer"]["statements"] else "refused"
        counts[kind] += 1
    return counts
