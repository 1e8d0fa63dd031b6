"""A question and the best sentences -> whether the texts say the opposite of what the question takes for granted.

Who asks when a plan was repealed has said that it was. Three plain cases are told, each only where a text says so: it
did not happen (未见废止), there were fewer rounds (三轮, asked for the fourth), and there was another number of the
same thing (one region, asked for the two regions). What figures a question states is judged in :mod:`premise`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer.figures import figures, readable
from assistant.answer.select import Evidence
from assistant.retrieve.question import Question

_SENTENCES = 3
# A question that denies something itself, or asks whether it is so, takes nothing for granted.
_OPEN = re.compile(r"没有|[未不无非]|是否|吗")
_DENIED = re.compile(r"(?:没有|未见|并未|从未)(?P<what>[\u3400-\u9fff]{2,8})(?=[，。；]|$)")
_ROUND = re.compile(r"第(?P<number>[二三四五六七八九十]|\d{1,2})(?P<kind>[轮届批])")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(rf"\b(?:which|what|the) (?P<number>{'|'.join(_NUMBERS[1:])}) (?P<thing>[a-z]+)s\b", re.IGNORECASE)


def contradicted(question: Question, ranked: Sequence[Evidence]) -> bool:
    """Whether one of the best sentences says the opposite of what the question takes for granted."""
    texts = [one.text for one in ranked[:_SENTENCES]]
    return (
        _is_denied(question, texts) or _is_beyond(question.text, texts) or _is_counted_otherwise(question.text, texts)
    )


def _is_denied(question: Question, texts: Sequence[str]) -> bool:
    """A sentence says that what the question asks about did not happen: its last word is one of the question's."""
    if question.language != "zh" or _OPEN.search(question.text):
        return False
    return any(match["what"][-2:] in question.text for text in texts[:2] for match in _DENIED.finditer(text))


def _is_beyond(asked: str, texts: Sequence[str]) -> bool:
    """The question names a round, and the texts count fewer rounds and do not name it."""
    match = _ROUND.search(asked)
    if match is None or any(match.group() in text for text in texts):
        return False
    asked_for = figures(f"{match['number']}{match['kind']}")
    counts = [value for text in texts for value in _counts(text, match["kind"])]
    return bool(counts) and max(counts) < asked_for[0].value


def _counts(text: str, kind: str) -> list[Decimal]:
    """The numbers that stand before a counting word, without ordinals (第三轮)."""
    plain = readable(re.sub(rf"第\w{{1,3}}{kind}", " ", text))
    return [figure.value for figure in figures(plain) if plain[figure.end : figure.end + 1] == kind]


def _is_counted_otherwise(asked: str, texts: Sequence[str]) -> bool:
    """The question counts a thing ("which two regions") of which the texts have another number and never this one."""
    match = _COUNTED.search(asked)
    if match is None:
        return False
    thing = rf"(?:\w+ )?{re.escape(match['thing'])}s?\b"
    held = {
        word.lower() for text in texts for word in re.findall(rf"\b({'|'.join(_NUMBERS)}) {thing}", text, re.IGNORECASE)
    }
    return bool(held) and match["number"].lower() not in held
