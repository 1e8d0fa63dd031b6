"""The words before a figure -> its subject, and what their verb says that the figure states.

The words are taken apart from the right: adverbs and one verb; then adverbs and years from the left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.research.chinese_words import ADVERB_AT_END, ADVERB_AT_START, RATE_NAME, VERB_AT_END, YEAR_AT_END
from assistant.research.indicators import Measure, find_indicator
from assistant.research.quantities import Quantity

HIDDEN = "\x00"  # stands in the text for words in brackets, which say nothing of the figure
_ANNOUNCED = re.compile(r"目标(?:是|为)|提出")  # 方案的目标是到2025年规模…: the subject comes behind
_YEARLY = re.compile(r"(?:年均|平均每年|每年平均|年平均|每年)$")
_OVER_YEARS = re.compile(r"(?:近|过去)?(?P<years>[五5])年(?:来|间|累计)?$")


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a figure, taken apart; ``measure`` is None without a verb that tells."""

    subject: str
    measure: Measure | None
    has_verb: bool
    is_yearly: bool  # 年均
    span: int | None  # years covered: 5 in 五年增长
    whole: str


def lead_of(words: str) -> Lead:
    """Take the words before a figure apart."""
    whole = _ANNOUNCED.split(words.replace(HIDDEN, ""))[-1].strip(" 、,，-*•")
    rest, verb, is_yearly, span = _without_end(whole)
    rest, starts_yearly = _without_start(rest)
    measure: Measure | None = None
    if verb is not None:
        measure = Measure.GROWTH if verb["up"] else Measure.DECLINE if verb["down"] else Measure.LEVEL
    rate = RATE_NAME.match(rest)
    if rate and measure in (None, Measure.LEVEL):
        rest, measure = rate["stem"], Measure.GROWTH
        is_yearly = is_yearly or bool(rate["yearly"])
    over = _OVER_YEARS.search(rest)
    if over:
        rest, span = rest[: over.start()], 5
    subject = YEAR_AT_END.sub("", rest).strip(" 的")
    return Lead(subject, measure, verb is not None, is_yearly or starts_yearly, span, whole)


def measure_of(lead: Lead, quantity: Quantity) -> Measure | None:
    """What the figure states, from verb and unit; None when they do not go together."""
    dimension = quantity.unit.dimension
    changes = lead.measure in (Measure.GROWTH, Measure.DECLINE)
    if changes and dimension not in ("percent", "times"):
        return Measure.DECREASE if lead.measure is Measure.DECLINE else Measure.INCREASE
    if dimension == "percentage points":
        return None
    if lead.measure is Measure.DECLINE:
        return Measure.DECLINE
    if lead.measure is Measure.GROWTH:
        return Measure.ANNUAL_GROWTH if lead.is_yearly else Measure.GROWTH
    if dimension == "times":
        return None
    return Measure.ANNUAL_AVERAGE if lead.is_yearly else Measure.LEVEL


def _without_end(words: str) -> tuple[str, re.Match[str] | None, bool, int | None]:
    rest, verb, is_yearly, span = words, None, False, None
    while rest:
        found = VERB_AT_END.search(rest) if verb is None else None
        over = _OVER_YEARS.search(rest)
        adverb = ADVERB_AT_END.search(rest)
        if found:
            verb, rest = found, rest[: found.start()]
        elif over:
            span, rest = 5, rest[: over.start()]
        elif adverb:
            is_yearly = is_yearly or _YEARLY.search(rest) is not None
            rest = rest[: adverb.start()]
        else:
            break
    return rest, verb, is_yearly, span


def _without_start(words: str) -> tuple[str, bool]:
    rest, is_yearly = words, False
    while rest:
        match = ADVERB_AT_START.match(rest)
        if not match or find_indicator(rest, Measure.LEVEL) or find_indicator(rest, Measure.GROWTH):
            break
        is_yearly = is_yearly or rest.startswith(("年均", "每年"))
        rest = rest[match.end() :]
    return rest, is_yearly
