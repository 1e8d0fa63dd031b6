"""A question and jurisdictions -> the Compare tab: the matrix, files of it, and a chart of the targets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.api.service import Service, person_of
from assistant.errors import AssistantError
from assistant.web.compare_table import comparison_html
from assistant.web.filters import jurisdiction_choices
from assistant.web.gradio_events import typed
from assistant.web.library_table import notice_html, problem_html
from assistant.web.texts import ASPECTS, pick, say

_FORMATS = (".xlsx", ".docx", ".md", ".csv")
_FIRST_SIDES = ("CN", "US", "DE")  # chosen at first, as far as the library holds them


def build_compare_tab(gr: Any, service: Service, language: str) -> None:
    """Put the components and their events into the open tab."""

    def words(key: str, **values: object) -> str:
        return say(key, language, **values)

    places = jurisdiction_choices(service, language)
    gr.Markdown(words("compare_how"))
    with gr.Row():
        sides = gr.Dropdown(
            places,
            value=[code for code in _FIRST_SIDES if code in {held for _, held in places}],
            multiselect=True,
            label=words("sides"),
            elem_id="sides",
            scale=3,
            min_width=240,
        )
        aspects = gr.Dropdown(
            [pick(one, language) for one in ASPECTS],
            value=[pick(one, language) for one in ASPECTS[:2]],
            multiselect=True,
            allow_custom_value=True,
            label=words("aspects"),
            elem_id="aspects",
            scale=3,
            min_width=240,
        )
    question = gr.Textbox(
        value=words("compare_question"),
        label=words("compare_what"),
        elem_id="compare-question",
        max_length=service.settings.answer.max_question_characters,
    )
    with gr.Row():
        go = gr.Button(words("tab_compare"), variant="primary", elem_id="compare", min_width=120)
        chart = gr.Button(words("targets_chart"), elem_id="targets", min_width=120)
        stop = gr.Button(words("stop"), variant="stop", elem_id="compare-stop", min_width=90, visible=False)
    matrix = gr.HTML(notice_html(words("compare_empty")), js_on_load=None, apply_default_css=False, elem_id="matrix")
    files = gr.File(visible=False, file_count="multiple", interactive=False, label=words("exports"), elem_id="exports")
    picture = gr.Image(
        visible=False,
        interactive=False,
        label=words("targets_chart"),
        show_label=False,
        buttons=["download", "fullscreen"],
        elem_id="targets-picture",
    )

    def compared(
        request: Any, text: str, codes: list[str], wanted: list[str], progress: Any
    ) -> Iterator[tuple[Any, ...]]:
        def tell(step: str, done: int, total: int | None) -> None:
            progress((done, total), desc=words("comparing"), unit=step)

        yield gr.skip(), gr.skip(), gr.update(visible=True)
        try:
            result = service.compare(person_of(request), text, codes or [], wanted or [], tell)
        except AssistantError as problem:
            yield problem_html(problem, language), gr.update(visible=False), gr.update(visible=False)
            return
        from assistant.render.export import export_report
        from assistant.render.research_reports import comparison_report

        with tempfile.TemporaryDirectory() as folder:
            report = comparison_report(result)
            written = [
                str(file) for suffix in _FORMATS for file in export_report(report, Path(folder) / f"comparison{suffix}")
            ]
            shown = comparison_html(result, False, language)
            yield shown, gr.update(value=written, visible=True), gr.update(visible=False)

    def drawn(request: Any, codes: list[str], progress: Any) -> Iterator[tuple[Any, ...]]:
        from assistant.render.charts import targets_chart
        from assistant.render.drawing import write_chart

        def tell(step: str, done: int, total: int | None) -> None:
            progress((done, total), desc=words("reading_targets"), unit=step)

        yield gr.skip(), gr.skip(), gr.update(visible=True)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "targets.png"
            try:
                write_chart(targets_chart(service.targets(person_of(request), codes or [], tell), language), file)
            except AssistantError as problem:
                yield gr.update(visible=False), problem_html(problem, language), gr.update(visible=False)
                return
            yield gr.update(value=str(file), visible=True), gr.skip(), gr.update(visible=False)

    compared.__defaults__ = (gr.Progress(),)
    drawn.__defaults__ = (gr.Progress(),)
    work: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 1, "concurrency_id": "compare"}
    inputs = [question, sides, aspects]
    started = [
        go.click(typed(gr, compared), inputs, [matrix, files, stop], **work),
        question.submit(typed(gr, compared), inputs, [matrix, files, stop], **work),
        chart.click(typed(gr, drawn), [sides], [picture, matrix, stop], **work),
    ]
    hide = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    stop.click(lambda: gr.update(visible=False), None, stop, cancels=started, **hide)
