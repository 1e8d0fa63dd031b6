"""A question, ranked evidence and a chat model -> verified statements and rejected claims, as the reply comes in.

A claim appears in the model's words only if every check passes: its quotes stand in the passages shown, the sentences
they stand in are evidence for the question, its figures stand there, and its words shorten or translate them. If the
quotes stand and the words do not, the claim is rejected and the cited sentence itself is shown in its place. So the
worst a model can do is to choose badly among sentences that the extractor would have weighed, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answer.citations import cite, proven_quotes
from assistant.answer.cited_sentences import CitedSentences, whole_sentences
from assistant.answer.claim_protocol import ClaimReader
from assistant.answer.condensation import condensed_part
from assistant.answer.figure_guard import missing_figures
from assistant.answer.normalise import comparable
from assistant.answer.prompt import ChatModel, claims_prompt, evidence_within
from assistant.answer.select import Evidence
from assistant.answer.translation import Languages, Renderings, untranslated
from assistant.domain import Citation, Claim, Document, Hit, RejectedClaim, Statement, Wording
from assistant.errors import InputError, ModelUnavailableError
from assistant.ingest.language import detect_language
from assistant.jurisdictions import name
from assistant.retrieve.question import Question

# A cited sentence this far below the best one answers another question: see docs/decisions/0020.
MARGIN = 0.2
_MOST_CLAIMS = 12


def draft_with_model(
    model: ChatModel,
    question: Question,
    ranked: Sequence[Evidence],
    documents: Callable[[str], Document],
    renderings: Renderings,
) -> Iterator[Statement | RejectedClaim]:
    """Statements and rejected claims in the order the model proposes them; nothing when it finds no answer.

    Raises:
        ModelUnavailableError: the model failed, or its reply holds no claims in the agreed form. What was given before
            stands.
    """
    hits = evidence_within(tuple({one.hit.rank: one.hit for one in ranked}.values()), model.evidence_characters)
    check = _Check(question, hits, ranked, documents, renderings)
    reader = ClaimReader(hits)
    for number, claim in enumerate(_claims(model, question, hits, reader), start=1):
        yield from check.outcomes(claim)
        if number == _MOST_CLAIMS:
            return
    if not reader.understood:
        raise ModelUnavailableError(f"the reply of the chat model {model.name} holds no claims in the agreed form")


def _claims(model: ChatModel, question: Question, hits: Sequence[Hit], reader: ClaimReader) -> Iterator[Claim]:
    for piece in model.stream(claims_prompt(question, hits)):
        yield from reader.feed(piece)
    yield from reader.finish()


@dataclass
class _Check:
    """Judges the claims of one reply; remembers what was shown so that nothing is said twice."""

    question: Question
    hits: Sequence[Hit]
    ranked: Sequence[Evidence]
    documents: Callable[[str], Document]
    renderings: Renderings
    shown: set[str] = field(default_factory=set)

    def outcomes(self, claim: Claim) -> Iterator[Statement | RejectedClaim]:
        """The claim as a statement, or its rejection and the sentences it cites instead."""
        citations = proven_quotes(claim, self._document)
        if isinstance(citations, str):
            yield RejectedClaim(claim, citations)
            return
        cited: list[CitedSentences] = []
        for citation in citations:
            sentences = whole_sentences(citation, self.hits, self.ranked)
            problem = self._unfit(sentences)
            if sentences is None or problem:
                yield RejectedClaim(claim, problem or "")
                return
            cited.append(sentences)
        wording = self._wording(claim, cited)
        if isinstance(wording, Wording):
            proof = tuple(citation for sentences in cited for citation in self._citations(sentences))
            if wording is not Wording.VERBATIM:
                yield from self._once(Statement(claim.text, proof, wording))
                return
        else:
            yield RejectedClaim(claim, wording)
        for sentences in cited:
            proof = self._citations(sentences)
            yield from self._once(Statement("\n".join(citation.quote for citation in proof), proof))

    def _unfit(self, sentences: CitedSentences | None) -> str | None:
        """Why sentences may not be shown, whatever is claimed of them."""
        if sentences is None:
            return "the quoted words are in no passage shown, or run over more than three sentences"
        if sentences.is_instruction:
            return "the quoted words are orders to an assistant, not policy"
        if sentences.score is None or sentences.score < self.ranked[0].score - MARGIN:
            return "the quoted sentence is not about what the question asks"
        return None

    def _wording(self, claim: Claim, cited: Sequence[CitedSentences]) -> Wording | str:
        """Whose words the claim is made of, or why it is not borne out."""
        whole = comparable(claim.text).text
        if any(whole == comparable(sentences.text).text for sentences in cited):
            return Wording.VERBATIM
        spoken = detect_language(claim.text)
        language = self.question.language if spoken == "und" else spoken
        if self.question.language not in ("und", language):
            return "it is not in the language of the question"
        alike = [sentences for sentences in cited if sentences.hit.passage.language == language]
        for sentences in alike:
            part = condensed_part(claim.text, sentences.text, _beside(sentences), language)
            if part is not None:
                absent = missing_figures(part, [sentences.text], language)
                return f"figures that stand in no quote: {', '.join(absent)}" if absent else Wording.CONDENSED
        written = {sentences.hit.passage.language for sentences in cited}
        absent = missing_figures(
            claim.text, [sentences.text for sentences in cited], written.pop() if len(written) == 1 else None
        )
        if absent:
            return f"figures that stand in no quote: {', '.join(absent)}"
        if alike:
            return "its words go beyond the quoted sentence"
        text = " ".join(sentences.text for sentences in cited)
        beside = [beside for sentences in cited for beside in _beside(sentences)]
        languages = Languages(language, cited[0].hit.passage.language)
        return untranslated(claim.text, text, beside, languages, self.renderings) or Wording.TRANSLATED

    def _once(self, statement: Statement) -> Iterator[Statement]:
        key = comparable(statement.text).text
        if key not in self.shown:
            self.shown.add(key)
            yield statement

    def _citations(self, sentences: CitedSentences) -> tuple[Citation, ...]:
        document = self.documents(sentences.hit.passage.document_id)
        return tuple(cite(document, span.start, span.end) for span in sentences.spans)

    def _document(self, document_id: str) -> Document | None:
        try:
            return self.documents(document_id)
        except InputError:
            return None


def _beside(sentences: CitedSentences) -> list[str]:
    """The names a reader sees beside a quote."""
    metadata = sentences.hit.metadata
    places = [name(metadata.jurisdiction, language) for language in ("zh", "en")] if metadata.jurisdiction else []
    official = [metadata.official_title] if metadata.official_title else []
    return [metadata.title, *official, *sentences.hit.passage.heading_path, *metadata.authorities, *places]
