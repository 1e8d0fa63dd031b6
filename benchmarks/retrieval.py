"""Question sets with gold quotes -> hit@1, hit@5, hit@10 and MRR of search, by kind and language.

A hit is a passage of the gold document that contains the gold quote (or stands on the gold page). A question with
several gold quotes counts by the best-ranked of them. Run from the project's folder::

    python -m benchmarks.retrieval --bench FOLDER --data FOLDER policy_dev mlqa_zh mlqa_en

The folder of --bench holds one folder a set (``questions.jsonl``, ``documents/``); policy_dev uses the texts of --data.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.answer.conversation import standalone_question
from assistant.config import Settings, load_settings
from assistant.domain import Hit
from assistant.wiring import Assistant, ingest, open_assistant

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Gold:
    """Where an answer stands: a document and words in it, or a page of it."""

    document: str
    quote: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """A question of a set."""

    identity: str
    text: str
    kind: str
    history: tuple[str, ...]
    gold: tuple[Gold, ...]


def read_cases(file: Path) -> list[Case]:
    """Answerable questions of a JSON Lines file that have gold."""
    cases = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["gold"] and row.get("answerable", True):
            gold = tuple(Gold(g["document"], g.get("quote"), g.get("page")) for g in row["gold"])
            cases.append(Case(row["id"], row["question"], row.get("kind", "all"), tuple(row.get("history", ())), gold))
    return cases


def rank_of_gold(case: Case, hits: Iterable[Hit]) -> int | None:
    """Rank of the first hit that holds a gold quote; None when none does."""
    for hit in hits:
        for gold in case.gold:
            if hit.passage.document_id != gold.document:
                continue
            if gold.quote and gold.quote in hit.passage.text:
                return hit.rank
            if not gold.quote and gold.page is not None and hit.passage.page == gold.page:
                return hit.rank
    return None


def run(assistant: Assistant, cases: Sequence[Case], show_misses: bool) -> dict[str, list[int | None]]:
    """Search every case; ranks of the gold by kind, ``ALL`` among them; latencies are printed."""
    ranks: dict[str, list[int | None]] = defaultdict(list)
    milliseconds, embedding = [], []
    for case in cases:
        started = time.perf_counter()
        result = assistant.search(standalone_question(case.text, case.history), k=DEPTH)
        milliseconds.append(1000 * (time.perf_counter() - started))
        embedding.append(result.timings_ms["embed"])
        rank = rank_of_gold(case, result.hits)
        ranks[case.kind].append(rank)
        ranks["ALL"].append(rank)
        if case.kind not in ("cross_lingual", "comparison", "follow_up"):
            ranks["same language, single"].append(rank)
        if case.kind != "cross_lingual":
            ranks["all but cross_lingual"].append(rank)
        if show_misses and (rank is None or rank > 5):
            print(f"  miss {case.identity} [{case.kind}] rank={rank} {case.text}")
            for hit in result.hits[:2]:
                parts = {name: round(value, 3) for name, value in hit.parts.items()}
                print(f"       {hit.score:.3f} {parts} {hit.passage.document_id} | {hit.passage.text[:60]!r}")
    p50, p95 = np.percentile(milliseconds, [50, 95])
    print(f"  search ms: p50 {p50:.0f}, p95 {p95:.0f}; of which embedding p50 {np.percentile(embedding, 50):.0f}")
    return ranks


def table(ranks: dict[str, list[int | None]]) -> str:
    """One line a kind: n, hit@1, hit@5, hit@10, MRR@10."""
    lines = []
    for kind, values in sorted(ranks.items(), key=lambda item: (item[0] != "ALL", item[0])):
        hits = [sum(r is not None and r <= depth for r in values) / len(values) for depth in (1, 5, 10)]
        mrr = sum(1 / r for r in values if r) / len(values)
        cells = "  ".join(f"{100 * share:5.1f}" for share in hits)
        lines.append(f"  {kind:24} n={len(values):5}  hit@1/5/10  {cells}   MRR {mrr:.3f}")
    return "\n".join(lines)


def _questions(bench: Path, name: str) -> Path:
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
            cases = read_cases(_questions(arguments.bench, name))
            print(table(run(assistant, cases[: arguments.limit or None], arguments.misses)))


if __name__ == "__main__":
    main()
