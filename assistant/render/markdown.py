"""An answer -> Markdown for notes and mails: sentences with [1] marks, then the numbered sources with their quotes."""

from __future__ import annotations

import re

from assistant.domain import Answer, Citation, Statement, Wording
from assistant.render.sources import numbered_citations, numbers_of
from assistant.render.text import one_line
from assistant.render.words import document_facts, ending, label, place, scope_words

_NEAREST = 3
# Every sign that CommonMark lets a backslash make literal and that can begin or end markup inside a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-])")
_ORDERED_LIST = re.compile(r"^(\d{1,9})([.)])")


def answer_markdown(answer: Answer) -> str:
    """The answer as CommonMark; document text is escaped, so it shows as it stands and never becomes markup."""
    language = answer.language
    blocks = [f"**{escape(answer.question)}**"]
    blocks += _answered(answer) if answer.statements else _refused(answer)
    blocks += [f"*{escape(label('note', language, warning))}*" for warning in answer.warnings]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """One line of text in which no sign means markup."""
    literal = _MARKUP.sub(r"\\\1", one_line(text))
    return _ORDERED_LIST.sub(r"\1\\\2", literal)


def _answered(answer: Answer) -> list[str]:
    sources = numbered_citations(answer)
    blocks = [f"**{ending(answer.status, answer.language)}**", escape(answer.reason)] if answer.reason else []
    blocks += [f"**{escape(answer.lead)}**"] if answer.lead else []
    for statement in answer.statements:
        marks = "".join(f" \\[{number}\\]" for number in numbers_of(statement, sources))
        blocks.append(escape(statement.text) + marks + _wording(statement, answer.language))
    blocks.append(f"## {label('sources', answer.language)}")
    blocks += [_source(number, citation, answer.language) for number, citation in enumerate(sources, start=1)]
    return blocks


def _wording(statement: Statement, language: str) -> str:
    """Whose words a statement is made of, and under a translation the words it translates."""
    if statement.wording is Wording.VERBATIM:
        return ""
    note = f" *({label(statement.wording.value, language)})*"
    if statement.wording is Wording.TRANSLATED:
        note += "".join(f"\n\n> {escape(citation.quote)}" for citation in statement.citations)
    return note


def _refused(answer: Answer) -> list[str]:
    language = answer.language
    blocks = [f"**{ending(answer.status, language)}**"]
    if answer.reason:
        blocks.append(escape(answer.reason))
    blocks.append(escape(label("searched", language, scope_words(answer.search.scope, language))))
    if answer.search.hits:
        blocks.append(f"## {label('nearest', language)}")
        blocks += [
            f"{escape(hit.metadata.title)}\n\n> {escape(hit.passage.text)}" for hit in answer.search.hits[:_NEAREST]
        ]
    return blocks


def _source(number: int, citation: Citation, language: str) -> str:
    metadata = citation.document.metadata
    facts = [
        metadata.title,
        document_facts(metadata, language),
        place(citation.heading_path, citation.page, language),
        label("official_text", language, metadata.official_url) if metadata.official_url else "",
    ]
    return f"\\[{number}\\] {escape(' · '.join(filter(None, facts)))}\n\n> {escape(citation.quote)}"
