"""``assistant search``: words or a question -> the passages that fit best, with their scores."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import AsJson, LibraryOptions, ScopeOptions, with_options
from assistant.cli.output import print_json, print_text


@with_options
def search(
    *,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words or a question, in Chinese, English or German.")],
    count: Annotated[int, typer.Option("-k", "--count", metavar="NUMBER", help="How many passages.")] = 10,
    options: ScopeOptions,
    json: AsJson = False,
    library: LibraryOptions,
) -> None:
    """List the passages that fit a question best."""
    with library.open() as assistant:
        scope = options.scope(assistant)
        result = assistant.search(query, scope=scope, k=count)
    if json:
        from assistant.render.json_contract import search_json

        print_json(search_json(result))
    else:
        from assistant.render.text import search_text

        print_text(search_text(result))
