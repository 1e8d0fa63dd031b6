from pathlib import Path

import pytest

from assistant.config import IngestSettings
from assistant.domain import BlockKind, ReadText
from assistant.errors import ReadError
from assistant.ingest.readers import read_file


def read(folder: Path, body: str, head: str = "") -> ReadText:
    file = folder / "page.html"
    file.write_text(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read_file(file, IngestSettings())


def lines(result: ReadText) -> list[str]:
    return [result.text[block.start : block.end] for block in result.blocks]


def test_words_beside_paragraphs_and_line_breaks_are_kept(tmp_path: Path) -> None:
    body = "<div>第一段。<br>第二段。<p>第三段。</p>第四段。<ul><li>甲<ul><li>乙</li></ul></li></ul></div>"
    result = read(tmp_path, body)
    assert lines(result) == ["第一段。", "第二段。", "第三段。", "第四段。", "甲", "乙"]
    assert [block.kind for block in result.blocks][-2:] == [BlockKind.LIST_ITEM] * 2


def test_a_second_copy_of_the_text_is_left_out_and_counted(tmp_path: Path) -> None:
    text = "".join(f"<p>第{number}段讲先进制造业集群的培育和产业链的协同发展。</p>" for number in "一二三四")
    result = read(tmp_path, f"<div class=desktop>{text}</div><div class=phone>{text}</div><nav>首页</nav>")
    assert len(lines(result)) == 4
    copy = sum(len(line) for line in lines(result))
    assert result.dropped == (("frame of the web page", copy + len("首页")),)


def test_a_paragraph_said_twice_is_kept_twice(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "<p>同意。</p><p>其他内容</p><p>同意。</p>")) == ["同意。", "其他内容", "同意。"]


def test_lines_of_the_source_are_no_spaces_in_chinese(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "<p>产业\n   集群 and\n  clusters</p>")) == ["产业集群 and clusters"]


def test_cells_over_rows_stand_in_each_row(tmp_path: Path) -> None:
    table = (
        "<table><tr><th>地区</th><th>年份</th><th>数量</th></tr>"
        "<tr><td rowspan=2>江苏</td><td>2022</td><td>10</td></tr><tr><td>2024</td><td>14</td></tr>"
        "<tr><td colspan=2>合计</td><td>24</td></tr></table>"
    )
    assert lines(read(tmp_path, table)) == [
        "| 地区 | 年份 | 数量 |\n| --- | --- | --- |\n| 江苏 | 2022 | 10 |\n| 江苏 | 2024 | 14 |\n| 合计 |  | 24 |"
    ]


def test_a_table_that_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    text = "<p>" + "推动产业集群发展。" * 60 + "</p><p>第二段。</p>"
    result = read(tmp_path, f"<table><tr><td>栏目</td><td>{text}</td></tr></table>")
    assert BlockKind.TABLE not in {block.kind for block in result.blocks}
    assert lines(result)[-1] == "第二段。"


def test_the_title_above_the_container_of_the_text_is_kept_once(tmp_path: Path) -> None:
    text = "<p>" + "推动产业集群发展。" * 60 + "</p>"
    result = read(tmp_path, f"<h1>关于集群的<br>意见</h1><div id=zoom>{text}</div>")
    assert lines(result)[0] == "关于集群的意见"


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        read(tmp_path, "<div>" * 20_000 + "text")


def test_meta_tags_are_read(tmp_path: Path) -> None:
    head = '<title>意见_某部</title><meta name="ArticleTitle" content="关于集群的意见"><link rel="canonical" href="https://a.example/1">'
    found = read(tmp_path, "<p>正文</p>", head).format_metadata
    assert found["articletitle"] == "关于集群的意见"
    assert found["canonical"] == "https://a.example/1"
