"""``assistant ask``: a question -> an answer with cited passages, or a refusal that says what was searched."""

from __future__ import annotations

import datetime
import sys
from typing import Annotated

import typer

from assistant.cli.export_options import ReportExports, check_exports, write_exports
from assistant.cli.options import AsJson, LibraryOptions, ScopeOptions, with_options
from assistant.cli.output import print_json, print_plain, print_text
from assistant.domain import Drafter
from assistant.errors import InputError


@with_options
def ask(
    *,
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION", help="The question, in Chinese, English or German; '-' reads it from input."
        ),
    ],
    options: ScopeOptions,
    after: Annotated[
        list[str] | None,
        typer.Option(
            "--after", metavar="QUESTION", help="An earlier question that this one follows. Repeatable, oldest first."
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Judge on this day what is in force: YYYY-MM-DD.")
    ] = None,
    drafter: Annotated[
        Drafter,
        typer.Option(
            "--drafter",
            help="Who writes: the chat model of the settings where there is one, nobody but the documents, "
            "or the chat model and nobody else.",
        ),
    ] = Drafter.CONFIGURED,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the answer as Markdown.")] = False,
    export: ReportExports = None,
    json: AsJson = False,
    library: LibraryOptions,
) -> None:
    """Answer a question with sentences that cite their source."""
    day = _day(as_of)
    check_exports(export, has_picture=False)
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if question == "-" else question
    with library.open() as assistant:
        scope = options.scope(assistant)
        answer = assistant.ask(text, scope=scope, history=tuple(after or ()), as_of=day, drafter=drafter)
    if json:
        from assistant.render.json_contract import answer_json

        print_json(answer_json(answer))
    elif markdown:
        from assistant.render.markdown import answer_markdown

        print_plain(answer_markdown(answer))
    else:
        from assistant.render.text import answer_text

        print_text(answer_text(answer))
    if export:
        from assistant.render.research_reports import answer_report

        write_exports(export, answer_report(answer))


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--as-of {text!r} is not a date; write it as YYYY-MM-DD, for example 2025-12-31") from None
