"""A sentence -> the words in it that turn its meaning round, by kind, in Chinese, English and German.

A figure without its "at most", a duty without its "may", a ban without its "not" is another statement. These are closed
lists of function words; what is no such word is content and is compared as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Signal(StrEnum):
    """What a word does to the sentence around it."""

    NEGATION = "negation"  # not, no, never; 不, 未, 没有; nicht, kein
    DUTY = "duty"  # must, shall; 应当, 必须; muss
    PERMISSION = "permission"  # may, can; 可以; darf, kann
    AT_LEAST = "at_least"  # at least, more than; 以上, 超过; mindestens
    AT_MOST = "at_most"  # up to, less than; 以下, 不超过; höchstens
    ABOUT = "about"  # about; 左右; rund
    CONDITION = "condition"  # if, unless, except; 如果, 除; falls
    INTENTION = "intention"  # plan, propose, draft; 拟, 力争, 草案; geplant
    RISE = "rise"  # increase, grow; 增长, 提高; steigen
    FALL = "fall"  # decrease, fall; 下降, 减少; sinken
    PART = "part"  # some, mainly, deputy; 部分, 主要, 副; teilweise


# Said without the sense of the character or word they hold: 无人机 is no negation, "not only" neither.
_EMPTY = re.compile(
    r"无人[机驾车艇船]|无锡|无线|无缝|无障碍|无形资产|不断|不仅|不但|不同|不动产|不锈钢|未来|非常|非遗|非公有|非营利|非洲|"
    r"莫不|许可|认可|不可[分再逆]|不久|不少|必不可少|不可或缺|不懈|并不断|可以说|可能性|如下|例如|比如|诸如|如期|如何|"
    r"\bnot only\b|\bnon-?profit\w*|\bmay \d{4}\b|\b\d{1,2} may\b|\bnicht nur\b|\bno\.?\s?\d+|\bmay \d{1,2}\b",
    re.IGNORECASE,
)
# In this order: bounds first, because "no more than" and 不超过 are no negations.
_PATTERNS: tuple[tuple[Signal, re.Pattern[str]], ...] = tuple(
    (signal, re.compile(pattern, re.IGNORECASE))
    for signal, pattern in (
        (
            Signal.AT_MOST,
            r"不(?:得|能|应|可|许)?(?:超过|多于|高于|大于|晚于|迟于)|\bnicht mehr als\b|"
            r"\b(?:no|not) (?:more|greater|higher|later|longer) than\b|\bnot (?:to )?exceed(?:ing)?\b",
        ),
        (
            Signal.AT_LEAST,
            r"不(?:得|能|应)?(?:少于|低于|小于|早于)|"
            r"\b(?:no|not) (?:less|fewer|lower|earlier) than\b|\bnicht weniger als\b",
        ),
        (
            Signal.AT_MOST,
            r"不足|[以日天月年时周]内|以下|至多|最多|最高|低于|少于|控制在|上限|\bup to\b|\bat most\b|"
            r"\b(?:less|fewer|lower|below) than\b|\bmaximum\b|\bbelow\b|\bunder \d|\bwithin\b|\bcapped\b|\bcap\b|"
            r"\bbis zu\b|\bhöchstens\b|\bmaximal\b|\bunter \d|\bweniger als\b",
        ),
        (
            Signal.AT_LEAST,
            r"以上|至少|最少|最低|超过|高于|多于|突破|逾(?!期)|下限|多个|余[个家项人万亿]|"
            r"\bat least\b|\b(?:more|greater|higher) than\b|\bover \d|"
            r"\babove\b|\bexceed(?:s|ed|ing)?\b|\bminimum\b|\bor more\b|"
            r"\bmindestens\b|\bwenigstens\b|\bmehr als\b|\büber \d",
        ),
        (
            Signal.ABOUT,
            r"左右|约(?!束|定|会)|大约|大概|近(?=\d)|上下|"
            r"\babout (?=\d|one\b|two\b|three\b|four\b|five\b|six|seven|eight|nine|ten\b|eleven|twelve|twenty|half\b)|"
            r"\bapproximately\b|"
            r"\baround (?=\d)|\broughly\b|\bnearly\b|\balmost\b|\bsome (?=\d)|"
            r"\brund\b|\betwa\b|\bungefähr\b|\bca\.|\bknapp\b",
        ),
        (
            Signal.CONDITION,
            r"如果|若(?!干)|倘|除(?!尘|险|湿|了)|但书|以外|之外|仅(?!仅)|只有|只(?=[能可限有])|未经|"
            r"的除外|视情况|符合条件|"
            r"\bif\b|\bunless\b|\bexcept\b|\bexcluding\b|\bprovided that\b|\bsubject to\b|\bonly\b|"
            r"\bwhere applicable\b|\buntil\b|\bfalls\b|"
            r"\bsofern\b|\bsoweit\b|\baußer\b|\bnur\b|\bes sei denn\b|\bvorbehaltlich\b|\bwenn\b",
        ),
        (
            Signal.INTENTION,
            r"力争|争取|努力|拟(?!合)|计划(?=[在于新建投用]|$)|打算|草案|征求意见|建议|探索|研究(?=制定|建立|设立|推出|出台)|预计|"
            r"预期|有望|鼓励|倡导|反对|否认|据称|原则上|"
            r"\bpropos\w*|\bdrafts?\b|\bplan(?:s|ned|ning)? (?:to|for)\b|\bplanned\b|\bintend\w*|\bexpect\w*|"
            r"\baims? (?:to|at|for)\b|"
            r"\bconsider\w*|\brecommend\w*|\bencourag\w*|\balleg\w*|\bden(?:y|ies|ied)\b|\boppos\w*|\breject\w*|"
            r"\bformer\w*|\bclaim(?:s|ed)?\b|\bseeks? to\b|\bstriv\w*|\blikely\b|\bpotential\w*|\bpossibl[ey]\b|"
            r"\bgeplant\w*|\bEntwurf\b|\bvorgeschlagen\w*|\bempf[ie]\w*|\bprüfen\b|\bwollen\b|\bstreb\w*|"
            r"\bvoraussichtlich\b",
        ),
        (
            Signal.NEGATION,
            r"不得?|未(?=[能曾经有在予被达完]|$|[\u3400-\u9fff])|没有|没(?=[\u3400-\u9fff])|无(?=[\u3400-\u9fff])|非(?=法|公)|禁止|"
            r"严禁|取消|废止|停止|拒绝|免(?=[于除征收])|缺乏|"
            r"\bnot\b|\bno\b|\bnever\b|\bneither\b|\bnor\b|\bnone\b|\bwithout\b|\bcannot\b|n['’]t\b|\bprohibit\w*|"
            r"\bforbid\w*|\bforbidden\b|\bban(?:s|ned|ning)?\b|\brepeal\w*|\bexempt\w*|\bfail(?:s|ed)?\b|\black(?:s|ed|ing)?\b|"
            r"\bnicht\b|\bkein\w*|\bnie(?:mals)?\b|\bohne\b|\bverbot\w*|\bverbiet\w*|\bweder\b|\buntersag\w*",
        ),
        (
            Signal.DUTY,
            r"应当|应(?=[依按在由将予向对及于])|必须|须(?!知)|务必|不得不|要求(?=[\u3400-\u9fff])|"
            r"\bshall\b|\bmust\b|\brequir\w*|\bobliged\b|\bmandatory\b|\bhave to\b|\bhas to\b|"
            r"\bmüssen\b|\bmuss\b|\bverpflicht\w*|\b(?:ist|sind) zu\b|\bhat zu\b",
        ),
        (
            Signal.PERMISSION,
            r"可以|可(?!持续|见|靠|行|再生|观|能|追溯|视化|控|比|不)(?=[\u3400-\u9fff])|允许|准予|有权|自愿|"
            r"\bmay\b|\bmight\b|\bcan\b|\bcould\b|\ballow\w*|\bpermit\w*|\boptional\b|\bvoluntar\w*|"
            r"\bdarf\b|\bdürfen\b|\bkann\b|\bkönnen\b|\berlaub\w*|\bfreiwillig\w*",
        ),
        (
            Signal.RISE,
            r"增长|增加|提高|提升|上升|扩大|新增|翻番|\bincreas\w*|\bgr[eo]w\w*|\bris(?:e|es|en|ing)\b|\brose\b|\brais\w*|"
            r"\bexpan\w*|\bdoubl\w*|\bsteig\w*|\berhöh\w*|\bwachs\w*|\bzunahme\b|\bausbau\w*",
        ),
        (
            Signal.FALL,
            r"下降|减少|降低|缩减|压减|下调|减免|\bdecreas\w*|\breduc\w*|\bfall(?:s|en|ing)?\b|\bfell\b|\blower(?:s|ed|ing)\b|"
            r"\bdeclin\w*|\bcut(?:s|ting)?\b|\bshrink\w*|\bsink\w*|\bsenk\w*|\bverringer\w*|\brückgang\b|"
            r"\babnahme\b|\bkürz\w*",
        ),
        (
            Signal.PART,
            r"部分|某些|少数|多数|个别|主要|基本(?=[\u3400-\u9fff])|副(?=[\u3400-\u9fff])|代理|准(?=[\u3400-\u9fff])|试点|先行|"
            r"\bsome\b|\bmost(?:ly)?\b|\bmany\b|\bfew\b|\bseveral\b|\bpart(?:ly|ial|ially)\b|\bmainly\b|\blargely\b|"
            r"\bdeputy\b|\bvice\b|\bacting\b|\bassistant\b|\bpilot\b|\bhalf\b|\bso-called\b|\ball\b|\bany\b|\bevery\b|"
            r"\beinige\w*|\bmeiste\w*|\bteilweise\b|\bhauptsächlich\b|\bstellvertret\w*|\balle\b|\bjede\w*",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class SignalWord:
    """A signal where it stands: ``text[start:end]``."""

    signal: Signal
    start: int
    end: int


def find_signals(text: str) -> tuple[SignalWord, ...]:
    """The signal words of a text, whatever its language, in order; they do not overlap."""
    plain = _EMPTY.sub(_blank, text)
    found: list[SignalWord] = []
    for signal, pattern in _PATTERNS:
        found.extend(SignalWord(signal, match.start(), match.end()) for match in pattern.finditer(plain))
        plain = pattern.sub(_blank, plain)
    return tuple(sorted((word for word in found if word.end > word.start), key=lambda word: word.start))


def signals(text: str) -> frozenset[Signal]:
    """The kinds of signal words in a text, in a form that languages share.

    "Not … more than" counts as "at most", and "may not", "must not" and 不得 alike as a negation alone.
    """
    found = {word.signal for word in find_signals(text)}
    if {Signal.NEGATION, Signal.AT_LEAST} <= found:
        found = found - {Signal.NEGATION, Signal.AT_LEAST} | {Signal.AT_MOST}
    if Signal.NEGATION in found:
        found -= {Signal.PERMISSION, Signal.DUTY}
    return frozenset(found)


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())
