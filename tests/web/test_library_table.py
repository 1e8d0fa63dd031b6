"""The table of the library is cut into pages; a report on an upload tells what was repeated."""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.api.uploads import UploadReport
from assistant.domain import DocumentSummary, RepeatedFile, UnreadableFile
from assistant.index.update_report import UpdateReport
from assistant.web.library_table import ROWS, report_html, table_html
from tests.web.turns import DOCUMENT


def summaries(count: int) -> list[DocumentSummary]:
    return [
        DocumentSummary(f"{number}.md", "0" * 64, replace(DOCUMENT.metadata, title=f"文件{number}"), 1, 9)
        for number in range(count)
    ]


def test_every_document_stands_on_one_page() -> None:
    held = summaries(2 * ROWS + 7)
    titles = []
    for page in range(3):
        tree = HTMLParser(table_html(held, {}, False, "zh", page=page))
        titles += [link.text() for link in tree.css("tbody a.open")]
        assert f"第 {page * ROWS + 1} 至" in (tree.css_first("[role=status]").text())  # type: ignore[union-attr]
    assert titles == [one.metadata.title for one in held]


def test_one_page_says_nothing_of_pages() -> None:
    told = HTMLParser(table_html(summaries(3), {}, False, "zh", "词")).css_first("[role=status]").text()  # type: ignore[union-attr]
    assert told.startswith("“词”：3 份文件")
    assert "至" not in told


def test_a_repeated_file_and_an_unread_one_are_told_in_the_language_of_the_page() -> None:
    report = UpdateReport(
        repeated=(RepeatedFile("uploaded/copy<b>.md", "plan.md"),),
        unreadable=(UnreadableFile("uploaded/empty.txt", "the file is empty"),),
    )
    html = report_html(UploadReport(report, (), {"plan.md": "计划<i>"}), False, "zh")
    text = HTMLParser(html).text()
    assert "copy<b>.md: 与《计划<i>》内容相同，未重复收录" in text
    assert "empty.txt: 文件是空的" in text
