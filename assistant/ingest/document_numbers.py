"""Text -> document numbers (文号, 国务院令第722号, Public Law 117-167, COM(2020) 102 …) in one spelling.

The spelling is what two writers of the same number share: Chinese numbers use 〔〕 and no spaces, English and German
ones a single space and a plain hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.ingest.dates import chinese_number


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A document number at ``[start, end)``, in its shared spelling."""

    number: str
    start: int
    end: int


_OPEN, _CLOSE = r"[〔\[【（(［﹝〈]", r"[〕\]】）)］﹞〉]"
_SPACE = r"[ \t\u3000]*"
_HAN = r"[\u3400-\u9fff]"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－–—‑", "0123456789----")

# 国办发〔2019〕35号: the short name of the agency and the kind of paper (发 函 规 字 …), two to fourteen characters.
_CHINESE = re.compile(
    rf"(?P<agency>{_HAN}(?:{_SPACE}{_HAN}){{1,13}}){_SPACE}"
    rf"{_OPEN}{_SPACE}(?P<year>(?:19|20)\d\d){_SPACE}{_CLOSE}{_SPACE}第?{_SPACE}(?P<serial>\d{{1,5}}){_SPACE}号"
)
# 国务院令第722号, 公告第28号, 公告2023年第5号
_ORDER = re.compile(
    rf"(?P<agency>{_HAN}{{0,30}}?(?:令|公告|通告)){_SPACE}(?:{_OPEN}?(?P<year>(?:19|20)\d\d){_SPACE}(?:年|{_CLOSE}){_SPACE})?"
    rf"第{_SPACE}(?P<serial>\d{{1,5}}|[〇零一二三四五六七八九十百]{{1,6}}){_SPACE}号"
)
_LATIN: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"\b(?i:Pub(?:lic|\.)?\s?L(?:aw|\.)?)\.?\s?(?:No\.?\s?)?(\d{2,3})-(\d{1,4})\b",
        lambda m: f"Public Law {m[1]}-{m[2]}",
    ),
    (
        r"\b(\d{1,2})\s?U\.?\s?S\.?\s?C(?:ode|\.)?\s?(?:§+\s?|[Ss]ec(?:tion|\.)\s?)?(\d+[A-Za-z]*(?:-\d+[a-z]?)?)",
        lambda m: f"{m[1]} U.S.C. {m[2]}",
    ),
    (r"\b(\d{1,2})\s?C\.?\s?F\.?\s?R\.?\s?(?:§+\s?|Part\s?)?(\d+(?:\.\d+)?)", lambda m: f"{m[1]} CFR {m[2]}"),
    (r"\bCOM\s?\(\s?(\d{4})\s?\)\s?(\d{1,4})(?!\d)", lambda m: f"COM({m[1]}) {int(m[2])}"),
    (r"\bSWD\s?\(\s?(\d{4})\s?\)\s?(\d{1,4})(?!\d)", lambda m: f"SWD({m[1]}) {int(m[2])}"),
    (
        r"\b(?:BT-?\s?Drs\.?|BT-Drucksache|Bundestagsdrucksache|Drucksache|Drs\.)\s?(\d{1,2}/\d{1,6})\b",
        lambda m: f"BT-Drs. {m[1]}",
    ),
    (r"\(\s?(?:EU|EG|EC|EWG|EEC)\s?\)\s?(?:Nr\.|No\.?)?\s?(\d{1,4}/\d{1,4})\b", lambda m: f"(EU) {m[1]}"),
    (r"\b(?:Executive Order|E\.O\.)\s?(?:No\.\s?)?(\d{5})\b", lambda m: f"Executive Order {m[1]}"),
    (r"\bBGBl\.?\s?(\d{4}\s)?I\s?(?:S\.|Nr\.)\s?(\d{1,5})\b", lambda m: f"BGBl. {m[1] or ''}I {m[2]}"),
    (r"\b(H\.\s?R\.|S\.)\s(\d{2,5})\b", lambda m: f"{m[1].replace(' ', '')} {m[2]}"),
)
_LATIN_PATTERNS = tuple((re.compile(pattern), spell) for pattern, spell in _LATIN)

# What may stand right before an agency's short name in running text and does not belong to it. The look-aheads keep
# 共和国, 工业和信息化部, 发展和改革委, 苏经信 and 国数据 whole.
_LEADING = re.compile(
    rf"^.*(?:根据|依据|依照|按照|遵照|贯彻|落实|执行|印发|下发|转发了?|废止|替代|参照|以下简称|文件|的通知|详见|参见|关于|"
    rf"[即原以与及或在将由见号]|(?<!共)和(?!信息|改革|社会|农村|旅游|计划|人民)|经(?!信|贸|济|委|合|开|办)|(?<!数)据)(?={_HAN}{{2}})"
)


def find_document_numbers(text: str) -> tuple[str, ...]:
    """The numbers named in ``text``, in order, without repeats, each in its shared spelling."""
    return tuple(dict.fromkeys(mention.number for mention in find_number_mentions(text)))


def find_number_mentions(text: str) -> tuple[NumberMention, ...]:
    """Every document number in ``text``, in order of position; mentions do not overlap."""
    plain = text.translate(_FULL_WIDTH)
    found: list[NumberMention] = []
    for pattern in (_CHINESE, _ORDER):
        for match in pattern.finditer(plain):
            mention = _chinese_mention(match)
            if mention is not None:
                _add(found, mention)
    for pattern, spell in _LATIN_PATTERNS:
        for match in pattern.finditer(plain):
            _add(found, NumberMention(spell(match), match.start(), match.end()))
    return tuple(sorted(found, key=lambda mention: mention.start))


def normalise_number(text: str) -> str:
    """The shared spelling of a number given alone; the text itself, trimmed, when its form is not known."""
    mentions = find_number_mentions(text)
    return mentions[0].number if len(mentions) == 1 else re.sub(r"\s+", " ", text).strip()


def _add(found: list[NumberMention], mention: NumberMention) -> None:
    if not any(other.start < mention.end and mention.start < other.end for other in found):
        found.append(mention)


def _chinese_mention(match: re.Match[str]) -> NumberMention | None:
    written = match["agency"]
    leading = _LEADING.match(written)
    start = match.start("agency") + (leading.end() if leading else 0)
    agency = re.sub(r"\s", "", written[leading.end() if leading else 0 :])
    agency = agency.removeprefix("中华人民共和国") if len(agency) > len("中华人民共和国令") else agency
    serial = match["serial"] if match["serial"].isdigit() else str(chinese_number(match["serial"]) or match["serial"])
    if match.re is _CHINESE:
        return NumberMention(f"{agency}〔{match['year']}〕{serial}号", start, match.end())
    year = f"{match['year']}年" if match["year"] else ""
    return NumberMention(f"{agency}{year}第{serial}号", start, match.end())
