"""Question sets with gold quotes -> share of answers that cite the gold, wrong documents, refusals, latency, by kind.

The measures are those of ``assistant evaluate`` (docs/evaluation.md): an answer cites the gold when one of its
citations overlaps a gold quote in the gold document. Run from the project's folder::

    python -m benchmarks.answers --bench FOLDER --data FOLDER policy_dev
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.config import load_settings
from assistant.evaluate.case import LocatedCase
from assistant.evaluate.cases import read_cases
from assistant.evaluate.faults import Severity, fault
from assistant.evaluate.performance import quantile
from assistant.evaluate.record import Record, with_answer
from assistant.evaluate.tables import Outcome, estimate, judge_outcome
from assistant.wiring import Assistant, open_assistant
from benchmarks.retrieval import prepare, questions_of, usable_cases


def measure(assistant: Assistant, cases: Sequence[LocatedCase], show: bool) -> None:
    """Ask every question and print the table."""
    outcomes: list[Outcome] = []
    milliseconds: list[float] = []
    for located in cases:
        started = time.perf_counter()
        answer = assistant.ask(located.case.question, history=located.case.history)
        milliseconds.append(1000 * (time.perf_counter() - started))
        record = with_answer(Record(located.case.identity), answer)
        outcome = judge_outcome(located, record, lambda name: assistant.index.document(name).text, retrieval_only=False)
        outcomes.append(outcome)
        if show and fault(outcome).severity > Severity.INCOMPLETE:
            _show(outcome)
    _print(outcomes)
    print(f"  ask ms: p50 {quantile(milliseconds, 0.5):.0f}, p95 {quantile(milliseconds, 0.95):.0f}")


def _show(outcome: Outcome) -> None:
    case, record = outcome.located.case, outcome.record
    print(f"  {case.identity} [{case.kind}] {record.status} {record.confidence:.2f} {case.question}")
    print(f"       {fault(outcome).text}")
    for cited in record.citations[:3]:
        print(f"       {cited.document[-40:]} | {cited.quote[:90]!r}")


def _print(outcomes: Sequence[Outcome]) -> None:
    kinds = sorted({one.located.case.kind for one in outcomes})
    for name in ("ALL", *kinds):
        inside = [one for one in outcomes if name in ("ALL", one.located.case.kind)]
        found = estimate("cites_gold", inside)
        if found.value is not None:
            print(f"  {name:22} n={found.n:4}  cites gold {found.value:.2f} [{found.low:.2f}, {found.high:.2f}]")
    refused = estimate("false_refusal_rate", outcomes)
    if refused.value is not None:
        print(f"  {'(answerable)':22} n={refused.n:4}  refused {refused.value:.2f}")
    for name in kinds:
        refused = estimate("refusal_recall", [one for one in outcomes if one.located.case.kind == name])
        if refused.value is not None:
            print(f"  {name:22} n={refused.n:4}  refused {refused.value:.2f}")
    wrong = [
        cited.document not in {place.document for place in one.located.places}
        for one in outcomes
        if one.located.case.answerable
        for cited in one.record.citations
    ]
    print(f"  citations to other documents {sum(wrong) / max(1, len(wrong)):.3f} of {len(wrong)}")
    quotes = [right for one in outcomes for right in one.quotes]
    print(f"  quotes that stand in the stored text {sum(quotes)} of {len(quotes)}")


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--failures", action="store_true", help="print the questions that went wrong")
    arguments = parser.parse_args()
    settings = load_settings()
    for name in arguments.sets:
        index = prepare(settings, name, arguments.bench, arguments.data)
        with open_assistant(settings, index) as assistant:
            assistant.warm()
            file = read_cases(questions_of(arguments.bench, name))
            measure(assistant, usable_cases(assistant, file), arguments.failures)


if __name__ == "__main__":
    main()
