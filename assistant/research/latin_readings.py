"""An English or German sentence -> its readings: what is to be reached by a year, what was reached, what may be spent.

Read are sentences that say themselves that something is aimed at or has happened; forecasts, needs, limits and facts
without a time are left out. Each figure is looked at with the clause it stands in.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer.figures import figures
from assistant.research import latin_words as words
from assistant.research.appropriations import appropriations, is_appropriation
from assistant.research.indicators import Measure
from assistant.research.latin_clauses import NEAR, Clause, clause_of, year_of
from assistant.research.latin_names import (
    bare,
    noun_before,
    object_before,
    predicate,
    purpose,
    share_of,
    size_of,
    subject_of,
    thing_counted,
)
from assistant.research.quantities import Quantity, plain, quantities, with_comparator
from assistant.research.readings import Reading
from assistant.research.time_frames import TargetKind
from assistant.research.units import Unit

_CURRENCIES = ("USD", "EUR", "GBP", "CNY", "JPY", "SGD")
_NO_NAME = re.compile(r"^(?:the\s)?(?:number|total|rest|others?)$", re.IGNORECASE)
_RESEARCH = re.compile(r"\bR&D\b|research|Forschung und Entwicklung", re.IGNORECASE)
_PRODUCT = re.compile(
    r"\s(?:of|des|am)\s(?:the\s)?(?:GDP|gross domestic product|BIP|Bruttoinlandsprodukts?)\b", re.IGNORECASE
)
_ON_RESEARCH = re.compile(r"\son\s(?:research|R&D)\b|\sfür\s(?:Forschung|F&E)\b")
_LIMIT = re.compile(r"above|over|below|under|über|unter", re.IGNORECASE)
_SMALLEST_COUNT = 3
_NUMBER_WORDS = {
    word: number
    for number, names in {2: "two", 3: "three drei", 4: "four vier", 5: "five fünf", 6: "six", 7: "seven", 8: "eight",
                          9: "nine", 10: "ten zehn", 12: "twelve"}.items()
    for word in names.split()
}  # fmt: skip


def latin_readings(sentence: str, language: str, lead: str = "") -> tuple[Reading, ...]:
    """The readings of an English or German sentence, in order; ``lead`` is the sentence that opens its list."""
    text = plain(sentence)
    if is_appropriation(text, plain(lead)):
        return tuple(appropriations(text))
    if words.CONTENTS.search(text):
        return ()
    found: list[Reading] = []
    for quantity in _measured(text, language):
        clause = clause_of(text, quantity, language)
        reading = _reading(clause, quantity) if clause else None
        if reading is not None:
            found.append(replace(reading, quantity=_as_written(sentence, reading.quantity)))
    return tuple(found)


def _as_written(sentence: str, quantity: Quantity) -> Quantity:
    return replace(quantity, words=sentence[quantity.start : quantity.end])


def _measured(text: str, language: str) -> tuple[Quantity, ...]:
    """Quantities with a unit, and numbers that count what is named behind them, in order."""
    found = list(quantities(text, language))
    taken = [(one.figure_start, one.figure_end) for one in found]
    for figure in figures(text, language):
        is_year = 1900 <= figure.value <= 2100 and figure.surface.isdigit()
        is_small = figure.value < _SMALLEST_COUNT or not any(character.isdigit() for character in figure.surface)
        if figure.is_percentage or is_year or is_small or any(start <= figure.start < end for start, end in taken):
            continue
        before = text[max(0, figure.start - 1) : figure.start]
        if before in ("-", "(", "/", ".", "§", "#") or before.isupper():
            continue
        start, end, comparator, surface = with_comparator(text, figure.start, figure.end)
        unit = Unit("count", figure.value * 0 + 1, "")
        found.append(
            Quantity(figure.value, figure.value, unit, comparator, start, end, figure.start, figure.end, surface)
        )
    return tuple(sorted(found, key=lambda one: one.start))


def _reading(clause: Clause, quantity: Quantity) -> Reading | None:
    text, behind = clause.text, clause.text[quantity.end : clause.end]
    before = clause.before(quantity)
    if words.FOR_EACH.match(behind) or (words.BASELINE.search(before) and words.TO_ANOTHER.match(behind)):
        return None
    if words.OF_IT.match(behind):
        return None
    year = year_of(clause, quantity)
    changed = _research(clause, quantity) or _change(clause, quantity)
    if changed is None and words.THRESHOLD.search(before):
        return None
    if changed is not None:
        name, measure, start, end = changed
    else:
        named = _named(clause, quantity)
        if named is None:
            return None
        name, start, end = named
        measure = Measure.LEVEL
    if words.FOR_EACH.match(text[end : clause.end]) or (
        quantity.unit.dimension == "percentage points" and measure is Measure.LEVEL
    ):
        return None
    if measure is Measure.LEVEL and _is_yearly(clause, quantity, end):
        measure = Measure.ANNUAL_AVERAGE
    base, last, span = _period(clause, quantity, measure)
    if base is not None and base == year:
        year = None  # below 2005 levels
    is_aim = clause.kind is TargetKind.TARGET
    return Reading(bare(name), measure, quantity, start, end, is_aim, base, last or year, span, kind=clause.kind)


def _is_yearly(clause: Clause, quantity: Quantity, end: int) -> bool:
    behind = any(words.YEARLY.match(clause.text[place : clause.end]) for place in (quantity.end, end))
    return behind or words.YEARLY_BEFORE.search(clause.before(quantity)) is not None


def _period(clause: Clause, quantity: Quantity, measure: Measure) -> tuple[int | None, int | None, int | None]:
    """Base year, last year and number of years that the words behind a figure name; None for what they do not."""
    behind = clause.text[quantity.end : clause.end]
    if measure in (Measure.TOTAL_GROWTH, Measure.DECLINE):
        below = words.BELOW_YEAR.match(behind)
        return (int(below["year"]) if below else None), None, None
    over = words.OVER_YEARS.match(behind)
    number = over["years"].lower() if over else ""
    span = int(number) if number.isdigit() else _NUMBER_WORDS.get(number)
    named = words.FISCAL_SPAN.search(behind[:NEAR]) if quantity.unit.dimension in _CURRENCIES else None
    if named and int(named["first"]) < int(named["last"]):
        return int(named["first"]) - 1, int(named["last"]), span
    return None, None, span


def _change(clause: Clause, quantity: Quantity) -> tuple[str, Measure, int, int] | None:
    """Growth or decline of a thing that a verb names, or the level it is brought to: raise X by 40%, X auf 25 %."""
    before, offset = clause.before(quantity), clause.start
    if clause.language == "de":
        fronted = words.CHANGE_FRONTED.search(before)
        how = words.CHANGE_GERMAN.search(before)
        thing = fronted["thing"] if fronted else object_before(before) if how else None
        if how is None or thing is None:
            return None
        verb = words.VERB_GERMAN.search(clause.text[quantity.end : clause.end]) or words.VERB_GERMAN.search(before)
        start = offset + before.find(thing)
        if how["how"] == "auf":
            return thing, Measure.LEVEL, start, quantity.end
        if verb is None or quantity.unit.dimension not in ("percent", "percentage points"):
            return None
        return thing, Measure.TOTAL_GROWTH if verb["up"] else Measure.DECLINE, start, quantity.end
    verb = words.CHANGE_BEFORE.search(before)
    thing = verb["thing"].strip() if verb else None
    if verb is None:
        verb = words.CHANGE_OF_SUBJECT.search(before)
        thing = subject_of(f"{before[: verb.start()]} rose ") if verb else None
    if verb is None or thing is None:
        return None
    start = offset + before.rfind(thing)
    if verb["how"].lower() != "by":
        return thing, Measure.LEVEL, start, quantity.end
    if quantity.unit.dimension == "percent":
        return thing, Measure.TOTAL_GROWTH if verb["up"] else Measure.DECLINE, start, quantity.end
    return thing, Measure.INCREASE if verb["up"] else Measure.DECREASE, start, quantity.end


def _named(clause: Clause, quantity: Quantity) -> tuple[str, int, int] | None:
    """The name of what a figure measures, and the stretch that says so."""
    text, before, dimension = clause.text, clause.before(quantity), quantity.unit.dimension
    subject = subject_of(before)
    if subject is None and clause.start and not text[: clause.start].rstrip().endswith(":"):
        subject = subject_of(text[: clause.start])
    if dimension == "percent":
        return _share(clause, quantity)
    noun = noun_before(before, clause.language)
    if noun and clause.language == "de" and words.VERB_GERMAN.search(text[quantity.end : clause.end]):
        return None  # die Grenze von 100 Megawatt anheben: what is, not what is to be
    if dimension in _CURRENCIES:
        if words.NARROWED.search(before) and _LIMIT.match(quantity.words):
            return None  # 40 firms above 1 billion yuan
        size = size_of(before)
        if size is not None:
            return size, quantity.start, quantity.end
        what = purpose(text[: clause.end], quantity.end) if noun is None else None
        if noun is None and what is None and subject is None:
            return None
        funding = "Mittel für" if clause.language == "de" else "funding for"
        name = noun or (f"{funding} {what}" if what else "funding")
        return _with_subject(name, subject), quantity.start, quantity.end
    if dimension == "count":
        counted = thing_counted(text, quantity.end, clause.language)
        if counted is None or _NO_NAME.match(counted[0]):
            return None
        if words.KNOWN_THINGS.search(before) or words.PLACED.search(before):
            return None
        name, end = counted
        said = predicate(text, end)
        return _with_subject(name + said, subject), quantity.start, end + len(said)
    thing = noun or (object_before(before) if clause.language == "de" else None)
    return (_with_subject(thing, subject), quantity.start, quantity.end) if thing else None


def _share(clause: Clause, quantity: Quantity) -> tuple[str, int, int] | None:
    share = share_of(clause.text, quantity, clause.language)
    if share is None or _PRODUCT.match(clause.text, quantity.end):
        return None
    name, end = share
    said = predicate(clause.text, end)
    return name + said, quantity.start, end + len(said)


def _research(clause: Clause, quantity: Quantity) -> tuple[str, Measure, int, int] | None:
    """Research spending as a share of the gross domestic product, however it is put."""
    text, product = clause.text, _PRODUCT.match(clause.text, quantity.end)
    research = _RESEARCH.search(text[: quantity.start])
    if quantity.unit.dimension != "percent" or not product:
        return None
    if not research and not _ON_RESEARCH.match(text, product.end()):
        return None
    return "R&D intensity", Measure.LEVEL, research.start() if research else quantity.start, product.end()


def _with_subject(name: str, subject: str | None) -> str:
    return f"{name} ({subject})" if subject and subject not in name else name
