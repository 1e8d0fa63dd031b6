"""A question, a scope and earlier questions -> an answer with proof, or a typed refusal. Front desk of the room.

The steps, in order: check the question; make it stand alone; search; rank sentences; decide whether the library
answers; draft; verify; say what a reader must know of the documents' validity.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.answer import messages
from assistant.answer.absence import is_told_unknown
from assistant.answer.asked_form import AskedForm, Quantity, asked_form, has_form
from assistant.answer.conversation import standalone_question
from assistant.answer.drafting import EXTRACTIVE, Draft, draft
from assistant.answer.injection import stands_in_instruction
from assistant.answer.lead import lead
from assistant.answer.premise import unsupported_figures
from assistant.answer.presumption import contradicted
from assistant.answer.prompt import ChatModel
from assistant.answer.read import ReadPassage, read_passages, reranked
from assistant.answer.refuse import (
    chance_of_answer,
    features,
    reading_features,
    reads_no_answer,
    states_form,
    threshold,
)
from assistant.answer.select import Evidence, WeightedTerms, rank_sentences
from assistant.answer.validity import validity_notes
from assistant.config import AnswerSettings
from assistant.domain import (
    Answer,
    AnswerEvent,
    AnswerFinished,
    Ending,
    Hit,
    Scope,
    SearchFinished,
    SearchResult,
    Statement,
)
from assistant.errors import InputError
from assistant.index.reader import Reader
from assistant.retrieve.question import Question
from assistant.retrieve.retrieve import Found, Retriever

# Passages whose sentences are weighed; more add noise, fewer lose answers that rank low.
_PASSAGES = 8


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from one library: word for word, or in checked sentences of a chat model when there is one."""

    retriever: Retriever
    settings: AnswerSettings = field(default_factory=AnswerSettings)
    model: ChatModel | None = None
    reader: Reader | None = None

    def ask(
        self,
        text: str,
        scope: Scope = Scope(),  # noqa: B008 - frozen, shared safely
        history: Sequence[str] = (),
        as_of: datetime.date | None = None,
        ignored: Collection[tuple[str, str]] = (),
    ) -> Answer:
        """Answer ``text``; ``history`` holds earlier questions, oldest first; validity is judged on the day ``as_of``.

        ``ignored`` names what the reader says the question does not ask for (see :func:`readings` of the question).

        Raises:
            InputError: the question is empty or too long.
        """
        for event in self.stream(text, scope, history, as_of, ignored):
            if isinstance(event, AnswerFinished):
                return event.answer
        raise AssertionError("an answer ends with AnswerFinished")

    def stream(
        self,
        text: str,
        scope: Scope = Scope(),  # noqa: B008 - frozen, shared safely
        history: Sequence[str] = (),
        as_of: datetime.date | None = None,
        ignored: Collection[tuple[str, str]] = (),
    ) -> Iterator[AnswerEvent]:
        """The same as it comes: the search, every statement once it is verified, and last the whole answer.

        Raises:
            InputError: the question is empty or too long.
        """
        started = time.perf_counter()
        asked = check_question(text, self.settings.max_question_characters)
        standalone = standalone_question(asked, history, self.model)
        found = self.retriever.find(standalone, scope, _PASSAGES, ignored)
        question, search = found.question, found.result
        yield SearchFinished(standalone, search)
        ranked = self.rank(found)
        read = self.read(question, ranked)
        ranked = reranked(ranked, read)
        form = asked_form(standalone)
        chance = self.chance(question, ranked, search.hits, read)
        drafted = Draft(())
        if ranked and chance >= threshold(question.language, bool(read)):
            document, limit = self.retriever.index.document, self.settings.max_sentences
            renderings = self.retriever.carry_over.content_words
            drafted = yield from draft(question, ranked, document, limit, self.model, renderings)
        statements = drafted.statements
        status, reason = self._ending(question, search, ranked, drafted)
        if statements and (unsupported := unsupported_figures(question, ranked)):
            status, reason = Ending.FALSE_PREMISE, messages.false_premise(unsupported, question.language)
        elif statements and contradicted(question, ranked):
            status, reason = Ending.FALSE_PREMISE, messages.contradicted(question.language)
        timings = {**search.timings_ms, "total": 1000 * (time.perf_counter() - started)}
        notes = self._notes(statements, as_of or datetime.date.today(), question.language)
        if standalone != asked:
            notes = (messages.understood_as(standalone, question.language), *notes)
        answer = Answer(
            question=asked,
            language=question.language,
            status=status,
            statements=statements,
            rejected=drafted.rejected,
            search=search,
            drafter=drafted.drafter,
            confidence=chance,
            lead=lead(
                question,
                statements,
                ranked,
                read,
                lambda clause: has_form(form or AskedForm(Quantity.ANY), standalone, clause),
            ),
            reason=reason,
            warnings=(*search.warnings, *drafted.notes, *notes),
            timings_ms=timings,
            standalone=standalone if standalone != asked else None,
        )
        yield AnswerFinished(answer)

    def read(self, question: Question, ranked: Sequence[Evidence]) -> tuple[ReadPassage, ...]:
        """What the reading model makes of the best passages; () without one."""
        return read_passages(question.text, ranked, self.reader) if self.reader is not None else ()

    def chance(
        self, question: Question, ranked: Sequence[Evidence], hits: Sequence[Hit], read: Sequence[ReadPassage] = ()
    ) -> float:
        """The chance that the evidence answers; 0 where it cannot."""
        if cannot_answer(question, ranked) or reads_no_answer(ranked, read, question.language):
            return 0.0
        return chance_of_answer(self.measure(question, ranked, hits, read), question.language)

    def measure(
        self, question: Question, ranked: Sequence[Evidence], hits: Sequence[Hit], read: Sequence[ReadPassage] = ()
    ) -> tuple[float, ...]:
        """What the refusal score is computed from; ``ranked`` must not be empty."""
        language = ranked[0].hit.passage.language
        groups = self.retriever.content_words(question, language)
        words = WeightedTerms(groups, tuple(self.retriever.index.rarity(groups, language)))
        measured = features(ranked, hits, words, question.language, asked_form(question.text) is not None)
        return measured + reading_features(read) if read else measured

    def rank(self, found: Found) -> list[Evidence]:
        """Sentences of the hits that can be about what the question names, best first."""
        index, question = self.retriever.index, found.question
        known: dict[str, WeightedTerms] = {}

        def terms(language: str) -> WeightedTerms:
            if language not in known:
                groups = self.retriever.terms(question, language)
                known[language] = WeightedTerms(groups, tuple(index.rarity(groups, language)))
            return known[language]

        def cosines(hit: Hit) -> NDArray[np.float32]:
            return index.sentence_scores(found.vectors.toward(hit.passage.language), hit.passage)

        ranked = rank_sentences(question, found.result.hits, cosines, terms)
        return [one for one in ranked if not _is_order(one)]

    def _ending(
        self, question: Question, search: SearchResult, ranked: Sequence[Evidence], drafted: Draft
    ) -> tuple[Ending, str | None]:
        if drafted.failure:
            ending = Ending.MODEL_FAILED if drafted.drafter == EXTRACTIVE else Ending.PARTLY_ANSWERED
            return ending, messages.model_failed(drafted.failure, ending, question.language)
        if drafted.statements:
            return Ending.ANSWERED, None
        if search.hits and not ranked and (question.mentions or question.years):
            return Ending.OUTSIDE_SCOPE, messages.outside_scope(question)
        if ranked and is_told_unknown(ranked[0]):
            return Ending.NOT_IN_LIBRARY, messages.said_to_be_unknown(ranked[0].text.lstrip("-*•● "), question.language)
        return Ending.NOT_IN_LIBRARY, messages.not_in_library(question, len(search.hits))

    def _notes(self, statements: Sequence[Statement], as_of: datetime.date, language: str) -> tuple[str, ...]:
        cited = {
            citation.document.document_id: citation.document
            for statement in statements
            for citation in statement.citations
        }
        return validity_notes(tuple(cited.values()), as_of, language, self._name_of)

    def _name_of(self, target: str) -> str:
        """The title of a document of the library, or the target itself without its title marks."""
        held = {summary.document_id: summary.metadata.title for summary in self.retriever.index.summaries()}
        return held.get(target, target.strip("《》"))


def _is_order(one: Evidence) -> bool:
    """Whether a sentence stands in a line that speaks to an assistant instead of about policy."""
    passage = one.hit.passage
    return stands_in_instruction(passage.text, one.span.start - passage.start, one.span.end - passage.start)


def cannot_answer(question: Question, ranked: Sequence[Evidence]) -> bool:
    """Whether no sentence states the quantity asked for, or the best one says that it is not known."""
    if not ranked or is_told_unknown(ranked[0]):
        return True
    return asked_form(question.text) is not None and not states_form(ranked)


def check_question(text: str, longest: int) -> str:
    """The question trimmed.

    Raises:
        InputError: it is empty or has more than ``longest`` characters.
    """
    trimmed = text.strip()
    if not any(character.isalnum() for character in trimmed):
        raise InputError("the question is empty; type a question in Chinese, English or German")
    if len(trimmed) > longest:
        raise InputError(
            f"the question has {len(trimmed):,} characters and the limit is {longest:,}; "
            "shorten it, or raise answer.max_question_characters"
        )
    return trimmed
