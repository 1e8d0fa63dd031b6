"""``assistant feedback``: readers' verdicts -> a count, or evaluation cases as JSON lines."""

from __future__ import annotations

import json as json_module
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import IndexName, SettingsFile, settings_of
from assistant.cli.output import print_plain
from assistant.errors import InputError


class FeedbackAction(StrEnum):
    """What to do with the feedback."""

    COUNT = "count"
    EXPORT = "export"


def feedback(
    action: Annotated[
        FeedbackAction, typer.Argument(metavar="[count|export]", help="count, or export as evaluation cases.")
    ] = FeedbackAction.COUNT,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write here instead of printing.")
    ] = None,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """Show what readers said of answers, or export it as evaluation cases."""
    from assistant.api.feedback import FeedbackStore, as_cases
    from assistant.wiring import index_folder

    store = FeedbackStore(index_folder(settings_of(settings, index)))
    given = tuple(store.read())
    if action is FeedbackAction.COUNT:
        counts = Counter(one.verdict.value for one in given)
        print_plain(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "no feedback yet")
        return
    lines = "".join(json_module.dumps(case, ensure_ascii=False) + "\n" for case in as_cases(given))
    if output is None:
        print_plain(lines.rstrip("\n"))
        return
    try:
        output.write_text(lines, encoding="utf-8")
    except OSError as problem:
        raise InputError(f"{output} cannot be written ({problem.strerror}); choose another file") from None
    print_plain(f"{lines.count(chr(10))} cases written to {output}")
