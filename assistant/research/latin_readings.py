"""An English or German sentence -> its readings: what is to be reached by a year, and what may be spent in one.

Read are sentences that say themselves that something is aimed at or authorised, and only four forms: a number of things
(at least 15 million electric cars), a share (30 percent of firms, der Anteil … auf 20 Prozent), research spending as a
share of the gross domestic product, and appropriations by fiscal year. Everything else is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answer.figures import figures
from assistant.research.indicators import Measure
from assistant.research.quantities import Quantity, plain, quantities, with_comparator
from assistant.research.readings import Reading
from assistant.research.units import Unit

_AIMS = re.compile(
    r"\b(?:aims?|aimed|targets?|goals?|wants?|wanted|plans?|planned|is to|are to|will|shall|should|seeks? to|"
    r"intends? to|by 20\d\d|wollen|wir werden|werden wir|soll(?:en)?|Ziel|streben)\b",
    re.IGNORECASE,
)
# A forecast or a need is no aim, and what was received has happened.
_NO_AIMS = re.compile(
    r"\b(?:could|might|projections?|estimate[sd]?|forecasts?|expected|brauchen|benötigen|Prognosen?|erwartet|"
    r"had|were|received|wurden?|hatten?)\b"
)
_YEAR_BEHIND = re.compile(
    r"^[^.;:\d]{0,60}?\b(?:by|in|until|bis|im|im Jahr|bis zum Jahr|bis Ende|bis spätestens|bis spätestens Ende)\s+"
    r"(?:the (?:end of|year)\s+|Jahr\s+|zum Jahr\s+|Ende\s+|spätestens\s+)*(?P<year>20[1-5]\d)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:by|in|until|bis|im)\s+(?:the (?:end of|year)\s+|(?:zum\s+)?Jahr\s+|Ende\s+|spätestens\s+)*"
    r"(?P<year>20[1-5]\d)\b",
    re.IGNORECASE,
)
_THING_ENGLISH = re.compile(
    r"\s(?P<thing>(?!percent|per\s|million|billion|years?\b|months?\b|days?\b|times?\b|of\b|to\b|and\b|or\b|is\b|are\b|"
    r"in\b|by\b|U\.S|titles?\b|sections?\b|cities\b|members?\b|hours?\b|weeks?\b|[A-Z][a-z]+ dollars\b)"
    r"(?:[A-Za-z][A-Za-z-]*\s){0,4}?[A-Za-z-]*s)(?=[\s,.;)]|$)"
)
_THING_GERMAN = re.compile(
    r"\s(?P<thing>(?:[a-zäöüß]+e[nrsm]?\s){0,2}"
    r"(?!Prozent|Jahr|Monat|Tag|Stunde|Milli|Mrd|Mio|Euro|Uhr|Wochen|Absatz)[A-ZÄÖÜ][A-Za-zäöüß-]{3,})"
)
_SHARE_OF = re.compile(
    r"\sof\s(?P<whole>(?:(?!that\b|are\b|is\b)[A-Za-z'’-]+\s){1,5}?)(?=(?:are|is|will|shall|should|by 20\d\d)\b)"
    r"|\s(?:des|der)\s(?P<german>[A-ZÄÖÜ][A-Za-zäöüß-]+)"
)
_SHARE_NAMED = re.compile(
    r"(?P<name>(?:share|proportion)\s+of\s[^,.;:\d]{3,50}?)\s+(?:to|at|of|reach(?:es)?|from\b[^,.;]{0,20}\bto)\s*$"
    r"|(?P<german>(?:Anteil\s+(?:der|des|von|an)\s[^,.;:\d]{3,50}?|[A-ZÄÖÜ][a-zäöüß-]+anteils?))\s+(?:auf|von|bei)\s*$"
)
_RESEARCH = re.compile(r"\bR&D\b|research and development|Forschung und Entwicklung", re.IGNORECASE)
_PRODUCT = re.compile(r"\s(?:of|des|am)\s(?:GDP|gross domestic product|BIP|Bruttoinlandsprodukts?)\b", re.IGNORECASE)
_ON_RESEARCH = re.compile(r"\son\s(?:research|R&D)\b|\sfür\s(?:Forschung|F&E)\b")
_APPROPRIATED = re.compile(r"authorized to be appropriated", re.IGNORECASE)
_FISCAL_YEARS = re.compile(
    r"\s*(?:,\s*)?for\s(?P<each>each of\s)?(?:the\s)?fiscal\syears?\s(?:ending\sSeptember\s30,\s)?"
    r"(?P<first>(?:19|20)\d\d)(?:\s(?:through|to)\s(?P<last>(?:19|20)\d\d)|(?P<list>(?:,?\s(?:and\s)?(?:19|20)\d\d)+))?"
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]\d)")


def latin_readings(sentence: str, language: str) -> tuple[Reading, ...]:
    """The readings of an English or German sentence, in order."""
    text = plain(sentence)
    if language == "de":  # 400.000 neue Wohnungen; the length stays
        text = _THOUSANDS.sub(lambda match: match.group().replace(".", ","), text)
    if _APPROPRIATED.search(text):
        return tuple(_appropriations(text))
    if not _AIMS.search(text) or _NO_AIMS.search(text):
        return ()
    found = [*_shares(text, language), *_things(text, language)]
    written = (replace(one, quantity=_as_written(sentence, one.quantity)) for one in found)
    return tuple(sorted(written, key=lambda reading: reading.quantity.start))


def _as_written(sentence: str, quantity: Quantity) -> Quantity:
    return replace(quantity, words=sentence[quantity.start : quantity.end])


def _appropriations(text: str) -> Iterator[Reading]:
    for quantity in quantities(text):
        years = _FISCAL_YEARS.match(text, quantity.end)
        if years is None or quantity.unit.dimension != "USD":
            continue
        measure = Measure.ANNUAL_AVERAGE if years["each"] else Measure.LEVEL
        year = int(years["last"] or (years["list"] or years["first"])[-4:])
        base = int(years["first"]) - 1 if years["each"] else None
        name = "authorized appropriations"
        yield Reading(name, measure, quantity, quantity.start, years.end(), True, base, year)


def _shares(text: str, language: str) -> Iterator[Reading]:
    for quantity in quantities(text):
        year = _year(text, quantity)
        if quantity.unit.dimension == "percent" and year is not None:
            reading = _share(text, quantity, year, language)
            if reading is not None:
                yield reading


def _share(text: str, quantity: Quantity, year: int, language: str) -> Reading | None:
    before, end = text[: quantity.start], quantity.end
    research, product = list(_RESEARCH.finditer(before)), _PRODUCT.match(text, end)
    if product and (research or _ON_RESEARCH.match(text, product.end())):
        return _aim(
            "R&D intensity", quantity, research[-1].start() if research else quantity.start, product.end(), year
        )
    named = _SHARE_NAMED.search(before)
    if named:
        return _aim((named["name"] or named["german"]).strip(), quantity, named.start(), end, year)
    whole = _SHARE_OF.match(text, end)
    if whole:
        share = "Anteil" if whole["german"] else "share"
        part = (whole["whole"] or whole["german"]).strip()
        return _aim(f"{share}: {part}", quantity, quantity.start, whole.end(), year)
    thing = _THING_GERMAN.match(text, end) if language == "de" else None
    return _aim(f"Anteil {thing['thing']}", quantity, quantity.start, thing.end(), year) if thing else None


def _things(text: str, language: str) -> Iterator[Reading]:
    """Figures that count what the words behind them name."""
    measured = [(one.figure_start, one.figure_end) for one in quantities(text)]
    pattern = _THING_GERMAN if language == "de" else _THING_ENGLISH
    for figure in figures(text):
        is_year = 1900 <= figure.value <= 2100 and figure.surface.isdigit()
        is_small = figure.value < 3 or not any(character.isdigit() for character in figure.surface)
        if figure.is_percentage or is_year or is_small or any(start <= figure.start < end for start, end in measured):
            continue
        thing = pattern.match(text, figure.end)
        if thing is None or text[max(0, figure.start - 1) : figure.start] in ("-", "(", "/", "."):
            continue
        start, end, comparator, words = with_comparator(text, figure.start, figure.end)
        unit = Unit("count", figure.value * 0 + 1, "")
        quantity = Quantity(figure.value, figure.value, unit, comparator, start, end, figure.start, figure.end, words)
        year = _year(text, quantity)
        if year is not None:
            yield _aim(thing["thing"].strip(), quantity, start, thing.end(), year)


def _aim(name: str, quantity: Quantity, start: int, end: int, year: int) -> Reading:
    return Reading(name, Measure.LEVEL, quantity, start, end, is_aim=True, year=year)


def _year(text: str, quantity: Quantity) -> int | None:
    """The year by which, or in which: named behind the figure in its clause, or before it in the sentence."""
    behind = _YEAR_BEHIND.match(text[quantity.end :])
    if behind:
        return int(behind["year"])
    before = [int(match["year"]) for match in _YEAR_BEFORE.finditer(text[: quantity.start])]
    return before[-1] if before else None
