"""Question sets with gold quotes -> share of answers that cite the gold, wrong documents, refusals, latency, by kind.

An answer cites the gold when one of its citations overlaps a gold quote in the gold document. Run from the project's
folder::

    python -m benchmarks.answers --bench FOLDER --data FOLDER policy_dev
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from assistant.config import load_settings
from assistant.domain import Answer, Document, Ending
from assistant.errors import InputError
from assistant.wiring import Assistant, open_assistant
from benchmarks.retrieval import prepare

ANSWERED = (Ending.ANSWERED, Ending.PARTLY_ANSWERED)


def cites_gold(answer: Answer, gold: list[dict[str, Any]], documents: dict[str, Document]) -> bool:
    """Whether a citation overlaps a gold quote (or stands on a gold page)."""
    for statement in answer.statements:
        for citation in statement.citations:
            for one in gold:
                if one["document"] != citation.document.document_id:
                    continue
                if not one.get("quote"):
                    if one.get("page") == citation.page:
                        return True
                    continue
                start = documents[one["document"]].text.find(one["quote"])
                if start >= 0 and start < citation.end and citation.start < start + len(one["quote"]):
                    return True
    return False


def measure(assistant: Assistant, rows: list[dict[str, Any]], show: bool) -> None:
    """Ask every question and print the table."""
    cited: dict[str, list[bool]] = defaultdict(list)
    refused: dict[str, list[bool]] = defaultdict(list)
    wrong: list[bool] = []
    milliseconds: list[float] = []
    documents: dict[str, Document] = {}
    for row in rows:
        for one in row["gold"]:
            try:
                documents.setdefault(one["document"], assistant.index.document(one["document"]))
            except InputError:
                continue
        started = time.perf_counter()
        answer = assistant.ask(row["question"], history=row.get("history", ()))
        milliseconds.append(1000 * (time.perf_counter() - started))
        kind = row.get("kind", "all")
        if row["answerable"]:
            cited[kind].append(cites_gold(answer, row["gold"], documents))
            cited["ALL"].append(cited[kind][-1])
            refused["(answerable)"].append(answer.status not in ANSWERED)
            named = {one["document"] for one in row["gold"]}
            wrong.extend(
                citation.document.document_id not in named
                for statement in answer.statements
                for citation in statement.citations
            )
        else:
            refused[kind].append(answer.status not in ANSWERED)
        failed = not cited[kind][-1] if row["answerable"] else not refused[kind][-1]
        if show and failed:
            print(f"  {row['id']} [{kind}] {answer.status} {answer.confidence:.2f} {row['question']}")
            for statement in answer.statements[:3]:
                print(f"       {statement.citations[0].document.document_id[-40:]} | {statement.text[:90]!r}")
    for kind, values in sorted(cited.items()):
        if values:
            print(f"  {kind:22} n={len(values):4}  cites gold {np.mean(values):.2f}")
    for kind, values in sorted(refused.items()):
        print(f"  {kind:22} n={len(values):4}  refused {np.mean(values):.2f}")
    print(f"  citations to other documents {np.mean(wrong):.3f} of {len(wrong)}")
    print(f"  ask ms: p50 {np.percentile(milliseconds, 50):.0f}, p95 {np.percentile(milliseconds, 95):.0f}")


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
        folder, _, file = name.partition("/")
        lines = (arguments.bench / folder / f"{file or 'questions'}.jsonl").read_text(encoding="utf-8").splitlines()
        with open_assistant(settings, index) as assistant:
            assistant.warm()
            measure(assistant, [json.loads(line) for line in lines], arguments.failures)


if __name__ == "__main__":
    main()
