"""A sentence with 分别 -> a reading for each of the things it shares figures out to.

城镇、农村居民收入分别增长4%、6% has two subjects; what they share, 居民收入, stands only with the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.research.chinese_leads import lead_of, measure_of
from assistant.research.chinese_words import ADVERB_AT_START, RATE_NAME
from assistant.research.indicators import Measure, find_indicator
from assistant.research.quantities import Quantity
from assistant.research.readings import Reading

_SHARING = "分别"
_MARKS = ",;。:!?\n"
_FORMS = (
    ("城镇", "农村"),
    ("一产", "二产", "三产"),
    ("第一", "第二", "第三"),
    ("第一产业", "第二产业", "第三产业"),
    ("一", "二", "三"),
)
# What is counted, said once behind a list: 锂电池、太阳能电池产量.
_SHARED_NOUN = re.compile(
    r"(?:增加值|产量|销量|产值|总产值|投资|营收|营业收入|数量|总数|数|人数|人次|余额|吞吐量|面积|覆盖率|普及率|入园率)$"
)
_SHORTEST_NAME = 5  # shorter parts may lack what stands only with the last


def sharing_regions(text: str) -> tuple[tuple[int, int], ...]:
    """Where 分别 shares out figures: from the mark before it to the mark after it."""
    regions = []
    for match in re.finditer(_SHARING, text):
        begin = max(text.rfind(mark, 0, match.start()) + 1 for mark in _MARKS)
        ends = [place for mark in _MARKS if (place := text.find(mark, match.end())) >= 0]
        regions.append((begin, min(ends, default=len(text))))
    return tuple(regions)


def shared_readings(text: str, found: list[Quantity]) -> Iterator[Reading]:
    """A reading for each figure behind 分别 when there are as many subjects as figures."""
    for begin, end in sharing_regions(text):
        middle = text.index(_SHARING, begin)
        figures = [one for one in found if middle < one.start < end]
        start = max([begin, *(one.end for one in found if begin <= one.start < middle)])
        words = text[start:middle]
        names = _names(words.strip(" 、,"))
        if len(figures) < 2 or len(names) != len(figures):
            continue
        predicate = text[middle + len(_SHARING) : figures[0].start]
        lead = lead_of("某指标" + ("年均" if words.endswith(("年均", "平均")) else "") + predicate)
        for name, quantity in zip(names, figures, strict=True):
            measure, stem = measure_of(lead, quantity), name
            rate = RATE_NAME.match(name)
            if rate and measure is Measure.LEVEL:
                stem, measure = rate["stem"], Measure.GROWTH
            if measure is not None:
                yield Reading(stem, measure, quantity, start, quantity.end, span=lead.span)


def _names(words: str) -> tuple[str, ...]:
    """城镇、农村居民收入 -> 城镇居民收入, 农村居民收入; () when it is not plain what the parts share."""
    words = re.sub(r"(?:年均|预计|平均)$", "", words)
    while words and (match := ADVERB_AT_START.match(words)):
        words = words[match.end() :]
    if words.startswith("城乡") and "、" not in words:
        return "城镇" + words[2:], "农村" + words[2:]
    sectors = re.match(r"([一二三]{2,3})产业?", words)
    if sectors:
        return tuple(f"第{one}产业{words[sectors.end() :]}" for one in sectors[1])
    parts = [part for part in re.split(r"[、和及与]", words) if part]
    if len(parts) < 2:
        return ()
    return _with_shared_end(parts) or _complete(parts)


def _with_shared_end(parts: list[str]) -> tuple[str, ...]:
    last = parts[-1]
    for forms in _FORMS:
        head = next((form for form in sorted(forms, key=len, reverse=True) if last.startswith(form)), None)
        if head and all(part in forms or part.startswith(forms) for part in parts):
            tail = last[len(head) :]
            return tuple(part + tail if part in forms else part for part in parts)
    noun = _SHARED_NOUN.search(last)
    if noun and not any(_SHARED_NOUN.search(part) or _is_known(part) for part in parts[:-1]):
        return tuple(part if part == last else part + noun.group() for part in parts)
    return ()


def _complete(parts: list[str]) -> tuple[str, ...]:
    whole = all(_is_known(part) or len(part) >= _SHORTEST_NAME for part in parts)
    return tuple(parts) if whole else ()


def _is_known(name: str) -> bool:
    return any(find_indicator(name, measure) for measure in (Measure.GROWTH, Measure.LEVEL))
