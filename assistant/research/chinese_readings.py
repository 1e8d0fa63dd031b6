"""A Chinese sentence -> its readings: 地区生产总值增长5%左右 is GDP, growth, about 5 percent.

The subject of a figure is what stands between it and the figure or the mark before it, without the verb at its end and
the adverbs at its beginning. Three forms besides the plain one are read: 分别 (城镇、农村居民收入分别增长4%、6%), a
verb whose object follows (新建公园20座 and 新建20座公园), and a figure that goes on about the subject before it
(…5.2万亿元、增长5.4%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.research.chinese_words import (
    ACTION_AT_START,
    ADVERB_AT_END,
    ADVERB_AT_START,
    AIMS,
    BAD_NAME,
    BAD_START,
    COMPARISON,
    DOWN,
    ONLY_PREDICATE,
    RATE_NAME,
    SHARE_NAME,
    TO,
    UP,
    VERB_AT_END,
)
from assistant.research.indicators import Measure, find_indicator
from assistant.research.quantities import Quantity, plain, quantities
from assistant.research.readings import Reading

_BOUNDARY = "，；。：！？\n()【】[]—,;:!?"
_YEARLY = re.compile(r"(?:年均|平均每年|每年平均|年平均)$")
_OBJECT = re.compile(r"^(?P<object>[^，。；：、！？\n()（）\d的]{2,24})")
_OBJECT_ENDS = re.compile(r"和|与|及|以及|，|、|；|。|$")
_BASELINE = re.compile(r"(?:由|从)[^，；。、]*$")
_REACHED = re.compile(rf"(?:{UP}|{DOWN})?(?:{TO})")
_BASE_YEAR = re.compile(r"(?:比|较)\D{0,2}(20\d\d)年")
_DISTRIBUTED = "分别"
_FORMS = (
    ("城镇", "农村"),
    ("一产", "二产", "三产"),
    ("第一", "第二", "第三"),
    ("第一产业", "第二产业", "第三产业"),
    ("一", "二", "三"),
)
_LONGEST_NAME = 26
_MOST_OF_A_LIST = "more than one thing is named before the figure"


@dataclass(frozen=True, slots=True)
class _Lead:
    """The words before a figure, taken apart."""

    subject: str
    measure: Measure | None  # what the verb says; None without a verb
    has_verb: bool
    is_yearly: bool
    is_down: bool
    whole: str


def chinese_readings(sentence: str) -> tuple[Reading, ...]:
    """The readings of a Chinese sentence, in order; figures whose subject is not plain are left out."""
    text = plain(sentence)
    found = [one for one in quantities(sentence) if not _is_attribute(text, one)]
    shared = list(_distributed(text, found))
    taken = {reading.quantity.start for reading in shared}
    taken |= {one.start for one in found for region in _regions(text) if region[0] <= one.start < region[1]}
    single = _singles(sentence, text, found, taken)
    return tuple(sorted([*shared, *single], key=lambda reading: reading.quantity.start))


def _is_attribute(text: str, quantity: Quantity) -> bool:
    """销售收入超10亿元的企业: the figure describes the thing that is counted."""
    rest = text[quantity.end : quantity.end + 3]
    return rest.startswith(("的", "级", "以上的", "以下的", "规模的", "增速", "目标", "增长"))


# --------------------------------------------------------------------------- one figure, one subject


def _singles(sentence: str, text: str, found: list[Quantity], taken: set[int]) -> Iterator[Reading]:
    previous: Reading | None = None
    previous_end = 0
    action = ""
    for quantity in found:
        start = max([previous_end, *(text.rfind(mark, 0, quantity.start) + 1 for mark in _BOUNDARY)])
        words = text[start : quantity.start]
        if start != previous_end:
            action = ""
        elif words.endswith(("、", "和", "及", "与")) and len(words) > 1:
            words = "、"  # what stands here is the object of the figure before: 6个世界级、7个国家级
        continues = text[previous_end : quantity.start] if previous is not None else ""
        previous_end = quantity.end
        if quantity.start in taken:
            previous = None
            continue
        if COMPARISON.search(words):
            continue
        base = _BASELINE.search(words)
        if base and _REACHED.match(text[quantity.end :]):
            previous_end = start  # 由2.57万元增加到3.52万元: the second figure is the one reached
            continue
        if base:
            words = words[: base.start()]
        reading, action = _single(sentence, text, quantity, start, words, previous, continues, action, bool(base))
        if reading is not None:
            yield reading
            previous = reading


def _single(
    sentence: str,
    text: str,
    quantity: Quantity,
    start: int,
    words: str,
    previous: Reading | None,
    continues: str,
    action: str,
    has_baseline: bool,
) -> tuple[Reading | None, str]:
    if previous is not None and ONLY_PREDICATE.match(continues.strip("，,、 ")) and quantity.unit.dimension in _RATES:
        lead = _lead(continues.strip("，,、 "))
        measure = _measure(lead, quantity)
        if measure is None:
            return None, action
        return _made(sentence, previous.name, measure, quantity, previous.start, text, ()), action
    lead = _lead(words)
    acted = ACTION_AT_START.match(lead.subject or lead.whole)
    if has_baseline:
        lead = _Lead(lead.subject, Measure.LEVEL, True, lead.is_yearly, False, lead.whole)
    name, doubts = lead.subject, ()
    measure = _measure(lead, quantity)
    if acted and not (acted.end() < len(lead.subject or lead.whole)):
        following = _OBJECT.match(text[quantity.end :]) if quantity.unit.dimension in _COUNTED else None
        if following is None:
            return None, acted["verb"]
        return _made(sentence, acted["verb"] + _thing(text, quantity), Measure.LEVEL, quantity, start, text, ()), acted[
            "verb"
        ]
    if acted:
        action = acted["verb"]
    elif (
        action and name and words.startswith("、") and not lead.has_verb and find_indicator(name, Measure.LEVEL) is None
    ):
        name = action + name
    if not name and quantity.unit.dimension in _COUNTED:
        following = _OBJECT.match(text[quantity.end :])
        if following is None or not (action and words.strip() in ("、", "和", "及", "")):
            return None, action
        name, measure = action + _thing(text, quantity), Measure.LEVEL
    if measure is None or not name:
        return None, action
    return _made(sentence, name, measure, quantity, start, text, doubts), action


_RATES = ("percent", "percentage points", "times")
_COUNTED = ("count", "persons", "households", "km", "m²", "ha", "kW", "t", "km²")


def _lead(words: str) -> _Lead:
    """Take the words before a figure apart: subject, verb, adverbs."""
    whole = words.strip(" 、，,")
    rest, verb, is_yearly = whole, None, False
    while True:
        match = ADVERB_AT_END.search(rest)
        found = VERB_AT_END.search(rest) if verb is None else None
        if found:
            verb, rest = found, rest[: found.start()]
        elif match and match.start() >= 0 and rest:
            is_yearly = is_yearly or _YEARLY.search(rest) is not None
            rest = rest[: match.start()]
        else:
            break
    while True:
        match = ADVERB_AT_START.match(rest)
        if not match or not rest or find_indicator(rest, Measure.LEVEL) or find_indicator(rest, Measure.GROWTH):
            break
        is_yearly = is_yearly or rest.startswith("年均")
        rest = rest[match.end() :]
    rate = RATE_NAME.match(rest)
    measure: Measure | None = None
    is_down = False
    if verb is not None:
        is_down = bool(verb["down"])
        measure = Measure.GROWTH if verb["up"] else Measure.DECLINE if verb["down"] else Measure.LEVEL
    if rate and (measure in (None, Measure.LEVEL)):
        rest, measure = rate["stem"], Measure.GROWTH
        is_yearly = is_yearly or bool(rate["yearly"])
    return _Lead(rest.strip(" 的"), measure, verb is not None, is_yearly, is_down, whole)


def _measure(lead: _Lead, quantity: Quantity) -> Measure | None:
    """What the figure states, from verb and unit; None when they do not go together."""
    dimension = quantity.unit.dimension
    if dimension == "percentage points":
        return Measure.CHANGE if lead.measure in (Measure.GROWTH, Measure.DECLINE) else None
    if lead.measure in (Measure.GROWTH, Measure.DECLINE):
        if dimension not in ("percent", "times"):
            return Measure.CHANGE
        if lead.measure is Measure.DECLINE:
            return Measure.DECLINE
        return Measure.ANNUAL_GROWTH if lead.is_yearly else Measure.GROWTH
    if dimension == "times":
        return None
    return Measure.LEVEL


def _made(
    sentence: str,
    name: str,
    measure: Measure,
    quantity: Quantity,
    start: int,
    text: str,
    doubts: tuple[str, ...],
) -> Reading | None:
    """The reading, or None when the name is none."""
    name = _clean(name)
    indicator = find_indicator(name, measure)
    if indicator is None:
        if not 2 <= len(name) <= _LONGEST_NAME or BAD_START.match(name) or BAD_NAME.search(name):
            return None
        if re.search(r"、", name):
            doubts = (*doubts, _MOST_OF_A_LIST)
        if quantity.unit.dimension == "percent" and measure is Measure.LEVEL and not SHARE_NAME.search(name):
            return None
    while start < quantity.start and text[start] in " 、，":
        start += 1
    clause = re.split(r"[；。！？\n]", text[: quantity.start])[-1]
    base = _BASE_YEAR.search(text[start : quantity.start])
    return Reading(
        name=sentence_name(sentence, text, name),
        measure=measure,
        quantity=quantity,
        start=start,
        end=quantity.end,
        is_aim=AIMS.search(clause) is not None,
        base_year=int(base[1]) if base else None,
        doubts=doubts,
    )


def _thing(text: str, quantity: Quantity) -> str:
    """The object behind a figure; 6个世界级、7个国家级产业集群 shares what its last part says."""
    following = _OBJECT.match(text[quantity.end :])
    thing = _OBJECT_ENDS.split(following["object"])[0] if following else ""
    if thing.endswith("级"):
        shared = re.search(r"级(?P<rest>[^，。；、级\d]{2,12})", text[quantity.end + len(thing) :])
        thing += shared["rest"] if shared else ""
    return thing


def _clean(name: str) -> str:
    name = name.strip(" 、，,的")
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return name


def sentence_name(sentence: str, text: str, name: str) -> str:
    """The name as the sentence itself writes it, where it stands there in one piece."""
    place = text.find(name)
    return sentence[place : place + len(name)] if place >= 0 else name


# --------------------------------------------------------------------------- 分别


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Where 分别 shares out figures: from the mark before it to the mark after it."""
    for match in re.finditer(_DISTRIBUTED, text):
        begin = max(text.rfind(mark, 0, match.start()) + 1 for mark in "，；。：！？\n,;:")
        end = min([place for mark in "，；。！？\n,;" if (place := text.find(mark, match.end())) >= 0] or [len(text)])
        yield begin, end


