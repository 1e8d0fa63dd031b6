"""An American law -> what may be appropriated in which fiscal years: "authorized to be appropriated" and its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.research.indicators import Measure
from assistant.research.quantities import quantities
from assistant.research.readings import Reading
from assistant.research.time_frames import TargetKind

_APPROPRIATED = re.compile(r"authorized to be appropriated|authorization of appropriations", re.IGNORECASE)
_ITEM = re.compile(r"\s*\(\w{1,5}\)\s*\$[\d,]+,?\sfor\s(?:the\s)?fiscal\syear\b")
_FISCAL_YEARS = re.compile(
    r"\s*(?:,\s*)?for\s(?P<each>each of\s)?(?:the\s)?fiscal\syears?\s(?:ending\sSeptember\s30,\s)?"
    r"(?P<first>(?:19|20)\d\d)(?:\s(?:through|to)\s(?P<last>(?:19|20)\d\d)|(?P<list>(?:,?\s(?:and\s)?(?:19|20)\d\d)+))?"
)
_NAME = "authorized appropriations"


def is_appropriation(text: str, lead: str = "") -> bool:
    """Whether a sentence authorises appropriations, itself or as an item of a list that ``lead`` opens."""
    return bool(_APPROPRIATED.search(text) or (_ITEM.match(text) and _APPROPRIATED.search(lead)))


def appropriations(text: str) -> Iterator[Reading]:
    """The sums of such a sentence, each with its fiscal years."""
    for quantity in quantities(text, "en"):
        years = _FISCAL_YEARS.match(text, quantity.end)
        if years is None or quantity.unit.dimension != "USD":
            continue
        measure = Measure.ANNUAL_AVERAGE if years["each"] else Measure.LEVEL
        year = int(years["last"] or (years["list"] or years["first"])[-4:])
        base = int(years["first"]) - 1 if years["each"] or years["last"] else None
        yield Reading(_NAME, measure, quantity, quantity.start, years.end(), True, base, year, kind=TargetKind.TARGET)
