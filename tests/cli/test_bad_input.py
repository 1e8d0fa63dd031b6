"""What people get wrong, and what goes wrong around them: one sentence, exit code 2, nothing lost."""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.workplace import DOCUMENTS, Workplace

Refused = Callable[[int], str]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("question", ["", "   ", "？！", "\x00"])
def test_an_empty_question(library: Workplace, refused: Refused, question: str) -> None:
    assert "the question is empty" in refused(library.run("ask", question))


def test_a_question_of_ten_thousand_characters(library: Workplace, refused: Refused) -> None:
    sentence = refused(library.run("ask", "集" * 10_000))
    assert "10,000 characters" in sentence
    assert "shorten it" in sentence


def test_a_search_for_no_passages(library: Workplace, refused: Refused) -> None:
    assert "at least 1" in refused(library.run("search", "cluster", "-k", "0"))


def test_a_missing_index(workplace: Workplace, refused: Refused) -> None:
    assert "assistant ingest" in refused(workplace.run("ask", "集群？"))


def test_an_index_name_that_leaves_the_folder(workplace: Workplace, refused: Refused) -> None:
    assert "../other" in refused(workplace.run("ask", "集群？", "--index", "../other"))


@pytest.mark.parametrize("place", ["Atlantis", "", "CN-ZZ"])
def test_an_unknown_jurisdiction(library: Workplace, refused: Refused, place: str) -> None:
    assert "unknown jurisdiction" in refused(library.run("ask", "集群？", "--jurisdiction", place))


def test_a_misspelt_jurisdiction_is_guessed(library: Workplace, refused: Refused) -> None:
    assert "Guangdong" in refused(library.run("ask", "集群？", "--jurisdiction", "Guangdnog"))


def test_an_unknown_place_without_a_likeness_shows_what_the_library_holds(library: Workplace, refused: Refused) -> None:
    sentence = refused(library.run("compare", "集群？", "-j", "Atlantis", "-j", "广东"))
    assert "The library holds texts of" in sentence
    assert "Guangdong (CN-GD)" in sentence
    assert "Australian" not in sentence


def test_years_that_end_before_they_begin(library: Workplace, refused: Refused) -> None:
    assert "swap them" in refused(library.run("search", "集群", "--year-from", "2025", "--year-to", "2020"))


def test_an_unknown_document_is_guessed(library: Workplace, refused: Refused) -> None:
    assert "cn-gd/plan.zh.md" in refused(library.run("search", "集群", "--document", "cn-gd/plan.md"))
    assert "de/wettbewerb.txt" in refused(library.run("documents", "show", "wettbewerb.txt"))


def test_an_unknown_document_without_a_likeness(library: Workplace, refused: Refused) -> None:
    assert "assistant documents" in refused(library.run("documents", "show", "zzzzzzzzzz"))


@pytest.mark.parametrize("arguments", [["show"], ["list", "cn-gd/plan.zh.md"]])
def test_a_document_to_show_must_be_named(library: Workplace, refused: Refused, arguments: list[str]) -> None:
    assert "documents show ID" in refused(library.run("documents", *arguments))


def test_a_day_that_is_none(library: Workplace, refused: Refused) -> None:
    assert "YYYY-MM-DD" in refused(library.run("ask", "集群？", "--as-of", "2025-02-30"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "q", "--colour"],
        ["search", "q", "-k", "many"],
        ["question"],
        ["ingest"],
        ["documents", "paint"],
    ],
)
def test_a_command_line_that_cannot_be_read(refused: Refused, arguments: list[str]) -> None:
    from assistant.cli import run

    assert refused(run(arguments))


def test_a_settings_file_that_is_missing(workplace: Workplace, refused: Refused) -> None:
    workplace.settings.unlink()
    assert "settings.toml" in refused(workplace.run("ask", "集群？"))


def test_a_path_that_does_not_exist(workplace: Workplace, refused: Refused) -> None:
    assert "absent" in refused(workplace.run("ingest", str(workplace.folder / "absent")))


def test_a_folder_without_documents(workplace: Workplace, refused: Refused) -> None:
    empty = workplace.folder / "empty"
    empty.mkdir()
    (empty / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    assert str(empty) in refused(workplace.run("ingest", str(empty)))


def test_an_unreadable_file_alone(workplace: Workplace, refused: Refused) -> None:
    file = workplace.folder / "broken.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing that follows is a PDF")
    assert "broken.pdf" in refused(workplace.run("ingest", str(file)))


def test_an_unreadable_file_among_others_is_named_and_the_others_go_on(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    (workplace.documents / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing that follows is a PDF")
    assert workplace.run("ingest", str(workplace.documents), "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["added"] == sorted(DOCUMENTS)
    assert [one["document"] for one in report["unreadable"]] == ["broken.pdf"]
    assert report["unreadable"][0]["reason"]


def test_an_index_built_with_another_model(copied: Workplace, refused: Refused) -> None:
    # The model is compared before it is loaded or at the latest when the index is opened.
    with copied.settings.open("a", encoding="utf-8") as settings:
        settings.write("[embedding]\nmodel = 'absent/model'\n")
    sentence = refused(copied.run("ask", "集群？"))
    assert "absent/model" in sentence or "another model" in sentence


def test_a_port_that_is_taken(workplace: Workplace, refused: Refused) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refused(workplace.run("serve", "--port", str(port)))
    assert f"127.0.0.1:{port}" in sentence
    assert f"--port {port + 1}" in sentence


@pytest.mark.parametrize("port", ["0", "70000", "-1"])
def test_a_number_that_is_no_port(workplace: Workplace, refused: Refused, port: str) -> None:
    assert f"port {port}" in refused(workplace.run("serve", "--port", port))


def test_a_host_that_is_not_this_machine(workplace: Workplace, refused: Refused) -> None:
    assert "192.0.2.1" in refused(workplace.run("serve", "--host", "192.0.2.1"))


def test_an_index_folder_that_cannot_be_made(workplace: Workplace, refused: Refused) -> None:
    (workplace.folder / "indexes").write_text("a file where the folder should be", encoding="utf-8")
    assert str(workplace.folder / "indexes") in refused(workplace.run("ingest", str(workplace.documents)))


def test_a_full_disk_loses_nothing(copied: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    """A limit on the size of files stands in for the disk: both make every further write fail."""
    (copied.documents / "new.txt").write_text("A new sample policy was adopted in 2024. " * 400, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ingest", str(copied.documents), "--settings", str(copied.settings)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Error: ") == 1
    assert copied.run("documents", "--json") == 0
    assert [one["document"] for one in json.loads(capsys.readouterr().out)["documents"]] == sorted(DOCUMENTS)
    assert copied.run("ask", "How many regional clusters did the Sample Agency fund?", "--json") == 0
    assert json.loads(capsys.readouterr().out)["status"] == "answered"


def test_a_damaged_index_says_how_to_make_it_again(copied: Workplace, refused: Refused) -> None:
    for file in (copied.folder / "indexes" / "default").glob("*.sqlite*"):
        file.write_bytes(b"this is no database" * 100)
    assert "assistant ingest" in refused(copied.run("ask", "集群？"))
