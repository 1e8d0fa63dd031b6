"""A question and what the browser keeps -> the conversation after it. Knows nothing of Gradio."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.api.access import Person
from assistant.api.service import Service
from assistant.domain import AnswerFinished, Scope, SearchFinished, Statement, StatementVerified
from assistant.errors import AssistantError
from assistant.jurisdictions import name
from assistant.render.json_contract import scope_json
from assistant.web.message import message_html
from assistant.web.panel import empty_html, panel_html
from assistant.web.record import Conversation, Turn, restored, scope_of, stored, turn_of, unfinished
from assistant.web.sentences import worded
from assistant.web.texts import INSTRUMENT, STATUS, pick, say

# Earlier questions that are kept to make sense of a follow-up.
_HISTORY = 6
_MOST_TURNS = 40  # of one conversation; the oldest are dropped

Message = dict[str, object]
Chip = tuple[str, str]  # label, key


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader sends: the question and how it is narrowed."""

    question: str
    scope: Scope = Scope()  # noqa: RUF009 - frozen, shared safely
    own: bool = False
    ignored: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows: messages, panel and chips; ``kept`` goes back to the browser."""

    messages: list[Message]
    panel: str
    chips: tuple[Chip, ...]
    ticked: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]  # title, id; newest first
    current: str
    kept: dict[str, object]
    ended: bool = True  # False while an answer is being written


class Dialogue:
    """Conversations of the people who use one page."""

    def __init__(self, service: Service, language: str) -> None:
        self.service = service
        self.language = language

    def show(self, person: Person, kept: object, current: str | None = None) -> View:
        """The current conversation, or the one with the id given."""
        conversations, chosen = restored(kept, person.name)
        return self._view(person, conversations, current or chosen)

    def begin(self, person: Person, kept: object) -> View:
        """A new conversation; the others stay."""
        conversations, _ = restored(kept, person.name)
        return self._view(person, conversations, "")

    def delete(self, person: Person, kept: object) -> View:
        """The conversations without the current one."""
        conversations, current = restored(kept, person.name)
        return self._view(person, [one for one in conversations if one.id != current], "")

    def cut(self, person: Person, kept: object, turns: int) -> View:
        """The current conversation with its first ``turns`` turns only."""
        conversations, current = restored(kept, person.name)
        shortened = [
            dataclasses.replace(one, turns=one.turns[:turns]) if one.id == current else one for one in conversations
        ]
        return self._view(person, [one for one in shortened if one.turns], current)

    def turn(self, person: Person, kept: object, position: int) -> Turn | None:
        """A turn of the current conversation by its position from 0; -1 is the last."""
        conversations, current = restored(kept, person.name)
        turns = next((one.turns for one in conversations if one.id == current), ())
        return turns[position] if -len(turns) <= position < len(turns) else None

    def ask(self, person: Person, kept: object, asked: Asked, after: int | None = None) -> Iterator[View]:
        """The conversation as the answer grows; ``after`` turns stay, the others are replaced (default: all stay)."""
        conversations, current = restored(kept, person.name)
        held = next((one for one in conversations if one.id == current), None) or Conversation.new()
        others = [one for one in conversations if one.id != held.id]
        turns = held.turns[:after] if after is not None else held.turns[-_MOST_TURNS:]
        waiting: list[Message] = [
            *self._messages(turns),
            _message("user", asked.question),
            _message("assistant", f'<p class="waiting">{say("thinking", self.language)}</p>'),
        ]
        before = self._view(person, [dataclasses.replace(held, turns=turns), *others], held.id)
        yield dataclasses.replace(before, messages=waiting, ended=False)
        for turn in self._turns(person, asked, turns):
            grown = [dataclasses.replace(held, turns=(*turns, turn)), *others]
            yield dataclasses.replace(self._view(person, grown, held.id), ended=turn.whole)

    def _turns(self, person: Person, asked: Asked, earlier: Sequence[Turn]) -> Iterator[Turn]:
        """The turn as it grows by one verified statement after the other; the last one is whole."""
        history = [turn.question for turn in earlier if turn.problem is None][-_HISTORY:]
        statements: list[Statement] = []
        search: SearchFinished | None = None
        try:
            for event in self.service.stream(
                person, asked.question, scope=asked.scope, history=history, ignored=asked.ignored, own=asked.own
            ):
                if isinstance(event, SearchFinished):
                    search = event
                elif isinstance(event, StatementVerified) and search is not None:
                    statements.append(event.statement)
                    yield unfinished(asked.question, search, statements, asked.scope, asked.ignored, asked.own)
                elif isinstance(event, AnswerFinished):
                    documents = len(self.service.library(person, asked.own).index.summaries(asked.scope))
                    yield turn_of(event.answer, asked.scope, asked.ignored, asked.own, documents)
        except AssistantError as problem:
            scope, told = scope_json(asked.scope), worded(str(problem), self.language)
            yield Turn(asked.question, scope, asked.ignored, asked.own, self.language, problem=told)

    def _messages(self, turns: Sequence[Turn]) -> list[Message]:
        messages: list[Message] = []
        for number, turn in enumerate(turns, start=1):
            messages.append(_message("user", turn.question))
            messages.append(_message("assistant", message_html(turn, number, self.language)))
        return messages

    def _view(self, person: Person, conversations: Sequence[Conversation], current: str) -> View:
        turns = next((one.turns for one in conversations if one.id == current), ())
        last = turns[-1] if turns else None
        chips, ticked = chips_of(last, self.language) if last else ((), ())

        def find(document_id: str, own: bool) -> object:
            return self.service.document(person, document_id, own)

        return View(
            messages=self._messages(turns),
            panel=panel_html(turns, find, self.language) if turns else empty_html(self.language),  # type: ignore[arg-type]
            chips=chips,
            ticked=ticked,
            titles=tuple((one.title, one.id) for one in conversations if one.turns),
            current=current,
            kept=stored(person.name, [one for one in conversations if one.turns], current),
        )


def chips_of(turn: Turn, language: str) -> tuple[tuple[Chip, ...], tuple[str, ...]]:
    """What the question was read as and how it was narrowed, as (label, key) pairs, and the keys that count."""
    if turn.problem is not None:
        return (), ()
    read = [
        (say(f"chip_{kind}", language, value=_words(kind, value, language)), _key(kind, value))
        for kind, value in turn.readings
    ]
    scope = scope_of(turn.scope)
    only = [
        *(("jurisdiction", code) for code in scope.jurisdictions),
        *(("instrument", kind.value) for kind in scope.instruments),
        *(("status", status.value) for status in scope.statuses),
        *(("document", document) for document in scope.documents),
        *([("from", str(scope.year_from))] if scope.year_from is not None else []),
        *([("until", str(scope.year_to))] if scope.year_to is not None else []),
    ]
    narrowed = [
        (say("chip_only", language, value=_words(kind, value, language)), _key(f"only-{kind}", value))
        for kind, value in only
    ]
    ignored = {_key(kind, value) for kind, value in turn.ignored}
    chips = (*narrowed, *read)
    return chips, tuple(key for _, key in chips if key not in ignored)


def asked_again(turn: Turn, ticked: Collection[str]) -> Asked:
    """The question of a turn, without the chips that are not ticked any more."""
    ignored = tuple(pair for pair in turn.readings if _key(*pair) not in ticked)
    scope = scope_of(turn.scope)

    def keep(kind: str, value: object) -> bool:
        return _key(f"only-{kind}", str(value)) in ticked

    narrowed = dataclasses.replace(
        scope,
        jurisdictions=tuple(code for code in scope.jurisdictions if keep("jurisdiction", code)),
        instruments=tuple(kind for kind in scope.instruments if keep("instrument", kind.value)),
        statuses=tuple(status for status in scope.statuses if keep("status", status.value)),
        documents=tuple(document for document in scope.documents if keep("document", document)),
        year_from=scope.year_from if keep("from", scope.year_from) else None,
        year_to=scope.year_to if keep("until", scope.year_to) else None,
    )
    return Asked(turn.question, narrowed, turn.own, ignored)


def _key(kind: str, value: str) -> str:
    return json.dumps([kind, value], ensure_ascii=False)


def _words(kind: str, value: str, language: str) -> str:
    if kind == "jurisdiction":
        return name(value, language)
    if kind == "instrument":
        return pick(INSTRUMENT[value], language)
    if kind == "status":
        return pick(STATUS[value], language)
    if kind in ("from", "until"):
        return say(kind, language, value=value)
    return value


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}
