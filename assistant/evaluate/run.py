"""Questions and something that answers one -> a journal of records; what is in it already is not asked again."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Protocol, TypeVar

from assistant.errors import AssistantError
from assistant.evaluate.journal import Journal
from assistant.progress import Progress, silent

# Questions handed to the threads ahead of those at work: enough to keep them busy, few enough to stop soon.
_AHEAD = 2


class Identified(Protocol):
    """A question with an id that no other question of the run has."""

    @property
    def identity(self) -> str:
        """The id."""


Q = TypeVar("Q", bound=Identified)
Work = Callable[[Q], Mapping[str, Any]]
Failed = Callable[[Q, str], Mapping[str, Any]]


def run_all(
    questions: Sequence[Q],
    work: Work[Q],
    failed: Failed[Q],
    journal: Journal,
    workers: int = 1,
    progress: Progress = silent,
) -> int:
    """Do ``work`` for every question that the journal lacks; how many failed.

    A question that raises is recorded by ``failed`` with the reason, and the others go on. Ctrl-C stops after the
    questions at work; everything finished is in the journal.

    Raises:
        InputError: the journal cannot be written.
    """
    waiting = [question for question in questions if question.identity not in journal.done]
    done = len(questions) - len(waiting)
    failures = 0
    progress("questions", done, len(questions))

    def one(question: Q) -> bool:
        row, succeeded = _attempt(question, work, failed)
        journal.write(question.identity, row)
        return succeeded

    if workers <= 1:
        for question in waiting:
            failures += not one(question)
            done += 1
            progress("questions", done, len(questions))
        return failures
    pool = ThreadPoolExecutor(workers, thread_name_prefix="question")
    try:
        running: set[Future[bool]] = set()
        remaining = iter(waiting)
        while True:
            while len(running) < workers * _AHEAD and (following := next(remaining, None)) is not None:
                running.add(pool.submit(one, following))
            if not running:
                return failures
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                failures += not future.result()
                done += 1
                progress("questions", done, len(questions))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _attempt(question: Q, work: Work[Q], failed: Failed[Q]) -> tuple[Mapping[str, Any], bool]:
    try:
        return work(question), True
    except AssistantError as problem:
        return failed(question, str(problem)), False
    except Exception as problem:  # noqa: BLE001 - hundreds of other questions wait; the defect is kept with its name
        return failed(question, f"{type(problem).__name__}: {problem}"), False


def memory_mib() -> float:
    """Memory this process holds now, in MiB (where the system does not tell: the most it ever held)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20
    except (OSError, ValueError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return float(peak / 2**20 if sys.platform == "darwin" else peak / 2**10)
