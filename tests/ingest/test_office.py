import zipfile
from pathlib import Path

import pytest

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.errors import ReadError
from assistant.ingest.readers import read_file
from assistant.ingest.readers.docx_numbering import chinese

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STYLES = (
    '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a2"><w:name w:val="Article"/><w:basedOn w:val="a1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
)


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def docx(folder: Path, body: str, notes: str = "") -> ReadText:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = ("styles", "numbering", "footnotes", "header")
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{relation}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(kinds)
    )
    file = folder / "a.docx"
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        out.writestr("word/styles.xml", f"<w:styles {W}>{STYLES}</w:styles>")
        out.writestr("word/numbering.xml", f"<w:numbering {W}>{NUMBERING}</w:numbering>")
        out.writestr("word/footnotes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
        out.writestr("word/header.xml", f"<w:hdr {W}>{paragraph('内部资料')}</w:hdr>")
        out.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
            "</Relationships>",
        )
        out.writestr(
            "docProps/core.xml",
            '<c:p xmlns:c="c" xmlns:dc="dc"><dc:title>集群条例</dc:title></c:p>',
        )
    return read_file(file, IngestSettings())


def shown(result: ReadText) -> list[tuple[str, str]]:
    return [(block.kind.value, result.text[block.start : block.end]) for block in result.blocks]


def test_headings_numbers_and_text_of_a_word_file(tmp_path: Path) -> None:
    style, deeper = '<w:pStyle w:val="a2"/>', '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'
    result = docx(
        tmp_path,
        paragraph("总则", '<w:pStyle w:val="a1"/>')
        + paragraph("目的", style)
        + paragraph("细目", deeper)
        + paragraph("范围", style)
        + "<w:p><w:r><w:t>见附注</w:t><w:footnoteReference w:id='2'/></w:r><w:ins><w:r><w:t>新增</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>",
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("附注内容")}</w:footnote>',
    )
    assert shown(result) == [
        ("heading", "总则"),
        ("heading", "第一条 目的"),
        ("list_item", "1.1 细目"),
        ("heading", "第二条 范围"),
        ("paragraph", "见附注[2]新增"),
        ("footnote", "[2] 附注内容"),
        ("running_head", "内部资料"),
    ]
    assert [block.level for block in result.blocks][:4] == [1, 2, None, 2]
    assert result.format_metadata == {"title": "集群条例"}
    assert "2 tracked changes" in result.warnings[0]


def test_text_boxes_and_content_controls_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('专栏内容')}</w:txbxContent>"
    drawn = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent><w:t>正文</w:t></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('受控内容')}</w:sdtContent></w:sdt>"
    assert [text for _, text in shown(docx(tmp_path, drawn + control))] == ["正文", "专栏内容", "受控内容", "内部资料"]


def test_cells_merged_over_rows_and_columns(tmp_path: Path) -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"

    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("地区") + cell("数量"),
        cell("江苏", start) + cell("10"),
        cell("", on) + cell("14"),
        cell("合计 | 24", '<w:gridSpan w:val="2"/>'),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert shown(docx(tmp_path, f"<w:tbl>{table}</w:tbl>"))[0] == (
        "table",
        "| 地区 | 数量 |\n| --- | --- |\n| 江苏 | 10 |\n| 江苏 | 14 |\n| 合计 / 24 |  |",
    )


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('专栏1')}{paragraph('内容')}</w:tc></w:tr></w:tbl>"
    assert shown(docx(tmp_path, body))[:2] == [("paragraph", "专栏1"), ("paragraph", "内容")]


def test_slides_are_pages(tmp_path: Path) -> None:
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = f'xmlns:p="{p}" xmlns:a="{a}" xmlns:r="{r}"'
    file = tmp_path / "a.pptx"

    def slide(title: str, words: str) -> str:
        place = '<p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        text = "<p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody>"
        return f"<p:sld {names}><p:sp>{place}{text.format(title)}</p:sp><p:sp>{text.format(words)}</p:sp></p:sld>"

    with zipfile.ZipFile(file, "w") as out:
        ids = '<p:sldId r:id="r2"/><p:sldId r:id="r1"/>'
        out.writestr("ppt/presentation.xml", f"<p:presentation {names}>{ids}</p:presentation>")
        out.writestr("ppt/slides/s1.xml", slide("Second", "later words"))
        out.writestr("ppt/slides/s2.xml", slide("First", "early words"))
        out.writestr(
            "ppt/_rels/presentation.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{r}/slide" Target="slides/s1.xml"/>'
            f'<Relationship Id="r2" Type="{r}/slide" Target="slides/s2.xml"/></Relationships>',
        )
    result = read_file(file, IngestSettings())
    assert result.text == "First\nearly words\nSecond\nlater words"
    assert [(span.page, span.start) for span in result.pages] == [(1, 0), (2, result.text.index("Second"))]


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.xlsx"])
def test_other_files_named_as_office_files_have_a_reason(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"words, not a zip")
    with pytest.raises(ReadError):
        read_file(file, IngestSettings())
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(ReadError, match="Excel"):
        read_file(file, IngestSettings())


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十"), (1005, "一千零五")],
)
def test_chinese_numerals(number: int, words: str) -> None:
    assert chinese(number) == words
