from pathlib import Path

import pytest

from assistant.config import IngestSettings
from assistant.domain import BlockKind, ReadText
from assistant.errors import ReadError
from assistant.ingest.readers import read_file
from tests.ingest.documents import pdf


def read(folder: Path, name: str, content: bytes | str) -> ReadText:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(file, IngestSettings())


def texts(result: ReadText, kind: BlockKind) -> list[str]:
    return [result.text[block.start : block.end] for block in result.blocks if block.kind is kind]


def test_text_is_kept_verbatim_but_for_line_ends(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "\ufeff第一行\r\n  第二行  \r第三行").text == "第一行\n  第二行  \n第三行"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    text = "關於加快培育先進製造業集群發展的若干意見，推動產業轉型升級。" * 20
    if encoding == "gb18030":
        text = "关于加快培育先进制造业集群发展的若干意见，推动产业转型升级。" * 20
    assert read(tmp_path, "a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "关于印发计划的通知"),
        ("big5", "關於印發計畫的通知"),
        ("utf-16-le", "关于 2027 年计划的通知, notice of the plan"),
        ("utf-16-be", "关于 2027 年计划的通知, notice of the plan"),
        ("cp1252", "Förderung der Clusterpolitik für die Länder – § 3"),
    ],
)
def test_short_texts_without_a_mark_are_recognised(tmp_path: Path, encoding: str, text: str) -> None:
    result = read(tmp_path, "a.txt", text.encode(encoding))
    assert result.text == text
    assert result.warnings == (f"read as {encoding}",)


@pytest.mark.parametrize("damage", [b"\xff", b"\x00", b"\xe9"])
def test_a_few_spoiled_bytes_do_not_refuse_a_text(tmp_path: Path, damage: bytes) -> None:
    content = ("关于印发计划的通知。\n" * 20).encode()
    result = read(tmp_path, "a.txt", content[:31] + damage + content[31:-1])
    assert result.text.count("关于印发计划的通知") >= 18


def test_damage_is_told(tmp_path: Path) -> None:
    result = read(tmp_path, "a.txt", "关于印发计划的通知。\n".encode("gb18030") * 40 + b"\xff\xff")
    assert "could not be read as gb18030" in result.warnings[0]


def test_buttons_of_a_web_page_are_no_text(tmp_path: Path) -> None:
    result = read(tmp_path, "a.txt", "下载\n打印\n【字号：\n2026年政府工作报告\n各位代表：\n正文。")
    assert texts(result, BlockKind.RUNNING_HEAD) == ["下载", "打印", "【字号："]


def test_front_matter_is_metadata_and_no_text(tmp_path: Path) -> None:
    result = read(tmp_path, "a.md", "---\ntitle: 计划\naliases: [甲, 乙]\nissued: 2021-12-28\n---\n# 标题\n正文\n")
    assert result.text == "# 标题\n正文\n"
    assert result.format_metadata == {"title": "计划", "aliases": "甲; 乙", "issued": "2021-12-28"}


def test_markdown_blocks(tmp_path: Path) -> None:
    result = read(tmp_path, "a.md", "# 一\n正文\n- 项目\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n<!-- 注 -->\n## 二\n")
    assert texts(result, BlockKind.HEADING) == ["# 一", "## 二"]
    assert texts(result, BlockKind.TABLE) == ["| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"]
    assert texts(result, BlockKind.LIST_ITEM) == ["- 项目"]
    assert texts(result, BlockKind.RUNNING_HEAD) == ["<!-- 注 -->"]


PAGE = """<html><head><meta charset="utf-8"><title>意见_某部</title><script>var x = "<p>脚本</p>";</script></head><body>
<nav><a href="/">首页</a></nav>
<table><tr><td>发文字号：</td><td>某部〔2023〕1号</td></tr><tr><td>成文日期：</td><td>2023年1月2日</td></tr></table>
<div class="mhide"><div id="UCAP-CONTENT"><h1>关于集群的意见</h1><p>BODY &amp; 正文第一段。</p>
<table><tr><th>指标</th><th>目标</th></tr><tr><td>集群</td><td>10个</td></tr></table><ul><li>第一项</li></ul></div></div>
<div class="pchide"><p>BODY &amp; 正文第一段。</p></div><footer>版权所有</footer></body></html>"""


def test_a_web_page_is_read_once_without_its_frame(tmp_path: Path) -> None:
    result = read(tmp_path, "a.html", PAGE.replace("BODY", "推动产业集群高质量发展。" * 30))
    assert result.text.count("正文第一段") == 1
    assert "首页" not in result.text
    assert "版权" not in result.text
    assert "脚本" not in result.text
    assert "& 正文" in result.text
    assert texts(result, BlockKind.HEADING) == ["关于集群的意见"]
    assert texts(result, BlockKind.TABLE) == ["| 指标 | 目标 |\n| --- | --- |\n| 集群 | 10个 |"]
    assert result.format_metadata["发文字号"] == "某部〔2023〕1号"
    assert result.format_metadata["成文日期"] == "2023年1月2日"


def test_a_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "<!DOCTYPE html><html><body><p>正文</p></body></html>").text == "正文"


def test_pages_of_a_pdf_are_kept_and_running_heads_left_out(tmp_path: Path) -> None:
    pages = [
        [
            "Cluster policy report",
            f"This page speaks of {subject} in the re-",
            f"gions and of firms in {subject}.",
            str(number),
        ]
        for number, subject in enumerate(("innovation", "funding", "training"), start=1)
    ]
    result = read(tmp_path, "a.pdf", pdf(pages))
    assert [span.page for span in result.pages] == [1, 2, 3]
    assert texts(result, BlockKind.RUNNING_HEAD).count("Cluster policy report") == 3
    assert "This page speaks of funding in the regions and of firms in funding." in result.text
    second = result.text.index("funding")
    assert result.pages[1].start <= second < result.pages[1].end


def test_a_pdf_without_text_and_a_cut_pdf_say_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="hold no text"):
        read(tmp_path, "scan.pdf", pdf([[""], [""]]))
    with pytest.raises(ReadError, match="damaged"):
        read(tmp_path, "cut.pdf", pdf([["words of a page that is long enough"]])[:200])
