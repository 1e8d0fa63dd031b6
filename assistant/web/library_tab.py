"""The library -> the Library tab: its documents with filters and full-text search, uploads, what it covers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from assistant.api.access import Person
from assistant.api.service import Service, person_of
from assistant.api.uploads import add_files, remove_document
from assistant.domain import DocumentSummary, Hit, Scope
from assistant.errors import AssistantError
from assistant.ingest.readers import SUFFIXES
from assistant.web.filters import scope_filters, scope_of_filters
from assistant.web.gradio_events import typed
from assistant.web.library_table import ROWS, notice_html, problem_html, report_html, table_html
from assistant.web.texts import say

_FOUND = 60  # passages of a full-text search, before they are put together by document


def build_library_tab(gr: Any, blocks: Any, service: Service, language: str) -> None:
    """Put the components and their events into the open tab of ``blocks``."""

    def words(key: str, **values: object) -> str:
        return say(key, language, **values)

    def html(value: str, elem_id: str) -> Any:
        return gr.HTML(value, js_on_load=None, apply_default_css=False, elem_id=elem_id)

    query = gr.Textbox(
        label=words("full_text"), placeholder=words("full_text_hint"), elem_id="library-query", max_length=200
    )
    filters = scope_filters(gr, service, language, "library")
    if service.web.uploads != "off":
        with gr.Accordion(words("manage"), open=False, elem_id="uploads"):
            gr.Markdown(words("add_own" if service.changes_own() else "add_shared"))
            files = gr.File(
                file_count="multiple", file_types=sorted(SUFFIXES), label=words("files"), elem_id="files", height=140
            )
            add = gr.Button(words("add"), variant="primary", elem_id="add", interactive=False)
            told = html("", "upload-report")
            with gr.Row():
                leaving = gr.Dropdown([], label=words("remove_which"), elem_id="leaving", scale=4)
                take = gr.Button(words("remove"), elem_id="remove", scale=1, min_width=100)
                sure = gr.Button(words("remove_sure"), variant="stop", visible=False, elem_id="remove-sure", scale=1)
    table = html("", "library-table")
    page = gr.State(0)
    with gr.Row(visible=False, elem_id="library-pages") as pages:
        back = gr.Button(words("previous_documents"), size="sm", elem_id="library-back", min_width=90)
        on = gr.Button(words("next_documents"), size="sm", elem_id="library-on", min_width=90)
    html(_coverage(language), "coverage")

    def listed(request: Any, text: str, *narrowed: Any) -> tuple[Any, ...]:
        return turned(request, 0, text, *narrowed)

    def turned(request: Any, wanted: int, text: str, *narrowed: Any) -> tuple[Any, ...]:
        person, (scope, own) = person_of(request), scope_of_filters(narrowed)
        try:
            found, hits = find_documents(service, person, text or "", scope, own)
            held = service.library(person, service.changes_own() and service.has_own_library(person)).index.summaries()
        except AssistantError as problem:
            return problem_html(problem, language), gr.skip(), 0, gr.update(visible=False), gr.skip(), gr.skip()
        choices = [(one.metadata.title, one.document_id) for one in held]
        last = max(0, (len(found) - 1) // ROWS)
        shown_page = min(max(0, wanted), last)
        return (
            table_html(found, hits, own, language, (text or "").strip(), shown_page),
            gr.update(choices=choices),
            shown_page,
            gr.update(visible=last > 0),
            gr.update(interactive=shown_page > 0),
            gr.update(interactive=shown_page < last),
        )

    def turn_back(request: Any, number: int, text: str, *narrowed: Any) -> tuple[Any, ...]:
        return turned(request, number - 1, text, *narrowed)

    def turn_on(request: Any, number: int, text: str, *narrowed: Any) -> tuple[Any, ...]:
        return turned(request, number + 1, text, *narrowed)

    def removed(request: Any, document_id: str | None) -> tuple[Any, ...]:
        try:
            remove_document(service, person_of(request), document_id or "")
        except AssistantError as problem:
            return problem_html(problem, language), gr.update(visible=False), gr.skip()
        return notice_html(words("removed")), gr.update(visible=False), None

    def uploaded(request: Any, paths: list[str] | None, progress: Any) -> Iterator[tuple[Any, ...]]:
        def tell(step: str, done: int, total: int | None) -> None:
            progress((done, total), desc=words("reading_files"), unit=step)

        try:
            report = add_files(service, person_of(request), [Path(one) for one in paths or []], tell)
        except AssistantError as problem:
            yield problem_html(problem, language), gr.skip()
            return
        yield report_html(report, service.changes_own(), language), None

    def opened(request: Any) -> Any:
        return gr.update(visible=service.has_own_library(person_of(request)))

    quick: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 4, "concurrency_id": "library"}
    list_them = typed(gr, listed)
    leaves = leaving if service.web.uploads != "off" else gr.State()
    asked, shown = [query, *filters], [table, leaves, page, pages, back, on]
    blocks.load(list_them, asked, shown, **quick)
    blocks.load(typed(gr, opened), None, filters[0], **quick)
    query.submit(list_them, asked, shown, **quick)
    back.click(typed(gr, turn_back), [page, *asked], shown, **quick)
    on.click(typed(gr, turn_on), [page, *asked], shown, **quick)
    for one in filters:
        one.change(list_them, asked, shown, **quick)
    if service.web.uploads != "off":
        uploaded.__defaults__ = (gr.Progress(),)
        writing = {**quick, "concurrency_limit": 1, "concurrency_id": "upload"}
        # Not before the files have arrived: a large one takes its time.
        files.change(lambda sent: gr.update(interactive=bool(sent)), files, add, show_progress="hidden", **quick)
        add.click(typed(gr, uploaded), [files], [told, files], **writing).then(list_them, asked, shown, **quick)
        take.click(lambda: gr.update(visible=True), None, sure, **quick)
        sure.click(typed(gr, removed), [leaving], [told, sure, leaving], **writing).then(
            list_them, asked, shown, **quick
        )


def find_documents(
    service: Service, person: Person, text: str, scope: Scope, own: bool
) -> tuple[list[DocumentSummary], dict[str, Hit]]:
    """All documents of a scope; or those whose title or number holds ``text``, then those a search finds, best first.

    Raises:
        AssistantError: as :meth:`Service.search`, or the person has no library of their own.
    """
    held = {one.document_id: one for one in service.library(person, own).index.summaries(scope)}
    wanted = text.strip().lower()
    if not wanted:
        return list(held.values()), {}
    named = [
        one.document_id
        for one in held.values()
        if wanted in "\n".join((one.metadata.title, *one.metadata.numbers, *one.metadata.aliases)).lower()
    ]
    hits: dict[str, Hit] = {}
    for hit in service.search(person, text, scope=scope, k=_FOUND, own=own).hits:
        hits.setdefault(hit.passage.document_id, hit)
    return [held[one] for one in dict.fromkeys([*named, *hits]) if one in held], hits


def _coverage(language: str) -> str:
    label = escape(say("coverage", language))
    return (
        f'<details class="coverage"><summary>{label}</summary>'
        f'<img src="/library/coverage.png" loading="lazy" alt="{label}"></details>'
    )
