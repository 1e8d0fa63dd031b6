"""An answer -> a record small enough for the browser to keep, and back; quotes are read anew from the library.

A record holds places instead of documents. When it is shown again, each place is compared with the words it had, so
that a document which has changed since is never shown as proof.
"""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import Answer, Ending, Instrument, PolicyStatus, Scope, SearchFinished, Statement, Wording
from assistant.render.json_contract import scope_json
from assistant.render.sources import numbered_citations, numbers_of
from assistant.retrieve.question import readings, understand

Json = dict[str, Any]
_NEAREST = 3
_MOST_CONVERSATIONS = 20
_MOST_CHARACTERS = 500_000  # of all conversations together; browsers keep some five million


@dataclass(frozen=True, slots=True)
class Place:
    """A range of a document and the words that stood there."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the numbers, 1-based, of its places, and whose words it is made of."""

    text: str
    citations: tuple[int, ...]
    wording: Wording = Wording.VERBATIM


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer as the page shows them; ``problem`` stands instead of an answer."""

    question: str
    scope: Json
    ignored: tuple[tuple[str, str], ...] = ()
    own: bool = False
    language: str = "en"
    status: str = ""
    lead: str | None = None
    reason: str | None = None
    lines: tuple[Line, ...] = ()
    places: tuple[Place, ...] = ()
    nearest: tuple[Place, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    read_as: str | None = None  # the question that a follow-up was understood as
    readings: tuple[tuple[str, str], ...] = ()
    drafter: str = ""
    seconds: float = 0.0
    documents: int = 0
    problem: str | None = None
    whole: bool = True  # False when it was stopped before its end


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns, oldest first; the id is random."""

    id: str
    turns: tuple[Turn, ...] = ()

    @property
    def title(self) -> str:
        """The first question, shortened."""
        first = " ".join(self.turns[0].question.split()) if self.turns else ""
        return first[:40] + ("…" if len(first) > 40 else "")

    @classmethod
    def new(cls) -> Conversation:
        """An empty conversation."""
        return cls(secrets.token_hex(6))


def turn_of(
    answer: Answer, asked_scope: Scope, ignored: Collection[tuple[str, str]], own: bool, documents: int
) -> Turn:
    """What is kept of an answer; ``documents`` is how many the scope admits."""
    sources = numbered_citations(answer)
    hits = () if answer.statements else answer.search.hits[:_NEAREST]
    return Turn(
        question=answer.question,
        scope=scope_json(asked_scope),
        ignored=tuple(ignored),
        own=own,
        language=answer.language,
        status=answer.status.value,
        lead=answer.lead,
        reason=answer.reason,
        lines=tuple(Line(one.text, numbers_of(one, sources), one.wording) for one in answer.statements),
        places=tuple(Place(one.document.document_id, one.start, one.end, one.quote) for one in sources),
        nearest=tuple(
            Place(hit.passage.document_id, hit.passage.start, hit.passage.end, hit.passage.text[:300]) for hit in hits
        ),
        rejected=tuple((one.claim.text, one.reason) for one in answer.rejected),
        warnings=answer.warnings,
        read_as=answer.standalone,
        readings=readings(understand(answer.standalone or answer.question)),
        drafter=answer.drafter,
        seconds=round(answer.timings_ms.get("total", 0.0) / 1000, 1),
        documents=documents,
    )


def unfinished(
    asked: str,
    search: SearchFinished,
    statements: Sequence[Statement],
    scope: Scope,
    ignored: Collection[tuple[str, str]],
    own: bool,
) -> Turn:
    """What is kept of an answer that is still being written."""
    answer = Answer(
        question=asked,
        language=search.search.language,
        status=Ending.ANSWERED,
        statements=tuple(statements),
        rejected=(),
        search=search.search,
        drafter="",
        confidence=0.0,
        standalone=search.question if search.question != asked else None,
    )
    return dataclasses.replace(turn_of(answer, scope, ignored, own, 0), whole=False)


def scope_of(content: Json) -> Scope:
    """The scope of a record; unknown values do not narrow."""
    return Scope(
        jurisdictions=tuple(str(one) for one in content.get("jurisdictions") or ()),
        year_from=_year(content.get("year_from")),
        year_to=_year(content.get("year_to")),
        documents=tuple(str(one) for one in content.get("documents") or ()),
        instruments=tuple(Instrument(one) for one in content.get("instruments") or () if one in set(Instrument)),
        statuses=tuple(PolicyStatus(one) for one in content.get("statuses") or () if one in set(PolicyStatus)),
        languages=tuple(str(one) for one in content.get("languages") or ()),
    )


def _year(value: object) -> int | None:
    return value if isinstance(value, int) and 1000 <= value <= 3000 else None


# --------------------------------------------------------------------------- what the browser keeps


def stored(owner: str, conversations: Sequence[Conversation], current: str) -> Json:
    """The value for the browser: the newest conversations that fit."""
    kept: list[Json] = []
    size = 0
    for conversation in conversations[:_MOST_CONVERSATIONS]:
        content = dataclasses.asdict(conversation)
        size += len(json.dumps(content, ensure_ascii=False))
        if kept and size > _MOST_CHARACTERS:
            break
        kept.append(content)
    return {"owner": owner, "current": current, "conversations": kept}


def restored(value: object, owner: str) -> tuple[list[Conversation], str]:
    """Conversations, newest first, and the id of the current one; nothing of another person, nothing malformed."""
    if not isinstance(value, dict) or value.get("owner") != owner:
        return [], ""
    found = []
    for content in value.get("conversations") or []:
        try:
            found.append(Conversation(str(content["id"])[:32], tuple(_turn(one) for one in content["turns"])))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return found[:_MOST_CONVERSATIONS], str(value.get("current", ""))


def _turn(content: Json) -> Turn:
    known = {field.name for field in dataclasses.fields(Turn)}
    values = {name: value for name, value in content.items() if name in known}
    values["lines"] = tuple(
        Line(
            str(one["text"]),
            tuple(int(number) for number in one["citations"]),
            Wording(one.get("wording", Wording.VERBATIM)),
        )
        for one in content.get("lines", [])
    )
    for name in ("places", "nearest"):
        values[name] = tuple(
            Place(str(one["document"]), int(one["start"]), int(one["end"]), str(one["quote"]))
            for one in content.get(name, [])
        )
    for name in ("ignored", "rejected", "readings"):
        values[name] = tuple((str(first), str(second)) for first, second in content.get(name, []))
    values["warnings"] = tuple(str(one) for one in content.get("warnings", []))
    for name in ("lead", "reason", "read_as", "problem"):
        values[name] = None if content.get(name) is None else str(content[name])
    for name in ("question", "language", "status", "drafter"):
        values[name] = str(content.get(name, ""))
    values["scope"] = dict(content.get("scope") or {})
    values["own"], values["whole"] = bool(content.get("own")), bool(content.get("whole", True))
    values["seconds"], values["documents"] = float(content.get("seconds", 0)), int(content.get("documents", 0))
    return Turn(**values)
