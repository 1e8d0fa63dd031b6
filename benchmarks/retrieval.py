"""Question sets with gold quotes -> hit@1, hit@5, hit@10 and MRR of search, by kind and language.

The measures are those of ``assistant evaluate --retrieval-only`` (docs/evaluation.md): a hit is a passage of the gold
document that holds at least half of a gold quote, or stands on the gold page. Run from the project's folder::

    python -m benchmarks.retrieval --bench FOLDER --data FOLDER policy_dev mlqa_zh mlqa_en

The folder of --bench holds one folder a set (``questions.jsonl``, ``documents/``); policy_dev uses the texts of --data.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.config import Settings, load_settings
from assistant.evaluate.case import CaseFile, LocatedCase
from assistant.evaluate.cases import read_cases
from assistant.evaluate.gold import locate
from assistant.evaluate.performance import quantile
from assistant.evaluate.subject import Method, examine
from assistant.evaluate.tables import Outcome, estimate, judge_outcome
from assistant.wiring import Assistant, ingest, open_assistant

_MEASURES = ("hit@1", "hit@5", "hit@10", "mrr@10")
_GROUPS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("ALL", lambda _: True),
    ("all but cross_lingual", lambda kind: kind != "cross_lingual"),
    ("same language, single", lambda kind: kind not in ("cross_lingual", "comparison", "follow_up")),
)


def usable_cases(assistant: Assistant, file: CaseFile) -> tuple[LocatedCase, ...]:
    """Cases whose gold stands in the library; what cannot be used is printed."""
    located, problems = locate(file, assistant.index)
    for problem in (*file.problems, *problems):
        print(f"  left out: {problem}")
    return located


def run(assistant: Assistant, cases: Sequence[LocatedCase], show_misses: bool) -> list[Outcome]:
    """Search every answerable case with gold; latencies are printed."""
    outcomes: list[Outcome] = []
    assistant.warm()
    for located in cases:
        if not located.case.answerable or not located.places:
            continue
        record = examine(assistant, located.case, Method(retrieval_only=True))
        outcomes.append(judge_outcome(located, record, lambda _: None, retrieval_only=True))
        if show_misses and not outcomes[-1].values["hit@5"]:
            case = located.case
            print(f"  miss {case.identity} [{case.kind}] 1/rank={outcomes[-1].values['mrr@10']:.2f} {case.question}")
            for hit in record.hits[:2]:
                print(f"       {hit.score:.3f} {hit.document} | {hit.text[:60]!r}")
    milliseconds = [one.record.search_ms for one in outcomes if one.record.search_ms is not None]
    print(f"  search ms: p50 {quantile(milliseconds, 0.5):.0f}, p95 {quantile(milliseconds, 0.95):.0f}")
    return outcomes


def table(outcomes: Sequence[Outcome]) -> str:
    """One line a group or kind: n, hit@1, hit@5, hit@10, MRR@10."""
    kinds = sorted({one.located.case.kind for one in outcomes})
    groups = [*_GROUPS, *((kind, lambda other, kind=kind: other == kind) for kind in kinds)]
    lines = []
    for name, belongs in groups:
        inside = [one for one in outcomes if belongs(one.located.case.kind)]
        found = [estimate(measure, inside).value for measure in _MEASURES]
        if inside:
            cells = "  ".join(f"{100 * (value or 0):5.1f}" for value in found[:-1])
            lines.append(f"  {name:24} n={len(inside):5}  hit@1/5/10  {cells}   MRR {found[-1] or 0:.3f}")
    return "\n".join(lines)


def questions_of(bench: Path, name: str) -> Path:
    """The file of a set: ``mlqa_zh`` or ``mlqa_zh/questions_from_en``."""
    folder, _, file = name.partition("/")
    return bench / folder / (f"{file}.jsonl" if file else "questions.jsonl")


# The folders of --data that policy_dev asks about; the other files there are for the readers.
POLICY_FOLDERS = (
    "provincial_reports_2026",
    "national_reports",
    "us_code_innovation",
    "cn_regulations",
    "de_coalition_agreements",
    "miit",
)


def prepare(settings: Settings, name: str, bench: Path, data: Path) -> str:
    """Index the documents of a set (unchanged files cost a hash); the name of the index."""
    folder = name.partition("/")[0]
    index = f"bench-{folder.replace('_', '-')}"
    documents = bench / folder / "documents"
    if folder == "policy_dev":
        documents = settings.index.folder / "bench-texts"
        stage_policy_texts(data, documents)
    started = time.perf_counter()
    report = ingest(settings, [documents], index)
    print(f"{name}: index {index} ready in {time.perf_counter() - started:.1f} s: {report.summary()}")
    return index


def stage_policy_texts(data: Path, target: Path) -> None:
    """Copy the text and Markdown documents of the policy folders to ``target``."""
    for folder in POLICY_FOLDERS:
        for file in sorted((data / folder).iterdir()):
            copy = target / folder / file.name
            if file.suffix in (".txt", ".md") and not file.name.startswith("README") and not copy.is_file():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", help="policy_dev, mlqa_zh, mlqa_zh/questions_from_en, …")
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0, help="only the first N questions of each set")
    parser.add_argument("--misses", action="store_true", help="print questions whose gold is not among the first five")
    arguments = parser.parse_args()
    settings = load_settings()
    for name in arguments.sets:
        index = prepare(settings, name, arguments.bench, arguments.data)
        with open_assistant(settings, index) as assistant:
            file = read_cases(questions_of(arguments.bench, name))
            file = replace(file, cases=file.cases[: arguments.limit or None])
            print(table(run(assistant, usable_cases(assistant, file), arguments.misses)))


if __name__ == "__main__":
    main()
