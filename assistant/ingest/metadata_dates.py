"""Text, head lines, file name -> readings of the dates (adopted, issued, effective) and of the period covered."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.domain import DatePrecision, FieldOrigin, Period, PolicyDate
from assistant.ingest.dates import DateMention, chinese_number, find_dates, find_periods
from assistant.ingest.metadata_head import Line, before_body
from assistant.ingest.metadata_reading import Reading

PUBLICATION_DAYS = 120  # a local rule is published at most some weeks after it was passed or approved
TAIL_CHARACTERS = 3000

_PASSED = re.compile(r"(?:审议)?(?:通过|表决通过)")
_LATER = re.compile(r"批准|修订|修正|公布|发布|印发")
_PUBLISHED = re.compile(r"公布|发布|印发")
_DELIVERED = re.compile(r"在.{2,40}(?:会议|大会).{0,6}上|召开|开幕")
_EFFECTIVE = re.compile(r"自\s*(?P<date>.{4,20}?)\s*起\s*(?:正式)?(?:施行|实施|执行|生效|试行)")
_FROM_PUBLICATION = re.compile(r"自(?:公布|发布|印发|颁布)之日起\s*(?:正式)?(?:施行|实施|执行|生效)")
_ENGLISH_EFFECTIVE = re.compile(
    r"(?:takes?|took|shall take|came?) (?:effect|into force) on (?P<date>[\w ,]{6,24})", re.IGNORECASE
)
_GERMAN_EFFECTIVE = re.compile(r"tritt am (?P<date>[\w. ]{6,22}?) in Kraft")
_PERIOD_CLAUSE = re.compile(
    r"(?:规划|实施|计划|执行|有效)期限?\s*(?:为|是|：|:)?\s*(?:自|从)?|"
    r"(?:for|covers) the (?:period|years)(?: from)?\s+|(?:für|im) (?:den |die )?(?:Zeitraum|Jahre)(?: von)?\s+"
)
_VERSION_DATE = re.compile(r"[（(](\d{4}-\d{1,2}(?:-\d{1,2})?)[）)]")
_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)?\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_CONGRESS = re.compile(r"(?:党的|第)?([一二三四五六七八九十]{1,3})(?:大(?!类|项|重|领)|次全国代表大会)")


def date_readings(document_id: str, text: str, lines: Sequence[Line], is_local: bool) -> list[Reading]:
    """Every reading of ``adopted``, ``issued`` and ``effective``.

    ``is_local``: the document is of a province or city, so that what the National People's Congress passed is not it.
    """
    above = before_body(tuple(lines[:40]))
    history = _history([line for line in above if not (is_local and "全国人民代表大会" in line.text)])
    readings = [*history, *_delivery(lines), *_signature(text), *_effective(text)]
    head_dates = [m.date for line in lines[:40] for m in find_dates(line.text) if m.date.precision is DatePrecision.DAY]
    last_step = next((reading.value for reading in history if reading.field == "issued"), None)
    readings += _file_name(document_id, head_dates, last_step)
    if not any(reading.field in ("issued", "adopted") for reading in readings):
        readings += _congress_year(document_id, lines)
    if _FROM_PUBLICATION.search(text[-TAIL_CHARACTERS:]):
        readings += _effective_when_issued(readings)
    return readings


def period_readings(title: str, document_id: str, text: str = "") -> list[Reading]:
    """Readings of ``period``: years in the title, file name or a clause of the text that states it; a report of one
    year covers that year.
    """
    readings = _stated_period(text)
    for text, origin, confidence in ((title, FieldOrigin.TEXT, 0.9), (document_id, FieldOrigin.FILE_NAME, 0.7)):
        mentions = find_periods(text.replace("_", " "))
        if mentions:
            readings.append(Reading("period", mentions[0].period, origin, confidence, note="named in the title"))
            continue
        year = re.match(r"(\d{4})年.*报告|.*?(\d{4})年(?:度)?.*(?:工作报告|工作要点|年度计划)", text)
        if year:
            covered = int(year[1] or year[2])
            readings.append(Reading("period", Period(covered, covered), origin, confidence - 0.1))
    return readings


def _stated_period(text: str) -> list[Reading]:
    """本规划期限为2021—2025年, for the period 2021-2027: the first such clause."""
    for match in _PERIOD_CLAUSE.finditer(text):
        clause = text[match.end() : match.end() + 30]
        mentions = find_periods(clause)
        if mentions and mentions[0].start <= 4:
            start = match.end() + mentions[0].start
            end = match.end() + mentions[0].end
            return [Reading("period", mentions[0].period, FieldOrigin.TEXT, 0.85, start, end)]
    return []


def _reading(field: str, mention: DateMention, line: Line, confidence: float) -> Reading:
    start = line.start + mention.start
    return Reading(field, mention.date, FieldOrigin.TEXT, confidence, start, line.start + mention.end)


def _history(lines: Sequence[Line]) -> list[Reading]:
    """The lines under a law's title: passed, approved, revised, published, in force."""
    adopted: Reading | None = None
    last: Reading | None = None
    published: Reading | None = None
    effective: list[Reading] = []
    for line in lines:
        for mention, clause in _clauses(line):
            if re.search(r"(?:起)?施行|生效|起实施", clause):
                effective.append(_reading("effective", mention, line, 0.9))
            elif _PASSED.search(clause) or _LATER.search(clause):
                reading = _reading("issued", mention, line, 0.8)
                if adopted is None and _PASSED.search(clause):
                    adopted = _reading("adopted", mention, line, 0.9)
                if last is None or reading.value.day >= last.value.day:
                    last = reading
                if _PUBLISHED.search(clause) and "决定" not in clause:
                    published = _reading("issued", mention, line, 0.92)
    if published is not None and last is not None and published.value.day >= last.value.day:
        last = published
    return [reading for reading in (adopted, last, *effective[-1:]) if reading is not None]


