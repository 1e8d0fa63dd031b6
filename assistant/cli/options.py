"""Options that several commands share -> settings, an open library and a scope.

A command takes a block of options as one argument: ``options: ScopeOptions``. :func:`with_options` puts the options of
the block in its place, where the command line and ``--help`` see them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from assistant.config import Settings, load_settings
from assistant.domain import Instrument, Scope
from assistant.errors import InputError
from assistant.jurisdictions import parse_jurisdiction

if TYPE_CHECKING:
    from assistant.wiring import Assistant

IndexName = Annotated[str | None, typer.Option("--index", metavar="NAME", help="Index to use (default: 'default').")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings file (default: ./assistant.toml).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Jurisdictions = Annotated[
    list[str] | None,
    typer.Option(
        "--jurisdiction",
        "-j",
        metavar="PLACE",
        help="Only texts of this place: a code (CN-GD) or a name (广东, Guangdong, Deutschland). Repeatable.",
    ),
]
YearFrom = Annotated[int | None, typer.Option("--year-from", metavar="YEAR", help="Only texts of this year or later.")]
YearTo = Annotated[int | None, typer.Option("--year-to", metavar="YEAR", help="Only texts of this year or earlier.")]
Documents = Annotated[
    list[str] | None, typer.Option("--document", metavar="ID", help="Only this document. Repeatable.")
]
Instruments = Annotated[
    list[Instrument] | None,
    typer.Option(
        "--instrument", metavar="TYPE", help=f"Only this type of policy: {', '.join(Instrument)}. Repeatable."
    ),
]


@dataclass(frozen=True, slots=True)
class LibraryOptions:
    """Which index is opened, with which settings."""

    index: IndexName = None
    settings: SettingsFile = None

    def open(self) -> Assistant:
        """Open the library; errors as :func:`settings_of` and :func:`open_library`."""
        return open_library(settings_of(self.settings, self.index))


@dataclass(frozen=True, slots=True)
class ScopeOptions:
    """Which documents of the library count."""

    jurisdiction: Jurisdictions = None
    year_from: YearFrom = None
    year_to: YearTo = None
    document: Documents = None
    instrument: Instruments = None

    def scope(self, assistant: Assistant) -> Scope:
        """The scope they name in a library; errors as :func:`scope_of` and :func:`check_documents`."""
        held = {one.metadata.jurisdiction for one in assistant.index.summaries() if one.metadata.jurisdiction}
        scope = scope_of(self.jurisdiction, self.year_from, self.year_to, self.document, self.instrument, held)
        check_documents(assistant, scope)
        return scope


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of its blocks in place of the blocks."""
    hints = get_type_hints(command, include_extras=True)
    blocks = {name: kind for name, kind in hints.items() if isinstance(kind, type) and is_dataclass(kind)}
    options: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name in blocks:
            options += _options_of(blocks[parameter.name])
        else:
            options.append(parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(command)
    def run(**values: Any) -> None:
        made = {
            name: block(**{field.name: values.pop(field.name) for field in fields(block)})
            for name, block in blocks.items()
        }
        command(**made, **values)

    run.__annotations__ = {option.name: option.annotation for option in options}
    setattr(run, "__signature__", inspect.Signature(options))  # noqa: B010 (a function has no such attribute to mypy)
    return run


def _options_of(block: type) -> list[inspect.Parameter]:
    hints = get_type_hints(block, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in fields(block)
    ]


def scope_of(
    jurisdictions: list[str] | None,
    year_from: int | None,
    year_to: int | None,
    documents: list[str] | None,
    instruments: list[Instrument] | None,
    held: Collection[str] = (),
) -> Scope:
    """The scope that the options name; ``held`` are the jurisdictions of the library, proposed for unknown names.

    Raises:
        InputError: a jurisdiction is unknown, or the years end before they begin.
    """
    if year_from is not None and year_to is not None and year_from > year_to:
        raise InputError(f"--year-from {year_from} lies after --year-to {year_to}; swap them")
    codes = dict.fromkeys(parse_jurisdiction(place, held) for place in jurisdictions or ())
    return Scope(
        jurisdictions=tuple(codes),
        year_from=year_from,
        year_to=year_to,
        documents=tuple(documents or ()),
        instruments=tuple(instruments or ()),
    )


def settings_of(file: Path | None, index: str | None) -> Settings:
    """The settings, with the index of the command line put in place.

    Raises:
        ConfigurationError: the file is missing or holds what is no setting.
    """
    settings = load_settings(file)
    return settings if index is None else replace(settings, index=replace(settings.index, name=index))


def open_library(settings: Settings) -> Assistant:
    """Open the index the settings name, with a spinner: the model takes a second to load.

    Raises:
        IndexUnavailableError: there is no such index, or it was built with another model.
        ModelUnavailableError: the embedding model cannot be loaded.
    """
    from assistant.cli.output import waiting

    with waiting("Opening the library …"):
        from assistant.wiring import open_assistant

        return open_assistant(settings)


def check_documents(assistant: Assistant, scope: Scope) -> None:
    """Refuse a scope that names a document the library does not hold.

    Raises:
        InputError: there is no such document; names the closest ones.
    """
    held = [summary.document_id for summary in assistant.index.summaries()]
    for wanted in scope.documents:
        if wanted not in held:
            raise unknown_document(wanted, held)


def unknown_document(wanted: str, held: list[str]) -> InputError:
    """The error for a document that is not there, with the closest ids."""
    import difflib

    close = difflib.get_close_matches(wanted, held, n=3, cutoff=0.5)
    close += [document for document in held if wanted and wanted in document and document not in close][
        : 3 - len(close)
    ]
    hint = f"did you mean {', '.join(close)}?" if close else "see: assistant documents"
    return InputError(f"the index holds no document {wanted!r}; {hint}")
