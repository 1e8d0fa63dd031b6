"""What a mounted page keeps of the people who open it."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.web.page import _MOST_PAGES, add_page
from tests.api.conftest import built, start, users_file  # noqa: F401 - fixtures

Start = Callable[..., TestClient]


def test_the_values_of_forgotten_pages_leave_the_memory(start: Start) -> None:  # noqa: F811
    application = FastAPI()
    add_page(application, start().app_state.service)  # type: ignore[attr-defined]
    mounted: list[Any] = [route for route in application.routes if hasattr(getattr(route, "app", None), "blocks")]
    assert {route.path for route in mounted} == {"/zh", "/en"}
    for route in mounted:
        states = route.app.state_holder
        for number in range(_MOST_PAGES + 20):
            states[f"page{number}"]
        assert len(states.session_data) <= _MOST_PAGES
        assert f"page{_MOST_PAGES + 19}" in states.session_data
