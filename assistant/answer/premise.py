"""A question and the passages found -> figures the question takes for granted that stand in none of them.

Who asks why Guangdong set a target of 6% has said something that the text must bear out. Only figures in digits (or in
English and German number words with a percent sign) are judged: 哪五个 and 六大 count what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.figures import figures
from assistant.answer.select import Evidence
from assistant.retrieve.question import Question

# Numbers that name something instead of saying how much: sections, document numbers, dates, ordinals.
_NAMES = re.compile(
    r"\d+\s?U\.?\s?S\.?\s?C\.?\s?(?:§+\s?)?\w*|§+\s?\w+|[〔\[（(]\d{4}[〕\]）)]\s?\d+号?|\d+号文?|第\s?\d+\s?[条章节款项届次批轮]|"
    r"(?:19|20)\d{2}\s?年?(?:\d{1,2}月(?:\d{1,2}日)?)?|\b(?:Abs|Art|No|Nr|section|title|chapter|phase|round)\.?\s?\d+\w*|"
    r"\d+(?:st|nd|rd|th)\b|\d+\.\s(?=[A-ZÄÖÜ])|5G|4\.0",
    re.IGNORECASE,
)


# Sentences that speak of what is asked; a figure that stands only further away belongs to something else.
_SENTENCES = 8


def unsupported_figures(question: Question, ranked: Sequence[Evidence]) -> tuple[str, ...]:
    """Figures the question states that stand in none of the best sentences, as written; () when there are none."""
    stated = [
        figure
        for figure in figures(_NAMES.sub(" ", question.text))
        if any(character.isdigit() for character in figure.surface)
    ]
    if not stated:
        return ()
    held = {
        figure.value
        for one in ranked[:_SENTENCES]
        for figure in figures(
            f"{one.hit.metadata.title} {' '.join(one.hit.passage.heading_path)} {one.text}", one.hit.passage.language
        )
    }
    return tuple(dict.fromkeys(figure.surface for figure in stated if figure.value not in held))
