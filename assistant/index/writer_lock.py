"""An index folder -> the right to write to it, held by one process at a time."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import IndexUnavailableError
from assistant.index.library import unusable


class WriterLock:
    """The one writer of an index; Chroma loses rows silently when two processes write to one folder.

    Raises, when entered:
        IndexUnavailableError: another process is writing, or the folder is read-only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "write.lock")

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise IndexUnavailableError(
                f"another process is writing to {self._folder}; wait until it is done or stop it"
            ) from None
        except OSError as problem:
            raise unusable(self._folder, problem) from problem

    def __exit__(self, *_: object) -> None:
        self._lock.release()
