"""Comparisons, targets, versions and timelines -> the JSON objects that programs rely on (docs/json-contract.md).

Only additions are made within a major version: a key that stands here keeps its name, type and meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.domain import Citation, Document
from assistant.render.json_contract import citation_json, document_json, scope_json, statement_json
from assistant.research.compare import AspectRow, Cell, Comparison, Side
from assistant.research.differences import Difference, SideFigure
from assistant.research.quantities import Quantity
from assistant.research.targets import Target
from assistant.research.timeline import Policy, Timeline
from assistant.research.versions import ChangeKind, UnitChange, VersionComparison

Json = dict[str, Any]


def comparison_json(comparison: Comparison) -> Json:
    """The object that ``assistant compare --json`` prints; its schema is docs/schemas/compare.schema.json."""
    return {
        "question": comparison.question,
        "language": comparison.language,
        "sides": [_side(side, comparison.language) for side in comparison.sides],
        "rows": [_row(row) for row in comparison.rows],
    }


def targets_json(targets: Sequence[Target]) -> Json:
    """The object that ``assistant targets --json`` prints; its schema is docs/schemas/targets.schema.json."""
    return {"targets": [_target(target) for target in targets]}


def versions_json(comparison: VersionComparison, is_whole: bool = False) -> Json:
    """The object that ``assistant versions --json`` prints; its schema is docs/schemas/versions.schema.json.

    Unchanged units are counted, and listed when ``is_whole``.
    """
    shown = [one for one in comparison.changes if is_whole or one.kind is not ChangeKind.UNCHANGED]
    return {
        "before": _document(comparison.before),
        "after": _document(comparison.after),
        "counts": {kind.value: comparison.count(kind) for kind in ChangeKind},
        "changes": [_change(change) for change in shown],
    }


def timeline_json(line: Timeline) -> Json:
    """The object that ``assistant timeline --json`` prints; its schema is docs/schemas/timeline.schema.json."""
    return {
        "policies": [_policy(policy) for policy in line.policies],
        "links": [{"kind": link.kind.value, "source": link.source, "target": link.target} for link in line.links],
    }


# --------------------------------------------------------------------------- comparisons


def _side(side: Side, language: str) -> Json:
    return {
        "kind": side.kind.value,
        "value": side.value,
        "label": side.label(language),
        "scope": scope_json(side.scope),
    }


def _row(row: AspectRow) -> Json:
    return {
        "aspect": row.aspect,
        "question": row.question,
        "cells": [_cell(cell) for cell in row.cells],
        "difference": _difference(row.difference),
    }


def _cell(cell: Cell) -> Json:
    return {
        "side": cell.side.value,
        "state": cell.state.value,
        "reason": cell.answer.reason if cell.answer else None,
        "statements": [statement_json(statement) for statement in cell.statements],
    }


def _difference(line: Difference) -> Json:
    return {
        "indicator": line.indicator.key if line.indicator else None,
        "name": line.name,
        "measure": line.measure.value if line.measure else None,
        "is_comparable": line.is_comparable,
        "figures": [_side_figure(figure) for figure in line.figures],
    }


def _side_figure(figure: SideFigure) -> Json:
    target = figure.target
    return {
        "side": figure.side,
        "quantity": _quantity(figure.quantity) if figure.quantity else None,
        "year": target.year if target else None,
        "kind": target.kind.value if target else None,
        "citation": _cited(figure.citation),
    }


# --------------------------------------------------------------------------- targets


def _target(target: Target) -> Json:
    return {
        "indicator": target.indicator.key if target.indicator else None,
        "name": target.name,
        "measure": target.measure.value,
        "kind": target.kind.value,
        "jurisdiction": target.jurisdiction,
        "quantity": _quantity(target.quantity),
        "base_year": target.base_year,
        "year": target.year,
        "binding": target.binding.value if target.binding else None,
        "doubts": [doubt.value for doubt in target.doubts],
        "citation": citation_json(target.citation),
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit.dimension,
        "comparator": quantity.comparator.value,
        "words": quantity.words,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _cited(citation: Citation | None) -> Json | None:
    return citation_json(citation) if citation else None


# --------------------------------------------------------------------------- versions and timelines


def _document(document: Document) -> Json:
    return document_json(document.document_id, document.metadata)


def _change(change: UnitChange) -> Json:
    return {
        "kind": change.kind.value,
        "before_heading": change.before_heading or None,
        "after_heading": change.after_heading or None,
        "similarity": round(change.similarity, 4),
        "segments": [{"edit": segment.edit.value, "text": segment.text} for segment in change.segments],
        "before": _cited(change.before),
        "after": _cited(change.after),
    }


def _policy(policy: Policy) -> Json:
    metadata = policy.metadata
    held = document_json(policy.key, metadata) if metadata else None
    period = metadata.period if metadata else None
    return {
        "key": policy.key,
        "title": policy.title,
        "period": {"start_year": period.start_year, "end_year": period.end_year} if period else None,
        "document": held,
    }
