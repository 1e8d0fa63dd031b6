"""A service as a department runs it: a proxy names the people, each has a library, and the chat model may be down."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Running, Visit, running_service

QUESTION = "广东省到2025年培育多少个样例产业集群？"


class ModelServer(ThreadingHTTPServer):
    """A chat model that fails, or keeps everybody waiting until it is let go."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Failing)
        self.go_on = threading.Event()
        self.go_on.set()
        self.asked = threading.Semaphore(0)


class Failing(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        self.server.asked.release()
        self.server.go_on.wait(timeout=60)
        content = json.dumps({"error": {"message": "out of memory"}}).encode()
        with suppress(OSError):
            self.send_response(500)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    server = ModelServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.go_on.set()
    server.shutdown()


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[Running]:
    settings = (
        f"[llm]\nmodel = 'test'\nbase_url = 'http://127.0.0.1:{model.server_port}/v1'\napi_key = 'x'\nmax_retries = 0\n"
        "[web]\nlogin = 'required'\ntrusted_proxies = '127.0.0.1'\nuploads = 'personal'\nworkers = 1\n"
    )
    with running_service(tmp_path_factory.mktemp("department"), settings) as running:
        yield running


def visit_as(browser: Any, department: Running, name: str) -> Visit:
    return Visit(browser, department.address + "/zh/", extra_http_headers={"X-Remote-User": name})


def make_scan(file: Path) -> None:
    """A PDF that holds a picture of words and no text."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 500), 255)
    font = ImageFont.load_default(size=40)
    words = ("The Sample Harbour Act", "", "The harbour fund grants 58 million dollars in 2032.")
    for number, line in enumerate(words):
        ImageDraw.Draw(page).text((100, 80 + 90 * number), line, fill=0, font=font)
    page.save(file, resolution=150)


def test_a_model_that_fails_is_told_in_chinese_and_the_answer_is_extracted(browser: Any, department: Running) -> None:
    visitor = visit_as(browser, department, "anna")
    visitor.ask(QUESTION)
    said = visitor.page.locator("#chat .answer").inner_text()
    assert "二十个" in said
    assert "语言模型未能完成：语言模型 test 出错" in said
    assert "原文摘录" in said
    visitor.close()


def test_a_question_waits_in_a_visible_queue_and_can_be_stopped(
    browser: Any, department: Running, model: ModelServer
) -> None:
    first, second = visit_as(browser, department, "anna"), visit_as(browser, department, "li.wei")
    model.go_on.clear()
    while model.asked.acquire(blocking=False):
        pass
    first.page.fill("#question textarea", QUESTION)
    first.page.click("#ask")
    assert model.asked.acquire(timeout=30)
    second.page.fill("#question textarea", QUESTION)
    second.page.click("#ask")
    second.page.wait_for_selector('#chat :text("排队：第 1 位")')
    first.page.click("#stop")
    first.page.wait_for_selector("#ask")
    model.go_on.set()
    second.page.wait_for_selector("#chat .made")
    assert first.page.locator("#chat .made").count() == 0
    first.ask(QUESTION)
    first.close()
    second.close()


def test_a_scan_goes_into_the_library_of_one_person_with_its_confidence(
    browser: Any, department: Running, tmp_path: Path
) -> None:
    from assistant.ingest.ocr import ocr_missing

    if ocr_missing():
        pytest.skip("text recognition is not installed")
    make_scan(tmp_path / "harbour.pdf")
    visitor = visit_as(browser, department, "anna")
    page = visitor.page
    page.click("#tab-library-button")
    page.click("#uploads button")
    page.set_input_files("#files input[type=file]", str(tmp_path / "harbour.pdf"))
    page.click("#add:not([disabled])")
    page.wait_for_selector("#upload-report li.good", timeout=90_000)
    assert "文字识别，可信度" in page.locator("#upload-report").inner_text()
    visitor.open()
    page.click("#narrow button")
    page.click('#ask-own label:has-text("我的资料库")')
    visitor.ask("How many million dollars does the harbour fund grant in 2032?")
    assert any("58 million" in mark for mark in page.locator("#panel mark").all_text_contents())
    other = visit_as(browser, department, "li.wei")
    assert other.page.locator("#chat .made").count() == 0
    other.page.click("#narrow button")
    assert other.page.locator("#ask-own").count() == 0 or not other.page.locator("#ask-own").is_visible()
    address = page.locator("#panel details[open] a.open").first.get_attribute("href")
    assert other.page.request.get(department.address + str(address)).status == 404
    assert page.request.get(department.address + str(address)).status == 200
    visitor.close()
    other.close()
