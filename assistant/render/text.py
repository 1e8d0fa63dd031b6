"""Answers and searches -> text for a terminal: styled where the terminal can, plain words otherwise.

Document text is data: signs that would steer a terminal are shown as their code, and nothing is read as markup.
"""

from __future__ import annotations

import re

from rich.text import Text

from assistant.domain import Answer, Citation, Hit, SearchResult, Statement, Wording
from assistant.render.sources import numbered_citations, numbers_of
from assistant.render.words import document_facts, ending, label, place, scope_words

_NEAREST = 3  # passages shown under a refusal
_EXCERPT = 240  # characters of a passage shown in a list of hits
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def answer_text(answer: Answer) -> Text:
    """An answer with [1] marks and its numbered sources; a refusal with what was searched and the nearest passages."""
    shown = _answered(answer) if answer.statements else _refused(answer)
    language = answer.language
    for warning in answer.warnings:
        shown.append(f"{label('note', language, printable(warning))}\n", "yellow")
    if answer.rejected:
        shown.append(f"{label('left_out', language)}\n", "bold")
        for rejected in answer.rejected:
            shown.append(f"  - {one_line(rejected.claim.text)} ({one_line(rejected.reason)})\n", "dim")
    drafter = label("extractive", language) if answer.drafter == "extractive" else answer.drafter
    confidence = label("confidence", language, f"{answer.confidence:.0%}")
    shown.append(f"{label('drafter', language, printable(drafter))} · {confidence}", "dim")
    return shown


def search_text(result: SearchResult) -> Text:
    """The hits of a search, best first, each with its place, score and an excerpt."""
    shown = Text()
    if not result.hits:
        shown.append(f"{label('nothing_found', result.language)} ", "yellow")
        shown.append(f"{label('searched', result.language, printable(scope_words(result.scope, result.language)))}\n")
    for hit in result.hits:
        _append_hit(shown, hit, result.language)
    for warning in result.warnings:
        shown.append(f"{label('note', result.language, printable(warning))}\n", "yellow")
    shown.rstrip()
    return shown


def printable(text: str) -> str:
    """The text with control characters, bidirectional overrides and lone surrogates shown as escape sequences."""
    return _STEERING.sub(lambda match: match.group().encode("unicode_escape", "surrogatepass").decode("ascii"), text)


def one_line(text: str) -> str:
    """The text printable and with every run of white space as one space."""
    return printable(" ".join(text.split()))


def _answered(answer: Answer) -> Text:
    sources = numbered_citations(answer)
    shown = Text()
    if answer.reason:  # a false premise, a chat model that failed: what follows must be read with it
        shown.append(f"{ending(answer.status, answer.language)}\n", "bold yellow")
        shown.append(f"{one_line(answer.reason)}\n\n")
    if answer.lead:
        shown.append(f"{one_line(answer.lead)}\n\n", "bold green")
    for statement in answer.statements:
        shown.append(printable(statement.text))
        for number in numbers_of(statement, sources):
            shown.append(f" [{number}]", "bold cyan")
        _append_wording(shown, statement, answer.language)
        shown.append("\n\n")
    shown.append(f"{label('sources', answer.language)}\n", "bold")
    for number, citation in enumerate(sources, start=1):
        _append_source(shown, number, citation, answer.language)
    return shown


def _refused(answer: Answer) -> Text:
    language = answer.language
    shown = Text()
    shown.append(f"{ending(answer.status, language)}\n", "bold yellow")
    if answer.reason:
        shown.append(f"{one_line(answer.reason)}\n")
    shown.append(f"{label('searched', language, printable(scope_words(answer.search.scope, language)))}\n\n", "dim")
    if answer.search.hits:
        shown.append(f"{label('nearest', language)}\n", "bold")
        for hit in answer.search.hits[:_NEAREST]:
            _append_hit(shown, hit, language, "dim")
    return shown


def _append_wording(shown: Text, statement: Statement, language: str) -> None:
    """Whose words a statement is made of, and under a translation the words it translates."""
    if statement.wording is Wording.VERBATIM:
        return
    shown.append(f" ({label(statement.wording.value, language)})", "dim")
    if statement.wording is Wording.TRANSLATED:
        for citation in statement.citations:
            shown.append(f"\n    “{one_line(citation.quote)}”", "italic")


def _append_source(shown: Text, number: int, citation: Citation, language: str) -> None:
    metadata = citation.document.metadata
    shown.append(f"[{number}] ", "bold cyan")
    shown.append(one_line(metadata.title), "bold")
    for fact in (document_facts(metadata, language), place(citation.heading_path, citation.page, language)):
        if fact:
            shown.append(f"\n    {one_line(fact)}")
    shown.append(f"\n    {citation.document.document_id}", "dim")
    if metadata.official_url:
        shown.append(f"\n    {label('official_text', language, one_line(metadata.official_url))}", "dim")
    shown.append(f"\n    “{one_line(citation.quote)}”\n\n", "italic")


def _append_hit(shown: Text, hit: Hit, language: str, style: str = "") -> None:
    excerpt = one_line(hit.passage.text[:_EXCERPT]) + ("…" if len(hit.passage.text) > _EXCERPT else "")
    parts = " ".join(f"{part} {value:.3f}" for part, value in hit.parts.items())
    shown.append(f"{hit.rank:>3}. ", f"bold {style}")
    shown.append(one_line(hit.metadata.title), f"bold {style}")
    for fact in (
        document_facts(hit.metadata, language),
        place(hit.passage.heading_path, hit.passage.page, language),
        f"{hit.passage.document_id} · {hit.score:.3f} ({parts})" if parts else f"{hit.passage.document_id}",
    ):
        if fact:
            shown.append(f"\n     {one_line(fact)}", "dim")
    shown.append(f"\n     {excerpt}\n\n", style)
