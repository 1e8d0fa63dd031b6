"""An answer -> the chat message, sentence by sentence, with [1] marks that lead to the source panel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Answer
from assistant.web import texts
from assistant.web.panel import numbered_citations

# Signs that Markdown, LaTeX or HTML would read as markup; a quote must show exactly as it stands.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:])")


def escape_markdown(text: str) -> str:
    """The text with every sign of markup made literal; its lines stay lines, empty ones are dropped."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "  \n".join(_MARKUP.sub(lambda match: f"&#{ord(match[1])};", line) for line in lines if line)


def message_parts(answer: Answer, turn: int) -> Iterator[str]:
    """The message as it grows: each item is the whole text so far. A refusal comes in one piece."""
    if not answer.statements:
        heading = texts.say(texts.REFUSED, answer.language)
        yield f"**{heading}**\n\n{escape_markdown(answer.reason or '')}{_notes(answer)}"
        return
    number_of = {
        (citation.document.document_id, citation.start, citation.end): number
        for number, citation in enumerate(numbered_citations(answer), start=1)
    }
    message = f"**{escape_markdown(answer.lead)}**\n\n" if answer.lead else ""
    for statement in answer.statements:
        marks = "".join(
            f" [[{number}]](#cite-{turn}-{number})"
            for citation in statement.citations
            for number in [number_of[citation.document.document_id, citation.start, citation.end]]
        )
        message += f"{escape_markdown(statement.text)}{marks}\n\n"
        yield message
    if answer.warnings:
        yield message + _notes(answer)


def _notes(answer: Answer) -> str:
    return "".join(f"\n\n*{escape_markdown(warning)}*" for warning in answer.warnings)
