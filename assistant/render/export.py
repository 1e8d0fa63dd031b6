"""A report and a file name -> the file, in the format its ending names, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from assistant.errors import InputError
from assistant.render.report import Report
from assistant.render.report_csv import table_csv
from assistant.render.report_json import report_json
from assistant.render.report_markdown import report_markdown

FORMATS = (".docx", ".xlsx", ".md", ".csv", ".json")


def export_report(report: Report, file: Path) -> tuple[Path, ...]:
    """Write the report; the files written. A CSV file holds one table, so that further tables go to FILE-2.csv ….

    Raises:
        InputError: the ending is none of :data:`FORMATS`, or the file cannot be written.
    """
    check_suffix(file, FORMATS)
    if file.suffix.lower() == ".csv":
        tables = report.tables
        if not tables:
            raise InputError(f"{file}: this result has no table; write it as .docx, .md or .json")
        files = [file, *(file.with_stem(f"{file.stem}-{number}") for number in range(2, len(tables) + 1))]
        for place, table in zip(files, tables, strict=True):
            write_file(place, table_csv(table).encode("utf-8"))
        return tuple(files)
    write_file(file, _writers()[file.suffix.lower()](report))
    return (file,)


def check_suffix(file: Path, formats: tuple[str, ...]) -> None:
    """Refuse a file name whose ending is no format, before any work is done.

    Raises:
        InputError: the ending is unknown, or the folder does not exist.
    """
    if file.suffix.lower() not in formats:
        raise InputError(f"{file}: cannot write {file.suffix or 'a file without an ending'}; use {', '.join(formats)}")
    if not file.absolute().parent.is_dir():
        raise InputError(f"{file}: the folder {file.absolute().parent} does not exist; make it first")
    if file.is_dir():
        raise InputError(f"{file} is a folder; name a file")


def write_file(file: Path, content: bytes) -> None:
    """Write a file beside its name and move it there, so that a reader never meets half of it.

    Raises:
        InputError: the folder or file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name[:40]}.")
        with os.fdopen(handle, "wb") as written:
            written.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(file)
    except OSError as problem:
        raise InputError(f"{file} cannot be written: {problem.strerror}; choose another place") from problem


def _writers() -> dict[str, Callable[[Report], bytes]]:
    from assistant.render.excel import report_workbook
    from assistant.render.word import report_document

    return {
        ".docx": report_document,
        ".xlsx": report_workbook,
        ".md": lambda report: report_markdown(report).encode("utf-8"),
        ".json": lambda report: (json.dumps(report_json(report), ensure_ascii=False, indent=2) + "\n").encode("utf-8"),
    }
