"""Lines like 发文字号：国办发〔2023〕12号 at the head of a saved page -> readings, with the places of their values."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain import FieldOrigin
from assistant.ingest.metadata_format import format_readings
from assistant.ingest.metadata_reading import Reading

REACH = 3000  # characters from the head; the table of a page stands above its text
_LABELLED = re.compile(
    r"^[ \t\u3000|]*(?P<label>索\s*引\s*号|标\s*题|名\s*称|发文机关|发布机构|发文单位|发文字号|文\s*号|成文日期|"
    r"发文日期|发布日期|公开日期|生效日期|施行日期|有\s*效\s*性|主题分类|主\s*题\s*词|公文种类|体裁分类|组配分类)"
    r"[ \t\u3000|]*[:：][ \t\u3000|]*(?P<value>[^\n|]*)",
    re.MULTILINE,
)
_CONFIDENCE_LOST = 0.01  # a line of text may be quoted from elsewhere; a cell of the page's own table hardly


def is_labelled(line: str) -> bool:
    """True for a line that names a field and its value: no title, no authority, whatever words it holds."""
    return _LABELLED.match(line) is not None


def label_readings(text: str) -> list[Reading]:
    """Readings of the labelled lines at the head of ``text``; the first of each label counts."""
    readings: list[Reading] = []
    told: set[str] = set()
    for match in _LABELLED.finditer(text[:REACH]):
        label = re.sub(r"\s", "", match["label"])
        value = match["value"].strip()
        if not value or label in told:
            continue
        told.add(label)
        start = match.start("value")
        end = start + len(match["value"].rstrip())
        readings += [
            replace(one, origin=FieldOrigin.TEXT, confidence=one.confidence - _CONFIDENCE_LOST, start=start, end=end)
            for one in format_readings({label: value})
        ]
    return readings
