"""A question and a scope -> the passages that could answer it, best first. Front desk of the room.

Every language of the library is searched on its own with its own quota of candidates: by vector, by word (the question
carried over where languages differ) and inside the documents the question's own words point to. Then scores, which mean
the same everywhere, are merged.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.config import RetrievalSettings
from assistant.domain import DocumentSummary, Hit, Scope, SearchResult
from assistant.index.embedder import Embedder
from assistant.index.index import Index
from assistant.index.lexical import TermGroup
from assistant.index.reranker import Reranker
from assistant.retrieve.carry_over import CarryOver
from assistant.retrieve.dictionary import load_dictionary
from assistant.retrieve.fuse import Candidates, FusionWeights, Scored, fuse, keep_quota, reordered, share_out
from assistant.retrieve.glossary import load_glossary
from assistant.retrieve.question import Question, Wanted, understand, without
from assistant.retrieve.subject import subject, without_places, without_places_and_years
from assistant.retrieve.target import TargetWeights, document_priors

# A document whose prior reaches this is searched apart, so that its passages are candidates whatever their rank.
_CLEAR_TARGET = 0.03
_LANGUAGE_QUOTA = 2
# What a text says where it defines a word; a question that asks for a definition asks for these words, too.
_DEFINING = {
    "zh": (TermGroup(("是指", "所称")),),
    "en": (TermGroup(("term mean",)),),
    "de": (TermGroup(("sinn",)),),
}


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """Unit vectors of a question: as asked, and for texts in other languages drawn towards its subject.

    Measured on 42 questions across languages: the best passage of the right document first for 74% instead of 60%; in
    the question's own language it makes no difference (docs/decisions/0007-retrieval.md).
    """

    language: str
    asked: NDArray[np.float32]
    drawn: NDArray[np.float32]

    def toward(self, language: str) -> NDArray[np.float32]:
        """The vector to compare with texts in ``language``."""
        return self.asked if language == self.language else self.drawn


@dataclass(frozen=True, slots=True)
class Found:
    """A search with what the answer room needs besides its hits: the question as read and its unit vectors."""

    question: Question
    vectors: QuestionVectors
    result: SearchResult


@dataclass(frozen=True, slots=True)
class Retriever:
    """Searches one opened index."""

    index: Index
    embedder: Embedder
    settings: RetrievalSettings = field(default_factory=RetrievalSettings)
    fusion: FusionWeights = field(default_factory=FusionWeights)
    target: TargetWeights = field(default_factory=TargetWeights)
    reranker: Reranker | None = None
    carry_over: CarryOver = field(default_factory=lambda: CarryOver(load_glossary(), load_dictionary()))

    def search(self, text: str, scope: Scope, limit: int) -> SearchResult:
        """The best ``limit`` passages inside ``scope``. ``timings_ms`` names understanding, embedding and searching."""
        return self.find(text, scope, limit).result

    def terms(self, question: Question, language: str) -> tuple[TermGroup, ...]:
        """The words of a question as index tokens of ``language``.

        Names of places are not carried over: the target part of the score answers for them, and a dictionary turns
        Hainan into the names of its counties.
        """
        text = question.text if language == question.language else without_places(question)
        groups = self.carry_over.groups(text, question.language, language)
        return (*groups, *_DEFINING.get(language, ())) if question.wanted is Wanted.DEFINITION else groups

    def content_words(self, question: Question, language: str) -> tuple[TermGroup, ...]:
        """What a text in ``language`` must speak of to answer: the question without places and years."""
        return self.carry_over.content_words(without_places_and_years(question), question.language, language)

    def find(self, text: str, scope: Scope, limit: int, ignored: Collection[tuple[str, str]] = ()) -> Found:
        """Search, and keep how the question was read and its vector; ``ignored`` readings of it do not count."""
        started = time.perf_counter()
        question = without(understand(text), ignored)
        understood = time.perf_counter()
        vectors = self._vectors(question)
        embedded = time.perf_counter()
        summaries = self.index.summaries(scope)
        priors = document_priors(question, summaries, self.target)
        scored = self._scored(question, vectors, scope, summaries, priors)
        chosen = self._choose(question, scored, summaries, limit)
        hits = self._hits(chosen, summaries)
        finished = time.perf_counter()
        result = SearchResult(
            question=text,
            language=question.language,
            scope=scope,
            hits=hits,
            timings_ms={
                "understand": 1000 * (understood - started),
                "embed": 1000 * (embedded - understood),
                "search": 1000 * (finished - embedded),
            },
        )
        return Found(question, vectors, result)

    def _vectors(self, question: Question) -> QuestionVectors:
        about = subject(question)
        if about == question.text or set(self.index.languages()) <= {question.language}:
            asked = self.embedder.embed_queries([question.text])[0]
            return QuestionVectors(question.language, asked, asked)
        asked, alone = self.embedder.embed_queries([question.text, about])
        middle = asked + alone
        return QuestionVectors(question.language, asked, middle / np.linalg.norm(middle))

    def _scored(
        self,
        question: Question,
        vectors: QuestionVectors,
        scope: Scope,
        summaries: tuple[DocumentSummary, ...],
        priors: NDArray[np.float32],
    ) -> list[Scored]:
        prior_of = {summary.document_id: float(prior) for summary, prior in zip(summaries, priors, strict=True)}
        pointed_at = tuple(name for name, prior in prior_of.items() if prior >= _CLEAR_TARGET)
        groups = []
        for language in self.index.languages():
            rows = self.index.rows(scope, language)
            if len(rows):
                groups.append(
                    self._candidates(question, vectors.toward(language), rows, language, pointed_at, prior_of)
                )
        return self._reranked(question, fuse(groups, question.language, self.fusion), prior_of)

    def _reranked(self, question: Question, scored: list[Scored], prior_of: dict[str, float]) -> list[Scored]:
        """The best candidates in the order of the cross-encoder, where there is one.

        Documents that the question's own words point to stay before all others: a cross-encoder sees a passage and does
        not know whose report it is.
        """
        if self.reranker is None or not scored:
            return scored
        best = scored[: self.settings.reranked]
        passages = self.index.passages(np.array([one.row for one in best], dtype=np.int64))
        texts = ["\n".join((" > ".join(passage.heading_path), passage.text)).strip() for passage in passages]
        judged = self.reranker.scores(question.text, texts)
        pointed_at = [prior_of.get(passage.document_id, 0.0) >= _CLEAR_TARGET for passage in passages]
        ranks = np.argsort(np.argsort(judged, kind="stable"), kind="stable")  # 0 = worst, whatever the scale
        return reordered(
            scored, [float(rank + len(best) * named) for rank, named in zip(ranks, pointed_at, strict=True)]
        )

    def _candidates(
        self,
        question: Question,
        vector: NDArray[np.float32],
        rows: NDArray[np.int64],
        language: str,
        pointed_at: tuple[str, ...],
        prior_of: dict[str, float],
    ) -> Candidates:
        quota = self.settings.candidates
        terms = self.terms(question, language)
        found = [self.index.dense(vector, rows, quota).rows, self.index.lexical(terms, rows, language, quota).rows]
        if pointed_at:
            inside = np.intersect1d(rows, self.index.rows(Scope(documents=pointed_at), language))
            if 0 < len(inside) < len(rows):
                found.append(self.index.dense(vector, inside, quota).rows)
                found.append(self.index.lexical(terms, inside, language, quota).rows)
        union = np.unique(np.concatenate(found))
        owners = self.index.document_ids(union)
        return Candidates(
            rows=union,
            language=language,
            passage=self.index.dense_at(vector, union),
            sentence=self.index.sentences_at(vector, union),
            lexical=self.index.lexical_at(terms, union, language) * self._share_carried(question, language),
            target=np.array([prior_of.get(owner, 0.0) for owner in owners], dtype=np.float32),
        )

    def _share_carried(self, question: Question, language: str) -> float:
        """How much of the question the words in ``language`` stand for: they cannot reach more of the ideal score."""
        return self.carry_over.share_carried(without_places(question), question.language, language)

    def _choose(
        self, question: Question, scored: list[Scored], summaries: tuple[DocumentSummary, ...], limit: int
    ) -> list[Scored]:
        held = {summary.metadata.jurisdiction for summary in summaries}
        named = [code for code in question.jurisdictions if code in held]
        if len(named) > 1:
            jurisdictions = {summary.document_id: summary.metadata.jurisdiction for summary in summaries}
            owners = self.index.document_ids(np.array([one.row for one in scored], dtype=np.int64))
            return share_out(scored, [jurisdictions.get(owner) for owner in owners], named, limit)
        return keep_quota(scored, self.index.languages(), limit, _LANGUAGE_QUOTA)

    def _hits(self, chosen: list[Scored], summaries: tuple[DocumentSummary, ...]) -> tuple[Hit, ...]:
        metadata = {summary.document_id: summary.metadata for summary in summaries}
        passages = self.index.passages(np.array([one.row for one in chosen], dtype=np.int64))
        return tuple(
            Hit(rank, one.score, one.parts, passage, metadata[passage.document_id])
            for rank, (one, passage) in enumerate(zip(chosen, passages, strict=True), start=1)
        )
