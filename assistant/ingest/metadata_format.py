"""What a file format itself states (HTML meta and tables, PDF and Word properties) -> readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from assistant.domain import FieldOrigin, PolicyStatus
from assistant.ingest.dates import find_dates
from assistant.ingest.document_numbers import find_document_numbers
from assistant.ingest.metadata_reading import Reading

_UNTITLED = re.compile(
    r"(?:doi:|microsoft word|powerpoint|untitled|document\d*|dokument\d*|\u6587\u6863\d*|幻灯片|"
    r"[\d\s._-]+$|.*\.(?:docx?|pdf|exe|indd|wps|tif|xlsx?)$)",
    re.IGNORECASE,
)


def _title(value: str) -> str | None:
    """A property title, without the name of the site behind it; None for what a program put there."""
    first = re.split(r"\s*[_|]\s*|\s+[-–—]\s+(?=\S{2,20}$)", value.strip())[0].strip()
    return None if len(first) < 4 or _UNTITLED.match(first) else first


def _date(value: str) -> Any:
    pdf = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})\d*", value.strip())
    mentions = find_dates(f"{pdf[1]}-{pdf[2]}-{pdf[3]}" if pdf else value)
    return mentions[0].date if mentions else None


def _numbers(value: str) -> Any:
    return find_document_numbers(value) or None


def _names(value: str) -> Any:
    return tuple(part for part in re.split(r"[\s;；,，]+", value.strip()) if part) or None


def _url(value: str) -> str | None:
    return value.strip() if value.strip().startswith(("http://", "https://")) else None


def _status(value: str) -> PolicyStatus | None:
    return PolicyStatus.REPEALED if re.search("废止|失效", value) else None


# Key as written, lower case -> field, confidence, how to read it. A page's own table is nearly as good as a catalog;
# what a word processor filled in says little.
_KEYS: dict[str, tuple[str, float, Callable[[str], Any]]] = {
    "标题": ("title", 0.96, _title),
    "名称": ("title", 0.94, _title),
    "articletitle": ("title", 0.94, _title),
    "dc.title": ("title", 0.85, _title),
    "og:title": ("title", 0.75, _title),
    "title": ("title", 0.6, _title),
    "发文字号": ("numbers", 0.97, _numbers),
    "文号": ("numbers", 0.97, _numbers),
    "发文机关": ("authorities", 0.96, _names),
    "发布机构": ("authorities", 0.9, _names),
    "发文单位": ("authorities", 0.95, _names),
    "成文日期": ("issued", 0.95, _date),
    "发文日期": ("issued", 0.95, _date),
    "发布日期": ("issued", 0.7, _date),
    "pubdate": ("issued", 0.6, _date),
    "dcterms.issued": ("issued", 0.9, _date),
    "article:published_time": ("issued", 0.6, _date),
    "生效日期": ("effective", 0.95, _date),
    "施行日期": ("effective", 0.95, _date),
    "有效性": ("status", 0.95, _status),
    "canonical": ("official_url", 0.8, _url),
    "og:url": ("official_url", 0.7, _url),
    "url": ("official_url", 0.7, _url),
}


def format_readings(values: Mapping[str, str]) -> list[Reading]:
    """Readings of the keys that are known, in the order written; bad and empty values are passed over."""
    readings = []
    for key, written in values.items():
        entry = _KEYS.get(re.sub(r"[\s:：/]", "", key).lower())
        value = entry[2](written) if entry and written.strip() else None
        if entry and value and entry[0] == "status":
            readings.append(Reading("status_reason", f"标明“{written.strip()}”", FieldOrigin.FORMAT, entry[1]))
        if entry and value:
            readings.append(Reading(entry[0], value, FieldOrigin.FORMAT, entry[1], note=f"{key}"))
    return readings
