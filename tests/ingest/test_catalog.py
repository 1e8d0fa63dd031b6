from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.ingest.catalog import read_catalog


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "catalog.csv").write_bytes(text.encode(encoding))
    return folder


def test_no_catalog_is_an_empty_one(tmp_path: Path) -> None:
    catalog = read_catalog(tmp_path)
    assert catalog.rows == {}
    assert catalog.digest("a.md") == ""


def test_rows_by_document_without_empty_cells(tmp_path: Path) -> None:
    text = "document,title,aliases,issued\nsub/a.txt,甲办法,甲;乙,2020\nb.txt,,,\n"
    catalog = read_catalog(write(tmp_path, text, "utf-8-sig"))
    assert catalog.rows == {"sub/a.txt": {"title": "甲办法", "aliases": "甲;乙", "issued": "2020"}, "b.txt": {}}
    assert catalog.warnings == ()


def test_unknown_column_doubled_row_and_nameless_row_are_told(tmp_path: Path) -> None:
    catalog = read_catalog(write(tmp_path, "document,titel,title\na,x,y\na,x,z\n,x,z\n"))
    assert catalog.rows == {"a": {"title": "y"}}
    assert [warning.split(":")[1].strip()[:14] for warning in catalog.warnings] == [
        "unknown column",
        "line 3 names '",
        "line 4 names n",
    ]


def test_missing_file_is_told(tmp_path: Path) -> None:
    catalog = read_catalog(write(tmp_path, "document,title\na,x\nb,y\n"))
    (warning,) = catalog.missing({"a"})
    assert "'b'" in warning


def test_digest_follows_the_row_only(tmp_path: Path) -> None:
    before = read_catalog(write(tmp_path, "document,title,issued\na,x,2020\nb,y,\n"))
    after = read_catalog(write(tmp_path, "document,issued,title\na,2020,x\nb,,z\n"))
    assert before.digest("a") == after.digest("a")
    assert before.digest("b") != after.digest("b")


@pytest.mark.parametrize("content", [b"title\nx\n", b"document,title\n\xff\xfe\xff,x\n", b""])
def test_unusable_catalog_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalog.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"catalog\.csv"):
        read_catalog(tmp_path)


def test_a_line_longer_than_the_header_is_no_crash(tmp_path: Path) -> None:
    assert read_catalog(write(tmp_path, "document,title\na,x,extra\n")).rows == {"a": {"title": "x"}}
