"""The head of an English or German text -> readings of title, number, authority and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import DatePrecision, FieldOrigin
from assistant.ingest.dates import find_dates
from assistant.ingest.document_numbers import find_number_mentions
from assistant.ingest.metadata_head import Line, before_body
from assistant.ingest.metadata_reading import Reading

HEAD = 14  # lines
LONGEST_BODY_NAME = 100

_BODY = re.compile(
    r"(?:(?:U\.?\s?S\.?|The|Federal|National|HM)\s+)*(?:Department|Ministry|Office|Agency|Bureau|Commission|Congress|"
    r"Administration|Treasury|Government|European (?:Commission|Parliament|Council)|Executive Office|White House|"
    r"Bundesministerium|Bundesregierung|Bundesamt|Staatsministerium|Ministerium|Senatsverwaltung|Landesregierung)\b"
    r"[^.:;]*",
    re.IGNORECASE,
)
# Federal Aviation Administration, Economic Development Agency
_NAMED_BODY = re.compile(
    r"(?:(?:of|and|for|the|[A-Z][\w&.-]+)\s+){1,6}(?:Administration|Agency|Commission|Bureau|Department|Ministry|Council)",
)
_SMALL = re.compile(r"\b(?:Of|And|For|The|On)\b(?<!^)")
# What may stand on a line beside the date of a document: a place, a word that says what the date is.
_DATED = re.compile(
    r"(?:(?:[A-ZÄÖÜ][a-zäöüß]+(?:\s[a-zäöüß]+)?,\s(?:den\s)?)|vom\s|stand:?\s|ausfertigungsdatum:?\s|date:?\s|dated\s|"
    r"published:?\s|issued:?\s|of\s)?",
    re.IGNORECASE,
)
_EXECUTIVE_ORDER = re.compile(r"Executive Order\s+\d{4,5}(?:\s+of\s+.{8,20})?", re.IGNORECASE)
_PUBLIC_LAW = re.compile(r"Public Law\s+\d{2,3}\s?[-–—]\s?\d{1,4}\b.*", re.IGNORECASE)
_CODE = re.compile(r"Title\s+\d+[A-Z]?\s*[—–-]", re.IGNORECASE)  # as the United States Code is printed
_GERMAN_LAW = re.compile(r"\bBGBl\.|Ausfertigungsdatum|\bBAnz\b|Bundesanzeiger")


def latin_readings(text: str, lines: Sequence[Line]) -> list[Reading]:
    """Readings from the first lines of an English or German text, in no order."""
    head = before_body(tuple(lines[:HEAD]))
    readings = [*_bodies(head), *_dates(head), *_orders(head), *_numbers(head)]
    chapter = next((line for line in head[:6] if _CODE.match(line.text)), None)
    if chapter is not None:
        body = ("Congress of the United States",)
        readings.append(Reading("authorities", body, FieldOrigin.TEXT, 0.85, chapter.start, chapter.end, "US Code"))
    if _GERMAN_LAW.search(text[:2000]):
        readings.append(Reading("jurisdiction", "DE", FieldOrigin.TEXT, 0.75, note="printed in a German gazette"))
    return readings


def is_body(line: str) -> bool:
    """True for a line that is the name of a public body, which is never the title of a document."""
    named = _BODY.fullmatch(line) or _NAMED_BODY.fullmatch(_cased(line))
    return len(line) <= LONGEST_BODY_NAME and named is not None


def _bodies(head: Sequence[Line]) -> list[Reading]:
    found = [line for line in head[:8] if is_body(line.text)]
    if not found:
        return []
    names = tuple(_cased(line.text) for line in found)
    return [Reading("authorities", names, FieldOrigin.TEXT, 0.75, found[0].start, found[-1].end)]


def _cased(text: str) -> str:
    """A name in capitals as it is written: DEPARTMENT OF TRANSPORTATION -> Department of Transportation."""
    return _SMALL.sub(lambda match: match[0].lower(), text.title()) if text.isupper() else text


def _dates(head: Sequence[Line]) -> list[Reading]:
    """A line that holds a date and hardly anything else, the first of them; to the month where no day is given."""
    for line in head:
        mentions = find_dates(line.text)
        if not mentions or mentions[0].date.precision is DatePrecision.YEAR:
            continue
        mention = mentions[0]
        before, after = line.text[: mention.start], line.text[mention.end :]
        if _DATED.fullmatch(before) and len(after.strip(" .")) == 0:
            confidence = 0.85 if mention.date.precision is DatePrecision.DAY else 0.7
            start, end = line.start + mention.start, line.start + mention.end
            return [Reading("issued", mention.date, FieldOrigin.TEXT, confidence, start, end)]
    return []


def _orders(head: Sequence[Line]) -> list[Reading]:
    """Executive Order 14017 of February 24, 2021, whose title is the next line; Public Law 117-167, Aug. 9, 2022."""
    for position, line in enumerate(head):
        order = _EXECUTIVE_ORDER.fullmatch(line.text)
        law = _PUBLIC_LAW.fullmatch(line.text)
        if not order and not law:
            continue
        body = "President of the United States" if order else "Congress of the United States"
        readings = [Reading("authorities", (body,), FieldOrigin.TEXT, 0.85, line.start, line.end)]
        numbers = find_number_mentions(line.text)
        if numbers:
            place = line.start + numbers[0].start, line.start + numbers[0].end
            readings.append(Reading("numbers", (numbers[0].number,), FieldOrigin.TEXT, 0.93, *place))
        dates = find_dates(line.text)
        if dates:
            place = line.start + dates[0].start, line.start + dates[0].end
            readings.append(Reading("issued", dates[0].date, FieldOrigin.TEXT, 0.9, *place))
        following = head[position + 1 : position + 2]
        if order and following and numbers and len(following[0].text) <= 120:
            title = f"{numbers[0].number}: {following[0].text}"
            readings.append(Reading("title", title, FieldOrigin.TEXT, 0.92, line.start, following[0].end))
        return readings
    return []


def _numbers(head: Sequence[Line]) -> list[Reading]:
    """BGBl. and the like, which stand within a line of the head."""
    for line in head:
        numbers = [mention for mention in find_number_mentions(line.text) if mention.number.startswith("BGBl.")]
        if numbers:
            place = line.start + numbers[0].start, line.start + numbers[0].end
            return [Reading("numbers", (numbers[0].number,), FieldOrigin.TEXT, 0.7, *place)]
    return []
