"""A file of questions with known answers -> the Evaluate tab: a run with its progress, and the report to open."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.api.service import Service, person_of
from assistant.errors import AssistantError
from assistant.evaluate.report import Report
from assistant.web.evaluation_table import report_table_html
from assistant.web.gradio_events import typed
from assistant.web.library_table import problem_html
from assistant.web.texts import say

_MOST_QUESTIONS = 1_000  # of one run from the page; more belong on the command line


def build_evaluate_tab(gr: Any, service: Service, language: str) -> None:
    """Put the components and their events into the open tab."""

    def words(key: str, **values: object) -> str:
        return say(key, language, **values)

    gr.Markdown(words("evaluate_how"))
    sent = gr.File(file_types=[".jsonl"], label=words("question_file"), elem_id="question-file", height=140)
    with gr.Row():
        go = gr.Button(words("run"), variant="primary", elem_id="run", min_width=120, interactive=False)
        stop = gr.Button(words("stop"), variant="stop", elem_id="run-stop", min_width=90, visible=False)
    told = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="evaluation")
    files = gr.File(
        visible=False, file_count="multiple", interactive=False, label=words("report"), elem_id="report-files"
    )

    def run(request: Any, path: str | None, progress: Any) -> Iterator[tuple[Any, ...]]:
        def tell(step: str, done: int, total: int | None) -> None:
            progress((done, total), desc=words("running"), unit=step)

        yield gr.skip(), gr.skip(), gr.update(visible=True)
        with tempfile.TemporaryDirectory() as folder:
            try:
                service.admit(person_of(request))
                report = evaluate_file(service, path, Path(folder), tell)
            except AssistantError as problem:
                yield problem_html(problem, language), gr.update(visible=False), gr.update(visible=False)
                return
            made = [str(file) for file in sorted(Path(folder).iterdir()) if file.suffix in (".html", ".jsonl", ".json")]
            yield report_table_html(report, language), gr.update(value=made, visible=True), gr.update(visible=False)

    run.__defaults__ = (gr.Progress(),)
    work: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 1, "concurrency_id": "evaluate"}
    sent.change(
        lambda file: gr.update(interactive=bool(file)), sent, go, show_progress="hidden", api_visibility="private"
    )
    started = go.click(typed(gr, run), [sent], [told, files, stop], **work)
    hide = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    stop.click(lambda: gr.update(visible=False), None, stop, cancels=[started], **hide)


def evaluate_file(service: Service, path: str | None, folder: Path, progress: Any) -> Report:
    """Run a question file on the shared library, write the report into ``folder``, and give it.

    Raises:
        InputError: no file was given, it cannot be used, or it holds too many questions.
    """
    from assistant.errors import InputError
    from assistant.evaluate.cases import read_cases
    from assistant.evaluate.evaluate import Request, evaluate
    from assistant.evaluate.provenance import provenance
    from assistant.evaluate.subject import Method
    from assistant.render.evaluation_page import report_page, write_page

    if not path:
        raise InputError("choose a file of questions first (JSON Lines)")
    cases = read_cases(Path(path))
    if len(cases.cases) > _MOST_QUESTIONS:
        raise InputError(
            f"the file has {len(cases.cases):,} questions; more than {_MOST_QUESTIONS:,} go to: assistant evaluate"
        )
    assistant = service.shared
    origin = provenance(
        cases.name, cases.sha256, assistant.index.summaries(), assistant.embedder.identity, service.settings, {}
    )
    with service.metrics.measured("evaluate"):
        request = Request(Method(), skip_broken=True)
        report = evaluate(assistant, assistant.index, cases, origin, folder, request, progress)
    write_page(folder / "report.html", report_page(report))
    return report
