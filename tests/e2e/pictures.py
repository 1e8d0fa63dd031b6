"""A running service -> a picture of every tab in both languages, wide and on a phone, light and dark.

``python -m tests.e2e.pictures http://127.0.0.1:7860 FOLDER [NAME …]``; a name such as ``answer-zh-phone`` asks only for
pictures whose name begins so. To be looked at by a person before a release; the README shows two of them.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

from tests.e2e.conftest import CHROMIUM, Visit

SIZES = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}
QUESTIONS = {
    "zh": "先进制造业集群竞赛一共办了几轮，初赛和决赛各选出多少个集群？",
    "en": "How many clusters won Germany's Leading-Edge Cluster Competition, and how much money was there?",
}
UNANSWERABLE = {"zh": "巴西2031年的咖啡出口配额是多少吨？", "en": "What is Brazil's coffee export quota for 2031?"}
WORDS = {"zh": "专项资金", "en": "cluster funding"}
CASES = [
    {
        "id": "1",
        "question": QUESTIONS["zh"],
        "answerable": True,
        "gold": [{"document": "cn/cn-advanced-cluster-competition.zh.md", "quote": "先进制造业集群竞赛共组织三轮"}],
    },
    {"id": "2", "question": UNANSWERABLE["zh"], "answerable": False},
]


def first(visit: Visit, language: str) -> None:
    """The page as it opens."""


def answer(visit: Visit, language: str) -> None:
    """An answer."""
    visit.ask(QUESTIONS[language])


def refusal(visit: Visit, language: str) -> None:
    """A refusal."""
    visit.ask(UNANSWERABLE[language])


def narrowed(visit: Visit, language: str) -> None:
    """The filters of the Ask tab, opened."""
    visit.page.click("#narrow button")


def reader(visit: Visit, language: str) -> None:
    """A document opened at the quote."""
    answer(visit, language)
    visit.page.locator("#panel details[open] a.open").first.click()
    visit.page.frame_locator("#reader iframe").locator("#quote").wait_for()


def compare(visit: Visit, language: str) -> None:
    """A comparison."""
    visit.page.click("#tab-compare-button")
    visit.after(lambda: visit.page.click("#compare"))
    visit.page.locator("table.matrix summary").first.click()


def chart(visit: Visit, language: str) -> None:
    """The chart of targets."""
    visit.page.click("#tab-compare-button")
    visit.after(lambda: visit.page.click("#targets"))
    visit.page.wait_for_selector("#targets-picture img")


def library(visit: Visit, language: str) -> None:
    """The library."""
    visit.page.click("#tab-library-button")
    visit.page.wait_for_selector("table.documents")


def found(visit: Visit, language: str) -> None:
    """A search of the library."""
    library(visit, language)
    visit.page.fill("#library-query textarea, #library-query input", WORDS[language])
    visit.after(lambda: visit.page.keyboard.press("Enter"))


def uploads(visit: Visit, language: str) -> None:
    """A file that was not read, in the upload form."""
    visit.page.click("#tab-library-button")
    visit.page.click("#uploads button")
    file = Path(tempfile.mkdtemp()) / "empty.txt"
    file.write_text("")
    visit.page.set_input_files("#files input[type=file]", str(file))
    visit.page.click("#add:not([disabled])")
    visit.page.wait_for_selector("#upload-report li")


def evaluate(visit: Visit, language: str) -> None:
    """A run of two questions."""
    visit.page.click("#tab-evaluate-button")
    file = Path(tempfile.mkdtemp()) / "questions.jsonl"
    file.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES))
    visit.page.set_input_files("#question-file input[type=file]", str(file))
    visit.page.click("#run:not([disabled])")
    visit.page.wait_for_selector("#evaluation table")


SCENES: tuple[Callable[[Visit, str], None], ...] = (
    first, answer, refusal, narrowed, reader, compare, chart, library, found, uploads, evaluate,
)  # fmt: skip


def take(browser: Any, address: str, folder: Path, wanted: list[str]) -> None:
    """Make the pictures whose names begin with one of ``wanted`` (none: all)."""
    for scene, language, size, scheme in product(SCENES, QUESTIONS, SIZES, ("light", "dark")):
        name = f"{scene.__name__}-{language}-{size}-{scheme}"
        if wanted and not any(name.startswith(one) for one in wanted):
            continue
        visit = Visit(
            browser, address, language, viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce",
            device_scale_factor=1 if size == "wide" else 2,
        )  # fmt: skip
        scene(visit, language)
        visit.page.mouse.move(0, 0)
        visit.page.screenshot(path=folder / f"{name}.png", full_page=size == "phone" and scene is not reader)
        assert visit.errors == [], name
        visit.close()


if __name__ == "__main__":
    from playwright.sync_api import sync_playwright

    to = Path(sys.argv[2])
    to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        take(opened, sys.argv[1], to, sys.argv[3:])
        opened.close()
