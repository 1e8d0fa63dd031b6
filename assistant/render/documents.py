"""Documents of a library -> tables, one document's full record and lists of findings, as terminal text or JSON."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.domain import Document, Metadata
from assistant.ingest.accounting import Account
from assistant.ingest.metadata_reading import NOT_USED
from assistant.render.text import one_line
from assistant.research.holdings import Finding

Json = dict[str, Any]

# A part of an article that has no heading of its own: 第二款, （三）, (a), 1., b)
_BARE_PART = re.compile(r"第\S+款|[（(]\s?\w{1,5}\s?[）)]|\w{1,4}[.．)）]")
_COLUMNS = ("Document", "Title", "Place", "Date", "Type", "Status", "Language")


def list_table(held: Mapping[str, Metadata]) -> Table:
    """One row a document."""
    table = Table(*_COLUMNS, caption=f"{len(held)} documents", caption_justify="left", box=None, header_style="bold")
    for document_id, metadata in held.items():
        row = (
            document_id,
            metadata.title,
            metadata.jurisdiction or "-",
            str(metadata.date or "-"),
            metadata.instrument.value if metadata.instrument else "-",
            metadata.status.value,
            metadata.language,
        )
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return table


def list_json(held: Mapping[str, Metadata]) -> Json:
    """``{"documents": [{"document", "title", …}]}``."""
    return {"documents": [{"document": document_id, **_fields(metadata)} for document_id, metadata in held.items()]}


def document_json(document: Document, passages: int, accounting: Account) -> Json:
    """Everything that is known of one document except its text."""
    return {
        "document": document.document_id,
        "sha256": document.sha256,
        **_fields(document.metadata),
        "evidence": [_plain(evidence) for evidence in document.metadata.evidence],
        "pages": len(document.pages),
        "recognised_pages": [
            {"page": page.page, "confidence": page.ocr_confidence}
            for page in document.pages
            if page.ocr_confidence is not None
        ],
        "passages": passages,
        "accounting": dataclasses.asdict(accounting),
        "outline": [
            {"level": section.level, "heading": section.heading, "start": section.start, "end": section.end}
            for section in document.sections
        ],
        "warnings": list(document.warnings),
    }


def document_text(document: Document, passages: int, accounting: Account) -> Text:
    """Metadata with their origin, accounting and outline of one document."""
    shown = Text()
    shown.append(f"{one_line(document.metadata.title)}\n", "bold")
    shown.append(f"{document.document_id}\n\n", "dim")
    origins = {one.field: one for one in document.metadata.evidence if not (one.note or "").startswith(NOT_USED)}
    for name, value in _fields(document.metadata).items():
        if value in (None, [], "") or name in ("title", "relations"):
            continue
        shown.append(f"{name:<16}", "cyan").append(one_line(_words(value)))
        evidence = origins.get(name)
        if evidence is not None:
            where = f" at {evidence.start}-{evidence.end}" if evidence.start is not None else ""
            note = f", {one_line(evidence.note)}" if evidence.note else ""
            shown.append(f"  ({evidence.origin.value}{where}, {evidence.confidence:.0%}{note})", "dim")
        shown.append("\n")
    if document.metadata.relations:
        shown.append("\nRelations\n", "bold")
    for relation in document.metadata.relations:
        shown.append(f"  {relation.kind.value.replace('_', ' '):<14}", "cyan").append(one_line(relation.target))
        held = f"-> {relation.target_document_id}" if relation.target_document_id else "(not in the library)"
        shown.append(f"  {one_line(held)}\n", "dim")
    shown.append("\nCharacters\n", "bold")
    for line in _accounting_lines(accounting, passages):
        shown.append(f"  {line}\n")
    if accounting.lost:
        shown.append(f"  {accounting.lost:,} lost: in no passage, without a reason\n", "bold red")
    recognised = [page for page in document.pages if page.ocr_confidence is not None]
    if recognised:
        shown.append("\nText recognition\n", "bold")
        pages = (f"p. {page.page} {page.ocr_confidence:.1%}" for page in recognised)
        shown.append(f"  {', '.join(pages)}\n")
    if document.sections:
        shown.append("\nOutline\n", "bold")
    parts = sum(1 for section in document.sections if _BARE_PART.fullmatch(section.heading))
    for section in document.sections:
        if _BARE_PART.fullmatch(section.heading):
            continue
        shown.append(f"  {'  ' * (len(section.path) - 1)}{one_line(section.heading)}")
        page = document.page_at(section.start)
        shown.append(f"  p. {page}\n" if page else "\n", "dim")
    if parts:
        shown.append(f"  and {parts:,} paragraphs and numbered parts of articles\n", "dim")
    for warning in document.warnings:
        shown.append(f"Note: {one_line(warning)}\n", "yellow")
    shown.rstrip()
    return shown


def findings_json(findings: Sequence[Finding], documents: int) -> Json:
    """``{"documents": n, "findings": [{"document", "kind", "text"}]}``."""
    rows = [{"document": one.document_id, "kind": one.kind.value, "text": one.text} for one in findings]
    return {"documents": documents, "findings": rows}


def findings_text(findings: Sequence[Finding], documents: int) -> Text:
    """The findings grouped by document, then how many of each kind."""
    shown = Text()
    styles = {"conflict": "red", "gap": "yellow", "reading": "magenta"}
    previous = None
    for finding in findings:
        if finding.document_id != previous:
            shown.append(f"{one_line(finding.document_id)}\n", "bold")
            previous = finding.document_id
        shown.append(f"  {finding.kind.value:<9}", styles[finding.kind.value]).append(f"{one_line(finding.text)}\n")
    counts = Counter(finding.kind.value for finding in findings)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "nothing to mend"
    shown.append(f"{documents} documents: {listed}")
    return shown


def _fields(metadata: Metadata) -> Json:
    """Every metadata field but the evidence, in the order of the domain."""
    values = {field.name: _plain(getattr(metadata, field.name)) for field in dataclasses.fields(metadata)}
    del values["evidence"]
    return values


def _plain(value: Any) -> Any:
    """A domain value as JSON types; a date or period as the text it prints as."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value if value is None or isinstance(value, int | float) else str(value)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return " ".join(_words(item) for item in value.values() if item is not None)
    return str(value)


def _accounting_lines(accounting: Account, passages: int) -> Iterator[str]:
    yield f"{accounting.extracted:,} extracted, white space not counted"
    yield f"{accounting.in_passages:,} in {passages:,} passages"
    for reason, count in accounting.left_out.items():
        yield f"{count:,} left out: {one_line(reason)}"
