"""``assistant evaluate``: questions with known answers -> measures with intervals and a report, or two compared."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AsJson, IndexName, SettingsFile, check_documents, open_library, settings_of
from assistant.cli.output import print_json, print_renderable, report_error
from assistant.config import Settings
from assistant.domain import Scope
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.answer.prompt import ChatModel
    from assistant.evaluate.case import CaseFile
    from assistant.evaluate.evaluate import Request
    from assistant.evaluate.floors import Limit
    from assistant.evaluate.report import Report

BELOW = 1  # exit code when a limit does not hold


def evaluate(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTIONS | compare A B",
            help="A JSON Lines file or a BEIR folder; or 'compare' and two output folders.",
        ),
    ],
    documents: Annotated[
        Path | None,
        typer.Option("--documents", metavar="DIR", help="First bring an index up to date with this folder."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="DIR", help="Folder for the report (default: evaluation/NAME).")
    ] = None,
    retrieval_only: Annotated[bool, typer.Option("--retrieval-only", help="Search, do not answer.")] = False,
    use_scope: Annotated[bool, typer.Option("--use-scope", help="Ask each question within its own scope.")] = False,
    within: Annotated[
        Path | None,
        typer.Option("--within", metavar="FILE", help="Ask within the documents named in this file, one a line."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="NUMBER", help="Only the first questions.")] = 0,
    repeats: Annotated[
        int, typer.Option("--repeats", min=1, metavar="NUMBER", help="Ask each question so often; for stability.")
    ] = 1,
    workers: Annotated[int, typer.Option("--workers", min=1, metavar="NUMBER", help="Questions at the same time.")] = 1,
    split: Annotated[str, typer.Option("--split", help="Which qrels of a BEIR folder.")] = "test",
    judge: Annotated[bool, typer.Option("--judge", help="Have the chat model of [llm] judge the answers.")] = False,
    labels: Annotated[
        Path | None, typer.Option("--labels", metavar="FILE", help="Labels of people, to compare the judge with.")
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", metavar="MEASURE=VALUE", help="End with 1 when it is lower. Repeatable."),
    ] = None,
    fail_over: Annotated[
        list[str] | None,
        typer.Option("--fail-over", metavar="MEASURE=VALUE", help="End with 1 when it is higher. Repeatable."),
    ] = None,
    floors: Annotated[
        Path | None, typer.Option("--floors", metavar="FILE", help="Limits recorded in a JSON file.")
    ] = None,
    skip_broken: Annotated[bool, typer.Option("--skip-broken", help="Leave out lines that cannot be used.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Throw away what an earlier run left.")] = False,
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """Measure search, citations, answers and refusals on a set of questions."""
    limits = _limits(fail_under, fail_over, floors)
    if what[0] == "compare":
        _compare(what[1:], output, json)
        return
    if len(what) != 1:
        raise InputError("name one file or folder of questions, or: assistant evaluate compare A B")
    from assistant.evaluate.judge import PROMPT_VERSION, read_labels
    from assistant.evaluate.subject import Method

    known = settings_of(settings, index)
    file, known = _questions(Path(what[0]), known, index, documents, split)
    file = _narrowed(file, within, limit)
    method = Method(retrieval_only, use_scope or within is not None, repeats)
    model = _judge_of(known) if judge else None
    described = asdict(method) | {"limit": limit, "judge": [model.name, PROMPT_VERSION] if model else None}
    folder = output or Path("evaluation") / Path(file.name).stem
    from assistant.evaluate.evaluate import Request

    request = Request(method, workers, skip_broken, restart, model, read_labels(labels) if labels else {})
    report = _run(file, known, described, folder, request)
    _show(report, folder, json)
    failures = _broken(report, limits)
    if failures:
        raise typer.Exit(BELOW)


def _run(file: CaseFile, settings: Settings, method: dict[str, object], folder: Path, request: Request) -> Report:
    from assistant.cli.progress import ProgressBars
    from assistant.evaluate.evaluate import evaluate as run
    from assistant.evaluate.provenance import provenance
    from assistant.render.evaluation_page import report_page, write_page

    with open_library(settings) as assistant:
        if request.method.use_scope:
            for documents in {case.scope.documents for case in file.cases}:
                check_documents(assistant, Scope(documents=documents))
        origin = provenance(
            file.name, file.sha256, assistant.index.summaries(), assistant.embedder.identity, settings, method
        )
        assistant.warm()
        with ProgressBars() as progress:
            report = run(assistant, assistant.index, file, origin, folder, request, progress)
    write_page(folder / "report.html", report_page(report))
    return report


def _show(report: Report, folder: Path, json: bool) -> None:
    from assistant.evaluate.report import report_json
    from assistant.render.evaluation_text import report_tables

    if json:
        print_json(report_json(report))
        return
    print_renderable(report_tables(report))
    from rich.text import Text

    print_renderable(Text(f"report: {folder / 'report.html'}"), soft_wrap=True)


def _questions(
    path: Path, settings: Settings, index: str | None, documents: Path | None, split: str
) -> tuple[CaseFile, Settings]:
    """The cases, and the settings with the index that holds their documents, brought up to date where asked for."""
    from assistant.evaluate.cases import read_cases

    if path.is_dir():
        from assistant.evaluate.beir import read_beir, write_documents

        file = read_beir(path, split)
        if index is None:
            settings = _with_index(settings, f"beir-{_short_hash(path)}")
        staged = settings.index.folder / f"{settings.index.name}-documents"
        write_documents(path, staged)
        documents = staged
    else:
        file = read_cases(path)
        if documents is not None and index is None:
            settings = _with_index(settings, f"evaluate-{_short_hash(documents)}")
    if documents is not None:
        from assistant.cli.ingest import update_index

        report = update_index(settings, [documents])
        for one in report.unreadable:
            report_error(f"not read: {one.document_id}: {one.reason}")
    return file, settings


def _narrowed(file: CaseFile, within: Path | None, limit: int) -> CaseFile:
    from assistant.evaluate.cases import only_documents, read_bytes

    if limit:
        file = replace(file, cases=file.cases[:limit])
    if within is None:
        return file
    lines = read_bytes(within).decode("utf-8-sig", "replace").split("\n")
    names = tuple(line.strip() for line in lines if line.strip())
    if not names:
        raise InputError(f"{within} names no document; write one id a line, as shown by: assistant documents")
    return only_documents(file, names)


def _with_index(settings: Settings, name: str) -> Settings:
    return replace(settings, index=replace(settings.index, name=name))


def _short_hash(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _limits(under: Sequence[str] | None, over: Sequence[str] | None, floors: Path | None) -> list[Limit]:
    if not (under or over or floors):
        return []
    from assistant.evaluate.floors import parse_limit, read_floors

    limits = [parse_limit(text, at_most=False) for text in under or ()]
    limits += [parse_limit(text, at_most=True) for text in over or ()]
    return limits + list(read_floors(floors) if floors else ())


def _broken(report: Report, limits: Sequence[Limit]) -> tuple[str, ...]:
    if not limits:
        return ()
    from assistant.evaluate.floors import broken

    failures = broken(report, limits)
    for failure in failures:
        report_error(failure)
    return failures


def _judge_of(settings: Settings) -> ChatModel:
    from assistant.answer.chat_model import load_chat_model

    model = load_chat_model(settings.llm)
    if model is None:
        raise InputError("--judge needs a chat model; set llm.model or llm.base_url in the settings")
    return model


def _compare(folders: Sequence[str], output: Path | None, json: bool) -> None:
    if len(folders) != 2:
        raise InputError("name two output folders: assistant evaluate compare A B")
    from assistant.evaluate.compare import compare, comparison_json
    from assistant.evaluate.report import read_report
    from assistant.render.comparison_page import comparison_page
    from assistant.render.evaluation_page import write_page
    from assistant.render.evaluation_text import comparison_tables

    first, second = (read_report(Path(folder)) for folder in folders)
    found = compare(first, second)
    file = (output or second.folder) / "comparison.html"
    write_page(file, comparison_page(found))
    if json:
        print_json(comparison_json(found))
        return
    print_renderable(comparison_tables(found))
    from rich.text import Text

    print_renderable(Text(f"comparison: {file}"), soft_wrap=True)
