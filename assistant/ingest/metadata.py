"""A read file, its path and its catalog row -> Metadata, with the evidence for every field.

Each source gives readings; :mod:`assistant.ingest.metadata_reading` chooses among them. Fields that depend on others
(jurisdiction on authority, status on period) are read after those are chosen.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.domain import FieldOrigin, Metadata, PolicyDate, ReadText, Relation
from assistant.ingest.families import family_key
from assistant.ingest.language import detect_language
from assistant.ingest.metadata_classify import industry_readings, instrument_readings, level_readings, status_readings
from assistant.ingest.metadata_dates import date_readings, period_readings
from assistant.ingest.metadata_declared import KNOWN_KEYS, declared_readings
from assistant.ingest.metadata_format import format_readings
from assistant.ingest.metadata_head import head_lines
from assistant.ingest.metadata_issuer import (
    addressee_readings,
    authority_readings,
    class_of_law,
    jurisdiction_readings,
    number_readings,
)
from assistant.ingest.metadata_labels import is_labelled, label_readings
from assistant.ingest.metadata_latin import latin_readings
from assistant.ingest.metadata_orders import order_readings
from assistant.ingest.metadata_reading import Reading, choose
from assistant.ingest.metadata_title import is_generic, specific_title, title_readings
from assistant.ingest.references import find_references
from assistant.jurisdictions import name


@dataclass(frozen=True, slots=True)
class MetadataResult:
    """The metadata of a document and what is wrong with what was declared about it."""

    metadata: Metadata
    warnings: tuple[str, ...]


def read_metadata(
    document_id: str, read: ReadText, catalog_row: Mapping[str, str] | None, as_of: datetime.date
) -> MetadataResult:
    """Metadata of one document; ``as_of`` is the day its status is judged on.

    ``read.format_metadata`` is front matter when it holds a key of ours, else what the format states of itself.
    """
    front_matter, properties = split_format_metadata(read.format_metadata)
    readings, warnings = declared_readings(front_matter, FieldOrigin.FRONT_MATTER, document_id)
    from_catalog, catalog_warnings = declared_readings(catalog_row or {}, FieldOrigin.CATALOG, document_id)
    readings += from_catalog + format_readings(properties)
    readings.append(Reading("language", detect_language(read.text), FieldOrigin.TEXT, 0.9))
    _read_text(document_id, read, readings)
    _derive(document_id, read.text, readings, as_of)
    title, jurisdiction = _chosen(readings, "title") or document_id, _chosen(readings, "jurisdiction")
    family = family_key(title, jurisdiction, _chosen(readings, "language") or "und")
    readings.append(Reading("family", family, FieldOrigin.DERIVED, 0.7, note="title and jurisdiction"))
    values, evidence = choose(readings)
    values.setdefault("title", title)
    return MetadataResult(Metadata(evidence=evidence, **values), (*warnings, *catalog_warnings))


def split_format_metadata(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Front matter and format properties: front matter has at least two keys of ours, written in lower case."""
    ours = {key: value for key, value in values.items() if key in KNOWN_KEYS}
    if len(ours) >= 2 or (len(ours) == len(values) and ours and "title" not in ours):
        return ours, {key: value for key, value in values.items() if key not in ours}
    return {}, dict(values)


def _read_text(document_id: str, read: ReadText, readings: list[Reading]) -> None:
    """Add what text and file name say on their own: title, numbers, dates, addressees, authorities, jurisdiction."""
    lines = tuple(line for line in head_lines(read) if not is_labelled(line.text))
    readings += label_readings(read.text)
    readings += (
        order_readings(read.text, lines) if _chosen(readings, "language") == "zh" else latin_readings(read.text, lines)
    )
    readings += title_readings(document_id, lines)
    readings += number_readings(document_id, lines)
    readings += addressee_readings(lines)
    title = _chosen(readings, "title") or ""
    first_guess = jurisdiction_readings(document_id, title, (), (), "", lines)
    place = _chosen([*readings, *first_guess], "jurisdiction")
    readings += date_readings(document_id, read.text, lines, is_local=bool(place and "-" in place))
    readings += authority_readings(title, read.text, lines, place, class_of_law(document_id))
    numbers, authorities = _chosen(readings, "numbers") or (), _chosen(readings, "authorities") or ()
    readings += jurisdiction_readings(document_id, title, numbers, authorities, read.text, lines)


def _derive(document_id: str, text: str, readings: list[Reading], as_of: datetime.date) -> None:
    """Add what follows from the fields chosen so far."""
    jurisdiction = _chosen(readings, "jurisdiction")
    _complete_title(readings, jurisdiction)
    title, language = _chosen(readings, "title") or "", _chosen(readings, "language") or "und"
    readings += period_readings(title, document_id, text)
    readings += level_readings(title, _chosen(readings, "authorities") or (), jurisdiction)
    readings += instrument_readings(title, text, document_id)
    readings += industry_readings(title, text, language)
    references = find_references(text, title)
    if references:
        relations = tuple(Relation(reference.kind, reference.target) for reference in references)
        readings.append(Reading("relations", relations, FieldOrigin.TEXT, 0.7, references[0].start, references[-1].end))
    values, _ = choose(readings)
    for status, reason in status_readings(title, text, values, language, as_of)[:1]:
        readings.append(status)
        if "status" not in values or values["status"] == status.value:
            readings.append(reason)


def _complete_title(readings: list[Reading], jurisdiction: str | None) -> None:
    """A title every government uses gets its year and place, where no person declared the title."""
    values, evidence = choose(readings)
    title = values.get("title", "")
    if not is_generic(title) or not jurisdiction:
        return
    body = "国务院" if jurisdiction == "CN" else name(jurisdiction, "zh")
    issued = values.get("issued")
    year = issued.year if isinstance(issued, PolicyDate) else None
    completed = specific_title(title, body, year)
    source = next(entry for entry in evidence if entry.field == "title")
    if completed != title and source.origin not in (FieldOrigin.FRONT_MATTER, FieldOrigin.CATALOG):
        note = f"as written: {title}; year and place added"
        readings.append(Reading("title", completed, source.origin, 0.99, source.start, source.end, note))


def _chosen(readings: list[Reading], field: str) -> Any:
    """The value a field has with the readings so far; None without any."""
    values, _ = choose(reading for reading in readings if reading.field == field)
    return values.get(field)
