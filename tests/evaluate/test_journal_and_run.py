"""Nothing finished is lost or done again: interruption, cut-off lines, other work in the folder, two processes."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.evaluate.journal import Journal
from assistant.evaluate.run import run_all

NAME = "records.jsonl"


@dataclass(frozen=True)
class Q:
    identity: str


QUESTIONS = [Q(str(number)) for number in range(10)]


def ids(folder: Path) -> list[str]:
    return [json.loads(line)["id"] for line in (folder / NAME).read_text(encoding="utf-8").splitlines()]


def work(question: Q) -> dict[str, object]:
    if question.identity == "4":
        raise ValueError("broken \ud800 surrogate")
    return {"twice": 2 * int(question.identity)}


def failed(question: Q, reason: str) -> dict[str, object]:
    return {"error": reason}


@pytest.mark.parametrize("workers", [1, 4])
def test_a_failure_is_recorded_and_the_rest_goes_on(tmp_path: Path, workers: int) -> None:
    told: list[int] = []
    with Journal(tmp_path, NAME, {"questions": 1}) as journal:
        failures = run_all(QUESTIONS, work, failed, journal, workers, lambda step, done, total: told.append(done))
        journal.sort(int)
        rows = list(journal.rows())
    assert failures == 1
    assert [row["id"] for row in rows] == [str(number) for number in range(10)]
    assert rows[4]["error"].startswith("ValueError: broken")
    assert told == list(range(11))


def test_an_interrupted_run_asks_only_what_is_missing(tmp_path: Path) -> None:
    asked: list[str] = []

    def until_six(question: Q) -> dict[str, object]:
        if question.identity == "6" and len(asked) < 7:
            raise KeyboardInterrupt
        asked.append(question.identity)
        return {}

    with pytest.raises(KeyboardInterrupt), Journal(tmp_path, NAME, {}) as journal:
        run_all(QUESTIONS, until_six, failed, journal)
    asked.append("interrupted")
    with Journal(tmp_path, NAME, {}) as journal:
        run_all(QUESTIONS, until_six, failed, journal)
    assert asked == ["0", "1", "2", "3", "4", "5", "interrupted", "6", "7", "8", "9"]
    assert ids(tmp_path) == [str(number) for number in range(10)]


def test_a_line_cut_off_by_a_crash_is_dropped_and_done_again(tmp_path: Path) -> None:
    with Journal(tmp_path, NAME, {}) as journal:
        run_all(QUESTIONS[:3], work, failed, journal)
    with (tmp_path / NAME).open("ab") as stream:
        stream.write('{"id":"3","text":"半'.encode()[:-1])
    with Journal(tmp_path, NAME, {}) as journal:
        assert journal.done == {"0", "1", "2"}
        run_all(QUESTIONS, work, failed, journal)
    assert ids(tmp_path) == [str(number) for number in range(10)]


def test_other_work_is_not_mixed_in(tmp_path: Path) -> None:
    with Journal(tmp_path, NAME, {"index": "a", "code": 1}) as journal:
        journal.write("0", {})
    with pytest.raises(InputError, match=r"changed since: code, index.*--restart"):
        Journal(tmp_path, NAME, {"index": "b", "code": 2})
    assert ids(tmp_path) == ["0"]
    with Journal(tmp_path, NAME, {"index": "b", "code": 2}, restart=True) as journal:
        assert not journal.done


def test_a_file_that_is_no_journal_is_kept(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("my notes\n", encoding="utf-8")
    with pytest.raises(InputError, match="was not made by this command"):
        Journal(tmp_path, NAME, {})
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "my notes\n"


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with Journal(tmp_path, NAME, {}), pytest.raises(InputError, match="another run is writing"):
        Journal(tmp_path, NAME, {})
    Journal(tmp_path, NAME, {}).close()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        Journal(tmp_path / "file" / "below", NAME, {})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_says_so(tmp_path: Path) -> None:
    with Journal(tmp_path, NAME, {}) as journal:
        journal.write("0", {})
        assert journal._stream is not None
        journal._stream.close()
        journal._stream = Path("/dev/full").open("ab", buffering=0)  # noqa: SIM115
        with pytest.raises(InputError, match="it goes on where it stopped"):
            journal.write("1", {})
    assert ids(tmp_path) == ["0"]


def test_killed_without_a_word(tmp_path: Path) -> None:
    """kill -9 between two questions: what was told as done is there."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        journal = Journal(tmp_path, NAME, {})
        for number in range(1_000):
            journal.write(str(number), {"text": "字" * 500})
            os.write(write, b".")
        os._exit(0)
    os.close(write)
    told = len(os.read(read, 20))
    while told < 20:
        told += len(os.read(read, 20 - told))
    os.kill(child, 9)
    os.waitpid(child, 0)
    with Journal(tmp_path, NAME, {}) as journal:
        assert {str(number) for number in range(told)} <= journal.done
        assert len(journal.done) == len(list(journal.rows()))


def test_workers_share_the_waiting(tmp_path: Path) -> None:
    def slow(question: Q) -> dict[str, object]:
        time.sleep(0.05)
        return {}

    started = time.perf_counter()
    with Journal(tmp_path, NAME, {}) as journal:
        run_all(QUESTIONS, slow, failed, journal, workers=10)
    assert time.perf_counter() - started < 0.4
