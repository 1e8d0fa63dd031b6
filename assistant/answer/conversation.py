"""A follow-up question and the questions before it -> a question that stands alone.

What the follow-up leaves out (place, year, document, subject) is carried over from the question before it; what it
names replaces what that question named. A question that stands alone, or turns to another country's policy or another
document, is left as it is. Earlier follow-ups are read the same way first, so that a chain of them holds together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.prompt import ChatModel
from assistant.answer.rewriting import rewritten
from assistant.retrieve.question import Question, Wanted, understand

# Earlier questions that are looked at; what was asked before them is no longer meant.
MOST_EARLIER = 6

# Openings and pronouns that point back at what was asked before.
_OPENS_FOLLOW_UP = re.compile(
    r"^\s*(?:那么?|要是|如果|另外|还有|其中|同样|再问|(?:没有?|不|未|逾期|违反)(?=[\u3400-\u9fff])|"
    r"and\b|but\b|what about|how about|then\b|und\b|aber\b|was ist mit|wie sieht es)",
    re.IGNORECASE,
)
_AMONG = re.compile(r"^\s*(?:其中|of (?:these|those|them)|davon)", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"(?<![a-z])(?:its|it|they|their|them|th[eo]se(?= [a-z]{3,})|that one|this one|the same|dessen|deren|"
    r"(?-i:sie|ihre?n?))(?![a-zäöüß])"
    r"|它们?|其(?!他|它|余|中|实)|该(?:条例|法|计划|报告|项目|政策|规定|文件|省|市|集群)|上述|前者|后者|这个|这项|这份|这些|那些",
    re.IGNORECASE,
)
_ENDS_FOLLOW_UP = re.compile(r"(?:呢|又是多少|又如何|又怎样)[？?。]?\s*$")
_EMPTY_WORDS = re.compile(
    r"那么?|情况|方面|的话|呢|吗|的|又|是|定|多少|怎么|怎样|如何|安排|什么|哪些|有|[？?，,。.！!]|\s|"
    r"\b(?:and|but|what|about|how|much|many|when|where|the|of|in|for|is|are|was|were|did|does|do|then|"
    r"und|aber|was|wie|viel|viele|hoch|wann|ist|mit|sieht|es|der|die|das|im|in)\b",
    re.IGNORECASE,
)
# Stand for what was asked before where only the year or the place changes: "and in the next year, the task?"
_STAND_INS = re.compile(
    r"任务|目标|要求|指标|数字|安排|到了?|变成|变为|改成|改为|调整|"
    r"\b(?:task|target|goal|figure|number|become|became|change[ds]?)\b",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(
    r"下一年度?|次年|第二年|转过年|\b(?:the )?(?:next|following) year\b|\bim (?:nächsten|folgenden) Jahr\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"上一年度?|前一年|\b(?:the )?(?:previous|preceding) year\b|\bthe year before\b|\bim (?:vorigen )?Vorjahr\b",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 12  # characters of a subject that takes the place of the earlier one
_LONGEST_ELLIPSIS = 24  # characters; a longer question without a pointer back is taken to stand alone
# A question this short that names no place, year or document leaves them out.
_SHORT_CHINESE = 14  # characters
_SHORT_LATIN = 4  # words
# Asked of everywhere, or of a word: such a question leaves nothing out.
_OF_ALL = re.compile(
    r"哪些(?:省|地方|地区|国家|城市)|哪个(?:省|国家)|各[省地国]|全国|我国|每个省|"
    r"\b(?:which|what|all|each) (?:province|countr|state|region|cit)|\bwelche (?:länder|bundesländer)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:[\u3400-\u9fff]*?(?:的|在|据|和|与|按照))?"
    r"([\u3400-\u9fff]{2,20}?(?:条例|工作报告|规划|行动计划|计划|办法|意见|方案|法案|法(?=[，规对中里的第什]|$)))"
)


def standalone_question(text: str, history: Sequence[str], model: ChatModel | None = None) -> str:
    """The question with what it leaves out filled in from ``history`` (earlier questions, oldest first).

    A chat model rewrites it where there is one and its words pass; it is not asked about a question that stands alone.
    """
    earlier = context(history)
    if earlier is None:
        return text
    text = _with_year(text, earlier)
    if not is_follow_up(text, earlier):
        return text
    if model is not None:
        put_together = rewritten(model, text, [*history[-MOST_EARLIER:-1], earlier])
        if put_together is not None:
            return put_together
    return _resolved(text, earlier)


def context(history: Sequence[str]) -> str | None:
    """The last of ``history`` as it was meant after those before it; None when there is none."""
    meant: str | None = None
    for question in [one for one in history if one.strip()][-MOST_EARLIER:]:
        meant = question if meant is None else _resolved(_with_year(question, meant), meant)
    return meant


def _with_year(text: str, earlier: str) -> str:
    """The question with "the next year" put as a number, counted from the last year that ``earlier`` names."""
    years = understand(earlier).years
    if not years:
        return text
    unit = "年" if re.search(r"[\u3400-\u9fff]", text) else ""
    return _YEAR_BEFORE.sub(f"{years[-1] - 1}{unit}", _NEXT_YEAR.sub(f"{years[-1] + 1}{unit}", text))


def is_follow_up(text: str, earlier: str) -> bool:
    """Whether a question leaves out something that ``earlier`` names."""
    now, before = understand(text), understand(earlier)
    opens = _OPENS_FOLLOW_UP.search(text) or _ENDS_FOLLOW_UP.search(text)
    points = opens or _POINTS_BACK.search(text)
    if points and not (opens and _POINTS_BACK.search(text)) and _turns_elsewhere(text, now, before):
        return False
    if points or (len(text) <= _LONGEST_ELLIPSIS and not _subject(text, now)):
        return True
    return _leaves_target_out(text, now) and _has_target(earlier, before)


def _resolved(text: str, earlier: str) -> str:
    if not is_follow_up(text, earlier):
        return text
    now, before = understand(text), understand(earlier)
    subject = _subject(text, now)
    if not subject or _all_known(subject, earlier):
        return _replace_mentions(earlier, before, now)
    if (_POINTS_BACK.search(text) or _AMONG.search(text)) and not now.mentions:
        return f"{earlier} {text}"
    if len(subject) <= _LONGEST_SUBJECT and not now.mentions:
        swapped = _swap_subject(earlier, before, subject)
        if swapped:
            return _replace_mentions(swapped, before, now)
    carried, names_target = _carried(before, now)
    return f"{carried} {text}".strip() if names_target or now.mentions else f"{earlier} {text}"


def _turns_elsewhere(text: str, now: Question, before: Question) -> bool:
    """Whether a question names another country or document with a subject of its own: it stands alone."""
    if not _subject(text, now) or len(_subject(text, now)) < 4:
        return False
    if now.titles or now.numbers or _DOCUMENT.search(text):
        return True
    countries = {code.split("-")[0] for code in now.jurisdictions}
    return bool(countries) and not countries & {code.split("-")[0] for code in before.jurisdictions}


def _has_target(text: str, question: Question) -> bool:
    named = (question.jurisdictions, question.years, question.plan_years, question.titles, question.numbers)
    return any(named) or bool(_DOCUMENT.search(text))


def _leaves_target_out(text: str, question: Question) -> bool:
    if _has_target(text, question) or question.wanted is Wanted.DEFINITION or _OF_ALL.search(text):
        return False
    if question.language == "zh":
        return len(text) <= _SHORT_CHINESE
    return len(text.split()) <= _SHORT_LATIN


def _subject(text: str, question: Question) -> str:
    """What is left of a question without the words that ask and the target it names."""
    for mention in sorted(question.mentions, key=lambda one: -one.start):
        text = text[: mention.start] + text[mention.end :]
    for year in question.years:
        text = text.replace(f"{year}年", "").replace(str(year), "")
    if question.years or question.mentions:
        text = _STAND_INS.sub("", text)
    return _EMPTY_WORDS.sub("", text)


def _all_known(subject: str, earlier: str) -> bool:
    """True when the follow-up names nothing that the earlier question did not name."""
    return all(subject[start : start + 2] in earlier for start in range(max(1, len(subject) - 1)))


def _replace_mentions(earlier: str, before: Question, now: Question) -> str:
    result = earlier
    if now.mentions and before.mentions:
        first, *others = sorted(before.mentions, key=lambda one: one.start)
        for mention in sorted(others, key=lambda one: -one.start):
            result = result[: mention.start] + result[mention.end :]
        result = result[: first.start] + "、".join(one.surface for one in now.mentions) + result[first.end :]
    elif now.mentions:
        result = f"{'、'.join(one.surface for one in now.mentions)} {result}"
    if now.years and before.years:
        result = result.replace(str(before.years[-1]), str(now.years[-1]))
    elif now.years:
        result = f"{now.years[-1]}年{result}" if before.language == "zh" else f"{result} ({now.years[-1]})"
    return result


def _swap_subject(earlier: str, before: Question, subject: str) -> str | None:
    """「广东省2026年地区生产总值的增长目标是多少」 with the subject 社零 -> 「广东省2026年社零的增长目标是多少」."""
    start = max((mention.end for mention in before.mentions), default=0)
    for year in before.years:
        start = max(start, earlier.find(f"{year}年") + len(f"{year}年"))
    match = re.compile(r"[^的，,？?]{2,20}(?=的)").match(earlier, start)
    return f"{earlier[:start]}{subject}{earlier[match.end() :]}" if match and start else None


def _carried(before: Question, now: Question) -> tuple[str, bool]:
    """The target words of the earlier question that the follow-up does not replace; whether more than a year is."""
    named: list[str] = []
    if before.mentions and not now.mentions:
        named.extend(mention.surface for mention in before.mentions)
    named.extend(f"《{title}》" for title in before.titles)
    named.extend(before.numbers)
    if not before.titles and not now.titles:
        named.extend(match[1] for match in _DOCUMENT.finditer(before.text))
    years: list[str] = []
    if before.years and not now.years:
        years.append(f"{before.years[-1]}年" if before.language == "zh" else str(before.years[-1]))
    return " ".join(dict.fromkeys([*named, *years])), bool(named)
