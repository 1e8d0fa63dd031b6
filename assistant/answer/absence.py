"""A sentence -> whether it says that something is not known, which answers nobody who asks for it.

A digest tells what its sources lack ("the full list of winners could not be confirmed"). Such a sentence is the nearest
to a question for the list, and it is a refusal in the text's own words.
"""

from __future__ import annotations

import re

from assistant.answer.select import Evidence

# Share of the question's words that such a sentence must hold to speak of what was asked. In the corpus one that does
# has 0.42, one on another subject 0.10.
_LEAST_COVERAGE = 0.3
_ABSENCE = re.compile(
    r"(?:未|没有|未能)(?:查到|找到|核实|确认|查明|给出|列出|公布|披露|说明)|查无|不详|尚不清楚|"
    r"\bnot (?:been )?found\b|\bcould not be (?:found|confirmed|verified|established)\b|"
    r"\b(?:is|was|were|are) not (?:given|published|stated|known|confirmed|verified|listed|disclosed)\b|"
    r"\bnicht (?:bekannt|veröffentlicht|bestätigt|gefunden)\b",
    re.IGNORECASE,
)


def states_absence(sentence: str) -> bool:
    """Whether a sentence says that something was not found, confirmed or published."""
    return bool(_ABSENCE.search(sentence))


def is_told_unknown(best: Evidence) -> bool:
    """Whether the best sentence is about the question and says that what it asks for is not known."""
    return best.coverage >= _LEAST_COVERAGE and states_absence(best.text)
