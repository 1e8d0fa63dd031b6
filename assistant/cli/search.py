"""``assistant search``: words or a question -> the passages that fit best, with their scores."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import (
    AsJson,
    Documents,
    IndexName,
    Instruments,
    Jurisdictions,
    SettingsFile,
    YearFrom,
    YearTo,
    check_documents,
    open_library,
    scope_of,
    settings_of,
)
from assistant.cli.output import print_json, print_text


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words or a question, in Chinese, English or German.")],
    count: Annotated[int, typer.Option("-k", "--count", metavar="NUMBER", help="How many passages.")] = 10,
    jurisdiction: Jurisdictions = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    document: Documents = None,
    instrument: Instruments = None,
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """List the passages that fit a question best."""
    scope = scope_of(jurisdiction, year_from, year_to, document, instrument)
    with open_library(settings_of(settings, index)) as assistant:
        check_documents(assistant, scope)
        result = assistant.search(query, scope=scope, k=count)
    if json:
        from assistant.render.json_contract import search_json

        print_json(search_json(result))
    else:
        from assistant.render.text import search_text

        print_text(search_text(result))
