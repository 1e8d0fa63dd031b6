from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.api.access import LOCAL, Person
from assistant.api.service import NotAllowedError, Service
from assistant.api.uploads import add_files, file_name, remove_document
from assistant.errors import InputError

Start = Callable[..., TestClient]
TEXT = "# 样例条例\n\n第一条 样例市设立样例基金五亿元。\n"


def service_of(client: TestClient) -> Service:
    service: Service = client.app_state.service  # type: ignore[attr-defined]
    return service


def sent(folder: Path, name: str, text: str = TEXT) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("规划.md", "规划.md"),
        ("../../etc/cron.d/x.md", "x.md"),
        ("..\\..\\x.md", "x.md"),
        ("a\u202e<b>\x00.md", "a__b__.md"),
        (".hidden.md", "hidden.md"),
        ("长" * 200 + ".pdf", "长" * 48 + ".pdf"),
    ],
)
def test_a_file_name_is_one_name(name: str, kept: str) -> None:
    assert file_name(name) == kept


@pytest.mark.parametrize("name", ["", "..", "catalog.csv", "README.md", "///"])
def test_some_names_are_none(name: str) -> None:
    with pytest.raises(InputError):
        file_name(name)


def test_an_uploaded_file_is_found_replaced_and_removed(start: Start, tmp_path: Path) -> None:
    service = service_of(start())
    report = add_files(service, LOCAL, [sent(tmp_path, "样例.md")])
    assert report.report.added == ("uploaded/样例.md",)
    assert service.search(LOCAL, "样例基金").hits[0].passage.document_id == "uploaded/样例.md"
    again = add_files(service, LOCAL, [sent(tmp_path, "样例.md", TEXT.replace("五亿", "九亿"))])
    assert again.report.replaced == ("uploaded/样例.md",)
    assert "九亿" in service.document(LOCAL, "uploaded/样例.md").text
    remove_document(service, LOCAL, "uploaded/样例.md")
    with pytest.raises(InputError):
        service.document(LOCAL, "uploaded/样例.md")
    assert list(service.upload_folder(LOCAL).rglob("*.md")) == []


def test_what_cannot_be_read_is_told_and_not_kept(start: Start, tmp_path: Path) -> None:
    service = service_of(start())
    files = [sent(tmp_path, "good.md"), sent(tmp_path, "broken.pdf", "no pdf"), sent(tmp_path, "tool.exe")]
    report = add_files(service, LOCAL, files)
    assert report.report.added == ("uploaded/good.md",)
    assert {one.document_id for one in report.report.unreadable} == {"uploaded/broken.pdf", "tool.exe"}
    assert [file.name for file in service.upload_folder(LOCAL).rglob("*.*")] == ["good.md"]


def test_a_personal_library_is_seen_by_nobody_else(start: Start, tmp_path: Path) -> None:
    service = service_of(start(uploads="personal"))
    anna, wei = Person("anna"), Person("li.wei")
    add_files(service, anna, [sent(tmp_path, "private.md")])
    assert service.search(anna, "样例基金", own=True).hits[0].passage.document_id == "uploaded/private.md"
    assert not service.has_own_library(wei)
    with pytest.raises(InputError):
        service.document(wei, "uploaded/private.md", own=True)
    with pytest.raises(InputError):
        service.document(anna, "uploaded/private.md")


def test_only_editors_change_the_shared_library(start: Start, tmp_path: Path) -> None:
    service = service_of(start())
    with pytest.raises(NotAllowedError):
        add_files(service, Person("guest", editor=False), [sent(tmp_path, "x.md")])
    with pytest.raises(NotAllowedError):
        remove_document(service, Person("guest", editor=False), "cn-gd/plan.zh.md")
    with pytest.raises(NotAllowedError):
        add_files(service_of(start(uploads="off")), LOCAL, [sent(tmp_path, "x.md")])
