"""A question -> what it says of its target: language, jurisdictions, years, document numbers, titles, form of answer.

Nothing here looks at the library; `target.py` decides what the words point to.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.domain import Instrument
from assistant.ingest.document_numbers import find_document_numbers
from assistant.ingest.language import detect_language
from assistant.jurisdictions import JurisdictionMention, find_jurisdictions


class Wanted(StrEnum):
    """The form of answer a question asks for."""

    FIGURE = "figure"
    DATE = "date"
    LIST = "list"
    DEFINITION = "definition"
    WHO = "who"
    REASON = "reason"
    PROCEDURE = "procedure"
    OTHER = "other"


class Newest(StrEnum):
    """Which of several versions of one document a question means."""

    CURRENT = "current"  # 现行, 最新, current
    BOTH = "both"  # 修订前后, what changed
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what was read from it: ``mentions`` in order of the text, ``years`` ascending."""

    text: str
    language: str
    mentions: tuple[JurisdictionMention, ...]
    programmes: tuple[str, ...]  # jurisdictions whose programmes or bodies are named
    years: tuple[int, ...]
    report_years: tuple[int, ...]  # years that name a yearly report, a subset of ``years``
    plan_years: tuple[int, ...]  # first years of the five-year plans named
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    instruments: tuple[Instrument, ...]
    wanted: Wanted
    newest: Newest

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Codes of the jurisdictions named, directly or by a programme of theirs, without repeats, in order."""
        return tuple(dict.fromkeys([*(mention.code for mention in self.mentions), *self.programmes]))


# A decade is no year: a text of the 1990s is seldom of 1990.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)(?!['’]?s\b|er\b|年代)(?!\s?[a-z]?\s?(?:U\.?S\.?C|号))")
_REPORT_YEAR = re.compile(
    r"((?:19|20)\d{2})年?(?:的|度)?(?:国务院|中央|全国|[\u3400-\u9fff]{2,8}[省市区])?的?(?:政府)?工作报告|"
    r"((?:19|20)\d{2})(?:'s)? (?:\w+ ){0,2}(?:government )?work report|"
    r"work report (?:of|for|in) ((?:19|20)\d{2})",
    re.IGNORECASE,
)
_TITLE = re.compile(r"《([^《》]{2,60})》")
_PLAN_STARTS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_ORDINAL_PLAN = re.compile(r"\b(12|13|14|15)th\s+five[- ]year", re.IGNORECASE)

# Names that say whose policy is meant without naming the place.
_PROGRAMMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "US",
        re.compile(
            r"\bCHIPS\b|芯片法案|芯片与科学法|Tech Hubs?\b|Manufacturing USA|NSF Engines|"
            r"U\.?S\.?C\.|\bE-RIC\b|Build to Scale|"
            r"Build Back Better|Secretary of Commerce|\bNIST\b|\bNSF\b|Internal Revenue Code|Inflation Reduction Act",
            re.IGNORECASE,
        ),
    ),
    (
        "DE",
        re.compile(
            r"红绿灯|Koalitionsvertrag|Ampel|coalition agreement|go-cluster|Spitzencluster|"
            r"leading-edge cluster|BioRegio|"
            r"InnoRegio|Clusters4Future|Zukunftscluster|Kompetenznetze|Hightech-Strategie|Bundestag|\bDATI\b",
            re.IGNORECASE,
        ),
    ),
    ("EU", re.compile(r"\bAI Act\b|Horizon Europe|Euroclusters|smart speciali[sz]ation|地平线欧洲", re.IGNORECASE)),
    ("GB", re.compile(r"\bCatapult\b|Investment Zones?\b|Invest 2035", re.IGNORECASE)),
    ("FR", re.compile(r"p[oô]les? de comp[eé]titivit[eé]|France 2030", re.IGNORECASE)),
    (
        "CN",
        re.compile(
            r"国务院(?:的)?(?:政府)?工作报告|State Council'?s? work report|"
            r"工信部|工业和信息化部|国家发展?改革?委|\bMIIT\b|\bNDRC\b|Made in China 2025|中国制造2025|五年规划纲要"
        ),
    ),
)

_INSTRUMENTS: tuple[tuple[Instrument, re.Pattern[str]], ...] = (
    (Instrument.REPORT, re.compile(r"工作报告|报告里|的报告|government work report|Regierungsbericht", re.IGNORECASE)),
    (Instrument.REGULATION, re.compile(r"条例|规定(?!了|的|是)|\bregulations?\b|Verordnung", re.IGNORECASE)),
    (Instrument.LAW, re.compile(r"法律|\bstatute\b|U\.S\.C\.|\bGesetz", re.IGNORECASE)),
    (Instrument.AGREEMENT, re.compile(r"联合执政协议|coalition agreement|Koalitionsvertrag", re.IGNORECASE)),
    (Instrument.ACTION_PLAN, re.compile(r"行动计划|行动方案|action plan|Aktionsplan", re.IGNORECASE)),
)

_WANTED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        Wanted.DATE,
        re.compile(
            r"什么时候|何时|哪一年|哪年|哪一天|几月|\bwhen\b|what year|which year|what date|\bwann\b|welchem Jahr",
            re.IGNORECASE,
        ),
    ),
    (
        Wanted.FIGURE,
        re.compile(
            r"多少|几[个家项批条年类所名座类次]|多大|多高|多久|多长|百分之几|比例|占比|增速|规模|目标(?:是|定)|上限|下限|最高|最低|"
            r"how (?:many|much|long|large|big|high|often|far)|"
            r"what (?:share|percentage|percent|proportion|rate|amount|number)|"
            r"\bmaximum\b|\bminimum\b|\bcap\b|\btarget\b|\bgrowth\b|\bintensity\b|"
            r"wie (?:viele?|hoch|groß|lange)|wieviel|Anteil",
            re.IGNORECASE,
        ),
    ),
    (
        Wanted.WHO,
        re.compile(
            r"谁|哪个部门|哪些部门|由.{0,6}(?:设立|负责|制定)|\bwho\b|which (?:body|agency|department|official)|\bwer\b"
        ),
    ),
    (
        Wanted.DEFINITION,
        re.compile(
            r"指什么|是什么意思|怎样界定|如何界定|的定义|什么是|是指|what (?:is meant|counts as|does .{2,60} mean)|"
            r"\bdefin|was (?:ist|bedeutet|versteht)",
            re.IGNORECASE,
        ),
    ),
    (Wanted.REASON, re.compile(r"为什么|为何|原因|\bwhy\b|\bwarum\b|weshalb", re.IGNORECASE)),
    (
        Wanted.PROCEDURE,
        re.compile(r"怎样|怎么|如何|步骤|程序|流程|\bhow (?:does|do|is|are|can|must|should)\b|\bwie\b", re.IGNORECASE),
    ),
    (
        Wanted.LIST,
        re.compile(
            r"哪些|哪[一二三四五六七八九十两几]+[个家项大种条类]|分别|有哪|都是什么|列出|"
            r"\bwhich\b|\bwhat (?:are|kinds?|types?)\b|\blist\b|\bname the\b|\bwelche",
            re.IGNORECASE,
        ),
    ),
)
_CURRENT = re.compile(
    r"现行|最新|当前有效|目前有效|新修订|新版|\bcurrent(?:ly)?\b|\blatest\b|in force|\baktuell|geltende", re.IGNORECASE
)
_BOTH = re.compile(
    r"修订前后|修改前后|新旧|两版|两个版本|(?:有什么|有何|哪些)(?:变化|不同|修改)|改成了|先后|"
    r"before and after|what changed|differ.{0,30}version|Änderung",
    re.IGNORECASE,
)


def understand(text: str) -> Question:
    """Read a question. Deterministic, under a millisecond, no model."""
    return Question(
        text=text,
        language=detect_language(text),
        mentions=find_jurisdictions(text),
        programmes=tuple(code for code, pattern in _PROGRAMMES if pattern.search(text)),
        years=tuple(sorted({int(match.group()) for match in _YEAR.finditer(text)})),
        report_years=tuple(sorted({int(match[match.lastindex or 0]) for match in _REPORT_YEAR.finditer(text)})),
        plan_years=_plan_years(text),
        numbers=tuple(find_document_numbers(text)),
        titles=tuple(_TITLE.findall(text)),
        instruments=tuple(kind for kind, pattern in _INSTRUMENTS if pattern.search(text)),
        wanted=next((kind for kind, pattern in _WANTED if pattern.search(text)), Wanted.OTHER),
        newest=Newest.BOTH if _BOTH.search(text) else Newest.CURRENT if _CURRENT.search(text) else Newest.UNSAID,
    )


def readings(question: Question) -> tuple[tuple[str, str], ...]:
    """What was read from a question as (kind, value) pairs, which :func:`without` takes back.

    Kinds: ``jurisdiction`` (a code), ``year``, ``plan`` (its first year), ``number``, ``title``, ``instrument``.
    """
    return (
        *(("jurisdiction", code) for code in question.jurisdictions),
        *(("year", str(year)) for year in question.years),
        *(("plan", str(year)) for year in question.plan_years),
        *(("number", number) for number in question.numbers),
        *(("title", title) for title in question.titles),
        *(("instrument", kind.value) for kind in question.instruments),
    )


def without(question: Question, ignored: Collection[tuple[str, str]]) -> Question:
    """The question as if the ``ignored`` pairs of :func:`readings` did not stand in it; its text stays."""
    if not ignored:
        return question
    return replace(
        question,
        mentions=tuple(one for one in question.mentions if ("jurisdiction", one.code) not in ignored),
        programmes=tuple(one for one in question.programmes if ("jurisdiction", one) not in ignored),
        years=tuple(one for one in question.years if ("year", str(one)) not in ignored),
        report_years=tuple(one for one in question.report_years if ("year", str(one)) not in ignored),
        plan_years=tuple(one for one in question.plan_years if ("plan", str(one)) not in ignored),
        numbers=tuple(one for one in question.numbers if ("number", one) not in ignored),
        titles=tuple(one for one in question.titles if ("title", one) not in ignored),
        instruments=tuple(one for one in question.instruments if ("instrument", one.value) not in ignored),
    )


def _plan_years(text: str) -> tuple[int, ...]:
    years = {start for name, start in _PLAN_STARTS.items() if name in text}
    years |= {1951 + 5 * int(match[1]) for match in _ORDINAL_PLAN.finditer(text)}
    return tuple(sorted(years))
