"""Tasks -> outcomes, through worker processes that are watched, limited, replaced when they die and reused otherwise.

A thread minds each process. A file that takes longer than its limit, or more memory, costs its process and is reported;
the files that waited behind it go to the next one.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import assistant
from assistant.config import IngestSettings
from assistant.domain import ParsedDocument, UnreadableFile
from assistant.errors import ConfigurationError
from assistant.ingest.parse import Task
from assistant.ingest.worker import ALIVE, READY

Outcome = ParsedDocument | UnreadableFile

_START_SECONDS = 120  # a cold disk and a busy machine
_WATCH_SECONDS = 0.2
# Small files travel together, because a hand-over costs as much as reading one of them.
_BATCH_FILES = 16
_BATCH_BYTES = 300_000
_MOST_FILES = 500  # read by one process before it is replaced, so that what libraries leak does not add up


class Workers:
    """Processes that parse files. Use it in a ``with`` statement; leaving it kills them.

    ``on_page`` is called, from another thread, after each page that text recognition has read.
    """

    def __init__(self, settings: IngestSettings, on_page: Callable[[], None]) -> None:
        self._settings = settings
        self._on_page = on_page
        self._count = settings.workers or os.cpu_count() or 1
        self._tasks: queue.SimpleQueue[tuple[int, Task, int] | None] = queue.SimpleQueue()
        self._outcomes: dict[int, Outcome | Exception] = {}
        self._arrived = threading.Condition()
        self._minders: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._closed = threading.Event()

    def submit(self, number: int, task: Task, size: int) -> None:
        """Hand over a file of ``size`` bytes; its outcome is asked for by ``number``."""
        self._tasks.put((number, task, size))
        if len(self._minders) < self._count:
            minder = threading.Thread(target=self._mind, name=f"reader-{len(self._minders)}", daemon=True)
            self._minders.append(minder)
            minder.start()
            if len(self._minders) == 1:
                threading.Thread(target=self._watch, name="reader-watch", daemon=True).start()

    def outcome(self, number: int) -> Outcome:
        """Wait for the outcome of a file.

        Raises:
            ConfigurationError: the worker processes cannot start.
        """
        with self._arrived:
            while number not in self._outcomes:
                self._arrived.wait()
            outcome = self._outcomes.pop(number)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        for _ in self._minders:
            self._tasks.put(None)
        for process in list(self._processes):
            process.kill()
        for minder in self._minders:
            minder.join(timeout=5)

    def _deliver(self, number: int, outcome: Outcome | Exception) -> None:
        with self._arrived:
            self._outcomes[number] = outcome
            self._arrived.notify_all()

    # ------------------------------------------------------------------ one thread a process

    def _mind(self) -> None:
        process: _Process | None = None
        with tempfile.TemporaryDirectory(prefix="policy-assistant-") as folder:
            try:
                while (batch := self._next_batch()) and not self._closed.is_set():
                    while batch and not self._closed.is_set():
                        if process is None or process.files > _MOST_FILES:
                            self._retire(process)
                            process = self._start(Path(folder))
                        batch = self._run(process, batch)
                        if batch or not process.alive:
                            self._retire(process)
                            process = None
            except ConfigurationError as problem:
                self._fail(batch, problem)
            finally:
                self._retire(process)

    def _next_batch(self) -> list[tuple[int, Task]]:
        """The next file, with the small ones that wait behind it; [] at the end."""
        item = self._tasks.get()
        batch: list[tuple[int, Task]] = []
        total = 0
        while item is not None:
            number, task, size = item
            batch.append((number, task))
            total += size
            if total >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
                break
            try:
                item = self._tasks.get_nowait()
            except queue.Empty:
                break
        if item is None and batch:
            self._tasks.put(None)
        return batch

    def _run(self, process: _Process, batch: list[tuple[int, Task]]) -> list[tuple[int, Task]]:
        """Let a process read a batch; what is left to read when it died on the way."""
        process.files += len(batch)
        process.send([task for _, task in batch])
        for place, (number, task) in enumerate(batch):
            process.allow(self._settings.seconds_per_file)
            while (answer := process.receive()) == ALIVE:
                process.allow(self._settings.seconds_per_file)
                self._on_page()
            process.allow(None)
            if answer is None:
                if not self._closed.is_set():
                    self._deliver(number, UnreadableFile(task.document_id, self._why(process)))
                return batch[place + 1 :]
            self._deliver(number, answer)
        return []

    def _why(self, process: _Process) -> str:
        if process.timed_out:
            return f"reading it took more than {self._settings.seconds_per_file} s (ingest.seconds_per_file)"
        return (
            f"reading it needed more than {self._settings.memory_megabytes} MB of memory (ingest.memory_megabytes) "
            f"or broke a library ({process.ending()})"
        )

    def _start(self, folder: Path) -> _Process:
        process = _Process(self._settings.memory_megabytes, folder)
        self._processes.add(process)
        process.allow(_START_SECONDS)
        if process.receive() != READY and not self._closed.is_set():
            raise ConfigurationError(
                f"the processes that read files cannot start ({process.ending()}); raise ingest.memory_megabytes, "
                f"now {self._settings.memory_megabytes}"
            )
        process.allow(None)
        return process

    def _retire(self, process: _Process | None) -> None:
        if process is not None:
            process.kill()
            self._processes.discard(process)

    def _fail(self, batch: list[tuple[int, Task]], problem: ConfigurationError) -> None:
        while batch:
            for number, _ in batch:
                self._deliver(number, problem)
            batch = self._next_batch()

    def _watch(self) -> None:
        while not self._closed.wait(_WATCH_SECONDS):
            for process in list(self._processes):
                process.check_time()


class _Process:
    """A worker process and the time its present file still has."""

    def __init__(self, megabytes: int, folder: Path) -> None:
        root = str(Path(assistant.__file__).resolve().parent.parent)
        known = os.environ.get("PYTHONPATH")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant.ingest.worker", str(megabytes), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root},
        )
        self._deadline: float | None = None
        self.files = 0
        self.timed_out = False

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def send(self, tasks: list[Task]) -> None:
        """Hand over files; a process that has died is noticed by :meth:`receive`."""
        assert self._process.stdin is not None
        try:
            pickle.dump(tasks, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError:
            pass

    def receive(self) -> Any:
        """The next message, None when the process has died."""
        assert self._process.stdout is not None
        try:
            return pickle.load(self._process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.kill()
            return None

    def allow(self, seconds: float | None) -> None:
        """Give the process ``seconds`` from now; None = any time."""
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def check_time(self) -> None:
        """Kill the process when its time is over."""
        deadline = self._deadline
        if deadline is not None and time.monotonic() > deadline:
            self.timed_out = True
            self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()

    def ending(self) -> str:
        """How the process ended."""
        code = self._process.poll()
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
