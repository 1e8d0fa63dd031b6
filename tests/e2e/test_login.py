"""A page that others can reach: logging in, keeping histories apart, leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.api.passwords import make_user, write_users
from tests.e2e.conftest import Running, Visit, running_service

PASSWORD = "a long password"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("login")
    users = folder / "users.txt"
    write_users(users, {name: make_user(name, PASSWORD) for name in ("anna", "li.wei")})
    with running_service(folder, f"[web]\nlogin = 'required'\nusers = '{users}'\n") as running:
        yield running


def enter(page: Any, name: str, password: str = PASSWORD) -> None:
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("button[type=submit]")


def test_one_browser_two_people(browser: Any, guarded: Running) -> None:
    visitor = Visit(browser, guarded.address + "/zh/", load=False)
    page = visitor.page
    page.goto(visitor.address)
    page.wait_for_selector("#name")
    enter(page, "anna", "not the password")
    assert "不正确" in page.locator("[role=alert]").inner_text()
    enter(page, "anna")
    visitor.loaded()
    visitor.ask("广东省到2025年培育多少个样例产业集群？")
    visitor.open()
    page.wait_for_selector("#chat .made")
    page.click('form[action="/logout"] button')
    page.wait_for_selector("#name")
    enter(page, "li.wei")
    visitor.loaded()
    assert page.locator("#chat .made").count() == 0
    visitor.ask("江苏省到2025年培育多少个样例产业集群？")
    assert page.locator("#chat .user").count() == 1
    visitor.close()
