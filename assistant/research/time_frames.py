"""A document -> its sentences, each with the years it speaks of and whether it tells results or sets targets.

A report of January 2026 looks back on 2025 and forward to 2026, and on the way to the plan that ends in 2030. What says
which is, strongest first: a year named before the figure in the sentence, words such as 今年 or 五年来, the latest such
words of the paragraph, and the heading of the section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.domain import Document, DocumentKind, Instrument, Metadata, Span
from assistant.ingest.sentences import split_sentences


class TargetKind(StrEnum):
    """Whether a figure is something to be reached or something reached."""

    TARGET = "target"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """What a stretch of text speaks of; ``base_year`` is the year before the first one it covers."""

    kind: TargetKind | None = None
    base_year: int | None = None
    year: int | None = None
    is_expected: bool = False  # named an expected target, 预期目标


@dataclass(frozen=True, slots=True)
class Cue:
    """Words at ``[start, end)`` of a sentence that set the frame for what follows."""

    start: int
    end: int
    frame: TimeFrame


@dataclass(frozen=True, slots=True)
class FramedSentence:
    """A sentence of a document with the frame it begins in and the cues inside it."""

    span: Span
    text: str
    frame: TimeFrame
    cues: tuple[Cue, ...]

    def frame_at(self, offset: int) -> TimeFrame:
        """The frame that holds at an offset of the sentence."""
        current = self.frame
        for cue in self.cues:
            if cue.start > offset:
                break
            current = _merged(current, cue.frame)
        return current


_HAN_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}年")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?P<to>(?:到|(?<!截)至|力争)\s?)?(?<!\d)(?P<year>20[0-5]\d)年(?P<since>以来|以前|同期|远景|愿景)?")
_LATIN_YEAR = re.compile(
    r"\b(?P<to>by(?: the end of| end of)?|until|bis(?: zum Jahr| Ende| spätestens)?|im Jahr|in|from|since|seit)?\s*"
    r"(?<![\d.,$€/-])(?P<year>20[0-5]\d)(?![\d.,]\d|[-/]\d|\s?U\.S)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?:比|较|与|同|自|从|相比|高于|低于|好于|多于|快于)[“\"「]?$")
_PLAN = re.compile(r"[“\"「]?十([一二三四五六])五[”\"」]?(?P<use>时期|期间|末|目标)?(?P<rest>.{0,6})")
_PLAN_STARTS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_PLAN_PASSED_OVER = re.compile(
    r"[^，。；]{0,3}(?:开局|良好开局|开好局|收官|规划|纲要|圆满|顺利|发展规划|打基础|建议|目标任务的|序时)"
)
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:今年|本年度?|全年)?[^，。；]{0,16}(?:主要)?(?:预期)目标[^，。；]{0,4}(?:是|为|[:：])"),
        "expected",
    ),
    (re.compile(r"(?<!比)(?<!较)(?:今年|本年度|新的一年)(?!以来)"), "this"),
    (re.compile(r"过去(?:的)?一年|刚刚过去的|一年来|(?<![比较于])去年|(?<![比较于])上年"), "last"),
    (
        re.compile(r"过去(?:的)?(?:五|5)年|这(?:五|5)年|(?<!近)(?:五|5)年(?:来|间|累计|增长|提升|提高|增加|新增)"),
        "five_back",
    ),
    (re.compile(r"纲要[(（]?草案[)）]?》?[^。]{0,40}指标"), "outline"),
    (re.compile(r"今后(?:五|5)年|未来(?:五|5)年|下一个五年"), "five_on"),
)
_TOP_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,2}、|\s*#{1,3}\s")
_LONGEST_HEADING = 60
_LOOKS_BACK = re.compile(r"回顾|总结|成就|成绩|成效|进展|工作情况|实施结果|结果|现状|发展基础|工作和")
_LOOKS_ON = re.compile(r"目标|任务|安排|重点工作|主要考虑|总体要求|举措|建议|思路|开好局|打算|新篇章|政府自身建设|治理")
_FIVE_YEARS = 5


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The year a document speaks from: a report of 2026 has 2026 before it, a law of 2026 has no such year."""

    year: int | None
    is_report: bool
    is_digest: bool

    def of_year(self, year: int, is_deadline: bool) -> TimeFrame:
        if self.is_digest:  # written after the fact: what stands beside a year has happened, unless it is to be by then
            return TimeFrame(TargetKind.TARGET if is_deadline else TargetKind.RESULT, None, year)
        if self.year is None:
            return TimeFrame(TargetKind.TARGET if is_deadline else None, None, year)
        ahead = year > self.year or (year == self.year and (self.is_report or is_deadline))
        return TimeFrame(TargetKind.TARGET if ahead else TargetKind.RESULT, None, year)

    def of_plan(self, start: int) -> TimeFrame | None:
        if self.year is None:
            return TimeFrame(None, start - 1, start + 4)
        if start >= self.year:
            return TimeFrame(TargetKind.TARGET, start - 1, start + 4)
        if start + _FIVE_YEARS <= self.year:
            return TimeFrame(TargetKind.RESULT, start - 1, start + 4)
        return None

    def of_words(self, word: str) -> TimeFrame | None:
        if self.year is None or not self.is_report:
            return TimeFrame(TargetKind.TARGET, is_expected=True) if word == "expected" else None
        year = self.year
        if word == "outline":  # laid before the people's congress in the first year of the plan
            return self.of_plan(year) if year % _FIVE_YEARS == 1 else None
        return {
            "expected": TimeFrame(TargetKind.TARGET, year - 1, year, is_expected=True),
            "this": TimeFrame(TargetKind.TARGET, year - 1, year),
            "last": TimeFrame(TargetKind.RESULT, year - 2, year - 1),
            "five_back": TimeFrame(TargetKind.RESULT, year - 1 - _FIVE_YEARS, year - 1),
            "five_on": TimeFrame(TargetKind.TARGET, year - 1, year - 1 + _FIVE_YEARS),
        }[word]


