"""Records, one by one -> a file that loses none of them when the work stops, and tells which are done when it goes on.

One JSON object a line, written and synced before the next begins. A line cut off by a crash is dropped on opening.
Beside it stands what the records were made from: records of another question file, index, code or setting never mix.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, BinaryIO, Self

from filelock import FileLock, Timeout

from assistant.errors import InputError

_KEY = "id"


class Journal:
    """An append-only file of JSON objects with an ``id``; safe to write from several threads."""

    def __init__(self, folder: Path, name: str, made_from: Mapping[str, Any], *, restart: bool = False) -> None:
        """Open or go on with ``folder/name``; ``restart`` throws away what is there.

        Raises:
            InputError: the folder cannot be written, another process works in it, or it holds other work.
        """
        self.file = folder / name
        self._lock = Lock()
        self._stream: BinaryIO | None = None
        self._in_use = FileLock(folder / ".lock")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._in_use.acquire(timeout=0)
            self._check(folder / f"{Path(name).stem}.made-from.json", dict(made_from), restart)
            self.done = self._repair()
            self._stream = self.file.open("ab")
        except Timeout:
            raise InputError(f"another run is writing to {folder}; wait for it or choose another --output") from None
        except OSError as problem:
            self.close()
            raise InputError(
                f"{folder} cannot be written ({problem.strerror}); choose another folder with --output"
            ) from None
        except BaseException:
            self.close()
            raise

    def write(self, identity: str, row: Mapping[str, Any]) -> None:
        """Add a record and make sure that it is on the disk.

        Raises:
            InputError: the disk is full or the folder is gone; everything written before stays.
        """
        line = json.dumps({_KEY: identity, **row}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        with self._lock:
            assert self._stream is not None
            try:
                # A lone surrogate has no form in UTF-8; escaped it is still the same JSON text.
                self._stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
                self._stream.flush()
                os.fsync(self._stream.fileno())
            except OSError as problem:
                raise InputError(
                    f"{self.file} cannot be written ({problem.strerror}); make room and run the same command again, "
                    "it goes on where it stopped"
                ) from None
            self.done.add(identity)

    def sort(self, place: Callable[[str], int]) -> None:
        """Bring the records into the order of ``place``; threads finish in an order of their own.

        Raises:
            InputError: the file cannot be written; it is as it was.
        """
        assert self._stream is not None
        places: list[tuple[int, int]] = []  # place and offset; the lines stay on the disk
        offset = 0
        unfinished = self.file.with_name(self.file.name + ".new")
        try:
            with self.file.open("rb") as source:
                for line in source:
                    places.append((place(str(json.loads(line)[_KEY])), offset))
                    offset += len(line)
                if places == sorted(places):
                    return
                with unfinished.open("wb") as target:
                    for _, start in sorted(places):
                        source.seek(start)
                        target.write(source.readline())
            self._stream.close()
            unfinished.replace(self.file)
            self._stream = self.file.open("ab")
        except OSError as problem:
            raise InputError(f"{self.file} cannot be written ({problem.strerror}); make room and run again") from None

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every record, in the order in which they were finished; one at a time, so that memory stays flat."""
        return read_rows(self.file)

    def close(self) -> None:
        """Release the file."""
        if self._stream is not None:
            self._stream.close()
        self._in_use.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self, about: Path, made_from: dict[str, Any], restart: bool) -> None:
        known = json.loads(json.dumps(made_from))
        if restart or not self.file.exists():
            self.file.unlink(missing_ok=True)
        elif about.is_file():
            try:
                held = json.loads(about.read_text(encoding="utf-8"))
            except (json.JSONDecodeError, UnicodeDecodeError):
                held = {}
            changed = sorted(key for key in {*held, *known} if held.get(key) != known.get(key))
            if changed:
                raise InputError(
                    f"{self.file} comes from other work (changed since: {', '.join(changed)}); "
                    "choose another --output, or add --restart to begin anew"
                )
        else:
            raise InputError(
                f"{self.file} exists and was not made by this command; choose another --output, or add --restart"
            )
        unfinished = about.with_suffix(".new")
        unfinished.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        unfinished.replace(about)

    def _repair(self) -> set[str]:
        """Drop what a crash left unfinished at the end; the ids that are done."""
        if not self.file.exists():
            return set()
        done: set[str] = set()
        sound = 0
        with self.file.open("rb+") as stream:
            for line in stream:
                identity = _identity(line)
                if identity is None:
                    break
                done.add(identity)
                sound += len(line)
            stream.truncate(sound)
        return done


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a journal's file.

    Raises:
        InputError: the file is missing or a line of it is damaged.
    """
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if _identity(line) is None:
                    raise InputError(f"{file}, line {number} is damaged; run the same command again to repair it")
                yield json.loads(line)
    except OSError as problem:
        raise InputError(f"{file} cannot be read ({problem.strerror}); is this the folder of a run?") from None


def _identity(line: bytes) -> str | None:
    """The id of a finished line, None for one that was cut off."""
    if not line.endswith(b"\n"):
        return None
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return None
    identity = row.get(_KEY) if isinstance(row, dict) else None
    return identity if isinstance(identity, str) else None
