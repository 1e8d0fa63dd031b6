"""A follow-up question and the questions before it -> a question that stands alone.

Deterministic: what the follow-up leaves out (jurisdiction, year, document, subject) is carried over from the last
question; what it names replaces what the last question named. A question that stands alone is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.retrieve.question import Question, understand

# Openings and pronouns that point back at what was asked before.
_OPENS_FOLLOW_UP = re.compile(
    r"^\s*(?:那么?|要是|如果|另外|还有|其中|同样|再问|"
    r"and\b|but\b|what about|how about|then\b|und\b|was ist mit|wie sieht es)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?<![a-z])(?:its|it|they|their|them|that one|this one|the same|dessen|deren)(?![a-z])"
    r"|它们?|其(?!他|它|余|中|实)|该(?:条例|法|计划|报告|项目|政策|规定|文件|省|市|集群)|上述|前者|后者|这个|这项|这份",
    re.IGNORECASE,
)
_ENDS_FOLLOW_UP = re.compile(r"(?:呢|又是多少|又如何|又怎样)[？?。]?\s*$")
_EMPTY_WORDS = re.compile(
    r"那么?|呢|吗|的|又|是|定|多少|怎么|怎样|如何|安排|什么|哪些|有|[？?，,。.！!]|\s|"
    r"\b(?:and|what|about|how|the|of|in|for|is|are|was|und|was|wie)\b",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 12  # characters of a subject that takes the place of the earlier one
_LONGEST_ELLIPSIS = 24  # characters; a longer question without a pointer back is taken to stand alone


def standalone_question(text: str, history: Sequence[str]) -> str:
    """The question with what it leaves out filled in from the last of ``history`` (earlier questions, oldest first)."""
    earlier = next((question for question in reversed(history) if question.strip()), None)
    if earlier is None or not _is_follow_up(text):
        return text
    now, before = understand(text), understand(earlier)
    subject = _subject(text, now)
    if not subject or _all_known(subject, earlier):
        return _replace_mentions(earlier, before, now)
    if _POINTS_BACK.search(text) and not now.mentions:
        return f"{earlier} {text}"
    if len(subject) <= _LONGEST_SUBJECT and not now.mentions:
        swapped = _swap_subject(earlier, before, subject)
        if swapped:
            return swapped
    carried = _carried(before, now)
    return f"{carried} {text}".strip() if carried else f"{earlier} {text}"


def _is_follow_up(text: str) -> bool:
    return bool(_OPENS_FOLLOW_UP.search(text) or _ENDS_FOLLOW_UP.search(text) or _POINTS_BACK.search(text)) or (
        len(text) <= _LONGEST_ELLIPSIS and not _subject(text, understand(text))
    )


def _subject(text: str, question: Question) -> str:
    """What is left of a question without the words that ask and the target it names."""
    for mention in sorted(question.mentions, key=lambda one: -one.start):
        text = text[: mention.start] + text[mention.end :]
    for year in question.years:
        text = text.replace(f"{year}年", "").replace(str(year), "")
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
    return result


def _swap_subject(earlier: str, before: Question, subject: str) -> str | None:
    """「广东省2026年地区生产总值的增长目标是多少」 with the subject 社零 -> 「广东省2026年社零的增长目标是多少」."""
    start = max((mention.end for mention in before.mentions), default=0)
    for year in before.years:
        start = max(start, earlier.find(f"{year}年") + len(f"{year}年"))
    match = re.compile(r"[^的，,？?]{2,20}(?=的)").match(earlier, start)
    return f"{earlier[:start]}{subject}{earlier[match.end() :]}" if match and start else None


def _carried(before: Question, now: Question) -> str:
    """The target words of the earlier question that the follow-up does not replace."""
    parts: list[str] = []
    if before.mentions and not now.mentions:
        parts.extend(mention.surface for mention in before.mentions)
    if before.years and not now.years:
        parts.append(f"{before.years[-1]}年" if before.language == "zh" else str(before.years[-1]))
    parts.extend(f"《{title}》" for title in before.titles)
    parts.extend(before.numbers)
    if not before.titles and not now.titles:
        parts.extend(
            re.findall(r"[\u3400-\u9fff]{2,20}(?:条例|工作报告|规划|计划|办法|意见|法(?=[，规]))", before.text)
        )
    return " ".join(dict.fromkeys(parts))
