"""A mixed batch, interrupted: what was stored stays and is not read again, the rest is read, nothing is lost."""

import datetime
from pathlib import Path

import pytest

from assistant.config import ChromaSettings, IngestSettings
from assistant.domain import ParsedDocument
from assistant.index.index import Index
from assistant.index.update_report import UpdateReport
from assistant.ingest.accounting import account
from assistant.ingest.ingest import Ingestor
from assistant.progress import Progress, silent
from benchmarks.batch import make_batch
from tests.fakes import HashingEmbedder
from tests.index.derived import check_derived

FILES = 300  # more than one batch of passages, so that the interruption falls between two
STOP_AT = 290


def stop(step: str, done: int, total: int | None) -> None:
    assert total == FILES
    if step == "documents" and done == STOP_AT:
        raise KeyboardInterrupt


def add(index: Index, folder: Path, progress: Progress = silent) -> UpdateReport:
    ingestor = Ingestor(IngestSettings(), datetime.date(2026, 11, 1))
    outcomes = ingestor.ingest([folder], index.is_unchanged)
    return index.update(outcomes, progress, ingestor.count([folder]))


def test_an_interrupted_batch_goes_on_where_it_stopped(tmp_path: Path) -> None:
    make_batch(tmp_path / "files", FILES)
    with Index.open(tmp_path / "index", HashingEmbedder(), ChromaSettings(), create=True) as index:
        with pytest.raises(KeyboardInterrupt):
            add(index, tmp_path / "files", stop)
        stored = {summary.document_id for summary in index.summaries()}
        assert len(stored) > 200
        report = add(index, tmp_path / "files")
        assert set(report.unchanged) == stored
        assert len(report.unchanged) + len(report.added) + len(report.unreadable) == FILES
        assert len(report.unreadable) == 12
        assert all(one.reason for one in report.unreadable)
        held = [one.document_id for one in index.summaries()]
        parsed = [ParsedDocument(index.document(one), index.passages_of(one)) for one in held]
        assert sum(account(one).lost for one in parsed) == 0
        check_derived(index)
        assert sorted(held) == sorted({*report.added, *stored})
