"""A question -> the kind of quantity its answer must state; a sentence -> whether it states one of that kind.

A question that asks 多少亿元 is not answered by a sentence without an amount of money, however close its words are.
Questions that ask for no quantity, or for one of no known kind, ask for nothing here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer.figures import Figure, figures


class Quantity(StrEnum):
    """Kinds of quantity that are told apart by what is written beside the number."""

    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    DATE = "date"
    AREA = "area"
    LENGTH = "length"
    WEIGHT = "weight"
    VOLUME = "volume"
    COUNT = "count"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A kind of quantity; for counts with the Chinese measure word asked for (``辆``), ``""`` when none is named."""

    quantity: Quantity
    measure: str = ""


_NUMBER_BEFORE = r"[\d〇零一二两三四五六七八九十百千万亿.,％%+余多]\s?"
# In the order in which they are tried: a question on a share of the money asks for a share.
_ASKED: tuple[tuple[Quantity, re.Pattern[str]], ...] = (
    (
        Quantity.DATE,
        re.compile(
            r"什么时候|何时|哪一?年|哪一天|几月|几号|^when\b|\bwhen (?:did|do|does|was|were|is|are|will|must|should)\b|"
            r"(?:what|which) (?:year|date|day|month)|\bwann\b|"
            r"welche[mns]? (?:Jahr|Datum)",
            re.IGNORECASE,
        ),
    ),
    (
        Quantity.DURATION,
        re.compile(
            r"多久|多长时间|(?:几|多少)(?:个?工作日|天|日|个?月|年(?!级|份))|期限|时限|有效期|how long|"
            r"how many (?:working |business |calendar )?(?:days|weeks|months|years)|wie lange|"
            r"wie viele (?:Tage|Wochen|Monate|Jahre)|time limit|deadline",
            re.IGNORECASE,
        ),
    ),
    (
        Quantity.SHARE,
        re.compile(
            r"百分之|百分点|几成|的多少|多少(?:权重|份额|股份|股权)|税率|比例|占比|比重|增速|增幅|增长率|赤字率|失业率|覆盖率|"
            r"[\u3400-\u9fff]率(?:是|为|要|目标|达|多)|强度|"
            r"增长(?:了|目标|预期|多少|百分)|涨幅|下降(?:了)?多少|(?:what|which|how (?:large|big|high) an?) "
            r"(?:[a-z&-]+ ){0,4}(?:share|percentage|percent|proportion|rate|intensity|growth)\b|"
            r"\b(?:share|percentage) of\b|"
            r"growth (?:target|rate)|intensity|Anteil|Prozent|Quote\b",
            re.IGNORECASE,
        ),
    ),
    (
        Quantity.MONEY,
        re.compile(
            r"(?:多少|几)[百千万亿]*(?:元|块|美元|欧元|钱|资金)|(?:金额|资金|经费|预算|投资额|产值|营收|收入|销售额|总额|罚款|奖励|补助|补贴|"
            r"赤字|债券?|贷款)[^，。？?]{0,12}(?:多少|(?<!哪)几|多大)|多少[^，。？?]{0,8}(?:资金|经费|补贴|补助|奖励|罚款|投资)|"
            r"how much (?:money|funding|federal|public)|how much (?:will|did|does|is|was|can|may)\b[^?]{0,60}"
            r"(?:cost|spend|invest|pay|award|fund|grant)|what (?:amount|sum|budget)|"
            r"what (?:is|was|are|were) the (?:[a-z]+ ){0,3}(?:budget|funding|cost)s?\b|"
            r"wie viel Geld|was (?:soll|sollen|kostet|kosten)\b[^?]{0,80}\bkosten|"
            r"wie hoch (?:ist|sind|war)[^?]{0,40}(?:Förderung|Mittel|Budget|Investition)",
            re.IGNORECASE,
        ),
    ),
    (Quantity.AREA, re.compile(r"多少[万亿]*(?:亩|公顷|平方(?:公里|米|千米))|面积[^，。？?]{0,8}多", re.IGNORECASE)),
    (Quantity.LENGTH, re.compile(r"多少[万亿]*(?:公里|千米|米)|里程|how many (?:kilomet|mile)", re.IGNORECASE)),
    (
        Quantity.WEIGHT,
        re.compile(
            r"多少[百千万亿]*(?:吨|公斤|斤|克|标准煤)|产量[^，。？?]{0,8}多(?!少[百千万亿]*(?:升|立方))|"
            r"how many (?:ton|gram|kilogram)",
            re.IGNORECASE,
        ),
    ),
    (
        Quantity.VOLUME,
        re.compile(r"多少[百千万亿]*(?:升|立方|桶)|how many (?:lit(?:re|er)|barrel|cubic)", re.IGNORECASE),
    ),
    (
        Quantity.COUNT,
        re.compile(
            r"(?:多少|(?<!哪)几)[百千万亿]*(?P<measure>[个家项名人位户辆台座所套批条类种处艘架件次轮只间张部款章届期支栋发枚株头颗层站队场])"
            r"|how many|wie viele",
            re.IGNORECASE,
        ),
    ),
    (
        Quantity.ANY,
        re.compile(
            r"多少|多大|多高|how (?:much|large|big|high|far)|what (?:number|target|figure)|wie (?:viel|hoch|groß)",
            re.IGNORECASE,
        ),
    ),
)
_HELD: dict[Quantity, re.Pattern[str]] = {
    Quantity.MONEY: re.compile(
        rf"{_NUMBER_BEFORE}(?:元|美元|欧元|人民币|港元|日元)|[$€£¥￥]\s?\d|\d[\d,.]*\s?(?:thousand|million|billion|trillion|Mio\.?|"
        r"Millionen|Mrd\.?|Milliarden)?\s?(?:dollars?|euros?|USD|EUR|RMB|yuan)\b|\b(?:million|billion)\b",
        re.IGNORECASE,
    ),
    Quantity.SHARE: re.compile(
        r"[%％‰]|百分之|百分点|分之|一半|半数|[\d〇一二两三四五六七八九十几数]\s?[倍成]|翻番|\bper\s?cent|percentage|Prozent|\bhalf\b|Hälfte|\bthirds?\b|\bquarters?\b|"
        r"同步|\bdouble|verdoppel",
        re.IGNORECASE,
    ),
    Quantity.DURATION: re.compile(
        rf"{_NUMBER_BEFORE}(?:个)?(?:工作日|天|日|周|月|年|小时|分钟)|"
        r"(?:\d+|[a-zäöü]+)[ -](?:(?:calendar|business|working|fiscal)[ -])?(?:days?|weeks?|months?|years?)\b|"
        r"(?:\d+|[a-zäöü]+) (?:Tagen?|Wochen?|Monaten?|Jahren?)\b|半年|半月|长期|永久|permanent",
        re.IGNORECASE,
    ),
    Quantity.DATE: re.compile(
        r"\d{4}|\d+\s?[年月日]|[〇一二三四五六七八九十]+[年月日]|"
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|"
        r"Mai|Juni|Juli|Oktober|Dezember)\b",
        re.IGNORECASE,
    ),
    Quantity.AREA: re.compile(
        rf"{_NUMBER_BEFORE}(?:亩|公顷|平方)|\b(?:hectares?|acres?|square)\b|Quadrat", re.IGNORECASE
    ),
    Quantity.LENGTH: re.compile(rf"{_NUMBER_BEFORE}(?:公里|千米|米)|\b(?:km|kilomet|miles?)", re.IGNORECASE),
    Quantity.WEIGHT: re.compile(
        rf"{_NUMBER_BEFORE}(?:吨|公斤|斤|克)|\b(?:tons?|tonnes?|Tonnen|(?:kilo)?gramm?s?|kg)\b", re.IGNORECASE
    ),
    Quantity.VOLUME: re.compile(
        rf"{_NUMBER_BEFORE}(?:升|立方|桶)|\b(?:lit(?:re|er)s?|barrels?|cubic|Kubikmeter|Liter)\b", re.IGNORECASE
    ),
}
_RELATIVE = re.compile(r"本世纪|年底|年末|今年|明年|去年|每年|之日起")
_SAME_COUNT = {
    "人": "人名位",
    "名": "人名位",
    "位": "人名位",
    "家": "家个户",
    "个": "个家项大",
    "项": "项个",
    "座": "座个",
    "所": "所个",
}
_YEARS = range(1900, 2100)
_PLAN = re.compile(r"十[一二三四五六]五")


