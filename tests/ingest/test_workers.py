import datetime
import os
import signal
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from assistant.config import IngestSettings
from assistant.domain import ParsedDocument, Unchanged, UnreadableFile
from assistant.ingest.ingest import Ingestor, Outcome
from assistant.ingest.sources import find_sources, located
from tests.ingest.documents import pdf_objects

TODAY = datetime.date(2026, 1, 1)


def ingest(folder: Path, settings: IngestSettings | None = None) -> list[Outcome]:
    return list(Ingestor(settings or IngestSettings(), TODAY).ingest([folder], lambda name, sha: False))


def bomb(repeated: bytes, megabytes: int) -> bytes:
    """A PDF of some kilobytes whose page unpacks to ``megabytes`` of the same operators."""
    packer = zlib.compressobj(9)
    block = repeated * ((1 << 20) // len(repeated))
    stream = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    packed = zlib.compress(stream, 9)
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    )
    content = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdf_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, content]
    )


SLOW = b"BT /F1 9 Tf 5 5 Td (words of a page) Tj ET\n"


def test_outcomes_come_in_the_order_of_ids_whatever_worker_had_them(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:03}.md").write_text(f"# Plan {number}\n\n" + "The plan names a cluster. " * (60 - number))
    outcomes = ingest(tmp_path, IngestSettings(workers=2))
    assert [one.document.document_id for one in outcomes if isinstance(one, ParsedDocument)] == [
        f"{number:03}.md" for number in range(60)
    ]


def test_a_file_that_takes_too_long_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Before\n\nA plan.")
    (tmp_path / "b.pdf").write_bytes(bomb(SLOW, 20))
    (tmp_path / "c.md").write_text("# After\n\nAnother plan.")
    before, slow, after = ingest(tmp_path, IngestSettings(workers=1, seconds_per_file=1))
    assert isinstance(slow, UnreadableFile)
    assert "took more than 1 s" in slow.reason
    assert isinstance(before, ParsedDocument)
    assert isinstance(after, ParsedDocument)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_file_that_needs_too_much_memory_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(bomb(SLOW, 40))
    (tmp_path / "c.md").write_text("# After\n\nAnother plan.")
    big, after = ingest(tmp_path, IngestSettings(workers=1, memory_megabytes=400))
    assert isinstance(big, UnreadableFile)
    assert isinstance(after, ParsedDocument)


def test_every_file_of_an_archive_is_a_document_or_has_a_reason(tmp_path: Path) -> None:
    archive = tmp_path / "plans.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("2021/plan.md", "# Plan of 2021\n\nTen clusters are named.")
        out.writestr("../outside.md", "# Outside")
        out.writestr("zeros.txt", b"\0" * 20_000_000)
        out.writestr("inner.zip", b"PK")
        out.writestr("__MACOSX/._plan.md", b"x")
    outcomes = {
        (one.document.document_id if isinstance(one, ParsedDocument) else one.document_id): one
        for one in ingest(tmp_path)
    }
    assert isinstance(outcomes.pop("plans.zip/2021/plan.md"), ParsedDocument)
    reasons = {name: one.reason for name, one in outcomes.items() if isinstance(one, UnreadableFile)}
    assert set(reasons) == {"plans.zip/../outside.md", "plans.zip/zeros.txt", "plans.zip/inner.zip"}
    assert "leads out" in reasons["plans.zip/../outside.md"]
    assert "bomb" in reasons["plans.zip/zeros.txt"]
    assert "archive inside" in reasons["plans.zip/inner.zip"]
    assert not (tmp_path.parent / "outside.md").exists()


def test_names_in_archives_of_chinese_windows_are_read(tmp_path: Path) -> None:
    archive = tmp_path / "文件.zip"
    with zipfile.ZipFile(archive, "w") as out:
        entry = zipfile.ZipInfo("X" * 4)
        out.writestr(entry, "# 计划\n\n培育十个集群。")
    raw = archive.read_bytes().replace(b"XXXX", "计划".encode("gb18030"))
    archive.write_bytes(raw)
    (source,) = find_sources([archive], frozenset({".md"}))
    assert source.document_id == "文件.zip/计划"
    with located(source.location) as path:
        assert path.read_text(encoding="utf-8") == "# 计划\n\n培育十个集群。"


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"", b"no archive"])
def test_a_broken_archive_has_a_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    (outcome,) = ingest(tmp_path)
    assert isinstance(outcome, UnreadableFile)


def test_a_copy_of_an_unreadable_file_has_the_same_reason(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    first, copy = ingest(tmp_path)
    assert isinstance(first, UnreadableFile)
    assert copy == UnreadableFile("b.txt", first.reason)


def test_unchanged_files_start_no_process(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Plan\n\nText.")
    # A worker could not start with so little memory.
    ingestor = Ingestor(IngestSettings(memory_megabytes=1), TODAY)
    (outcome,) = ingestor.ingest([tmp_path], lambda name, sha: True)
    assert isinstance(outcome, Unchanged)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(bomb(SLOW, 60))
    code = (
        "import datetime, sys\nfrom pathlib import Path\nfrom assistant.config import IngestSettings\n"
        "from assistant.ingest.ingest import Ingestor\n"
        "ingestor = Ingestor(IngestSettings(workers=1), datetime.date.today())\n"
        "list(ingestor.ingest([Path(sys.argv[1])], lambda name, sha: False))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env={**os.environ, "PYTHONPATH": "."})
    child = None
    for _ in range(200):
        time.sleep(0.05)
        tasks = Path(f"/proc/{parent.pid}/task").iterdir()
        children = [int(name) for task in tasks for name in (task / "children").read_text().split()]
        if children:
            child = children[0]
            break
    assert child is not None
    time.sleep(1)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _ in range(1200):  # a busy machine is no defect
        if not Path(f"/proc/{child}").exists():
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its parent")
