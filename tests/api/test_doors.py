import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.api.access import Access, Person, is_loopback, login_required
from assistant.api.guards import SessionOwners
from assistant.api.limits import RateLimit
from assistant.api.passwords import make_user, matches, read_users, write_users
from assistant.config import WebSettings
from assistant.errors import ConfigurationError, InputError
from tests.api.conftest import PASSWORD

Start = Callable[..., TestClient]


@pytest.mark.parametrize(
    ("host", "login", "needed"),
    [
        ("127.0.0.1", "auto", False),
        ("::1", "auto", False),
        ("localhost", "auto", False),
        ("0.0.0.0", "auto", True),
        ("192.168.1.5", "auto", True),
        ("0.0.0.0", "off", False),
        ("127.0.0.1", "required", True),
    ],
)
def test_login_is_needed_where_others_can_reach_the_page(host: str, login: str, needed: bool) -> None:
    assert login_required(WebSettings(host=host, login=login)) is needed
    assert is_loopback("example.org") is False


def test_a_page_open_to_the_network_without_users_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="assistant users add"):
        Access(WebSettings(host="0.0.0.0", users=tmp_path / "none.txt"), b"x" * 32)


def test_without_login_nothing_is_said(start: Start, users_file: Path) -> None:
    client = start(login="required", users=users_file)
    assert client.get("/healthz").status_code == 200
    assert client.post("/api/v1/ask", json={"question": "x"}).status_code == 401
    assert client.get("/metrics").status_code == 401
    assert client.get("/document?id=cn-gd/plan.zh.md").status_code == 401
    assert client.post("/mcp/", json={}).status_code == 401
    page = client.get("/zh/", headers={"Accept": "text/html"}, follow_redirects=False)
    assert page.status_code == 303
    assert page.headers["location"] == "/login?next=/zh/"


def log_in(client: TestClient, name: str = "anna", password: str = PASSWORD, back: str = "/healthz") -> int:
    form = {"name": name, "password": password, "next": back}
    return client.post("/login", data=form, follow_redirects=False).status_code


def test_name_and_password_open_the_page_and_leaving_closes_it(start: Start, users_file: Path) -> None:
    client = start(login="required", users=users_file)
    assert log_in(client, password="wrong password") == 401
    assert log_in(client, name="nobody") == 401
    assert log_in(client) == 303
    assert client.get("/api/v1/documents").status_code == 200
    client.post("/logout")
    assert client.get("/api/v1/documents").status_code == 401


def test_programs_send_a_password_with_each_request(start: Start, users_file: Path) -> None:
    client = start(login="required", users=users_file)
    for password, status in ((PASSWORD, 200), (PASSWORD, 200), ("wrong password", 401)):
        secret = base64.b64encode(f"li.wei:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {secret}"}
        assert client.get("/api/v1/documents", headers=headers).status_code == status


def test_a_session_cannot_be_made_up(start: Start, users_file: Path) -> None:
    client = start(login="required", users=users_file)
    log_in(client)
    name, until, signature = client.cookies["assistant_session"].split(".")
    client.cookies.clear()
    other = base64.urlsafe_b64encode(b"li.wei").decode().rstrip("=")
    for forged in (
        f"{other}.{until}.{signature}",
        f"{name}.{int(until) + 1}.{signature}",
        f"{name}.{until}.00",
        "x",
        "..",
        "",
    ):
        answer = client.get("/api/v1/documents", headers={"Cookie": f"assistant_session={forged}"})
        assert answer.status_code == 401, forged


def test_a_changed_password_ends_every_session(tmp_path: Path) -> None:
    file = tmp_path / "users.txt"
    write_users(file, {"anna": make_user("anna", PASSWORD)})
    access = Access(WebSettings(login="required", users=file), b"k" * 32)
    cookie = {"assistant_session": access.log_in("anna", PASSWORD) or ""}
    assert access.identify("10.0.0.1", {}, cookie) == Person("anna")
    write_users(file, {"anna": make_user("anna", "another password"), "b": make_user("b", "another password")})
    assert access.identify("10.0.0.1", {}, cookie) is None


