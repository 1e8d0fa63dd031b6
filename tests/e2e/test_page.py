"""Asking, as a reader does it: answers with proof, refusals, follow-ups, history, copying, feedback."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.conftest import DOCUMENTS, Running, Visit

GUANGDONG = "广东省到2025年培育多少个样例产业集群？"


@pytest.mark.parametrize(
    ("question", "words", "document"),
    [
        (GUANGDONG, "二十个", "cn-gd/plan.md"),
        ("How many hubs did the Sample Hub Program name in its first phase?", "31 hubs", "us/program.md"),
    ],
)
def test_the_highlighted_text_stands_in_the_document(visit: Visit, question: str, words: str, document: str) -> None:
    visit.ask(question)
    marks = visit.page.locator("#panel mark").all_text_contents()
    assert any(words in mark for mark in marks)
    assert any(mark in DOCUMENTS[document] for mark in marks)
    assert all(any(mark in text for text in DOCUMENTS.values()) for mark in marks)
    assert visit.errors == []


def test_a_mark_selects_its_source_and_the_document_opens_at_the_place(visit: Visit) -> None:
    visit.ask(GUANGDONG)
    visit.page.click('#chat a[href$="#cite-1-1"]')
    card = visit.page.locator("#panel .source.active[open]")
    card.wait_for()
    assert "粤样〔2020〕1号" in card.inner_text()
    assert visit.page.evaluate("document.activeElement.tagName") == "SUMMARY"
    quote = card.locator("mark").text_content()
    card.locator("a.open").click()
    mark = visit.page.frame_locator("#reader iframe").locator("#quote")
    mark.wait_for()
    assert mark.text_content() == quote
    frame = visit.page.query_selector("#reader iframe").content_frame()
    frame.wait_for_function(
        "(() => { const box = document.getElementById('quote').getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight })()"
    )
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_selector("#reader", state="detached")


def test_a_refusal_looks_different_and_shows_what_does_not_answer(visit: Visit) -> None:
    visit.ask("巴西2031年的咖啡出口配额是多少吨？")
    assert "检索范围" in visit.page.locator("#chat .refusal").inner_text()
    assert visit.page.locator("#panel mark").count() == 0
    assert visit.page.locator("#panel .source.nearest").count() > 0


def test_a_mistake_is_a_sentence_and_not_an_error(visit: Visit) -> None:
    visit.ask("？？？")
    assert "请输入" in visit.page.locator("#chat .problem").inner_text()


def test_a_follow_up_and_a_history_that_survives(visit: Visit) -> None:
    visit.ask(GUANGDONG)
    visit.ask("那江苏呢？")
    assert any("三十个" in mark for mark in visit.page.locator("#sources-2 mark").all_text_contents())
    visit.open()
    assert visit.page.locator("#sources-2 mark").count() > 0
    assert visit.page.locator("#chat .made").count() == 2
    visit.page.click('#chat a[href$="#cite-1-1"]')
    assert visit.page.locator("#sources-1").is_visible()
    visit.after(lambda: visit.page.click("#new"))
    assert visit.page.locator("#chat .made").count() == 0
    visit.ask("How many hubs did the Sample Hub Program name in its first phase?")
    visit.page.click("#conversations input")
    visit.page.click(f'[role="option"]:has-text("{GUANGDONG[:10]}")')
    visit.page.wait_for_selector("#sources-2", state="attached")


def test_what_was_read_from_the_question_can_be_taken_away(visit: Visit) -> None:
    visit.ask("样例产业集群2025年培育多少个，广东省？")
    chips = visit.page.locator("#chips label")
    chips.filter(has_text="广东").wait_for()
    card = visit.page.locator("#panel details[open]").bounding_box()
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= visit.page.viewport_size["width"]
    visit.after(lambda: chips.filter(has_text="广东").locator("input").uncheck())
    assert not chips.filter(has_text="广东").locator("input").is_checked()
    assert visit.page.locator("#chat .user").count() == 1


def test_retry_and_edit_replace_the_answer(visit: Visit) -> None:
    page = visit.page
    visit.ask(GUANGDONG)
    visit.after(lambda: page.click('#chat button[aria-label="重试"]'))
    assert page.locator("#chat .made").count() == 1
    page.click('#chat button[aria-label="编辑"]')
    page.fill("#chat textarea", GUANGDONG.replace("广东", "江苏"))
    visit.after(lambda: page.click('#chat button[aria-label="发送"]'))
    assert "三十个" in page.locator("#panel").inner_text()
    assert page.locator("#chat .made").count() == 1


def test_a_citation_is_copied_and_a_wrong_one_reported(visit: Visit, service: Running) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(GUANGDONG)
    card = visit.page.locator("#panel details[open]")
    card.locator("[data-copy]").first.click()
    visit.page.wait_for_function("document.querySelector('.told:not(:empty)')")
    assert "《广东省样例集群意见》（粤样〔2020〕1号），样例厅，2020年5月18日" in visit.page.evaluate(
        "navigator.clipboard.readText()"
    )
    card.locator("[data-wrong]").click()
    card.locator(".wrong textarea").fill("不对 <b>")
    card.locator("[data-send]").click()
    visit.page.wait_for_selector('.told:has-text("已记录")')
    stored = last_feedback(service)
    assert stored["verdict"] == "wrong_citation"
    assert stored["question"] == GUANGDONG
    assert stored["comment"] == "不对 <b>"
    assert stored["evidence"][0]["quote"] in DOCUMENTS["cn-gd/plan.md"]


def test_a_thumb_is_stored_with_the_evidence(visit: Visit, service: Running) -> None:
    visit.ask(GUANGDONG)
    visit.page.click('#chat button[aria-label="赞"]')
    visit.page.wait_for_selector(".toast-body, [data-testid='toast-body']")
    assert last_feedback(service)["verdict"] == "good"


def last_feedback(service: Running) -> dict[str, Any]:
    file = service.folder / "indexes" / "default" / "feedback.jsonl"
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8").splitlines()[-1])
    return content


def test_the_page_follows_the_browser_and_can_be_switched(browser: Any, service: Running) -> None:
    visitor = Visit(browser, service.address, "en")
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    visitor.page.click('a[hreflang="zh"]')
    visitor.page.wait_for_selector('#ask:has-text("提问")')
    assert visitor.page.locator("html").get_attribute("lang") == "zh-CN"
    visitor.open()
    assert visitor.page.url.endswith("/zh/")
    visitor.close()


def test_hostile_text_is_shown_and_not_run(visit: Visit) -> None:
    visit.ask("How much may a hub of the Sample Hub Program receive?")
    assert "<img" in visit.page.locator("#panel").inner_text()
    assert visit.page.locator("#panel img, #chat img[src='x']").count() == 0
    assert visit.page.title() != "owned"


def test_nothing_is_asked_of_other_hosts(visit: Visit) -> None:
    visit.ask(GUANGDONG)
    assert [url for url in visit.requested if not url.startswith((visit.address, "data:", "blob:"))] == []
