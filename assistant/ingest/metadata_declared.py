"""Keys and values a person wrote (front matter, a row of catalog.csv) -> readings, and a warning for each bad value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import yaml

from assistant.domain import (
    DocumentKind,
    FieldOrigin,
    Instrument,
    Level,
    Period,
    PolicyDate,
    PolicyStatus,
    Relation,
    RelationKind,
)
from assistant.errors import InputError
from assistant.ingest.document_numbers import normalise_number
from assistant.ingest.metadata_reading import Reading
from assistant.jurisdictions import parse_jurisdiction

_PERIOD = re.compile(r"(\d{4})?\s*[-–—至到]\s*(\d{4})?|(\d{4})")


def _text(value: str) -> str:
    return value.strip()


def _list(value: str) -> tuple[str, ...]:
    """``[a, b]`` (a YAML list, as in front matter) or ``a; b`` (as in a catalog)."""
    value = value.strip()
    if value.startswith("["):
        try:
            items = yaml.safe_load(value)
        except yaml.YAMLError:
            raise ValueError("its list does not close; write [one, two]") from None
        parts = [str(item) for item in items]
    else:
        parts = re.split(r"[;；\n]", value)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _numbers(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalise_number(item) for item in _list(value)))


def _language(value: str) -> str:
    code = value.strip().lower()
    if code not in ("zh", "en", "de", "und"):
        raise ValueError("use zh, en, de or und")
    return code


def _period(value: str) -> Period:
    match = _PERIOD.fullmatch(value.strip())
    if match is None or not any(match.groups()):
        raise ValueError("write it as 2021-2025, 2021- or 2021")
    if match[3]:
        return Period(int(match[3]), int(match[3]))
    start, end = (int(year) if year else None for year in match.group(1, 2))
    if start and end and start > end:
        raise ValueError("it ends before it starts")
    return Period(start, end)


def _choice(kind: type[StrEnum]) -> Callable[[str], Any]:
    def parse(value: str) -> Any:
        try:
            return kind(value.strip().lower().replace("-", "_").replace(" ", "_"))
        except ValueError:
            raise ValueError(f"use one of {', '.join(kind)}") from None

    return parse


_FIELDS: dict[str, Callable[[str], Any]] = {
    "title": _text,
    "official_title": _text,
    "language": _language,
    "jurisdiction": parse_jurisdiction,
    "kind": _choice(DocumentKind),
    "aliases": _list,
    "numbers": _numbers,
    "authorities": _list,
    "addressees": _list,
    "level": _choice(Level),
    "instrument": _choice(Instrument),
    "issued": PolicyDate.parse,
    "adopted": PolicyDate.parse,
    "effective": PolicyDate.parse,
    "period": _period,
    "status": _choice(PolicyStatus),
    "status_reason": _text,
    "industries": _list,
    "official_url": _text,
    "family": _text,
}
_RELATIONS = {kind.value: kind for kind in RelationKind}
_NOT_THE_PRODUCT = frozenset({"fact_sheet"})  # kept by the editors of a collection for themselves

KNOWN_KEYS: frozenset[str] = frozenset(_FIELDS) | frozenset(_RELATIONS) | _NOT_THE_PRODUCT


def declared_readings(
    values: Mapping[str, str], origin: FieldOrigin, document_id: str
) -> tuple[list[Reading], list[str]]:
    """Readings of all known keys, and warnings that name the key and the document; unknown keys are passed over."""
    readings: list[Reading] = []
    warnings: list[str] = []
    place = "front matter" if origin is FieldOrigin.FRONT_MATTER else "catalog"
    relations: list[Relation] = []
    for key, written in values.items():
        if key not in KNOWN_KEYS or key in _NOT_THE_PRODUCT or not written.strip():
            continue
        if key in _RELATIONS:
            relations += [Relation(_RELATIONS[key], target.strip("《》")) for target in _list(written)]
            continue
        try:
            value = _FIELDS[key](written)
        except (ValueError, InputError) as problem:
            warnings.append(f"{document_id}: '{key}' in the {place} is ignored: {written!r}: {problem}")
            continue
        if value:
            readings.append(Reading(key, value, origin, 1.0))
    if relations:
        readings.append(Reading("relations", tuple(relations), origin, 1.0))
    return readings, warnings
