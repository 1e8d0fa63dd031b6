"""Outcomes and where they come from -> a report: tables, reliability, performance, and report.json and back."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.evaluate.case import Problem
from assistant.evaluate.estimates import Estimate
from assistant.evaluate.faults import fault
from assistant.evaluate.performance import Performance, performance
from assistant.evaluate.provenance import Provenance
from assistant.evaluate.reliability import Reliability, reliability
from assistant.evaluate.tables import DEFINITIONS, Outcome, Slice, slices

FILE = "report.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a reader is shown of a run. ``figures_sha256`` is the same for runs with the same figures."""

    provenance: Provenance
    slices: tuple[Slice, ...]
    reliability: Reliability
    performance: Performance
    outcomes: tuple[Outcome, ...]
    left_out: tuple[Problem, ...]
    figures_sha256: str
    agreement: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a stored report: what a comparison needs of it."""

    identity: str
    question: str
    kind: str
    language: str
    jurisdiction: str
    status: str | None
    fault: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report read back from its folder."""

    folder: Path
    provenance: Mapping[str, Any]
    questions: Mapping[str, AskedQuestion]
    figures_sha256: str


def make_report(
    outcomes: Sequence[Outcome],
    origin: Provenance,
    left_out: Sequence[Problem] = (),
    agreement: Mapping[str, Any] | None = None,
) -> Report:
    """Compute all tables; ``outcomes`` stand in the order of the question file."""
    tables = slices(outcomes)
    figures = {"slices": [_slice(one) for one in tables], "questions": [_question(one) for one in outcomes]}
    stamp = hashlib.sha256(json.dumps(figures, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()
    return Report(
        provenance=origin,
        slices=tables,
        reliability=reliability(outcomes),
        performance=performance([outcome.record for outcome in outcomes]),
        outcomes=tuple(outcomes),
        left_out=tuple(left_out),
        figures_sha256=stamp,
        agreement=agreement,
    )


def report_json(report: Report) -> dict[str, Any]:
    """The object of report.json. Only ``performance`` differs between runs of the same work."""
    return {
        "format": FORMAT,
        "figures_sha256": report.figures_sha256,
        "provenance": dataclasses.asdict(report.provenance),
        "definitions": [
            {"name": one.name, "group": one.group.value, "text": one.text, "lower_is_better": one.lower_is_better}
            for one in DEFINITIONS
        ],
        "slices": [_slice(one) for one in report.slices],
        "reliability": dataclasses.asdict(report.reliability),
        "agreement": report.agreement,
        "left_out": [{"line": one.line, "reason": one.text} for one in report.left_out],
        "performance": dataclasses.asdict(report.performance),
        "questions": [_question(one) for one in report.outcomes],
    }


def read_report(folder: Path) -> StoredReport:
    """Read report.json of a folder (or the file itself).

    Raises:
        InputError: there is none, or it is damaged or of another format.
    """
    file = folder / FILE if folder.is_dir() else folder
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise InputError(f"{file} has the format {content['format']}, here {FORMAT} is read; evaluate again")
        questions = [
            AskedQuestion(
                identity=row["id"],
                question=row["question"],
                kind=row["kind"],
                language=row["language"],
                jurisdiction=row["jurisdiction"],
                status=row["status"],
                fault=row["fault"],
                values=row["values"],
            )
            for row in content["questions"]
        ]
        return StoredReport(
            folder=file.parent,
            provenance=content["provenance"],
            questions={one.identity: one for one in questions},
            figures_sha256=content["figures_sha256"],
        )
    except OSError:
        raise InputError(f"there is no {FILE} in {folder}; name the --output folder of an evaluation") from None
    except (KeyError, TypeError, ValueError) as problem:
        raise InputError(f"{file} is no report of an evaluation ({type(problem).__name__}); evaluate again") from None


def _slice(one: Slice) -> dict[str, Any]:
    return {
        "dimension": one.dimension,
        "name": one.name,
        "questions": one.questions,
        "answerable": one.answerable,
        "errors": one.errors,
        "measures": {name: _estimate(estimate) for name, estimate in one.estimates.items()},
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "value": _rounded(estimate.value),
        "low": _rounded(estimate.low),
        "high": _rounded(estimate.high),
        "n": estimate.n,
        "method": estimate.method,
    }


def _question(outcome: Outcome) -> dict[str, Any]:
    case = outcome.located.case
    return {
        "id": case.identity,
        "line": case.line,
        "question": case.question,
        "kind": case.kind,
        "language": case.language,
        "jurisdiction": outcome.located.jurisdiction,
        "answerable": case.answerable,
        "status": outcome.record.status,
        "confidence": outcome.record.confidence,
        "error": outcome.record.error,
        "fault": fault(outcome).text,
        "values": {name: _rounded(value) for name, value in sorted(outcome.values.items())},
    }


def _rounded(value: float | None) -> float | None:
    """Six places: more than any reader needs, and the same on every machine."""
    return None if value is None else round(value, 6)