def test_a_proxy_is_believed_only_from_its_own_address(start: Start, users_file: Path) -> None:
    settings = {"login": "required", "users": users_file, "trusted_proxies": "10.1.0.0/16"}
    headers = {"X-Remote-User": "minister"}
    assert start(address="10.1.2.3", **settings).get("/api/v1/documents", headers=headers).status_code == 200
    assert start(address="10.2.2.3", **settings).get("/api/v1/documents", headers=headers).status_code == 401


def test_guessing_passwords_is_slowed_down(start: Start, users_file: Path) -> None:
    client = start(login="required", users=users_file, logins_per_minute=3)
    assert [log_in(client, password="wrong password") for _ in range(4)] == [401, 401, 401, 429]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_login_never_leads_to_another_site(start: Start, users_file: Path, back: str) -> None:
    client = start(login="required", users=users_file)
    form = {"name": "anna", "password": PASSWORD, "next": back}
    assert client.post("/login", data=form, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_other_sites_cannot_send_requests(start: Start, headers: dict[str, str]) -> None:
    assert start().post("/api/v1/ask", json={"question": "集群"}, headers=headers).status_code == 403


def test_other_host_names_are_not_answered(start: Start) -> None:
    assert start(base_url="http://evil.example").get("/healthz").status_code == 421
    named = start(base_url="http://policy.example", allowed_hosts="policy.example")
    assert named.get("/healthz").status_code == 200


def test_a_large_request_is_refused(start: Start) -> None:
    client = start()
    assert client.post("/api/v1/ask", content=b"x" * 5_000_000).status_code == 413
    assert client.post("/api/v1/ask", content=(b"x" * 100_000 for _ in range(60))).status_code >= 400


def test_every_answer_carries_the_policy(start: Start) -> None:
    headers = start().get("/healthz").headers
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("style-src")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_session_belongs_to_who_named_it_first() -> None:
    owners = SessionOwners(most=2)
    anna, wei = Person("anna"), Person("wei")
    assert owners.belongs("s1", anna)
    assert not owners.belongs("s1", wei)
    assert owners.belongs("s2", wei)
    assert owners.belongs("s1", anna)


def test_the_session_of_another_cannot_be_read(start: Start, users_file: Path) -> None:
    client = start(login="required", users=users_file)
    log_in(client, "anna")
    client.get("/zh/gradio_api/queue/data?session_hash=abc")
    client.cookies.clear()
    log_in(client, "li.wei")
    for answer in (
        client.get("/zh/gradio_api/queue/data?session_hash=abc"),
        client.post("/zh/gradio_api/queue/join", json={"session_hash": "abc", "data": []}),
        client.get("/zh/gradio_api/heartbeat/abc"),
    ):
        assert answer.json() == {"error": "there is no such session"}


def test_a_bucket_refills_with_time() -> None:
    now = [0.0]
    limit = RateLimit(2, lambda: now[0])
    assert [limit.seconds_to_wait("a"), limit.seconds_to_wait("a")] == [0.0, 0.0]
    assert limit.seconds_to_wait("a") == pytest.approx(30)
    assert limit.seconds_to_wait("b") == 0
    now[0] = 30
    assert limit.seconds_to_wait("a") == 0
    assert RateLimit(0).seconds_to_wait("a") == 0


def test_the_users_file_holds_no_password_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "users.txt"
    write_users(file, {"anna": make_user("anna", PASSWORD)})
    assert PASSWORD not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
    user = read_users(file)["anna"]
    assert matches(user, PASSWORD)
    assert not matches(user, "another password")
    assert not matches(None, PASSWORD)


@pytest.mark.parametrize(
    ("name", "password"), [("a:b", PASSWORD), ("", PASSWORD), ("a\nb", PASSWORD), ("anna", "short")]
)
def test_unfit_names_and_passwords_are_refused(name: str, password: str) -> None:
    with pytest.raises(InputError):
        make_user(name, password)


@pytest.mark.parametrize("line", ["anna", "anna:x:king", "an na:x"])
def test_a_broken_users_file_is_told(tmp_path: Path, line: str) -> None:
    file = tmp_path / "users.txt"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="line 1"):
        read_users(file)
