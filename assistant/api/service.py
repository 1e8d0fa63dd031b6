"""Settings and an opened library -> one service that page, HTTP routes and MCP tools share: ask, search, libraries."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock

from assistant.answer.ask import check_question
from assistant.api.access import LOCAL, Access, Person, digest_of, session_secret
from assistant.api.feedback import FeedbackStore
from assistant.api.limits import RateLimit
from assistant.api.metrics import Metrics
from assistant.config import Settings, WebSettings
from assistant.domain import Answer, AnswerEvent, AnswerFinished, Document, Scope, SearchResult
from assistant.errors import AssistantError, InputError
from assistant.jurisdictions import parse_jurisdiction
from assistant.progress import Progress, silent
from assistant.research.compare import Comparison, chosen_sides
from assistant.research.targets import Target, TargetFilter, find_targets
from assistant.wiring import Assistant, index_folder

OPEN_SCOPE = Scope()
_MOST_SIDES, _MOST_ASPECTS = 16, 12  # one comparison asks sides times aspects questions
_MOST_PERSONAL = 8  # personal libraries kept open


class TooManyRequestsError(AssistantError):
    """A person asked faster than the settings allow."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many questions in a short time; wait {max(1, round(seconds))} seconds and ask again")
        self.seconds = seconds


class NotAllowedError(AssistantError):
    """A person may not do this; the text says who may."""


