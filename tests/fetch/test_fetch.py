"""Fetching official texts, against a server on this machine that answers well, slowly, in part or with malice."""

from __future__ import annotations

import csv
import datetime
import hashlib
import ipaddress
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant.config import FetchSettings, IngestSettings, load_settings
from assistant.errors import InputError, ReadError
from assistant.fetch.addresses import AddressRules, RefusedAddressError
from assistant.fetch.download import Downloader
from assistant.fetch.fetch import Fetcher, FetchOutcome, FetchState
from assistant.fetch.sources import OfficialSource, Shape
from assistant.ingest.ingest import Ingestor
from assistant.ingest.readers import read_file
from assistant.render.fetched import fetched_json, fetched_text
from assistant.wiring import text_reader
from tests.fetch.server import Site, cut, dripping, endless, ranged, reply, running, silent

LOOPBACK = AddressRules(
    schemes=frozenset({"http", "https"}),
    ports=None,
    reachable=(ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")),
)
SETTINGS = FetchSettings(seconds_between_requests=0, timeout_seconds=2, attempts=3, max_megabytes=1)
BODY = "通知正文。关于集群培育的通知，测试〔2026〕1号。" * 40
PAGE = f"<html><head><title>通知</title></head><body><p>{BODY}</p></body></html>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as started:
        yield started


class Bench:
    """A fetcher into a temporary folder, and how long it would have slept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.slept: list[float] = []

    def fetch(
        self, *sources: OfficialSource, settings: FetchSettings = SETTINGS, rules: AddressRules | None = LOOPBACK
    ) -> tuple[FetchOutcome, ...]:
        downloader = Downloader(settings, rules, sleep=self.slept.append)
        read: Callable[[Path], str] = lambda file: read_file(file, IngestSettings()).text  # noqa: E731
        now = lambda: datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)  # noqa: E731
        try:
            return Fetcher(self.folder, downloader, read, now).fetch(sources)
        finally:
            downloader.close()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "official")


def text_at(address: str | None, **changes: object) -> OfficialSource:
    plain = OfficialSource("notice", "关于集群培育的通知", "CN", "zh", address, number="测试〔2026〕1号")
    return replace(plain, **changes)  # type: ignore[arg-type]


def reason(outcome: FetchOutcome) -> str:
    assert outcome.state is FetchState.UNAVAILABLE
    return outcome.reason or ""


def test_a_good_answer_becomes_a_document_with_its_metadata(site: Site, bench: Bench) -> None:
    (outcome,) = bench.fetch(text_at(site.on("/a", reply(PAGE)), contains=("测试〔2026〕1号",)))

    assert outcome.state is FetchState.FETCHED
    file = bench.folder / "cn/notice.html"
    assert file.read_bytes() == PAGE
    assert outcome.sha256 == hashlib.sha256(PAGE).hexdigest()
    with (bench.folder / "fetched.csv").open(encoding="utf-8") as ledger:
        (row,) = csv.DictReader(ledger)
    assert (row["sha256"], row["size"], row["file"]) == (outcome.sha256, str(len(PAGE)), "cn/notice.html")

    # What lies in the folder can be ingested as it is: one document, no complaint, the metadata of the list.
    ingestor = Ingestor(IngestSettings(), datetime.date(2026, 11, 25))
    (parsed,) = list(ingestor.ingest([bench.folder], lambda _, __: False))
    metadata = parsed.document.metadata  # type: ignore[union-attr]
    assert (metadata.title, metadata.kind, metadata.jurisdiction) == ("关于集群培育的通知", "official", "CN")
    assert metadata.official_url == site.address + "/a"


def test_what_has_not_changed_is_not_sent_again(site: Site, bench: Bench) -> None:
    source = text_at(site.on("/a", reply(PAGE, ETag='"1"'), reply(status=304)))
    bench.fetch(source)
    (outcome,) = bench.fetch(source)
    assert outcome.state is FetchState.UNCHANGED
    assert site.asked[1][1]["if-none-match"] == '"1"'


def test_a_new_version_and_a_file_spoilt_here_are_fetched_anew(site: Site, bench: Bench) -> None:
    source = text_at(site.on("/a", reply(PAGE), reply(PAGE.replace(b"</body>", b"<p>2</p></body>"))))
    bench.fetch(source)
    assert bench.fetch(source)[0].state is FetchState.CHANGED
    (bench.folder / "cn/notice.html").write_bytes(b"spoilt")
    assert bench.fetch(source)[0].state is FetchState.FETCHED
    assert "if-none-match" not in site.asked[-1][1]


def test_a_broken_download_goes_on_where_it_stopped(site: Site, bench: Bench) -> None:
    address = site.on("/a", cut(PAGE, 300, ETag='"7"'), ranged(PAGE, '"7"'))
    (outcome,) = bench.fetch(text_at(address))
    assert outcome.state is FetchState.FETCHED
    assert (bench.folder / "cn/notice.html").read_bytes() == PAGE
    assert site.asked[1][1]["range"] == "bytes=300-"
    assert bench.slept == [1.0]


def test_a_part_is_kept_for_the_next_run(site: Site, bench: Bench) -> None:
    address = site.on("/a", cut(PAGE, 300, ETag='"7"'))
    once = replace(SETTINGS, attempts=1)
    assert "broke off" in reason(bench.fetch(text_at(address), settings=once)[0])
    assert not (bench.folder / "cn/notice.html").exists()
    site.on("/a", ranged(PAGE, '"7"'))
    assert bench.fetch(text_at(address), settings=once)[0].state is FetchState.FETCHED
    assert (bench.folder / "cn/notice.html").read_bytes() == PAGE


def test_a_part_of_an_older_version_is_thrown_away(site: Site, bench: Bench) -> None:
    address = site.on("/a", cut(b"x" * 5000, 300, ETag='"old"'), ranged(PAGE, '"new"'))
    assert bench.fetch(text_at(address))[0].state is FetchState.FETCHED
    assert (bench.folder / "cn/notice.html").read_bytes() == PAGE


def test_a_wrong_part_is_thrown_away(site: Site, bench: Bench) -> None:
    wrong = reply(PAGE[:50], 206, ETag='"7"', Content_Range=f"bytes 0-49/{len(PAGE)}")
    address = site.on("/a", cut(PAGE, 300, ETag='"7"'), wrong, reply(PAGE))
    assert bench.fetch(text_at(address))[0].state is FetchState.FETCHED
    assert (bench.folder / "cn/notice.html").read_bytes() == PAGE


def test_a_download_without_a_version_starts_anew(site: Site, bench: Bench) -> None:
    address = site.on("/a", cut(PAGE, 300), reply(PAGE))
    assert bench.fetch(text_at(address))[0].state is FetchState.FETCHED
    assert "range" not in site.asked[1][1]


def test_a_busy_site_is_asked_again_after_the_time_it_names(site: Site, bench: Bench) -> None:
    address = site.on("/a", reply(status=503, Retry_After="7"), reply(status=500), reply(PAGE))
    assert bench.fetch(text_at(address))[0].state is FetchState.FETCHED
    assert bench.slept == [7.0, 2.0]


def test_a_site_that_asks_for_an_hour_is_left_alone(site: Site, bench: Bench) -> None:
    address = site.on("/a", reply(status=429, Retry_After="3600"))
    assert "429" in reason(bench.fetch(text_at(address))[0])
    assert bench.slept == []


def test_a_missing_page_is_asked_once(site: Site, bench: Bench) -> None:
    assert "404" in reason(bench.fetch(text_at(site.address + "/gone"))[0])
    assert len(site.asked) == 1


def test_a_slow_site_is_given_up(site: Site, bench: Bench) -> None:
    hasty = replace(SETTINGS, timeout_seconds=1, attempts=2)
    assert "in time" in reason(bench.fetch(text_at(site.on("/a", silent(3))), settings=hasty)[0])


def test_a_site_that_drips_is_given_up_and_taken_up_again(site: Site, bench: Bench) -> None:
    patient = replace(SETTINGS, seconds_per_text=1, attempts=2)
    address = site.on("/a", dripping(PAGE, 0.05, ETag='"7"'), ranged(PAGE, '"7"'))
    assert "longer than 1 s" in reason(bench.fetch(text_at(address), settings=patient)[0])
    assert len(site.asked) == 1  # another try would only wait as long again
    assert bench.fetch(text_at(address), settings=patient)[0].state is FetchState.FETCHED
    assert int(site.asked[1][1]["range"].removeprefix("bytes=").rstrip("-")) > 0


def test_one_bad_text_does_not_stop_the_others(site: Site, bench: Bench) -> None:
    bad = text_at(site.address + "/gone", source_id="bad")
    lost = text_at(None, source_id="lost")
    good = text_at(site.on("/a", reply(PAGE)), source_id="good")
    outcomes = bench.fetch(bad, lost, good)
    assert [outcome.state.value for outcome in outcomes] == ["unavailable", "unavailable", "fetched"]
    shown = fetched_text(outcomes, bench.folder).plain
    assert "Could not be had" in shown
    assert "1 fetched, 2 unavailable" in shown
    assert [text["file"] for text in fetched_json(outcomes, bench.folder)["texts"]] == [None, None, "cn/good.html"]


def test_requests_to_one_host_are_spaced(site: Site, bench: Bench) -> None:
    address = site.on("/a", reply(PAGE))
    polite = replace(SETTINGS, seconds_between_requests=2.0)
    bench.fetch(text_at(address, source_id="one"), text_at(address, source_id="two"), settings=polite)
    assert len(bench.slept) == 1
    assert 1.5 < bench.slept[0] <= 2.0


# ---------------------------------------------------------------- hostile answers


def test_an_endless_answer_is_cut_off(site: Site, bench: Bench) -> None:
    assert "more than 1 MB" in reason(bench.fetch(text_at(site.on("/a", endless(b"x" * 65536))))[0])
    assert not list(bench.folder.rglob("*.part"))


def test_an_answer_that_states_too_much_is_not_begun(site: Site, bench: Bench) -> None:
    assert "3 MB" in reason(bench.fetch(text_at(site.on("/a", cut(b"x" * 3_000_000, 10))))[0])


def test_a_packed_bomb_is_cut_off(site: Site, bench: Bench) -> None:
    import gzip

    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 100_000
    assert "more than 1 MB" in reason(bench.fetch(text_at(site.on("/a", reply(bomb, Content_Encoding="gzip"))))[0])


@pytest.mark.parametrize(
    ("answer", "shape", "words"),
    [
        (reply(b"MZ\x90", kind="application/x-msdownload"), Shape.HTML, "x-msdownload"),
        (reply(PAGE), Shape.PDF, "text/html"),
        (reply(PAGE, kind="application/pdf"), Shape.PDF, "no complete PDF"),
        (reply(b"%PDF-1.7 and then nothing", kind="application/pdf"), Shape.PDF, "no complete PDF"),
        (reply(b"%PDF-1.7 ... %%EOF"), Shape.HTML, "a PDF where html is expected"),
        (reply(b""), Shape.HTML, "cannot be read"),
        (reply("<html><body><p>请登录</p></body></html>".encode()), Shape.HTML, "not the text that was meant"),
    ],
)
def test_what_is_not_the_text_is_refused(site: Site, bench: Bench, answer: object, shape: Shape, words: str) -> None:
    address = site.on("/a", answer)  # type: ignore[arg-type]
    (outcome,) = bench.fetch(text_at(address, shape=shape, contains=("测试〔2026〕1号",)))
    assert words in reason(outcome)
    assert not list(bench.folder.rglob("notice.*"))


def test_a_redirect_on_the_site_is_followed(site: Site, bench: Bench) -> None:
    site.on("/new", reply(PAGE))
    address = site.on("/a", reply(status=302, Location="/new"))
    assert bench.fetch(text_at(address))[0].state is FetchState.FETCHED


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://127.0.0.1:{port}/new", "another site"),
        ("https://example.org/new", "another site"),
        ("file:///etc/passwd", "not allowed"),
        ("http://user:secret@localhost:{port}/new", "user name"),
        ("//169.254.169.254/latest/meta-data", "another site"),
    ],
)
def test_a_redirect_elsewhere_is_refused(site: Site, bench: Bench, target: str, words: str) -> None:
    site.on("/new", reply(PAGE))
    location = target.format(port=site.address.rpartition(":")[2])
    (outcome,) = bench.fetch(text_at(site.on("/a", reply(status=302, Location=location))))
    assert words in reason(outcome)
    assert len(site.asked) == 1


def test_another_host_of_the_same_body_may_be_named(site: Site, bench: Bench) -> None:
    site.on("/new", reply(PAGE))
    location = f"http://127.0.0.1:{site.address.rpartition(':')[2]}/new"
    address = site.on("/a", reply(status=301, Location=location))
    assert bench.fetch(text_at(address, hosts=("127.0.0.1",)))[0].state is FetchState.FETCHED


def test_redirects_without_end_are_given_up(site: Site, bench: Bench) -> None:
    assert "redirects more than" in reason(bench.fetch(text_at(site.on("/a", reply(status=302, Location="/a"))))[0])


# ---------------------------------------------------------------- addresses


def test_the_product_does_not_connect_to_this_machine(site: Site, bench: Bench) -> None:
    """With the rules of the product the same server that answers every other test is never reached."""
    address = site.on("/a", reply(PAGE)).replace("http://", "https://")
    assert "port" in reason(bench.fetch(text_at(address), rules=None)[0])
    assert "no public address" in reason(bench.fetch(text_at("https://localhost/a"), rules=None)[0])
    assert "only https" in reason(bench.fetch(text_at(site.address + "/a"), rules=None)[0])
    assert site.asked == []


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolves(host: str, port: int, **_: object) -> list[object]:
        return [(2, 1, 6, "", ("93.184.215.14", port)), (2, 1, 6, "", ("10.0.0.7", port))]

    monkeypatch.setattr("socket.getaddrinfo", resolves)
    with pytest.raises(RefusedAddressError, match=r"10\.0\.0\.7"):
        AddressRules().resolve("www.example.org", 443)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:0a00:0001::1", "2001:0:0a00:0001::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", (address, port))])
    with pytest.raises(RefusedAddressError):
        AddressRules().resolve("www.example.org", 443)


def test_the_certificate_must_fit_the_name(bench: Bench, tmp_path: Path) -> None:
    """A server with a certificate that nobody vouches for, reached over the same rules as in the product otherwise."""
    certificate, key = self_signed(tmp_path)

    def wrap(server: object) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)  # type: ignore[attr-defined]

    with running(wrap, "https") as secret:
        (outcome,) = bench.fetch(text_at(secret.on("/a", reply(PAGE))))
        assert "certificate" in reason(outcome)
        assert bench.slept == []  # another try would not mend it
        trusted = Downloader(SETTINGS, LOOPBACK, tls=ssl.create_default_context(cafile=certificate))
        done = trusted.download(text_at(secret.address + "/a"), tmp_path / "page.html")
        trusted.close()
        assert done.path is not None
        assert done.path.read_bytes() == PAGE


def self_signed(folder: Path) -> tuple[Path, Path]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate_file, key_file


def test_no_setting_reaches_the_rules() -> None:
    """The rules can be changed in code only: no setting, variable or option carries them."""
    assert set(FetchSettings.__dataclass_fields__) == {
        "seconds_between_requests", "timeout_seconds", "seconds_per_text", "attempts", "max_megabytes",
    }  # fmt: skip
    assert AddressRules() == AddressRules(frozenset({"https"}), frozenset({443}), ())


def test_an_address_that_is_none(bench: Bench) -> None:
    assert "only https" in reason(bench.fetch(text_at("gopher://example.org/"), rules=None)[0])
    assert bench.fetch(text_at("https://exa mple"), rules=None)[0].state is FetchState.UNAVAILABLE


def test_a_damaged_ledger_is_named(bench: Bench) -> None:
    bench.folder.mkdir()
    (bench.folder / "fetched.csv").write_text("source_id,size\nnotice,many\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"fetched\.csv is damaged"):
        bench.fetch(text_at(None))


def test_the_product_reads_what_it_fetched_apart_and_names_what_cannot_be_read(tmp_path: Path) -> None:
    read = text_reader(load_settings(environment={}))
    page, broken = tmp_path / ".arriving" / "page.html", tmp_path / ".arriving" / "broken.pdf"
    page.parent.mkdir()
    page.write_bytes(PAGE)
    broken.write_bytes(b"%PDF-1.7 nothing follows %%EOF")
    assert "测试〔2026〕1号" in read(page)
    with pytest.raises(ReadError):
        read(broken)


def test_same_site() -> None:
    rules = AddressRules()
    start = httpx.URL("https://gov.example/a")
    rules.check_redirect(start, httpx.URL("https://www.gov.example/b"), ())
    for target in ("https://gov.example.org/b", "https://evil-gov.example/b", "http://gov.example/b"):
        with pytest.raises(RefusedAddressError):
            rules.check_redirect(start, httpx.URL(target), ())
