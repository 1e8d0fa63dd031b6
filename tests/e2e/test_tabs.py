"""The other tabs: comparing and downloading, the library, uploading a PDF and asking it; a phone, a keyboard, axe."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Running, Visit

QUESTION = "广东省到2025年培育多少个样例产业集群？"
TABS = {"compare": "#matrix p", "library": "table.documents", "evaluate": "#question-file"}


def make_pdf(lines: list[str]) -> bytes:
    """A PDF of one page in Helvetica, written by hand."""
    text = "BT /F1 12 Tf 60 760 Td 20 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return content + trailer.encode("latin-1")


def test_a_comparison_is_cited_and_downloaded_as_a_workbook(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.click("#tab-compare-button")
    for place in ("广东省", "江苏省"):
        page.click("#sides input")
        page.keyboard.type(place)
        page.locator(f'[role="option"]:has-text("{place}")').first.click()
        page.locator(f'#sides .token:has-text("{place}")').wait_for()
        page.keyboard.press("Tab")
    page.fill("#compare-question textarea, #compare-question input", "到2025年培育多少个样例产业集群？")
    visit.after(lambda: page.click("#compare"))
    assert "广东省" in page.locator("table.matrix thead").inner_text()
    cell = page.locator("table.matrix details").first
    cell.locator("summary").click()
    assert "quote" in (cell.locator("a.open").first.get_attribute("href") or "")
    with page.expect_download() as download:
        page.locator('#exports a[download*="comparison.xlsx"], #exports a[href*="comparison.xlsx"]').first.click()
    file = tmp_path / "comparison.xlsx"
    download.value.save_as(file)
    import openpyxl

    assert "广东" in str([row for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows(values_only=True)])


def test_years_are_compared_too(visit: Visit) -> None:
    page = visit.page
    page.click("#tab-compare-button")
    visit.after(lambda: page.click('#compare-by label:has-text("年份")'))
    for year in ("2021", "2020"):
        page.click("#sides input")
        page.locator(f'[role="option"]:has-text("{year}")').first.click()
        page.locator(f'#sides .token:has-text("{year}")').wait_for()
        page.keyboard.press("Tab")
    page.fill("#compare-question textarea, #compare-question input", "到2025年培育多少个样例产业集群？")
    visit.after(lambda: page.click("#compare"))
    assert [cell.strip() for cell in page.locator("table.matrix thead th").all_inner_texts()[1:]] == [
        "2020",
        "2021",
    ]


def test_the_library_is_listed_searched_and_read(visit: Visit) -> None:
    page = visit.page
    page.click("#tab-library-button")
    page.wait_for_selector('table.documents a:has-text("江苏省样例集群方案")')
    page.fill("#library-query textarea, #library-query input", "公共服务平台")
    page.keyboard.press("Enter")
    page.wait_for_selector('#library-table [role="status"]:has-text("“公共服务平台”")')
    row = page.locator("table.documents tbody tr").first
    assert "专项资金" in row.inner_text()
    row.locator("a.open").hover()
    page.mouse.down()
    # The table is rendered anew while the button is down: the click must not be lost.
    page.evaluate(
        "(() => { const table = document.querySelector('table.documents'); table.outerHTML = table.outerHTML })()"
    )
    page.mouse.up()
    frame = page.frame_locator("#reader iframe")
    frame.locator("#quote").wait_for()
    assert "粤样〔2020〕1号" in frame.locator("aside").inner_text()


def test_an_uploaded_pdf_is_asked_shown_and_removed(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    pdf = tmp_path / "Sample Fund Act.pdf"
    pdf.write_bytes(
        make_pdf(["Sample Fund Act", "", "The Sample Fund Act grants every cluster up to 42 million dollars in 2031."])
    )
    hostile = tmp_path / "<img src=x onerror=alert(1)>.txt"
    hostile.write_text("This text has a hostile name and says nothing else of interest.", encoding="utf-8")
    page.click("#tab-library-button")
    page.click("#uploads button")
    page.set_input_files("#files input[type=file]", [str(pdf), str(hostile)])
    page.click("#add:not([disabled])")
    page.wait_for_selector("#upload-report li.good", timeout=60_000)
    assert page.locator("#upload-report img, .documents img").count() == 0
    page.click("#tab-ask-button")
    visit.ask("How much does the Sample Fund Act grant to every cluster?")
    assert any("42 million dollars" in mark for mark in page.locator("#panel mark").all_text_contents())
    page.locator("#panel details[open] a.open").click()
    image = page.frame_locator("#reader iframe").locator("main img")
    image.wait_for()
    assert image.evaluate("e => e.decode().then(() => e.naturalWidth)") > 300
    page.keyboard.press("Escape")
    page.click("#tab-library-button")
    page.click("#leaving input")
    page.click('[role="option"]:has-text("Sample Fund Act")')
    page.click("#remove")
    page.click("#remove-sure")
    page.wait_for_selector('table.documents a:has-text("Sample Fund Act")', state="detached")


def test_an_evaluation_runs_and_its_report_opens(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    cases = [
        {"question": QUESTION, "gold": [{"document": "cn-gd/plan.md", "quote": "广东省培育样例产业集群二十个"}]},
        {"question": "巴西2031年的咖啡出口配额是多少吨？", "answerable": False},
    ]
    lines = [json.dumps({"id": number, **cases[number % 2]}, ensure_ascii=False) for number in range(40)]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(["[]", *lines]), encoding="utf-8")
    page.click("#tab-evaluate-button")
    assert page.locator("#run").is_disabled()
    page.set_input_files("#question-file input[type=file]", str(file))
    page.click("#run:not([disabled])")
    page.wait_for_selector("#evaluation .progress-text, #report-files .progress-text, .progress-level")
    page.wait_for_selector("#run-stop")
    page.wait_for_selector("#evaluation table")
    page.wait_for_selector("#run-stop", state="hidden")
    said = page.locator("#evaluation").text_content() or ""
    assert "40 题，其中 20 题库中有答案" in said
    assert "引文确在原文原处的比例" in said
    assert "第 1 行：不是 JSON 对象" in said
    with page.expect_download() as download:
        page.locator('#report-files a[href*="report.html"]').first.click()
    report = tmp_path / "report.html"
    download.value.save_as(report)
    page.goto(report.as_uri())
    told = page.locator("body").text_content() or ""
    assert "40 questions, 20 answerable, 0 failed" in told
    assert "line 1" in told


def test_a_question_file_of_no_use_is_told(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    file = tmp_path / "questions.jsonl"
    file.write_text("[]\n", encoding="utf-8")
    page.click("#tab-evaluate-button")
    page.set_input_files("#question-file input[type=file]", str(file))
    page.click("#run:not([disabled])")
    page.wait_for_selector('#evaluation :text("没有可用的问题（第 1 行")')
    assert str(file.parent) not in page.locator("#evaluation").inner_text()


def test_a_phone_shows_everything_in_its_width(browser: Any, service: Running) -> None:
    visitor = Visit(browser, service.address, viewport={"width": 390, "height": 844}, color_scheme="dark")
    visitor.ask(QUESTION)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visitor.page.evaluate(wide) <= 1
    visitor.page.click('#chat a[href$="#cite-1-1"]')
    visitor.page.wait_for_function(
        "(() => { const box = document.querySelector('.source.active').getBoundingClientRect();"
        " return box.top < innerHeight && box.bottom > 0 })()"
    )
    for tab, content in TABS.items():
        visitor.page.click(f"#tab-{tab}-button")
        visitor.page.wait_for_selector(content)
        assert visitor.page.evaluate(wide) <= 1, tab
    visitor.close()


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit.page
    page.focus("#question textarea")
    page.keyboard.type(QUESTION)
    visit.after(lambda: page.keyboard.press("Enter"))
    page.focus('#chat a[href$="#cite-1-1"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".source.active[open]")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('open')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader iframe")
    page.keyboard.press("Escape")
    page.wait_for_selector("#reader", state="detached")


@pytest.fixture(scope="session")
def axe() -> Iterator[str]:
    """The script of axe-core, from a folder named in the environment of npm or fetched by it once."""
    cache = Path.home() / ".cache" / "policy-assistant-tests" / "axe"
    file = cache / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm on this machine to fetch axe-core with")
        cache.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-save", "--ignore-scripts", "--prefix", str(cache), "axe-core@4.10.3"]
        if subprocess.run(command, capture_output=True, timeout=120, check=False).returncode or not file.is_file():
            pytest.skip("axe-core could not be fetched")
    yield file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing_serious(browser: Any, service: Running, axe: str, language: str, scheme: str) -> None:
    visitor = Visit(browser, service.address, language, color_scheme=scheme, reduced_motion="reduce")
    visitor.ask(QUESTION)
    visitor.ask("巴西2031年的咖啡出口配额是多少吨？")
    found = violations(visitor, axe)
    for tab, content in TABS.items():
        visitor.page.click(f"#tab-{tab}-button")
        visitor.page.wait_for_selector(content)
        found += violations(visitor, axe)
    visitor.close()
    assert found == []


def violations(visitor: Visit, axe: str) -> list[str]:
    """Serious and critical violations of WCAG 2 A and AA, one line each."""
    visitor.page.evaluate(axe)
    result = visitor.page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    return [
        f"{one['id']}: {node['html'][:160]} {node['any'][0]['message'][:160] if node['any'] else ''}"
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:4]
    ]