def _clauses(line: Line) -> list[tuple[DateMention, str]]:
    """Each date of a line with the words from it to the next date."""
    mentions = find_dates(line.text)
    ends = [mention.start for mention in mentions[1:]] + [len(line.text)]
    return [
        (mention, line.text[mention.end : end])
        for mention, end in zip(mentions, ends, strict=False)
        if mention.date.precision is DatePrecision.DAY
    ]


def _delivery(lines: Sequence[Line]) -> list[Reading]:
    """——2026年1月26日在广东省第十四届人民代表大会第五次会议上, or a day alone in brackets under a speech's title."""
    for index, line in enumerate(lines[:30]):
        mentions = find_dates(line.text)
        if not mentions or mentions[0].date.precision is not DatePrecision.DAY:
            continue
        mention = mentions[0]
        occasion = "".join(part.text for part in lines[index : index + 2])  # it may run on into the next line
        if mention.start <= 5 and _DELIVERED.match(occasion[mention.end :]):
            return [_reading("issued", mention, line, 0.93)]
        if len(line.text) <= mention.end - mention.start + 4 and line.text[0] in "（(〔":
            return [_reading("issued", mention, line, 0.9)]
    return []


def _signature(text: str) -> list[Reading]:
    """A date alone on a line near the end of the text: the date under the signatures."""
    first = max(0, len(text) - TAIL_CHARACTERS)
    position = first
    best: Reading | None = None
    for raw in text[first:].split("\n"):
        stripped = raw.strip()
        mentions = find_dates(stripped)
        if mentions and stripped and mentions[0].date.precision is DatePrecision.DAY:
            mention = mentions[0]
            if mention.start <= 1 and len(stripped) - (mention.end - mention.start) <= 6:
                start = position + raw.index(stripped) + mention.start
                end = start + mention.end - mention.start
                best = best or Reading("issued", mention.date, FieldOrigin.TEXT, 0.88, start, end)
        position += len(raw) + 1
    return [best] if best else []


