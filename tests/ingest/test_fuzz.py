import datetime
import zipfile
from pathlib import Path

from assistant.config import IngestSettings
from assistant.domain import ParsedDocument
from assistant.ingest.ingest import Ingestor
from benchmarks.reading import edit_distance, fuzz
from tests.ingest.documents import pdf

TODAY = datetime.date(2026, 11, 1)


def seeds(folder: Path) -> list[Path]:
    contents: dict[str, bytes] = {
        "a.md": "---\ntitle: 计划\n---\n# 第一章 总则\n\n正文。\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode(),
        "b.txt": "第一条 培育先进制造业集群。\n第二条 其他。\n".encode("gb18030") * 20,
        "c.html": b"<html><head><meta charset=gbk><title>x</title></head><body><table><tr><td>a<td>b</table><p>words",
        "d.pdf": pdf([["Words of a policy that names clusters.", "And more."]] * 3),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "e.docx", "w") as out:
        out.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            "<w:p><w:r><w:t>Words of a policy.</w:t></w:r></w:p></w:body></w:document>",
        )
    return sorted(folder.iterdir())


def test_mutated_files_are_read_or_refused_with_a_reason(tmp_path: Path) -> None:
    limits = IngestSettings(seconds_per_file=10, memory_megabytes=2048, ocr=False)
    report = fuzz(seeds(tmp_path), 150, seed=7, settings=limits)
    assert report.missing == 0
    assert report.read > 30
    assert report.refused > 10
    assert not any("please report" in reason for reason in report.reasons), report.reasons


# Repeated, each made a rule that looks for emphasis, authorities, leaders of a contents list or numbers take for ever.
HOSTILE = (
    "_",
    "* ",
    "_ ",
    ". ",
    "…",
    "· ",
    "- ",
    "局",
    "工业和信息化局 ",
    "部、",
    "一",
    "1,",
    "第一",
    "（",
    "《",
    "| ",
    "of the Act ",
)


def test_no_line_takes_for_ever(tmp_path: Path) -> None:
    for number, unit in enumerate(HOSTILE):
        line = unit * (1000 // len(unit)) + "x"
        text = f"关于印发规划的通知\n{unit * 28}x\n关于产业的通知\n{line}\n\n正文。\n{line}\n"
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    found = list(Ingestor(IngestSettings(seconds_per_file=20), TODAY).ingest([tmp_path], lambda *_: False))
    assert [one for one in found if not isinstance(one, ParsedDocument)] == []
    assert len(found) == len(HOSTILE)


def test_edit_distance_counts_edits() -> None:
    assert edit_distance("kitten", "sitting") == 3
    assert edit_distance("", "abc") == 3
    assert edit_distance("集群政策", "集群的政策") == 1
