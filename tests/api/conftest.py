"""A running application on a small index, without a network: requests go straight to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.api.application import build_application, guarded
from assistant.api.passwords import make_user, write_users
from assistant.api.service import Service
from assistant.config import IndexSettings, Settings, WebSettings
from assistant.index.index import Index
from assistant.wiring import Assistant, index_folder, ingest
from tests.cli.workplace import furnish
from tests.fakes import HashingEmbedder

PASSWORD = "a long password"


@pytest.fixture(scope="session")
def users_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("users") / "users.txt"
    people = [make_user("anna", PASSWORD, editor=True), make_user("li.wei", PASSWORD)]
    write_users(file, {one.name: one for one in people})
    return file


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the workplace's documents; copy it before changing it."""
    place = furnish(tmp_path_factory.mktemp("built"))
    embedder: Any = HashingEmbedder()
    ingest(Settings(index=IndexSettings(place.folder / "indexes")), [place.documents], embedder=embedder)
    return place.folder / "indexes"


@pytest.fixture
def start(tmp_path: Path, built: Path) -> Iterator[Callable[..., TestClient]]:
    """Start a service with changed web settings; the client comes from this machine unless told otherwise."""
    shutil.copytree(built, tmp_path / "indexes")
    embedder: Any = HashingEmbedder()
    opened: list[tuple[TestClient, Assistant]] = []

    def make(address: str = "127.0.0.1", base_url: str = "http://localhost", **web: Any) -> TestClient:
        settings = Settings(
            index=IndexSettings(tmp_path / "indexes"), web=WebSettings(**{"questions_per_minute": 0, **web})
        )
        settings = replace(settings, ingest=replace(settings.ingest, ocr=False))
        assistant = Assistant(settings, Index.open(index_folder(settings), embedder, settings.chroma), embedder)
        service = Service(settings, assistant)
        application = build_application(service)
        client = TestClient(guarded(application, service), base_url=base_url, client=(address, 5000))  # type: ignore[arg-type]
        client.__enter__()
        client.app_state = application.state  # type: ignore[attr-defined]
        opened.append((client, assistant))
        return client

    yield make
    for client, assistant in opened:
        client.__exit__(None, None, None)
        assistant.close()
