"""Options that write a result to files -> the files, after the names were checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from assistant.render.export import FORMATS, check_suffix, export_report

if TYPE_CHECKING:
    from assistant.render.drawing import Figure
    from assistant.render.report import Report

_PICTURES = (".png", ".svg")
Exports = Annotated[
    list[Path] | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write .docx (with footnotes), .xlsx, .md, .csv or .json; a picture as .png or .svg. Repeatable.",
    ),
]
ReportExports = Annotated[
    list[Path] | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write the answer: .docx (with footnotes), .xlsx, .md, .csv or .json. Repeatable.",
    ),
]


def check_exports(files: list[Path] | None, has_picture: bool = True) -> None:
    """Refuse a name that cannot be written, before the work begins.

    Raises:
        InputError: an ending is unknown, or a folder does not exist.
    """
    for file in files or ():
        check_suffix(file, (*FORMATS, *_PICTURES) if has_picture else FORMATS)


def write_exports(files: list[Path] | None, report: Report, picture: Callable[[], Figure] | None = None) -> None:
    """Write every file and name it on standard error.

    Raises:
        InputError: a file cannot be written, or there is nothing to draw.
    """
    for file in files or ():
        if file.suffix.lower() in _PICTURES:
            if picture is None:
                raise InputError(f"{file}: this result has no picture")
            from assistant.render.drawing import write_chart

            write_chart(picture(), file)
            written: tuple[Path, ...] = (file,)
        else:
            written = export_report(report, file)
        for one in written:
            typer.echo(f"wrote {one}", err=True)
