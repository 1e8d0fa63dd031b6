"""Title, authority, text -> readings of level, instrument, industries and status."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain import FieldOrigin, Instrument, Level, Period, PolicyDate, PolicyStatus
from assistant.ingest.dates import find_dates
from assistant.ingest.metadata_reading import Reading
from assistant.ingest.metadata_vocabulary import CHINESE_INSTRUMENTS, INDUSTRIES, LATIN_INSTRUMENTS
from assistant.jurisdictions import PlaceKind, find_jurisdictions

MAX_INDUSTRIES = 8
TIMES_NAMED = 4  # below that a sector is an example, not a subject

_BRACKETED_TAIL = re.compile(r"\s*[（(〔][^（）()]{1,24}[）)〕]$")
_NUMBER_TAIL = re.compile(r"(?:(?:19|20)\d\d年?)?第\d+号$")  # 工业和信息化部公告2023年第12号
_PASSED_ON = re.compile(r"(?:印发|转发|发布|公布)[^《]{0,20}《(?P<inner>.{4,80})》.{0,6}的(?:通知|公告|决定|函)$")
_PASSED_ON_BARE = re.compile(r"(?:印发|转发|发布|公布)(?P<inner>[^《》]{4,90}?)的(?:通知|公告|函)$")
_DRAFT = re.compile(
    r"征求意见稿|送审稿|（草案）|\(草案\)|讨论稿|\bdraft\b|consultation draft|\bEntwurf\b|Referentenentwurf",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[（(【\[]\s*(?:已)?(?:废止|失效)\s*[）)】\]]|\((?:repealed|aufgehoben)\)", re.IGNORECASE)
_VALID_UNTIL = re.compile(
    r"bis zum (?P<german>\d{1,2}\. ?[A-Z]\w+ \d{4}) befristet|"
    r"有效期(?:至|到)\s*(?P<date>\d{4}年\d{1,2}月\d{1,2}日)|实施至\s*(?P<other>\d{4}年\d{1,2}月\d{1,2}日)"
)
_COUNTY = re.compile(r"[一-鿿]{2,8}?(?:县|旗)(?:人民政府|政府|委|人大)")
_US_CODE = re.compile(r"Title \d+[A-Z]? .*, Chapter \d+[A-Z]* ")
_VALID_YEARS = re.compile(r"有效期(?:为|限)?\s*(?P<years>[\d一二三四五])\s*年")

_LANGUAGE_COLUMN = {"zh": 0, "en": 1, "de": 2}


def level_readings(title: str, authorities: Sequence[str], jurisdiction: str | None) -> list[Reading]:
    """The level of the body that issued the document; without one, of the place the title names."""
    if jurisdiction == "EU":
        return [Reading("level", Level.SUPRANATIONAL, FieldOrigin.DERIVED, 0.9, note="jurisdiction EU")]
    readings = []
    for source, text, confidence in (("authority", authorities[0] if authorities else "", 0.9), ("title", title, 0.7)):
        found = _level_of(text)
        if found:
            readings.append(Reading("level", found, FieldOrigin.DERIVED, confidence, note=f"{source}: {text}"))
    if jurisdiction:
        usual = Level.PROVINCIAL if "-" in jurisdiction else Level.NATIONAL
        readings.append(Reading("level", usual, FieldOrigin.DERIVED, 0.5, note=f"jurisdiction {jurisdiction}"))
    return readings


def _level_of(text: str) -> Level | None:
    if re.match(r"国务院|全国|中共中央|中华人民共和国|国家|中国共产党", text):
        return Level.NATIONAL
    if _COUNTY.match(text):
        return Level.COUNTY
    mentions = [m for m in find_jurisdictions(text) if m.code.startswith("CN-") and m.kind is not PlaceKind.REGION]
    if not mentions:
        return None
    place = mentions[0]
    if place.start == 0 and re.match(r"[一-鿿]{1,4}[县旗]", text[place.end :]):
        return Level.COUNTY
    return Level.PROVINCIAL if place.kind is PlaceKind.PROVINCE else Level.MUNICIPAL


def instrument_readings(title: str, text: str, document_id: str) -> list[Reading]:
    """The type of instrument from the words of the title; 关于印发《X》的通知 counts as X."""
    inner = _PASSED_ON.search(title) or _PASSED_ON_BARE.search(title)
    readings = []
    for name, origin, confidence in (
        (inner["inner"] if inner else title, FieldOrigin.TEXT, 0.9),
        (document_id.replace("_", " "), FieldOrigin.FILE_NAME, 0.6),
    ):
        instrument = _instrument_of(name)
        if instrument:
            readings.append(Reading("instrument", instrument, origin, confidence, note="words of the title"))
    if re.search(r"我代表.{2,12}向大会(?:作|报告)", text[:3000]):
        readings.append(Reading("instrument", Instrument.REPORT, FieldOrigin.TEXT, 0.8, note="a report to an assembly"))
    return readings


def _instrument_of(title: str) -> Instrument | None:
    core = _NUMBER_TAIL.sub("", title.strip())
    while _BRACKETED_TAIL.search(core):
        core = _BRACKETED_TAIL.sub("", core)
    for endings, instrument in CHINESE_INSTRUMENTS:
        if re.search(rf"(?:{endings})$", core):
            return instrument
    for pattern, instrument in LATIN_INSTRUMENTS:
        if re.search(pattern, title):
            return instrument
    return None


def industry_readings(title: str, text: str, language: str) -> list[Reading]:
    """Sectors the title names or the text names often, most often first, in the language of the document."""
    column = _LANGUAGE_COLUMN.get(language, 1)
    counted: list[tuple[int, str]] = []
    for entry in INDUSTRIES:
        pattern = re.compile(entry[3], re.IGNORECASE)
        times = len(pattern.findall(text)) + (1000 if pattern.search(title) else 0)
        if times >= TIMES_NAMED:
            counted.append((times, entry[column]))
    counted.sort(key=lambda pair: -pair[0])
    names = tuple(industry for _, industry in counted[:MAX_INDUSTRIES])
    return [Reading("industries", names, FieldOrigin.TEXT, 0.6, note="sectors named most often")] if names else []


def status_readings(
    title: str, text: str, values: Mapping[str, Any], language: str, as_of: datetime.date
) -> list[tuple[Reading, Reading]]:
    """Status and its reason, as pairs, the surest first; empty when nothing speaks for any status."""
    zh = language == "zh"
    draft = _DRAFT.search(title) or _DRAFT.search(text[:300])
    if draft:
        return [_status(PolicyStatus.DRAFT, f"标明“{draft[0]}”" if zh else f"marked “{draft[0]}”", 0.9)]
    ended = _ENDED.search(title) or _ENDED.search(text[:300])
    if ended:
        return [_status(PolicyStatus.REPEALED, f"标明“{ended[0]}”" if zh else f"marked “{ended[0]}”", 0.9)]
    until = _valid_until(text, values.get("effective") or values.get("issued"))
    period = values.get("period")
    years = _years(period)
    if until is not None and until < as_of:
        reason = f"有效期至{until}" if zh else f"valid until {until}"
        return [_status(PolicyStatus.PERIOD_ENDED, reason, 0.85)]
    if isinstance(period, Period) and period.end_year is not None and period.end_year < as_of.year:
        reason = f"实施期{years}已结束" if zh else f"its period {years} is over"
        return [_status(PolicyStatus.PERIOD_ENDED, reason, 0.8)]
    return _in_force(title, values, until, period, zh, as_of)


def _in_force(
    title: str,
    values: Mapping[str, Any],
    until: datetime.date | None,
    period: object,
    zh: bool,
    as_of: datetime.date,
) -> list[tuple[Reading, Reading]]:
    effective = values.get("effective")
    if until is not None:
        return [_status(PolicyStatus.IN_FORCE, f"有效期至{until}" if zh else f"valid until {until}", 0.8)]
    if isinstance(period, Period) and period.end_year is not None:
        reason = f"实施期{_years(period)}" if zh else f"its period is {_years(period)}"
        return [_status(PolicyStatus.IN_FORCE, reason, 0.7)]
    if isinstance(effective, PolicyDate) and effective.day <= as_of:
        reason = (
            f"自{effective}起施行，文中未见废止" if zh else f"in force since {effective}, no repeal seen in the text"
        )
        return [_status(PolicyStatus.IN_FORCE, reason, 0.6)]
    if _US_CODE.match(title):
        return [
            _status(PolicyStatus.IN_FORCE, "a chapter of the United States Code, which holds the law in force", 0.5)
        ]
    if isinstance(effective, PolicyDate):
        reason = f"自{effective}起施行，尚未生效" if zh else f"takes effect on {effective}, not yet in force"
        return [_status(PolicyStatus.UNKNOWN, reason, 0.7)]
    return []


def _years(period: object) -> str:
    """2021-2025, or 2026 for a period of one year."""
    if isinstance(period, Period) and period.start_year == period.end_year:
        return str(period.start_year)
    return str(period)


def _status(status: PolicyStatus, reason: str, confidence: float) -> tuple[Reading, Reading]:
    return (
        Reading("status", status, FieldOrigin.DERIVED, confidence, note=reason),
        Reading("status_reason", reason, FieldOrigin.DERIVED, confidence),
    )


def _valid_until(text: str, start: object) -> datetime.date | None:
    tail = text[-3000:]
    stated = _VALID_UNTIL.search(tail)
    if stated:
        dates = find_dates(stated["date"] or stated["other"] or stated["german"])
        return dates[0].date.day if dates else None
    years = _VALID_YEARS.search(tail)
    if years and isinstance(start, PolicyDate):
        count = "一二三四五".find(years["years"]) + 1 or int(years["years"])
        return start.day.replace(year=start.day.year + count, day=min(start.day.day, 28))
    return None
