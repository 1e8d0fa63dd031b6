"""The head of an order or announcement (国务院令 第799号, 工业和信息化部公告 2023年第12号) -> readings.

The head names issuer and number over two or three lines; the text it puts into force is named in 《》 and follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import DatePrecision, FieldOrigin
from assistant.ingest.dates import find_dates
from assistant.ingest.document_numbers import find_number_mentions
from assistant.ingest.metadata_head import Line
from assistant.ingest.metadata_reading import Reading

HEAD_LINES = 8  # the order stands at the top
_ORDER = re.compile(
    r"(?:中华人民共和国)?(?P<agency>[一-鿿、]{2,40}?)(?P<kind>令|公告|通告)(?:[（(]?(?:19|20)\d\d[）)]?年?)?第[\d一二三四五六七八九十百]+号"
)
_PUT_INTO_FORCE = re.compile(r"《(?P<title>[^《》]{4,80})》[^。]{0,60}(?:通过|公布|发布|施行)")
_TEXT_CHARACTERS = 2500  # the order with the names of its signers
_LONE_DATE = re.compile(r"^[ \t\u3000]*(?P<date>\S.{5,16}?[日号])[ \t\u3000]*$", re.MULTILINE)


def order_readings(text: str, lines: Sequence[Line]) -> list[Reading]:
    """Number, authority, title and date of an order or announcement; [] for any other text."""
    for first in range(min(HEAD_LINES, len(lines))):
        for count in (1, 2, 3):
            group = lines[first : first + count]
            match = _ORDER.fullmatch("".join(re.sub(r"[\s\u3000]", "", line.text) for line in group))
            if len(group) == count and match:
                return _readings(text, match, group)
    return []


def _readings(text: str, match: re.Match[str], group: Sequence[Line]) -> list[Reading]:
    start, end = group[0].start, group[-1].end
    number = find_number_mentions(match[0])
    readings = [Reading("authorities", tuple(match["agency"].split("、")), FieldOrigin.TEXT, 0.87, start, end)]
    if number:
        readings.append(Reading("numbers", (number[0].number,), FieldOrigin.TEXT, 0.93, start, end))
    enacted = _PUT_INTO_FORCE.search(text, end, end + _TEXT_CHARACTERS) if match["kind"] == "令" else None
    if enacted:
        places = enacted.start("title"), enacted.end("title")
        readings.append(Reading("title", enacted["title"], FieldOrigin.TEXT, 0.93, *places))
    elif match["kind"] != "令":
        readings.append(Reading("title", match[0], FieldOrigin.TEXT, 0.86, start, end))
    for date in _LONE_DATE.finditer(text, end, end + _TEXT_CHARACTERS):
        mentions = find_dates(date["date"])
        if mentions and mentions[0].start == 0 and mentions[0].date.precision is DatePrecision.DAY:
            places = date.start("date"), date.end("date")
            readings.append(Reading("issued", mentions[0].date, FieldOrigin.TEXT, 0.92, *places))
            break
    return readings
