"""Tasks on standard input -> their outcomes on standard output: the process that opens files nobody can vouch for.

Started by ``workers.py`` as ``python -m assistant.ingest.worker MEGABYTES FOLDER``. Each message in is a pickled list
of tasks; each message out is READY, ALIVE or the outcome of the next task. It ends when its input ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from pathlib import Path
from typing import IO, Any

from assistant.domain import ParsedDocument, UnreadableFile
from assistant.errors import ReadError
from assistant.ingest.parse import Task, parse

READY = "ready"
ALIVE = "alive"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main() -> None:
    """Serve tasks until the parent closes the pipe."""
    megabytes, scratch = int(sys.argv[1]), Path(sys.argv[2])
    tasks, answers = _private_pipes()
    _die_with_parent()
    _limit_memory(megabytes)
    _send(answers, READY)
    while True:
        try:
            batch: list[Task] = pickle.load(tasks)
        except EOFError:
            return
        for task in batch:
            _send(answers, _outcome(task, scratch, answers, megabytes))


def _outcome(task: Task, scratch: Path, answers: IO[bytes], megabytes: int) -> ParsedDocument | UnreadableFile:
    try:
        return parse(task, scratch, lambda: _send(answers, ALIVE))
    except ReadError as problem:
        return UnreadableFile(task.document_id, str(problem))
    except MemoryError:
        return UnreadableFile(
            task.document_id, f"it needs more than {megabytes} MB of memory (ingest.memory_megabytes)"
        )
    except RecursionError:
        return UnreadableFile(task.document_id, "its parts are nested too deeply")
    except Exception as problem:  # noqa: BLE001 - a defect met by one file must not end a batch of a thousand
        kind, words = type(problem).__name__, " ".join(str(problem).split())[:160]
        return UnreadableFile(task.document_id, f"its reader failed ({kind}: {words}); please report this file")


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Streams to the parent that no library can write to by printing."""
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return tasks, answers


def _send(answers: IO[bytes], message: Any) -> None:
    try:
        pickle.dump(message, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()
    except BrokenPipeError:
        os._exit(0)  # the parent is gone


def _die_with_parent() -> None:
    """On Linux, end at once when the parent is killed; elsewhere the end of the input does it, after the file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows knows no such limit
    if sys.platform == "darwin":
        return  # macOS refuses it
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes << 20
    if hardest != resource.RLIM_INFINITY:
        wanted = min(wanted, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hardest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
