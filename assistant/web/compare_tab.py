"""A question and jurisdictions -> the Compare tab: the matrix, files of it, and a chart of the targets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.api.service import Service, person_of
from assistant.domain import Scope
from assistant.errors import AssistantError
from assistant.research.compare import SideKind
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

    gr.Markdown(words("compare_how"))
    kind = gr.Radio(
        [(words(f"by_{one.value}"), one.value) for one in SideKind],
        value=SideKind.JURISDICTION.value,
        label=words("compare_by"),
        elem_id="compare-by",
    )
    with gr.Row():
        sides = gr.Dropdown(
            _choices(service, SideKind.JURISDICTION, language),
            value=_first(service, language),
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

    def offered(chosen: str) -> Any:
        by = SideKind(chosen)
        value = _first(service, language) if by is SideKind.JURISDICTION else []
        return gr.update(choices=_choices(service, by, language), value=value)

    def compared(
        request: Any, text: str, chosen: str, named: list[str], wanted: list[str], progress: Any
    ) -> Iterator[tuple[Any, ...]]:
        def tell(step: str, done: int, total: int | None) -> None:
            progress((done, total), desc=words("comparing"), unit=step)

        yield gr.skip(), gr.skip(), gr.update(visible=True)
        try:
            places, years, documents = _sides(SideKind(chosen), named or [])
            result = service.compare(
                person_of(request), text, places, wanted or [], tell, Scope(documents=documents), years
            )
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

    def drawn(request: Any, chosen: str, named: list[str], progress: Any) -> Iterator[tuple[Any, ...]]:
        from assistant.render.charts import targets_chart
        from assistant.render.drawing import write_chart

        def tell(step: str, done: int, total: int | None) -> None:
            progress((done, total), desc=words("reading_targets"), unit=step)

        yield gr.skip(), gr.skip(), gr.update(visible=True)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "targets.png"
            try:
                codes = named if chosen == SideKind.JURISDICTION.value else []
                write_chart(targets_chart(service.targets(person_of(request), codes or [], tell), language), file)
            except AssistantError as problem:
                yield gr.update(visible=False), problem_html(problem, language), gr.update(visible=False)
                return
            yield gr.update(value=str(file), visible=True), gr.skip(), gr.update(visible=False)

    compared.__defaults__ = (gr.Progress(),)
    drawn.__defaults__ = (gr.Progress(),)
    work: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 1, "concurrency_id": "compare"}
    inputs = [question, kind, sides, aspects]
    kind.input(offered, kind, sides, show_progress="hidden", api_visibility="private")
    started = [
        go.click(typed(gr, compared), inputs, [matrix, files, stop], **work),
        question.submit(typed(gr, compared), inputs, [matrix, files, stop], **work),
        chart.click(typed(gr, drawn), [kind, sides], [picture, matrix, stop], **work),
    ]
    hide = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    stop.click(lambda: gr.update(visible=False), None, stop, cancels=started, **hide)


def _choices(service: Service, kind: SideKind, language: str) -> list[tuple[str, str]]:
    """(words, value) of everything of the shared library that can be a side; years newest first."""
    if kind is SideKind.JURISDICTION:
        return jurisdiction_choices(service, language)
    held = service.shared.index.summaries()
    if kind is SideKind.DOCUMENT:
        return [(one.metadata.title, one.document_id) for one in held]
    years = sorted({one.metadata.date.year for one in held if one.metadata.date}, reverse=True)
    return [(str(year), str(year)) for year in years]


def _first(service: Service, language: str) -> list[str]:
    held = {code for _, code in jurisdiction_choices(service, language)}
    return [code for code in _FIRST_SIDES if code in held]


def _sides(kind: SideKind, named: list[str]) -> tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...]]:
    """The jurisdictions, years and documents that a reader chose; two of the three are empty."""
    chosen = tuple(named)
    if kind is SideKind.YEAR:
        return (), tuple(int(year) for year in sorted(chosen)), ()
    return (chosen, (), ()) if kind is SideKind.JURISDICTION else ((), (), chosen)
