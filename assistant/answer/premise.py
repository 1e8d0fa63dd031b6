"""A question and the passages found -> figures the question takes for granted that stand in none of them.

Who asks why Guangdong set a target of 6% has said something that the text must bear out. Only figures in digits (or in
English and German number words with a percent sign) are judged: 哪五个 and 六大 count what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.answer.figures import Figure, figures, readable
from assistant.answer.select import Evidence
from assistant.retrieve.question import Question

# Numbers that name something instead of saying how much: sections, document numbers, dates, ordinals.
_NAMES = re.compile(
    r"\d+\s?U\.?\s?S\.?\s?C\.?\s?(?:§+\s?)?\w*|§+\s?\w+|[〔\[（(]\d{4}[〕\]）)]\s?\d+号?|\d+号文?|第\s?\d+\s?[条章节款项届次批轮]|"
    r"(?:19|20)\d{2}\s?年?(?:\d{1,2}月(?:\d{1,2}日)?)?|\b(?:Abs|Art|No|Nr|section|title|chapter|phase|round)\.?\s?\d+\w*|"
    r"\b(?:first|last|top)\s\d+\b|[前后]\s?\d+(?=[个家批名项座])|\d+(?:st|nd|rd|th)\b|\d+\.\s(?=[A-ZÄÖÜ])|5G|4\.0|PM\s?2\.5",
    re.IGNORECASE,
)


# Sentences that speak of what is asked; a figure that stands only further away belongs to something else.
_SENTENCES = 5


# What is written beside a number: 15 euros are no 15 percent, and 8 years no 8 clusters.
_MONEY_BEFORE = re.compile(r"[$€£¥]\s?$")
_MONEY = re.compile(
    r"\s?(?:[多余]|左右)?(?:元|美元|欧元|人民币|港元|日元)|"
    r"\s?(?:euros?|dollars?|usd|eur|rmb|yuan|pounds?)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\s?个?(?:年|月|天|日|周|小时|工作日)|[\s-](?:calendar |business |working |fiscal )?"
    r"(?:years?|months?|weeks?|days?|hours?|jahren?|monaten?|wochen?|tagen?)\b",
    re.IGNORECASE,
)


def unsupported_figures(question: Question, ranked: Sequence[Evidence]) -> tuple[str, ...]:
    """Figures the question states that stand in none of the best sentences, as written; () when there are none.

    A figure stands there when a sentence holds its value as an amount of the same kind: money, share, time or count.
    """
    stated = [
        (figure, kind)
        for figure, kind in _kinds(_NAMES.sub(" ", question.text))
        if any(character.isdigit() for character in figure.surface)
    ]
    if not stated:
        return ()
    held: set[tuple[Decimal, str]] = set()
    for one in ranked[:_SENTENCES]:
        heading = f"{one.hit.metadata.title} {' '.join(one.hit.passage.heading_path)}"
        held.update((figure.value, kind) for text in (heading, one.text) for figure, kind in _kinds(text))
    return tuple(dict.fromkeys(figure.surface for figure, kind in stated if (figure.value, kind) not in held))


def _kinds(text: str) -> Iterator[tuple[Figure, str]]:
    """The figures of a text with the kind of amount each is."""
    plain = readable(text)
    for figure in figures(text):
        after = plain[figure.end :]
        if figure.is_percentage:
            yield figure, "share"
        elif _MONEY.match(after) or _MONEY_BEFORE.search(plain[: figure.start]):
            yield figure, "money"
        elif _TIME.match(after):
            yield figure, "time"
        else:
            yield figure, "count"
