"""A follow-up, the questions before it and a chat model -> the question standing alone in the model's words, or None.

The model may only put together what was asked: a rewriting that names a place, a figure or many words that stand in
none of the questions is not used, and the deterministic reading is. The reader is shown what was searched for.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.figure_guard import missing_figures
from assistant.answer.prompt import ChatModel, Prompt
from assistant.errors import ModelUnavailableError
from assistant.index.tokens import index_tokens
from assistant.ingest.language import detect_language
from assistant.jurisdictions import find_jurisdictions

_RULES = """You rewrite the last question of a conversation so that it can be understood without the others.
Keep its language and its meaning. Use only words of the questions. Do not answer it. Reply with the question alone."""
_LONGEST = 400  # characters
_LEAST_KNOWN = 0.8  # of the words of a rewriting must stand in the questions


def rewritten(model: ChatModel, text: str, history: Sequence[str]) -> str | None:
    """The follow-up ``text`` standing alone; None when the model fails or says more than was asked."""
    earlier = "\n".join(f"{number}. {question}" for number, question in enumerate(history, start=1))
    user = f"Earlier questions:\n{earlier}\n\nLast question: {text}"
    try:
        reply = "".join(model.stream(Prompt(_RULES, _RULES, user)))
    except ModelUnavailableError:
        return None
    question = reply.rpartition("</think>")[2].strip().strip('"“”「」').strip()
    return question if _only_puts_together(question, text, [*history, text]) else None


def _only_puts_together(question: str, text: str, asked: Sequence[str]) -> bool:
    if not question or "\n" in question or len(question) > _LONGEST:
        return False
    language, known = detect_language(question), detect_language(text)
    if language != known and "und" not in (language, known):
        return False
    if missing_figures(question, [" ".join(asked)]):
        return False
    places = {place.code for place in find_jurisdictions(" ".join(asked))}
    if any(place.code not in places for place in find_jurisdictions(question)):
        return False
    tokens = index_tokens(question, language)
    held = {token for one in asked for token in index_tokens(one, language)}
    return bool(tokens) and sum(token in held for token in tokens) >= _LEAST_KNOWN * len(tokens)