def _effective(text: str) -> list[Reading]:
    """本条例自2024年1月1日起施行: the last such sentence of the text, for amendments quote older ones."""
    first = max(0, len(text) - TAIL_CHARACTERS)
    for pattern in (_EFFECTIVE, _ENGLISH_EFFECTIVE, _GERMAN_EFFECTIVE):
        matches = list(pattern.finditer(text, first))
        if not matches:
            continue
        mentions = find_dates(matches[-1]["date"])
        if mentions:
            start = matches[-1].start("date") + mentions[0].start
            end = matches[-1].start("date") + mentions[0].end
            return [Reading("effective", mentions[0].date, FieldOrigin.TEXT, 0.9, start, end)]
    return []


def _effective_when_issued(readings: Sequence[Reading]) -> list[Reading]:
    issued = [reading for reading in readings if reading.field == "issued"]
    if not issued:
        return []
    best = max(issued, key=lambda reading: reading.confidence)
    return [Reading("effective", best.value, FieldOrigin.DERIVED, 0.8, note="in force from publication")]


def _file_name(document_id: str, head_dates: Sequence[PolicyDate], last_step: PolicyDate | None) -> list[Reading]:
    """A version date in brackets, a day in digits, or at least a year in the file name."""
    name = PurePosixPath(document_id).name
    version = _VERSION_DATE.search(name)
    if version:
        return _version(version[1], head_dates, last_step)
    compact = _COMPACT_DATE.search(name)
    if compact:
        year = compact[1] if len(compact[1]) == 4 else f"20{compact[1]}"
        date = PolicyDate(datetime.date(int(year), int(compact[2]), 1), DatePrecision.MONTH)
        with contextlib.suppress(ValueError):  # 20230231: the day is a typing error, the month still stands
            date = PolicyDate(datetime.date(int(year), int(compact[2]), int(compact[3])))
        return [Reading("issued", date, FieldOrigin.FILE_NAME, 0.75)]
    dates = find_dates(name)
    if dates:
        return [Reading("issued", dates[0].date, FieldOrigin.FILE_NAME, 0.5)]
    year_only = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", name)
    if year_only:
        return [Reading("issued", PolicyDate.parse(year_only[0]), FieldOrigin.FILE_NAME, 0.4)]
    return []


def _version(written: str, head_dates: Sequence[PolicyDate], last_step: PolicyDate | None) -> list[Reading]:
    """The version date: sure where the text has it or was passed just before it, weak where the text is newer."""
    try:
        version = PolicyDate.parse(written)
    except ValueError:
        return []
    if version in head_dates:
        return [Reading("issued", version, FieldOrigin.FILE_NAME, 0.95, note="the text has the same date")]
    if last_step is None:
        return [Reading("issued", version, FieldOrigin.FILE_NAME, 0.75)]
    if 0 <= (version.day - last_step.day).days <= PUBLICATION_DAYS:
        return [Reading("issued", version, FieldOrigin.FILE_NAME, 0.9, note=f"passed or approved {last_step}")]
    return [Reading("issued", version, FieldOrigin.FILE_NAME, 0.5, note=f"the text has {last_step}")]


def _congress_year(document_id: str, lines: Sequence[Line]) -> list[Reading]:
    """Party congresses meet every five years: the eighteenth in 2012, the nineteenth in 2017."""
    texts = [PurePosixPath(document_id).name, *(line.text for line in lines[:6])]
    for text in texts:
        match = _CONGRESS.search(text)
        number = chinese_number(match[1]) if match else None
        if number is not None and 12 <= number <= 25:
            date = PolicyDate.parse(str(2012 + 5 * (number - 18)))
            return [Reading("issued", date, FieldOrigin.DERIVED, 0.7, note=f"congress {number} met in that year")]
    return []
