"""The real service on a small library of our own, and a real browser; skipped where there is no Chromium."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
DOCUMENTS = {
    "cn-gd/plan.md": (
        "---\ntitle: 广东省样例集群意见\nlanguage: zh\njurisdiction: CN-GD\nissued: 2020-05-18\ninstrument: opinion\n"
        "numbers: [粤样〔2020〕1号]\nauthorities: [样例厅]\nstatus: in_force\n---\n"
        "# 广东省样例集群意见\n\n## 一、目标\n\n"
        "到2025年，广东省培育样例产业集群二十个，产业规模达到三万亿元。\n\n## 二、保障\n\n"
        "广东省设立样例产业集群专项资金，用于公共服务平台建设。\n"
    ),
    "cn-js/plan.md": (
        "---\ntitle: 江苏省样例集群方案\nlanguage: zh\njurisdiction: CN-JS\nissued: 2021-03-01\ninstrument: plan\n---\n"
        "# 江苏省样例集群方案\n\n## 一、目标\n\n到2025年，江苏省培育样例产业集群三十个。\n"
    ),
    "us/program.md": (
        "---\ntitle: Sample Hub Program\nlanguage: en\njurisdiction: US\nissued: 2023-10-23\n---\n"
        "# Sample Hub Program\n\n## Awards\n\nThe Sample Hub Program named 31 hubs in its first phase.\n"
        f"A hub may receive up to 75 million dollars. {HOSTILE}\n"
    ),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here, and say why when it cannot run.

    Browser tests come last: Playwright keeps an event loop running that asynchronous tests after it trip over.
    """
    items.sort(key=lambda item: item.path.is_relative_to(Path(__file__).parent))
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine; install the package chromium"))


@dataclass(frozen=True, slots=True)
class Running:
    """A service in a process of its own."""

    address: str
    folder: Path
    log: Path


@contextlib.contextmanager
def running_service(folder: Path, settings: str = "", documents: dict[str, str] | None = None) -> Iterator[Running]:
    """Start ``assistant serve`` in ``folder`` with extra lines of settings, and end it afterwards."""
    for name, text in (DOCUMENTS if documents is None else documents).items():
        file = folder / "documents" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    file = folder / "settings.toml"
    file.write_text(f"[index]\nfolder = '{folder / 'indexes'}'\n{settings}", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "serve", "--port", str(port)]
    command += ["--documents", str(folder / "documents"), "--settings", str(file)]
    log = folder / "server.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=Path(__file__).parents[2])
    try:
        deadline = time.monotonic() + 240
        while not answers(f"http://127.0.0.1:{port}/healthz"):
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield Running(f"http://127.0.0.1:{port}", folder, log)
    finally:
        server.terminate()
        server.wait(timeout=20)


def answers(address: str) -> bool:
    """Whether somebody answers at an address."""
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_service(tmp_path_factory.mktemp("page")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*flags, "--disable-sync"])
        yield opened
        opened.close()


PATIENCE = 30_000  # milliseconds that a busy machine may take

# Counts in the page the events that Gradio has worked off, by the messages of its stream. What is on the page tells it
# only where every event changes something.
_COUNT_EVENTS = """
window.finishedEvents = 0;
const ask = window.fetch;
window.fetch = async (...what) => {
  const answer = await ask(...what);
  if (!answer.body || !String(what[0].url || what[0]).includes('queue/data')) return answer;
  const [shown, counted] = answer.body.tee();
  (async () => {
    const reader = counted.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const {done, value} = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\\n');
      rest = lines.pop();
      const finished = lines.filter(line => line.includes('"msg":"process_completed"')).length;
      // Gradio handles each message in a task of its own.
      const count = () => { window.finishedEvents += finished; };
      if (finished) setTimeout(() => requestAnimationFrame(() => setTimeout(count)));
    }
  })().catch(() => {});
  return new Response(shown, answer);
};
"""
ENDED = "#chat .made, #chat .refusal, #chat .problem"


class Visit:
    """A reader with a browser profile of their own, on the page in one language."""

    def __init__(self, browser: Any, address: str, language: str = "zh", load: bool = True, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(locale="zh-CN" if language == "zh" else "en-US", **options)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(_COUNT_EVENTS)
        self.page = self.context.new_page()
        self.requested: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.on("pageerror", lambda problem: self.errors.append(str(problem)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        if load:
            self.open()

    def open(self) -> None:
        """Load the page anew and wait until its first events have filled it."""
        self.page.goto(self.address)
        self.loaded()

    def loaded(self) -> None:
        """Wait until the first events of a page just loaded have filled it."""
        self.page.wait_for_selector("#question textarea")
        self.page.wait_for_function(f"window.finishedEvents >= {EVENTS_OF_LOADING}")

    def after(self, action: Callable[[], object]) -> None:
        """Do something that makes the page ask its server, and wait until the answer is whole and shown."""
        before = self.page.evaluate("window.finishedEvents")
        action()
        self.page.wait_for_function("before => window.finishedEvents > before", arg=before)

    def ask(self, question: str) -> None:
        """Ask and wait until the answer or refusal is whole."""
        seen = self.page.locator(ENDED).count()
        self.page.fill("#question textarea", question)
        self.after(lambda: self.page.click("#ask"))
        assert self.page.locator(ENDED).count() == seen + 1
        self.page.wait_for_selector("#ask")

    def close(self) -> None:
        """Leave."""
        self.context.close()


EVENTS_OF_LOADING = 3  # the conversation, the library, whether there is a library of one's own


@pytest.fixture
def visit(browser: Any, service: Running) -> Iterator[Visit]:
    visitor = Visit(browser, service.address)
    yield visitor
    visitor.close()
