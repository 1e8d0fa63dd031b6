"""JSON bodies of the HTTP API -> checked questions and scopes. Answers follow the published JSON contract."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.api.feedback import Verdict
from assistant.domain import Instrument, PolicyStatus, Scope
from assistant.errors import InputError
from assistant.jurisdictions import parse_jurisdiction

Words = Annotated[str, Field(max_length=20_000)]
_FEW = 50


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ScopeBody(_Body):
    """What part of the library may be used; an empty field does not narrow."""

    jurisdictions: list[str] = Field(
        default=[], max_length=_FEW, description="Codes (CN-GD) or names (广东, Guangdong, Deutschland)"
    )
    year_from: int | None = Field(default=None, ge=1000, le=3000)
    year_to: int | None = Field(default=None, ge=1000, le=3000)
    documents: list[str] = Field(default=[], max_length=_FEW, description="Document ids")
    instruments: list[Instrument] = Field(default=[], max_length=_FEW)
    statuses: list[PolicyStatus] = Field(default=[], max_length=_FEW)
    languages: list[str] = Field(default=[], max_length=_FEW, description="ISO 639-1 codes: zh, en, de")

    def scope(self) -> Scope:
        """The scope of the domain.

        Raises:
            InputError: a jurisdiction is unknown, or the years end before they begin.
        """
        if self.year_from is not None and self.year_to is not None and self.year_from > self.year_to:
            raise InputError(f"year_from {self.year_from} lies after year_to {self.year_to}; swap them")
        return Scope(
            jurisdictions=tuple(dict.fromkeys(parse_jurisdiction(place) for place in self.jurisdictions)),
            year_from=self.year_from,
            year_to=self.year_to,
            documents=tuple(self.documents),
            instruments=tuple(self.instruments),
            statuses=tuple(self.statuses),
            languages=tuple(self.languages),
        )


class Ask(ScopeBody):
    """A question; ``history`` holds earlier questions, oldest first, that a follow-up is read with."""

    question: Words
    history: list[Words] = Field(default=[], max_length=20)
    own: bool = Field(default=False, description="Ask the personal library instead of the shared one")


class Search(ScopeBody):
    """A search for passages."""

    query: Words
    k: int = Field(default=10, ge=1, le=100)
    own: bool = False


class Compare(_Body):
    """A question for several jurisdictions, years or documents; what is named but not compared narrows all sides."""

    question: Words
    jurisdictions: list[str] = Field(default=[], max_length=16, description="Codes or names")
    years: list[int] = Field(default=[], max_length=16, description="Compared when there are two or more")
    documents: list[str] = Field(default=[], max_length=16, description="Compared when there are two or more")
    aspects: list[str] = Field(default=[], max_length=12, description="Asked apart; empty = those the question lists")
    year_from: int | None = Field(default=None, ge=1000, le=3000)
    year_to: int | None = Field(default=None, ge=1000, le=3000)


class PlaceBody(_Body):
    """A range of a document: code points, half-open, into its canonical text."""

    document: str = Field(max_length=2_000)
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class StatementBody(_Body):
    """A sentence of an answer with the numbers, 1-based, of its places."""

    text: Words
    citations: list[int] = Field(default=[], max_length=_FEW)


class FeedbackBody(_Body):
    """A verdict with the answer it is about; quotes are read from the library, never taken from the request."""

    verdict: Verdict
    question: Words
    status: str = Field(max_length=40)
    drafter: str = Field(max_length=200)
    statements: list[StatementBody] = Field(default=[], max_length=_FEW)
    places: list[PlaceBody] = Field(default=[], max_length=200)
    scope: dict[str, Any] = {}
    citation: int | None = Field(default=None, ge=1, description="Number of the citation the verdict is about")
    comment: str | None = Field(default=None, max_length=2_000)
    own: bool = False


class Told(_Body):
    """A sentence for people."""

    error: str