def framed_sentences(document: Document) -> Iterator[FramedSentence]:
    """The sentences of a document in order, each with the frame it stands in."""
    calendar = _calendar(document.metadata)
    section, paragraph = TimeFrame(), TimeFrame()
    keeps_paragraph = True
    last_end = 0
    for span in split_sentences(document.text):
        text = document.text[span.start : span.end]
        if "\n" in document.text[last_end : span.start]:
            paragraph = replace(paragraph, is_expected=False) if keeps_paragraph else section
        last_end = span.end
        if _TOP_HEADING.match(text) and len(text) <= _LONGEST_HEADING and not text.endswith("。"):
            section, keeps_paragraph = _of_heading(text, calendar)
            paragraph = section
            continue
        if calendar.is_digest:  # its sentences are to be read alone
            paragraph = section
        cues = _cues(text, calendar)
        yield FramedSentence(span, text, paragraph, cues)
        for cue in cues:
            if not _is_outlook(cue, calendar):
                paragraph = _merged(paragraph, cue.frame)


def _is_outlook(cue: Cue, calendar: _Calendar) -> bool:
    """展望2035年: so far ahead that the next sentence is hardly about it."""
    return bool(calendar.year and cue.frame.year and cue.frame.year > calendar.year + _FIVE_YEARS)


def _calendar(metadata: Metadata) -> _Calendar:
    is_report = metadata.instrument is Instrument.REPORT or "工作报告" in metadata.title
    titled = re.search(r"(20\d{2})年", metadata.title)
    year = int(titled[1]) if is_report and titled else metadata.date.year if metadata.date else None
    return _Calendar(year, is_report, metadata.kind is DocumentKind.DIGEST)


def _of_heading(text: str, calendar: _Calendar) -> tuple[TimeFrame, bool]:
    """The frame a heading sets, and whether it names several, so that only the text can tell which holds."""
    frames = [cue.frame for cue in _cues(text, calendar, in_heading=True)]
    back, on = bool(_LOOKS_BACK.search(text)), bool(_LOOKS_ON.search(text))
    if not frames:
        kind = TargetKind.RESULT if back and not on else TargetKind.TARGET if on and not back else None
        if kind is None or calendar.year is None or not calendar.is_report:
            return TimeFrame(kind), kind is None
        return TimeFrame(kind, None, calendar.year - (kind is TargetKind.RESULT)), False
    kinds = {frame.kind for frame in frames}
    if len(kinds) > 1:
        return TimeFrame(), True
    if kinds == {TargetKind.RESULT}:  # 2025年和“十四五”时期: all of it had come true by the same year
        return TimeFrame(TargetKind.RESULT, None, max(frame.year or 0 for frame in frames) or None), False
    return frames[0], len({frame.year for frame in frames}) > 1


def _cues(text: str, calendar: _Calendar, in_heading: bool = False) -> tuple[Cue, ...]:
    """What sets a frame in a sentence, in order; 比2020年 compares and sets none."""
    simple = _HAN_YEAR.sub(lambda match: match.group()[:-1].translate(_HAN_DIGITS) + "年", text)
    found: list[Cue] = []
    for match in _YEAR.finditer(simple):
        before = simple[max(0, match.start() - 3) : match.start()]
        if (_COMPARED.search(before) and not match["to"]) or match["since"]:
            continue
        found.append(Cue(match.start(), match.end(), calendar.of_year(int(match["year"]), bool(match["to"]))))
    if not _is_chinese(simple):
        for match in _LATIN_YEAR.finditer(simple):
            word = (match["to"] or "").lower()
            deadline = word.startswith(("by", "until", "bis"))
            if word not in ("from", "since", "seit"):
                found.append(Cue(match.start(), match.end(), calendar.of_year(int(match["year"]), deadline)))
    for match in _PLAN.finditer(simple):
        frame = calendar.of_plan(_PLAN_STARTS[match[1]])
        passed_over = not in_heading and not match["use"] and _PLAN_PASSED_OVER.match(match["rest"])
        compared = _COMPARED.search(simple[max(0, match.start() - 2) : match.start() + 1])
        if frame and not passed_over and not compared and not (in_heading and "开好局" in text):
            found.append(Cue(match.start(), match.end(), frame))
    for pattern, word in _WORDS:
        frame = calendar.of_words(word)
        found += [Cue(match.start(), match.end(), frame) for match in pattern.finditer(simple) if frame]
    return tuple(sorted(found, key=lambda cue: (cue.end, cue.start)))


def _is_chinese(text: str) -> bool:
    return any("㐀" <= character <= "鿿" for character in text)


def _merged(current: TimeFrame, cue: TimeFrame) -> TimeFrame:
    """The cue, with what it leaves open taken from the frame it stands in."""
    kind = cue.kind or current.kind
    is_expected = cue.is_expected or (current.is_expected and kind is TargetKind.TARGET and cue.year == current.year)
    return replace(cue, kind=kind, is_expected=is_expected)
