"""A turn -> the chat message: sentences with [1] marks that lead to the source panel; a refusal looks different.

A message is one block of HTML. Gradio's chat sanitises it once more; every text in it is escaped here already.
"""

from __future__ import annotations

import re

from assistant.domain import Ending, Wording
from assistant.render.words import ending, label, scope_words
from assistant.web.record import Line, Turn, scope_of
from assistant.web.sentences import worded
from assistant.web.texts import say

# Signs that Markdown, LaTeX or HTML would read as markup; a quote must show exactly as it stands.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:\"'])")


def literal(text: str) -> str:
    """The text with every sign of markup as an entity; its lines stay lines, empty ones are dropped."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "<br>".join(_MARKUP.sub(lambda match: f"&#{ord(match[1])};", line) for line in lines if line)


def message_html(turn: Turn, number: int, language: str) -> str:
    """The message; ``number`` is the place of the turn in its conversation, 1-based.

    ``language`` is that of the page; sentences keep the language of the answer.
    """
    if turn.problem is not None:
        return _box("problem", say("problem", language), [turn.problem])
    if not turn.lines:
        return _refusal(turn, language)
    head = (
        f'<p class="read-as">{literal(say("follow_up", language, question=turn.read_as))}</p>' if turn.read_as else ""
    )
    if turn.status in (Ending.FALSE_PREMISE, Ending.MODEL_FAILED, Ending.PARTLY_ANSWERED):
        head += f'<p class="premise"><strong>{literal(ending(Ending(turn.status), language))}</strong>'
        head += f"<br>{literal(worded(turn.reason, language))}</p>" if turn.reason else "</p>"
    if turn.lead:
        head += f'<p class="lead">{literal(turn.lead)}</p>'
    lines = "".join(_sentence(line, turn, number, language) for line in turn.lines)
    if not turn.whole:
        return f'<div class="answer">{head}{lines}<p class="waiting">{literal(say("unfinished", language))}</p></div>'
    after = _notes(turn, language) + _rejected(turn, language) + _made(turn, language)
    return f'<div class="answer">{head}{lines}{after}</div>'


def _sentence(line: Line, turn: Turn, number: int, language: str) -> str:
    marks = "".join(
        f' <a href="#cite-{number}-{citation}" class="cite">&#91;{citation}&#93;</a>' for citation in line.citations
    )
    return f'<p class="statement">{literal(line.text)}{marks}{_wording(line, turn, language)}</p>'


def _wording(line: Line, turn: Turn, language: str) -> str:
    """Whose words a sentence is made of, and under a translation the words it translates."""
    if line.wording is Wording.VERBATIM:
        return ""
    note = f" <small>({literal(label(line.wording.value, language))})</small>"
    if line.wording is Wording.TRANSLATED:
        held = [turn.places[place - 1].quote for place in line.citations if 0 < place <= len(turn.places)]
        note += "".join(f"<br><q>{literal(quote)}</q>" for quote in held)
    return note


def _refusal(turn: Turn, language: str) -> str:
    heading = ending(Ending(turn.status), language) if turn.status in set(Ending) else turn.status
    scope = scope_words(scope_of(turn.scope), language)
    searched = say("searched", language, scope=scope, documents=turn.documents)
    paragraphs = [worded(turn.reason or "", language), searched, *turn.warnings, say("try", language)]
    if turn.read_as:
        paragraphs.insert(0, say("follow_up", language, question=turn.read_as))
    return _box("refusal", heading, [one for one in paragraphs if one])


def _box(kind: str, heading: str, paragraphs: list[str]) -> str:
    inside = "".join(f"<p>{literal(one)}</p>" for one in paragraphs)
    return f'<div class="{kind}"><p class="heading"><strong>{literal(heading)}</strong></p>{inside}</div>'


def _notes(turn: Turn, language: str) -> str:
    return "".join(
        f'<p class="note">{literal(worded(warning, language))}</p>'
        for warning in turn.warnings
        if not _repeats(turn, warning)
    )


def _repeats(turn: Turn, warning: str) -> bool:
    """Whether a warning only says again how a follow-up was read."""
    return turn.read_as is not None and turn.read_as in warning


def _rejected(turn: Turn, language: str) -> str:
    if not turn.rejected:
        return ""
    items = "".join(f"<li>{literal(text)} <em>({literal(reason)})</em></li>" for text, reason in turn.rejected)
    summary = literal(say("rejected", language, count=len(turn.rejected)))
    return f'<details class="rejected"><summary>{summary}</summary><ul>{items}</ul></details>'


def _made(turn: Turn, language: str) -> str:
    extractive = turn.drafter == "extractive"
    drafter = say("extractive", language) if extractive else say("model", language, name=turn.drafter)
    made = say("made_by", language, drafter=drafter, count=len(turn.places), seconds=turn.seconds)
    return f'<p class="made">{literal(made)}</p>'