def _distributed(text: str, found: list[Quantity]) -> Iterator[Reading]:
    for begin, end in _regions(text):
        middle = text.index(_DISTRIBUTED, begin)
        figures = [one for one in found if middle < one.start < end]
        earlier = [one.end for one in found if begin <= one.start < middle]
        begin = max([begin, *earlier])
        names = _shared_names(text[begin:middle].strip(" 、，其中"))
        if len(figures) < 2 or len(names) != len(figures):
            continue
        lead = _lead("某指标" + text[middle + len(_DISTRIBUTED) : figures[0].start])
        yearly = lead.is_yearly or text[begin:middle].endswith("年均")
        for name, quantity in zip(names, figures, strict=True):
            measure = _measure(_Lead(name, lead.measure, lead.has_verb, yearly, lead.is_down, name), quantity)
            rate = RATE_NAME.match(name)
            if rate and measure is Measure.LEVEL:
                name, measure = rate["stem"], Measure.GROWTH
            if measure is None:
                continue
            reading = _made(text, name, measure, quantity, begin, text, ())
            if reading is not None:
                yield reading


def _shared_names(words: str) -> tuple[str, ...]:
    """城镇、农村居民收入 -> 城镇居民收入, 农村居民收入; () when it is not plain what the parts share."""
    words = re.sub(r"(?:年均|预计|平均)$", "", words)
    while True:
        match = ADVERB_AT_START.match(words)
        if not match or not words:
            break
        words = words[match.end() :]
    if words.startswith("城乡") and "、" not in words:
        return "城镇" + words[2:], "农村" + words[2:]
    parts = [part for part in re.split(r"[、和及与]", words) if part]
    if len(parts) == 1 and re.match(r"[一二三]{2,3}产", words):
        count = len(re.match(r"[一二三]+", words)[0])  # type: ignore[index]
        return tuple(f"第{words[place]}产{words[count + 1 :]}".replace("产业业", "产业") for place in range(count))
    last = parts[-1] if parts else ""
    for forms in _FORMS:
        head = next((form for form in sorted(forms, key=len, reverse=True) if last.startswith(form)), None)
        if head and all(part in forms or part.startswith(forms) for part in parts):
            tail = last[len(head) :]
            return tuple(part + tail if part in forms else part for part in parts)
    if len(parts) > 1 and all(find_indicator(part, measure) for part in parts for measure in (Measure.GROWTH,)):
        return tuple(parts)
    return tuple(parts) if len(parts) > 1 and all(len(part) >= 5 for part in parts) else ()
