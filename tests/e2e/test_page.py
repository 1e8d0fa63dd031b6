"""The chat page in a real browser, on a small library of our own; skipped where there is no Chromium."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; install the package chromium"),
]

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
DOCUMENTS = {
    "cn-gd/plan.md": (
        "---\ntitle: 广东省样例集群意见\nlanguage: zh\njurisdiction: CN-GD\nissued: 2020-05-18\ninstrument: opinion\n"
        "status: in_force\n---\n# 广东省样例集群意见\n\n## 一、目标\n\n到2025年，广东省培育样例产业集群二十个，"
        "产业规模达到三万亿元。\n\n## 二、保障\n\n广东省设立样例产业集群专项资金，用于公共服务平台建设。\n"
    ),
    "us/program.md": (
        "---\ntitle: Sample Hub Program\nlanguage: en\njurisdiction: US\nissued: 2023-10-23\n---\n"
        "# Sample Hub Program\n\n## Awards\n\nThe Sample Hub Program named 31 hubs in its first phase.\n"
        f"A hub may receive up to 75 million dollars. {HOSTILE}\n"
    ),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("page")
    for name, text in DOCUMENTS.items():
        file = folder / "documents" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    settings = folder / "settings.toml"
    settings.write_text(f"[index]\nfolder = '{folder / 'indexes'}'\n", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "serve", "--port", str(port)]
    command += ["--documents", str(folder / "documents"), "--settings", str(settings)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline and server.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            assert server.poll() is None, Path(log.name).read_text(encoding="utf-8")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*flags, "--disable-sync"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: object, address: str) -> Iterator[object]:
    opened = browser.new_page()  # type: ignore[attr-defined]
    opened.requested = []
    opened.on("request", lambda request: opened.requested.append(request.url))
    opened.goto(address)
    opened.wait_for_selector("#question textarea")
    yield opened
    opened.close()


def ask(page: object, question: str) -> None:
    page.fill("#question textarea", question)  # type: ignore[attr-defined]
    page.click("#ask")  # type: ignore[attr-defined]
    page.wait_for_selector("#panel .source", timeout=30_000)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "words", "document"),
    [
        ("广东省到2025年培育多少个样例产业集群？", "二十个", "cn-gd/plan.md"),
        ("How many hubs did the Sample Hub Program name in its first phase?", "31 hubs", "us/program.md"),
    ],
)
def test_the_highlighted_text_stands_in_the_document(page: object, question: str, words: str, document: str) -> None:
    ask(page, question)
    marks = page.locator("#panel mark").all_inner_texts()  # type: ignore[attr-defined]
    assert any(words in mark for mark in marks)
    source = DOCUMENTS[document]
    assert all("".join(mark.split()) in "".join("".join(DOCUMENTS.values()).split()) for mark in marks)
    assert any(mark in source for mark in marks)


def test_a_mark_leads_to_its_source(page: object) -> None:
    ask(page, "广东省到2025年培育多少个样例产业集群？")
    page.click('#chat a[href^="#cite-"]')  # type: ignore[attr-defined]
    page.wait_for_selector("#panel .source.active")  # type: ignore[attr-defined]


def test_a_refusal_shows_what_does_not_answer(page: object) -> None:
    ask(page, "巴西2031年的咖啡出口配额是多少吨？")
    assert page.locator("#panel mark").count() == 0  # type: ignore[attr-defined]
    assert page.locator("#panel .source.nearest").count() > 0  # type: ignore[attr-defined]


def test_a_mistake_is_a_sentence_and_not_an_error(page: object) -> None:
    page.fill("#question textarea", "？？？")  # type: ignore[attr-defined]
    page.click("#ask")  # type: ignore[attr-defined]
    page.wait_for_selector("#chat .message:has-text('empty')", timeout=30_000)  # type: ignore[attr-defined]


def test_hostile_text_is_shown_and_not_run(page: object) -> None:
    ask(page, "How much may a hub of the Sample Hub Program receive?")
    page.wait_for_timeout(500)  # type: ignore[attr-defined]
    assert page.title() != "owned"  # type: ignore[attr-defined]
    assert page.locator("#panel img, #chat img[src='x']").count() == 0  # type: ignore[attr-defined]


def test_nothing_is_asked_of_other_hosts(page: object, address: str) -> None:
    ask(page, "广东省到2025年培育多少个样例产业集群？")
    outside = [url for url in page.requested if not url.startswith((address, "data:", "blob:"))]  # type: ignore[attr-defined]
    assert outside == []