def asked_form(question: str) -> AskedForm | None:
    """The quantity a question asks for; None when it asks for something else."""
    for quantity, pattern in _ASKED:
        match = pattern.search(question)
        if match:
            named = match.groupdict()
            measure = named.get("measure") or ""
            return AskedForm(quantity, measure)
    return None


def has_form(form: AskedForm, question: str, sentence: str) -> bool:
    """Whether ``sentence`` states a quantity of the form that ``question`` did not bring itself."""
    plain = _PLAN.sub("", sentence)
    asked = {figure.key for figure in figures(question)}
    new = [figure for figure in figures(plain) if figure.key not in asked]
    if form.quantity is Quantity.DATE:
        if _RELATIVE.search(plain) or _HELD[Quantity.DURATION].search(plain):
            return True
        return bool(new) and bool(_HELD[Quantity.DATE].search(plain))
    if form.quantity in _HELD:
        return bool(_HELD[form.quantity].search(plain)) and _has_quantity(new, form.quantity)
    counted = [figure for figure in new if not _is_year(figure, plain)]
    if form.measure and counted and _is_chinese(plain):
        measures = _SAME_COUNT.get(form.measure, form.measure)
        return any(_followed_by(figure, measures, plain) for figure in counted)
    return bool(counted)


def _has_quantity(new: list[Figure], quantity: Quantity) -> bool:
    if quantity in (Quantity.SHARE, Quantity.DURATION):
        return True  # 与经济增长同步, half of the cost, 每半年: often said without a number
    return bool(new)


def _is_year(figure: Figure, text: str) -> bool:
    if figure.is_percentage or figure.value not in _YEARS:
        return False
    return text[figure.end : figure.end + 1] == "年" if _is_chinese(text) else "," not in figure.surface


def _followed_by(figure: Figure, measures: str, text: str) -> bool:
    following = text[figure.end : figure.end + 3].lstrip("余多来+ ")
    return following[:1] in measures if following else False


def _is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]", text))
