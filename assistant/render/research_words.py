"""Codes of the research room (measures, comparators, states of a cell, links) -> words for the reader."""

from __future__ import annotations

from decimal import Decimal

from assistant.research.compare import CellState
from assistant.research.indicator_tables import Binding
from assistant.research.indicators import Measure
from assistant.research.quantities import Comparator, Quantity
from assistant.research.readings import Doubt
from assistant.research.targets import Target
from assistant.research.time_frames import TargetKind
from assistant.research.timeline import LinkKind
from assistant.research.versions import ChangeKind

_WORDS: dict[object, tuple[str, str]] = {
    CellState.NOT_FOUND: ("资料库中未找到", "not found in the library"),
    CellState.NO_DOCUMENT: ("资料库没有该方的文件", "no document for this side"),
    Measure.LEVEL: ("水平", "level"),
    Measure.GROWTH: ("增长", "growth"),
    Measure.ANNUAL_GROWTH: ("年均增长", "average annual growth"),
    Measure.TOTAL_GROWTH: ("期间累计增长", "growth over the period"),
    Measure.ANNUAL_AVERAGE: ("年均", "annual average"),
    Measure.DECLINE: ("下降", "decline"),
    Measure.INCREASE: ("增加", "increase"),
    Measure.DECREASE: ("减少", "decrease"),
    Doubt.NO_YEAR: ("未写年份", "no year named"),
    Doubt.PERIOD_END: ("取规划期末年", "end of the plan's period"),
    Doubt.NO_BASE_YEAR: ("未写基期", "base year not named"),
    Doubt.LISTED: ("并列多项", "several things named"),
    Doubt.MARKED: ("表中有注", "has a note in the table"),
    Comparator.EQUAL: ("", ""),
    Comparator.AT_LEAST: ("不低于", "at least"),
    Comparator.MORE_THAN: ("超过", "more than"),
    Comparator.AT_MOST: ("不超过", "at most"),
    Comparator.LESS_THAN: ("低于", "less than"),
    Comparator.ABOUT: ("左右", "about"),
    Comparator.RANGE: ("区间", "range"),
    TargetKind.TARGET: ("目标", "target"),
    TargetKind.RESULT: ("结果", "result"),
    Binding.BINDING: ("约束性", "binding"),
    Binding.EXPECTED: ("预期性", "expected"),
    ChangeKind.UNCHANGED: ("未变", "unchanged"),
    ChangeKind.CHANGED: ("修改", "changed"),
    ChangeKind.ADDED: ("新增", "added"),
    ChangeKind.REMOVED: ("删除", "removed"),
    LinkKind.IMPLEMENTS: ("落实", "implements"),
    LinkKind.SUPERSEDES: ("取代", "supersedes"),
    LinkKind.REPEALS: ("废止", "repeals"),
    LinkKind.VERSION_OF: ("同一文件的另一版本", "version of"),
    LinkKind.REFERS_TO: ("提及", "refers to"),
}
_LABELS = {
    "comparison": ("比较：{}", "Comparison: {}"),
    "difference": ("数据对照：{}", "Figures side by side: {}"),
    "side": ("对象", "Side"),
    "said": ("原文", "What the text says"),
    "state": ("状态", "State"),
    "found": ("有答案", "found"),
    "source": ("出处", "Source"),
    "indicator": ("指标", "Indicator"),
    "measure": ("口径", "Measure"),
    "value": ("数值", "Value"),
    "normalised": ("统一单位", "In one unit"),
    "unit": ("单位", "Unit"),
    "comparator": ("限定", "Comparator"),
    "year": ("年份", "Year"),
    "base_year": ("基期", "Base year"),
    "kind": ("类别", "Kind"),
    "binding": ("性质", "Nature"),
    "quote": ("原文", "Quote"),
    "document": ("文件", "Document"),
    "doubts": ("存疑", "Unsure"),
    "place": ("地区", "Jurisdiction"),
    "targets": ("目标与指标", "Targets and results"),
    "versions": ("版本对照：{} → {}", "Versions: {} → {}"),
    "change": ("变化", "Change"),
    "before": ("旧版", "Older version"),
    "after": ("新版", "Newer version"),
    "article_before": ("旧条目", "Older article"),
    "article_after": ("新条目", "Newer article"),
    "differences": ("修改之处", "What changed"),
    "counts": ("{}条未变，{}条修改，{}条新增，{}条删除。", "{} unchanged, {} changed, {} added, {} removed."),
    "timeline": ("政策时间线", "Timeline of policies"),
    "date": ("日期", "Date"),
    "period": ("实施期", "Period"),
    "title": ("题名", "Title"),
    "number": ("文号", "Number"),
    "status": ("效力", "Status"),
    "links": ("关系", "Links"),
    "link": ("关系", "Link"),
    "newer": ("较新的文件", "Newer text"),
    "older": ("较早的文件", "Older text"),
    "not_held": ("（资料库未收录）", " (not in the library)"),
    "answer": ("回答", "Answer"),
    "not_comparable": ("年份或单位不同，不能直接比较。", "Years or units differ: not to be compared directly."),
    "no_figures": (
        "所引原文中没有两方以上可以对照的数据。",
        "The cited texts hold no figures of two sides to set side by side.",
    ),
    "sources": ("引用来源", "Sources"),
    "unsure": ("存疑", "unsure"),
    "coverage": ("各地区是否有答案", "Which sides answer"),
    "aspect": ("方面", "Aspect"),
    "whole_question": ("问题", "The question"),
}
# Base units as Chinese and English readers write large amounts of them.
_SCALES = {
    "zh": ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
    "en": ((Decimal(10) ** 12, " trillion"), (Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million")),
}
_UNITS = {
    "percent": ("%", "%"),
    "percentage points": ("个百分点", " percentage points"),
    "CNY": ("元", " CNY"),
    "USD": ("美元", " USD"),
    "EUR": ("欧元", " EUR"),
    "GBP": ("英镑", " GBP"),
    "t": ("吨", " t"),
    "tce": ("吨标准煤", " t of coal equivalent"),
    "ha": ("公顷", " ha"),
    "persons": ("人", " persons"),
    "households": ("户", " households"),
    "times": ("倍", " times"),
    "kW": ("千瓦", " kW"),
    "km": ("公里", " km"),
    "CNY/person": ("元/人", " CNY per person"),
    "count": ("", ""),
    "years of age": ("岁", " years"),
}


def research_label(key: str, language: str, *values: object) -> str:
    """The words for ``key``, Chinese for ``zh`` and else English."""
    return _LABELS[key][language != "zh"].format(*values)


def word(code: object, language: str) -> str:
    """The word for a code of the research room."""
    return _WORDS[code][language != "zh"]


def indicator_name(target: Target, language: str) -> str:
    """The indicator with its measure: 地区生产总值增长, GDP (growth); the text's own words when it has no entry."""
    name = target.indicator.name(language) if target.indicator else target.name
    if target.measure is Measure.LEVEL:
        return name
    measure = word(target.measure, language)
    if language == "zh":
        return name if name.endswith(("涨幅", "增速")) else f"{name}{measure}"
    return f"{name} ({measure})"


def amount(quantity: Quantity, language: str) -> str:
    """The value in the base unit, with 万亿 or billion, and the comparator: ≥36,500,000 t reads 不低于3650万吨."""
    low = number_words(quantity.low, language, is_scaled=quantity.unit.dimension not in ("percent", "times"))
    high = number_words(quantity.high, language, is_scaled=quantity.unit.dimension not in ("percent", "times"))
    zh, en = _UNITS.get(quantity.unit.dimension, (quantity.unit.dimension, f" {quantity.unit.dimension}"))
    unit = zh if language == "zh" else en
    value = f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    comparator = word(quantity.comparator, language)
    if quantity.comparator in (Comparator.EQUAL, Comparator.RANGE):
        return value
    if quantity.comparator is Comparator.ABOUT and language == "zh":
        return f"{value}左右"
    return f"{comparator}{'' if language == 'zh' else ' '}{value}"


def number_words(value: Decimal, language: str, is_scaled: bool = True) -> str:
    """A number without an exponent, its zeros put into 万亿 or billion."""
    if is_scaled:
        for size, name in _SCALES["zh" if language == "zh" else "en"]:
            if abs(value) >= size:
                return f"{_plain(value / size)}{name}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = format(round(value, 4).normalize(), ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
