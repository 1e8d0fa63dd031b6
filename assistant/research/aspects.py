"""A question -> the aspects it lists, and the question for one of them.

"Compare targets, funding and governance of cluster policy" has three. A list counts as one of aspects when at least two
of its parts are nouns that policies are compared by.
"""

from __future__ import annotations

import re

from assistant.ingest.language import detect_language

_WORDS = """
    目标 主要目标 指标 资金 经费 资金支持 财政支持 财政 投入 治理 治理机制 治理结构 组织 组织机制 管理 管理机制
    措施 主要措施 政策措施 工具 政策工具 评估 评价 考核 期限 时间 实施期 产业 重点产业 行业 条件 标准 认定标准 对象
    支持对象 主管部门 部门 责任部门 人才 创新 成效 成果 背景 范围 机构 监督 法律责任 罚则 targets goals objectives
    funding budget finance money governance organisation organization management instruments measures evaluation
    monitoring duration period industries sectors criteria eligibility selection results outcomes scope
    institutions beneficiaries ziele förderung finanzierung mittel steuerung maßnahmen instrumente laufzeit
    branchen kriterien auswahl ergebnisse
    """
_ONE = "|".join(sorted(_WORDS.split(), key=len, reverse=True))
_JOIN = r"\s*(?:[、,，和与及]|以及|\band\b|\bund\b|&)+\s*(?:the\s+|die\s+)?"
_LIST = re.compile(rf"(?<![A-Za-zÄÖÜäöüß])(?:{_ONE})(?:{_JOIN}(?:{_ONE}))+(?![A-Za-zÄÖÜäöüß])", re.IGNORECASE)


def aspects_of(question: str) -> tuple[str, ...]:
    """The aspects a question lists, as written; () when it lists none."""
    match = _LIST.search(question)
    if match is None:
        return ()
    return tuple(dict.fromkeys(part for part in re.split(_JOIN, match.group(), flags=re.IGNORECASE) if part))


def question_for_aspect(question: str, aspect: str | None, listed: tuple[str, ...]) -> str:
    """The question narrowed to one aspect: the list in it gives way to the aspect, or the aspect is added."""
    if aspect is None:
        return question
    match = _LIST.search(question)
    if match is not None and listed:
        return question[: match.start()] + aspect + question[match.end() :]
    bare = question.rstrip("?？。.!！ ")
    return f"{bare}：{aspect}" if detect_language(question) == "zh" else f"{bare}: {aspect}"
