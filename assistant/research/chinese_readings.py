"""A Chinese sentence -> its readings: 地区生产总值增长5%左右 is GDP, growth, about 5 percent.

The subject of a figure is what stands between it and the figure or the mark before it, without the verb at its end and
the adverbs at its beginning. Two forms besides the plain one are read here: a verb whose object follows (新建公园20座
and 新建20座公园), and a figure that goes on about the subject before it (…5.2万亿元、增长5.4%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.jurisdictions import find_jurisdictions
from assistant.research.chinese_leads import HIDDEN, Lead, lead_of, measure_of
from assistant.research.chinese_shares import shared_readings, sharing_regions
from assistant.research.chinese_words import (
    ACTION_ALONE,
    ACTION_AT_START,
    AIMS,
    BAD_NAME,
    BAD_START,
    COMPARISON,
    DOWN,
    GENERIC_NAMES,
    ONLY_PREDICATE,
    SHARE_NAME,
    TO,
    UP,
    VERB_AT_END,
)
from assistant.research.indicators import Measure, find_indicator
from assistant.research.quantities import Quantity, plain, quantities
from assistant.research.readings import Doubt, Reading

# Marks are those of the plain text: a Chinese comma is ",", 、 and 。 stay.
_BOUNDARIES = ",;。:!?\n()【】[]—"
_BRACKETS = re.compile(r"\([^()\d]{1,16}\)")
_OBJECT = re.compile(r"[^,;。:、!?\n()\d]{2,26}")
_OBJECT_ENDS = re.compile(r"[和与及并]")
_BASELINE = re.compile(r"[由从][^,;。、]*$")
_REACHED = re.compile(rf"(?:{UP}|{DOWN})?(?:{TO})|[㐀-鿿]{{0,4}}[到至为]")
_BASE_YEAR = re.compile(r"[比较]\D{0,2}(20\d\d)年")
_BASE_PLAN = re.compile(r"[比较][“\"]?十([一二三四五])五")
_PLAN_ENDS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030}
_RATES = ("percent", "percentage points", "times")
_COUNTED = ("count", "persons", "households", "km", "m²", "ha", "kW", "t", "km²")
_LONGEST_NAME = 26


def chinese_readings(sentence: str) -> tuple[Reading, ...]:
    """The readings of a Chinese sentence, in order; figures whose subject is not plain are left out."""
    text = _without_brackets(plain(sentence))
    found = [one for one in quantities(sentence, "zh") if not _is_attribute(text, one)]
    if not found:
        return ()
    regions = sharing_regions(text)
    apart = [one for one in found if not any(start <= one.start < end for start, end in regions)]
    made = [
        *(_checked(sentence, text, draft) for draft in shared_readings(text, found)),
        *(_checked(sentence, text, draft) for draft in _drafts(text, found, apart)),
    ]
    return tuple(sorted((one for one in made if one is not None), key=lambda reading: reading.quantity.start))


def _without_brackets(text: str) -> str:
    """加装（更新）电梯6000部: words in brackets are hidden, so that they part no subject; figures in brackets stay."""
    return _BRACKETS.sub(lambda match: HIDDEN * len(match.group()), text)


def _is_attribute(text: str, quantity: Quantity) -> bool:
    """销售收入超10亿元的企业: the figure describes the thing that is counted."""
    rest = text[quantity.end : quantity.end + 4]
    if rest.startswith("”"):  # a name with a number in it: “15条”政策
        return True
    return rest.startswith(("的", "级", "规模的", "增速", "目标", "增长目标"))


@dataclass(frozen=True, slots=True)
class _Before:
    """What the figures before this one in the sentence leave behind."""

    end: int = 0  # of the last figure
    name: str | None = None  # subject of the last reading, while it can go on
    start: int = 0  # where that reading begins
    action: str = ""  # the verb that governs a list of objects: 新建…2500个、…50万个
    has_object: bool = False  # the last figure was followed by its object: 7个集群
    is_open: bool = False  # the last figure belongs to the words behind it: 前1%学科


def _drafts(text: str, found: list[Quantity], apart: list[Quantity]) -> Iterator[Reading]:
    """Readings of the figures ``apart`` whose names are not checked yet."""
    before = _Before()
    for quantity in found:
        if quantity not in apart:
            before = _Before(end=quantity.end)
            continue
        start = max([before.end, *(text.rfind(mark, 0, quantity.start) + 1 for mark in _BOUNDARIES)])
        words = text[start : quantity.start]
        if start != before.end:
            before = replace(before, action="")
        elif before.is_open:
            words = words.rsplit("、", 1)[-1]
        elif len(words) > 1 and words.endswith(("、", "和", "及", "与")):
            words = "、"  # what stands here is the object of the figure before: 6个世界级、7个国家级
        elif before.has_object and not words.startswith(("、", "和", "及", "与")):
            before = _Before(end=quantity.end)  # 有7个集群超过1000亿元: said of the object of another figure
            continue
        base = _BASELINE.search(words)
        if base and _REACHED.match(text, quantity.end):
            before = replace(before, end=start)  # 由2.57万元增加到3.52万元: the second figure is the one reached
            continue
        if COMPARISON.search(words):
            before = replace(before, end=quantity.end)
            continue
        reading, action = _draft(text, quantity, start, words[: base.start()] if base else words, before, bool(base))
        is_open = reading is None and _is_attached(text, quantity.end)
        before = _Before(
            start if is_open else quantity.end,
            reading.name if reading else None,
            reading.start if reading else 0,
            action,
            reading is not None and reading.end > quantity.end,
            is_open,
        )
        if reading is not None:
            yield reading


def _draft(
    text: str, quantity: Quantity, start: int, words: str, before: _Before, has_baseline: bool
) -> tuple[Reading | None, str]:
    """The reading of one figure and the verb that governs what follows."""
    continued = text[before.end : quantity.start].strip(",、 ")
    if before.name and quantity.unit.dimension in _RATES and ONLY_PREDICATE.match(continued):
        lead = lead_of(continued)
        return _reading(before.name, lead, measure_of(lead, quantity), quantity, before.start), before.action
    lead = lead_of(words)
    if has_baseline:
        lead = replace(lead, measure=Measure.LEVEL)
    acted = ACTION_AT_START.match(lead.subject or lead.whole)
    action = acted["verb"] if acted else before.action
    is_attached = _is_attached(text, quantity.end)
    if acted and acted.end() == len(lead.subject or lead.whole):
        thing = _object_of(text, quantity)
        return _reading(action + thing if thing else "", lead, Measure.LEVEL, quantity, start, len(thing)), action
    if not lead.subject and words == "、" and action:
        thing = _object_of(text, quantity)
        return _reading(action + thing if thing else "", lead, Measure.LEVEL, quantity, start, len(thing)), action
    if is_attached:
        return None, action
    name = lead.subject
    if name.startswith("占") and before.name:
        name = before.name + name
    listed = words.startswith("、") and before.action and not lead.has_verb and not acted
    if name and listed and find_indicator(name, Measure.LEVEL) is None:
        name = before.action + name
    return _reading(name, lead, measure_of(lead, quantity), quantity, start), action


def _is_attached(text: str, end: int) -> bool:
    """Whether a word follows the figure at once, so that the figure belongs to it: 3个万亿级关口, 90%以上农户."""
    following = text[end : end + 1]
    is_word = "㐀" <= following <= "鿿" or following.isalnum()
    return is_word and not text.startswith(("和", "及", "并", "与"), end)


def _object_of(text: str, quantity: Quantity) -> str:
    """The object behind a figure, ``""`` without one; 6个世界级、7个国家级产业集群 shares what its last part says."""
    following = _OBJECT.match(text, quantity.end) if quantity.unit.dimension in _COUNTED else None
    if following is None:
        return ""
    thing = following.group()
    if "的" not in thing:
        thing = _OBJECT_ENDS.split(thing)[0]
    if VERB_AT_END.search(thing):  # 有7个集群超过1000亿元: a sentence about the things, not their name
        return ""
    if thing.endswith("级"):
        shared = re.compile(r"级(?P<rest>[^,。;、级\d]{2,12})").search(text, quantity.end + len(thing))
        return thing + shared["rest"] if shared else ""
    return thing


def _reading(
    name: str, lead: Lead, measure: Measure | None, quantity: Quantity, start: int, extra: int = 0
) -> Reading | None:
    if not name or measure is None:
        return None
    return Reading(name, measure, quantity, start, quantity.end + extra, span=lead.span)


def _checked(sentence: str, text: str, draft: Reading) -> Reading | None:
    """The reading with its name as the text writes it, what was guessed and what it is counted from, or None."""
    name = draft.name.replace(HIDDEN, "").strip(" 、,的")
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    doubts = draft.doubts
    if find_indicator(name, draft.measure) is None:
        is_level = draft.measure is Measure.LEVEL and draft.quantity.unit.dimension == "percent"
        if not _is_name(name) or (is_level and not SHARE_NAME.search(name)):
            return None
        if "、" in name:
            doubts = (*doubts, Doubt.LISTED)
    start = draft.start
    while start < draft.quantity.start and text[start] in " 、,-*•":
        start += 1
    return replace(
        draft,
        name=_as_written(sentence, text, name),
        start=start,
        is_aim=AIMS.search(re.split(r"[;。!?\n]", text[: draft.quantity.start])[-1]) is not None,
        base_year=_base_year(sentence[start : draft.quantity.start]),
        doubts=doubts,
    )


def _is_name(name: str) -> bool:
    return (
        2 <= len(name) <= _LONGEST_NAME
        and name not in GENERIC_NAMES
        and not ACTION_ALONE.fullmatch(name)
        and ACTION_AT_START.sub("", name) not in GENERIC_NAMES
        and not BAD_START.match(name)
        and not BAD_NAME.search(name)
        and not any(mention.surface == name for mention in find_jurisdictions(name))  # 广东658家、浙江384家
    )


def _base_year(words: str) -> int | None:
    """比2020年, 较“十三五”末: the year a growth is counted from."""
    year = _BASE_YEAR.search(words)
    if year:
        return int(year[1])
    plan = _BASE_PLAN.search(words)
    return _PLAN_ENDS[plan[1]] if plan else None


def _as_written(sentence: str, text: str, name: str) -> str:
    """The name as the sentence itself writes it, where it stands there in one piece."""
    place = text.find(name)
    return sentence[place : place + len(name)] if place >= 0 else name
