"""``assistant documents``: an index -> what it holds: a list, one document in full, or what its metadata lack."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import (
    AsJson,
    IndexName,
    Instruments,
    Jurisdictions,
    SettingsFile,
    YearFrom,
    YearTo,
    open_library,
    scope_of,
    settings_of,
    unknown_document,
)
from assistant.cli.output import print_json, print_renderable, print_text
from assistant.domain import ParsedDocument, Passage, Scope
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.wiring import Assistant


class Action(StrEnum):
    """What to do with the documents."""

    LIST = "list"
    SHOW = "show"
    CHECK = "check"


def documents(
    action: Annotated[
        Action,
        typer.Argument(metavar="[list|show|check]", help="list, show ID (metadata, outline, accounting) or check."),
    ] = Action.LIST,
    document_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="The document to show.")] = None,
    jurisdiction: Jurisdictions = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    instrument: Instruments = None,
    json: AsJson = False,
    index: IndexName = None,
    settings: SettingsFile = None,
) -> None:
    """List what an index holds, show one document, check all."""
    if (action is Action.SHOW) != (document_id is not None):
        raise InputError("name one document to show: assistant documents show ID")
    scope = scope_of(jurisdiction, year_from, year_to, None, instrument)
    with open_library(settings_of(settings, index)) as assistant:
        if document_id is not None:
            _show(assistant, document_id, json)
        elif action is Action.CHECK:
            _check(assistant, scope, json)
        else:
            _list(assistant, scope, json)


def _list(assistant: Assistant, scope: Scope, json: bool) -> None:
    from assistant.render.documents import list_json, list_table

    held = {summary.document_id: summary.metadata for summary in assistant.index.summaries(scope)}
    if json:
        print_json(list_json(held))
    else:
        print_renderable(list_table(held))


def _check(assistant: Assistant, scope: Scope, json: bool) -> None:
    from assistant.cli.output import waiting
    from assistant.render.documents import findings_json, findings_text
    from assistant.research.holdings import check_documents

    held = [summary.document_id for summary in assistant.index.summaries(scope)]
    with waiting("Reading the documents …"):
        findings = check_documents(assistant.index.document(document_id) for document_id in held)
    if json:
        print_json(findings_json(findings, len(held)))
    else:
        print_text(findings_text(findings, len(held)))


def _show(assistant: Assistant, document_id: str, json: bool) -> None:
    from assistant.ingest.accounting import account
    from assistant.render.documents import document_json, document_text

    held = [summary.document_id for summary in assistant.index.summaries()]
    if document_id not in held:
        raise unknown_document(document_id, held)
    document = assistant.index.document(document_id)
    passages = _passages(assistant, document_id)
    accounting = account(ParsedDocument(document, passages))
    if json:
        print_json(document_json(document, len(passages), accounting))
    else:
        print_text(document_text(document, len(passages), accounting))


def _passages(assistant: Assistant, document_id: str) -> tuple[Passage, ...]:
    """The passages of one document, in order."""
    index, scope = assistant.index, Scope(documents=(document_id,))
    found = [passage for language in index.languages() for passage in index.passages(index.rows(scope, language))]
    return tuple(sorted(found, key=lambda passage: passage.ordinal))
