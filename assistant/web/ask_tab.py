"""A dialogue -> the Ask tab: chat, sources, chips, filters and earlier conversations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from assistant.api.service import Service, person_of
from assistant.errors import AssistantError
from assistant.web.dialogue import Asked, Dialogue, View, asked_again
from assistant.web.filters import scope_filters, scope_of_filters
from assistant.web.gradio_events import typed
from assistant.web.panel import empty_html
from assistant.web.record import scope_of
from assistant.web.sentences import worded
from assistant.web.texts import EXAMPLES, say

_SECONDS_BETWEEN_KEEPING = 1.0
_MOST_EXAMPLES = 6


def build_ask_tab(gr: Any, blocks: Any, service: Service, language: str, storage_secret: str) -> None:
    """Put the components and their events into the open tab of ``blocks``."""
    dialogue = Dialogue(service, language)

    def words(key: str, **values: object) -> str:
        return say(key, language, **values)

    kept = gr.BrowserState({}, storage_key="policy-assistant", secret=storage_secret)
    with gr.Row(elem_id="ask-row"):
        with gr.Column(scale=6, min_width=320, elem_id="ask-column"):
            with gr.Row(elem_id="conversation-bar"):
                titles = gr.Dropdown(
                    [],
                    label=words("conversations"),
                    show_label=False,
                    container=False,
                    visible=False,
                    elem_id="conversations",
                    scale=5,
                    min_width=140,
                )
                button: dict[str, Any] = {"size": "sm", "scale": 1, "min_width": 90, "visible": False}
                new = gr.Button(words("new_conversation"), elem_id="new", **button)
                delete = gr.Button(words("delete_conversation"), elem_id="delete", **button)
            chat = gr.Chatbot(
                label=words("conversation"),
                height="max(300px, calc(100dvh - 388px))",
                show_label=False,
                allow_tags=False,
                sanitize_html=True,
                latex_delimiters=[],
                buttons=["copy"],
                editable="user",
                autoscroll=False,  # page.js shows a new question at the top, so that its answer is read from the start
                layout="bubble",
                placeholder=f"## {words('welcome')}",
                examples=[{"text": text} for text in _examples(service, language)],
                elem_id="chat",
            )
            with gr.Row(elem_id="question-row"):
                question = gr.Textbox(
                    placeholder=words("placeholder"),
                    label=words("question"),
                    show_label=False,
                    container=False,
                    lines=1,  # with more, Gradio takes Enter for a new line
                    max_lines=8,
                    max_length=service.settings.answer.max_question_characters,
                    autofocus=True,
                    scale=6,
                    elem_id="question",
                )
                ask = gr.Button(words("ask"), variant="primary", elem_id="ask", scale=1, min_width=90)
                stop = gr.Button(words("stop"), variant="stop", elem_id="stop", scale=1, min_width=90, visible=False)
            with gr.Accordion(words("narrow"), open=False, elem_id="narrow"):
                filters = scope_filters(gr, service, language, "ask")
        with gr.Column(scale=5, min_width=320, elem_id="panel-column"):
            chips = gr.CheckboxGroup([], label=words("understood"), visible=False, elem_id="chips")
            panel = gr.HTML(empty_html(language), elem_id="panel", js_on_load=None, apply_default_css=False)

    shown = [chat, panel, chips, titles, new, delete, kept]
    busy = [ask, stop, question]

    def show(view: View, keep: bool = True) -> tuple[Any, ...]:
        if not keep:
            return (view.messages, view.panel, *(gr.skip() for _ in shown[2:]))
        return (
            view.messages,
            view.panel,
            gr.update(choices=list(view.chips), value=list(view.ticked), visible=bool(view.chips)),
            gr.update(
                choices=list(view.titles),
                value=view.current if view.titles and view.current else None,
                visible=bool(view.titles),
            ),
            gr.update(visible=bool(view.current)),
            gr.update(visible=bool(view.current)),
            view.kept,
        )

    def working(asking: bool, text: Any = None) -> tuple[Any, ...]:
        cleared = gr.skip() if text is None else text
        return gr.update(visible=not asking), gr.update(visible=asking), cleared

    def answering(views: Iterator[View], keep_question: str | None) -> Iterator[tuple[Any, ...]]:
        kept_at = time.monotonic()
        for number, view in enumerate(views):
            # The browser stores slowly: what is kept too often arrives late, and the next question would not see it.
            keep = view.ended or (number > 0 and time.monotonic() - kept_at > _SECONDS_BETWEEN_KEEPING)
            kept_at = time.monotonic() if keep else kept_at
            cleared = "" if number == 0 and keep_question is None else None
            yield (*show(view, keep), *working(not view.ended, cleared))

    def submit(request: Any, text: str, memory: Any, *narrowed: Any) -> Iterator[tuple[Any, ...]]:
        asked = Asked(text, *scope_of_filters(narrowed))
        yield from answering(dialogue.ask(person_of(request), memory, asked), None)

    def example(request: Any, event: Any, memory: Any, *narrowed: Any) -> Iterator[tuple[Any, ...]]:
        asked = Asked(str(event.value["text"]), *scope_of_filters(narrowed))
        yield from answering(dialogue.ask(person_of(request), memory, asked), None)

    def retry(request: Any, event: Any, memory: Any) -> Iterator[tuple[Any, ...]]:
        person, position = person_of(request), _turn_number(event.index)
        turn = dialogue.turn(person, memory, position)
        if turn is not None:
            asked = Asked(turn.question, scope_of(turn.scope), turn.own, turn.ignored)
            yield from answering(dialogue.ask(person, memory, asked, after=position), "")

    def edit(request: Any, event: Any, memory: Any, *narrowed: Any) -> Iterator[tuple[Any, ...]]:
        asked = Asked(str(event.value), *scope_of_filters(narrowed))
        yield from answering(dialogue.ask(person_of(request), memory, asked, after=_turn_number(event.index)), "")

    def untick(request: Any, ticked: list[str], memory: Any) -> Iterator[tuple[Any, ...]]:
        person = person_of(request)
        turn = dialogue.turn(person, memory, -1)
        if turn is not None:
            yield from answering(dialogue.ask(person, memory, asked_again(turn, ticked), after=-1), "")

    def undo(request: Any, event: Any, memory: Any) -> tuple[Any, ...]:
        return show(dialogue.cut(person_of(request), memory, _turn_number(event.index)))

    def judge(request: Any, event: Any, memory: Any) -> None:
        from assistant.web.verdict import record_verdict

        turn = dialogue.turn(person_of(request), memory, _turn_number(event.index))
        if turn is not None and turn.problem is None and isinstance(event.liked, bool):
            try:
                record_verdict(service, request, turn, event.liked)
            except AssistantError as problem:
                gr.Warning(worded(str(problem), language), title=words("not_sent"))
                return
            gr.Info(words("thanks"), title="", duration=3)

    asking: dict[str, Any] = {
        "concurrency_limit": service.web.workers,
        "concurrency_id": "ask",
        "api_visibility": "private",
        "show_progress_on": chat,
    }
    outputs = [*shown, *busy]
    narrowing = [question, kept, *filters]
    started = [
        ask.click(typed(gr, submit), narrowing, outputs, **asking),
        question.submit(typed(gr, submit), narrowing, outputs, **asking),
        chat.example_select(typed(gr, example, gr.SelectData), [kept, *filters], outputs, **asking),
        chat.retry(typed(gr, retry, gr.RetryData), [kept], outputs, **asking),
        chat.edit(typed(gr, edit, gr.EditData), [kept, *filters], outputs, **asking),
        chips.input(typed(gr, untick), [chips, kept], outputs, **asking),
    ]

    def stopped(request: Any, memory: Any) -> tuple[Any, ...]:
        return (*show(dialogue.show(person_of(request), memory)), *working(False))

    quick: dict[str, Any] = {
        "concurrency_limit": None,
        "api_visibility": "private",
        "queue": True,
        "show_progress": "hidden",
    }
    stop.click(typed(gr, stopped), [kept], outputs, cancels=started, **quick)
    chat.undo(typed(gr, undo, gr.UndoData), [kept], shown, **quick)
    chat.like(typed(gr, judge, gr.LikeData), [kept], None, **quick)

    def open_page(request: Any, memory: Any) -> tuple[Any, ...]:
        person = person_of(request)
        own = service.has_own_library(person)
        return (*show(dialogue.show(person, memory)), gr.update(visible=own))

    def opened(request: Any, memory: Any, chosen: str) -> tuple[Any, ...]:
        return show(dialogue.show(person_of(request), memory, chosen or None))

    def begin(request: Any, memory: Any) -> tuple[Any, ...]:
        return show(dialogue.begin(person_of(request), memory))

    def remove(request: Any, memory: Any) -> tuple[Any, ...]:
        return show(dialogue.delete(person_of(request), memory))

    blocks.load(typed(gr, open_page), [kept], [*shown, filters[0]], **quick)
    titles.input(typed(gr, opened), [kept, titles], shown, **quick)
    new.click(typed(gr, begin), [kept], shown, **quick)
    delete.click(typed(gr, remove), [kept], shown, **quick)


def _turn_number(index: Any) -> int:
    """The position of a turn, from 0, whose question or answer stands at ``index`` among the messages."""
    place = index[0] if isinstance(index, list | tuple) else index
    return int(place) // 2


def _examples(service: Service, language: str) -> list[str]:
    held = {summary.metadata.jurisdiction for summary in service.shared.index.summaries()}
    return [text for text, place in EXAMPLES[language] if place in held][:_MOST_EXAMPLES]
