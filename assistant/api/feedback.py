"""A reader's verdict on an answer -> one line of a file, with the question, the answer and its evidence; and back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock

from assistant.errors import IndexUnavailableError, InputError

FILE = "feedback.jsonl"
_LONGEST_COMMENT = 2_000
_LARGEST_FILE = 200_000_000  # bytes; a service that is flooded stops writing instead of filling the disk


class Verdict(StrEnum):
    """What a reader said of an answer."""

    GOOD = "good"
    BAD = "bad"
    WRONG_CITATION = "wrong_citation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cited place and the words that stood there when the verdict was given."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict. ``citation`` is the number of the citation it is about, 1-based; ``scope`` as the JSON contract."""

    given: str  # ISO 8601, UTC
    person: str
    verdict: Verdict
    question: str
    status: str
    drafter: str
    statements: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    scope: dict[str, Any]
    citation: int | None = None
    comment: str | None = None


class FeedbackStore:
    """A file of JSON lines beside the index; several processes may append to it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._lock = Lock()

    def add(self, feedback: Feedback) -> None:
        """Append a verdict.

        Raises:
            InputError: the comment is too long, or the citation is none of the answer's.
            IndexUnavailableError: the file is full or cannot be written.
        """
        if feedback.comment and len(feedback.comment) > _LONGEST_COMMENT:
            raise InputError(f"the comment has {len(feedback.comment)} characters and the limit is {_LONGEST_COMMENT}")
        if feedback.citation is not None and not 1 <= feedback.citation <= len(feedback.evidence):
            raise InputError(f"the answer has no citation {feedback.citation}")
        line = json.dumps(asdict(feedback), ensure_ascii=False)
        try:
            with self._lock, FileLock(self.file.with_suffix(".lock"), timeout=10):
                if self.file.exists() and self.file.stat().st_size > _LARGEST_FILE:
                    raise IndexUnavailableError(f"{self.file} is full; export it and move it away")
                with self.file.open("a", encoding="utf-8") as stream:
                    stream.write(line + "\n")
        except (OSError, UnicodeEncodeError) as problem:
            raise IndexUnavailableError(f"{self.file} cannot be written: {problem}") from None

    def read(self) -> Iterator[Feedback]:
        """All verdicts, oldest first; a line that was cut short by a crash is left out."""
        if not self.file.exists():
            return
        with self.file.open(encoding="utf-8") as stream:
            for line in stream:
                try:
                    content = json.loads(line)
                    content["verdict"] = Verdict(content["verdict"])
                    content["statements"] = tuple(content["statements"])
                    content["evidence"] = tuple(Evidence(**one) for one in content["evidence"])
                    yield Feedback(**content)
                except (ValueError, KeyError, TypeError):
                    continue


def now() -> str:
    """The time of day, UTC, as feedback states it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def as_cases(feedback: Sequence[Feedback]) -> Iterator[dict[str, Any]]:
    """Verdicts as cases of the evaluation room, the last verdict of each question.

    A good answer gives a case with its quotes as ``gold``, a good refusal one that is not answerable. A bad answer or a
    wrong citation gives a case to be completed by hand; the quotes that readers rejected stand in ``not_gold``.
    """
    latest: dict[str, Feedback] = {one.question: one for one in feedback}
    for number, one in enumerate(latest.values(), start=1):
        good = one.verdict is Verdict.GOOD
        wrong = [one.evidence[one.citation - 1]] if one.citation else ([] if good else list(one.evidence))
        kept = [place for place in one.evidence if place not in wrong]
        yield {
            "id": f"feedback-{number}",
            "question": one.question,
            **({"answerable": bool(one.evidence)} if good else {}),
            "gold": [{"document": place.document, "quote": place.quote} for place in kept],
            "not_gold": [{"document": place.document, "quote": place.quote} for place in wrong],
            "scope": one.scope,
            "verdict": one.verdict.value,
            "comment": one.comment,
            "status": one.status,
            "drafter": one.drafter,
            "given": one.given,
        }