class Service:
    """One running service over one shared library, with a personal library for each person where settings say so."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        web = settings.web
        self.settings = settings
        self.shared = assistant
        self.metrics = Metrics()
        self.access = Access(web, session_secret(settings.index.folder))
        self.rate = RateLimit(web.questions_per_minute)
        self.logins = RateLimit(web.logins_per_minute)
        self.feedback = FeedbackStore(index_folder(settings))
        self._personal: dict[str, Assistant] = {}
        self._lock = RLock()

    @property
    def web(self) -> WebSettings:
        """The settings of the page."""
        return self.settings.web

    def ask(
        self,
        person: Person,
        question: str,
        *,
        scope: Scope = OPEN_SCOPE,
        history: Sequence[str] = (),
        ignored: Collection[tuple[str, str]] = (),
        own: bool = False,
    ) -> Answer:
        """Answer a question for a person; ``own`` asks the personal library instead of the shared one.

        Raises:
            TooManyRequestsError: the person asked too often.
            AssistantError: as :meth:`Assistant.ask`.
        """
        for event in self.stream(person, question, scope=scope, history=history, ignored=ignored, own=own):
            if isinstance(event, AnswerFinished):
                return event.answer
        raise AssertionError("an answer ends with AnswerFinished")

    def stream(
        self,
        person: Person,
        question: str,
        *,
        scope: Scope = OPEN_SCOPE,
        history: Sequence[str] = (),
        ignored: Collection[tuple[str, str]] = (),
        own: bool = False,
    ) -> Iterator[AnswerEvent]:
        """The same as it comes: the search, each verified statement, the whole; errors as :meth:`ask`."""
        self.admit(person)
        with self.metrics.measured("ask"):
            library = self.library(person, own)
            for event in library.stream(question, scope=scope, history=history, ignored=ignored):
                if isinstance(event, AnswerFinished):
                    self.metrics.answered(event.answer)
                yield event

    def search(
        self, person: Person, query: str, *, scope: Scope = OPEN_SCOPE, k: int | None = None, own: bool = False
    ) -> SearchResult:
        """Search for a person; errors as :meth:`ask`."""
        self.admit(person)
        with self.metrics.measured("search"):
            return self.library(person, own).search(query, scope=scope, k=k)

    def compare(
        self,
        person: Person,
        question: str,
        places: Sequence[str],
        aspects: Sequence[str] = (),
        progress: Progress = silent,
        scope: Scope = OPEN_SCOPE,
        years: Sequence[int] = (),
    ) -> Comparison:
        """Put one question to several jurisdictions, years or documents of the shared library.

        ``aspects`` () are those it lists. Documents are those of ``scope``.

        Raises:
            TooManyRequestsError: the person asked too often.
            InputError: fewer than two or too many sides, an unknown one, or too many aspects.
        """
        index = self.shared.index
        held = {one.metadata.jurisdiction for one in index.summaries() if one.metadata.jurisdiction}
        codes = tuple(dict.fromkeys(parse_jurisdiction(place, held) for place in places))
        if max(len(codes), len(years), len(scope.documents)) > _MOST_SIDES or len(aspects) > _MOST_ASPECTS:
            raise InputError(f"name at most {_MOST_SIDES} sides and at most {_MOST_ASPECTS} aspects to compare")
        scope = dataclasses.replace(scope, jurisdictions=codes)
        sides = chosen_sides(scope, tuple(dict.fromkeys(years)), index.summaries(scope))
        check_question(question, self.settings.answer.max_question_characters)
        self.admit(person)
        with self.metrics.measured("compare"):
            return self.shared.compare(question, sides, tuple(one for one in aspects if one.strip()), progress)

    def targets(self, person: Person, places: Sequence[str], progress: Progress = silent) -> tuple[Target, ...]:
        """The figures that the texts of some jurisdictions commit to or report; all of them when none is named.

        Raises:
            TooManyRequestsError: the person asked too often.
        """
        self.admit(person)
        index = self.shared.index
        held = index.summaries(Scope(jurisdictions=tuple(places)))
        with self.metrics.measured("targets"):
            documents = (index.document(one.document_id) for one in held)
            return tuple(find_targets(documents, TargetFilter(), progress, len(held)))

    def admit(self, person: Person) -> None:
        """Count a piece of work for a person.

        Raises:
            TooManyRequestsError: the person asked too often.
        """
        wait = self.rate.seconds_to_wait(person.name)
        if wait:
            self.metrics.refused("rate")
            raise TooManyRequestsError(wait)

    def document(self, person: Person, document_id: str, own: bool = False) -> Document:
        """A document whole.

        Raises:
            InputError: the library does not hold it.
        """
        return self.library(person, own).index.document(document_id)

    # ------------------------------------------------------------------ libraries

    def library(self, person: Person, own: bool = False) -> Assistant:
        """The shared library, or the person's own.

        Raises:
            InputError: the person has no library of their own yet.
        """
        if not own:
            return self.shared
        settings = self.library_settings(person, own=True)
        with self._lock:
            held = self._personal.get(settings.index.name)
            if held is None:
                from assistant.index.index import Index

                folder = index_folder(settings)
                if not self.has_own_library(person):
                    raise InputError("you have no documents of your own yet; add some on the Library tab")
                shared = self.shared
                index = Index.open(folder, shared.embedder, settings.chroma)
                held = Assistant(settings, index, shared.embedder, shared.reader)
                self._personal[settings.index.name] = held
                while len(self._personal) > _MOST_PERSONAL:
                    self._personal.pop(next(iter(self._personal))).close()
        return held

    def has_own_library(self, person: Person) -> bool:
        """Whether the person has documents of their own."""
        from assistant.index.index import Index

        if self.web.uploads != "personal":
            return False
        with suppress(AssistantError):
            Index.check(index_folder(self.library_settings(person, own=True)))
            return True
        return False

    def library_settings(self, person: Person, own: bool) -> Settings:
        """The settings with the index of the shared or the person's own library in place."""
        if not own:
            return self.settings
        name = f"personal-{digest_of(person.name)}"
        return dataclasses.replace(self.settings, index=dataclasses.replace(self.settings.index, name=name))

    def may_change(self, person: Person) -> bool:
        """Whether a person may add, replace or remove documents at all."""
        return self.web.uploads == "personal" or (self.web.uploads == "shared" and person.editor)

    def check_may_change(self, person: Person) -> None:
        """Refuse a change that the settings do not allow.

        Raises:
            NotAllowedError: uploads are off, or the person is no editor of the shared library.
        """
        if self.web.uploads == "off":
            raise NotAllowedError("adding and removing documents is switched off here (web.uploads)")
        if not self.may_change(person):
            raise NotAllowedError("only editors may change the shared library; ask whoever runs this service")

    def changes_own(self) -> bool:
        """Whether uploads go into personal libraries."""
        return self.web.uploads == "personal"

    def upload_folder(self, person: Person) -> Path:
        """Where uploaded files of the library that a person changes are kept; made when missing."""
        folder = index_folder(self.library_settings(person, self.changes_own())) / "uploads"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def close(self) -> None:
        """Release the personal libraries; the shared one belongs to whoever opened it."""
        with self._lock:
            for held in self._personal.values():
                held.close()
            self._personal.clear()


def person_of(request: object) -> Person:
    """The person a request was let in for (see :class:`assistant.api.guards.Doors`)."""
    state = getattr(request, "state", None)
    person = getattr(state, "person", None)
    return person if isinstance(person, Person) else LOCAL
