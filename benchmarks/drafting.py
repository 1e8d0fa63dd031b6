"""Questions and a chat model -> how many sentences it proposed, how many were dropped and shown, and whether all stand.

Every statement that was shown is checked anew, apart from the code that let it through: its quotes are read from the
stored text, a verbatim statement must be made of them, and every figure of any statement must stand in them. Run from
the project's folder, with the model in the settings::

    python -m benchmarks.drafting --settings FILE --index NAME QUESTIONS.jsonl
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.answer.figure_guard import missing_figures
from assistant.answer.normalise import comparable
from assistant.cli.options import settings_of
from assistant.domain import Answer, Drafter, Ending, Statement, Wording
from assistant.wiring import Assistant, open_assistant


@dataclass
class Tally:
    """What came of the questions asked so far."""

    questions: int = 0
    proposed: int = 0
    dropped: int = 0
    shown: Counter[str] = field(default_factory=Counter)  # by whose words
    drafters: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    unproven: list[Statement] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, answer: Answer, seconds: float) -> None:
        """Count one answer."""
        self.questions += 1
        by_model = answer.drafter != "extractive"
        kept = [statement for statement in answer.statements if by_model and not _replaces(statement, answer)]
        self.proposed += len(answer.rejected) + len(kept)
        self.dropped += len(answer.rejected)
        self.drafters["chat model" if by_model else "extractive"] += 1
        self.reasons.update(one.reason.split(":")[0].split(" (")[0] for one in answer.rejected)
        if answer.status is Ending.MODEL_FAILED:
            self.failures[(answer.reason or "")[:80]] += 1
        self.shown.update(statement.wording.value for statement in answer.statements)
        self.unproven.extend(statement for statement in answer.statements if not is_proven(statement))
        self.seconds.append(seconds)


def is_proven(statement: Statement) -> bool:
    """Whether a statement stands on its quotes, read from the stored text."""
    quotes = [citation.document.text[citation.start : citation.end] for citation in statement.citations]
    if missing_figures(
        statement.text, [*quotes, *(citation.document.metadata.title for citation in statement.citations)]
    ):
        return False
    if statement.wording is Wording.VERBATIM:
        return comparable(statement.text).text == comparable("".join(quotes)).text
    return bool(quotes)


def _replaces(statement: Statement, answer: Answer) -> bool:
    """Whether a statement is the sentence shown in the place of a rejected claim."""
    whole = comparable(statement.text).text
    return statement.wording is Wording.VERBATIM and any(
        comparable(quote.words).text in whole for one in answer.rejected for quote in one.claim.quotes
    )


def measure(assistant: Assistant, questions: Sequence[str], show: bool = False) -> Tally:
    """Put the questions to the assistant and its chat model."""
    tally = Tally()
    for question in questions:
        started = time.perf_counter()
        answer = assistant.ask(question, drafter=Drafter.MODEL)
        tally.add(answer, time.perf_counter() - started)
        if show:
            print(f"{question}\n  {answer.status}, by {answer.drafter}: {answer.reason or ''}")
            for one in answer.rejected:
                print(f"  dropped ({one.reason}): {one.claim.text[:100]}")
            for statement in answer.statements:
                print(f"  {statement.wording}: {statement.text[:100]}")
    return tally


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--index")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.questions.read_text(encoding="utf-8").splitlines()]
    questions = [row["question"] for row in rows if row.get("answerable", True) and not row.get("history")]
    with open_assistant(settings_of(arguments.settings, arguments.index)) as assistant:
        tally = measure(assistant, questions[:: arguments.every][: arguments.count], show=True)
    print(f"questions {tally.questions}, drafted by {dict(tally.drafters)}")
    print(f"proposed {tally.proposed}, dropped {tally.dropped}")
    print(f"shown {dict(tally.shown)}, not proven {len(tally.unproven)}")
    print(f"why dropped: {dict(tally.reasons)}")
    print(f"failures: {dict(tally.failures)}")
    print(f"seconds a question: mean {sum(tally.seconds) / len(tally.seconds):.1f}")


if __name__ == "__main__":
    main()
