"""``assistant users``: a name and a password -> a line of the users file; who may log in to the page."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from assistant.cli.options import SettingsFile, settings_of
from assistant.cli.output import print_plain
from assistant.errors import InputError


class UserAction(StrEnum):
    """What to do with the users file."""

    ADD = "add"
    REMOVE = "remove"
    LIST = "list"


def users(
    action: Annotated[
        UserAction, typer.Argument(metavar="[add|remove|list]", help="add NAME (or change its password), remove NAME.")
    ] = UserAction.LIST,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The user's name.")] = None,
    editor: Annotated[
        bool, typer.Option("--editor", help="May add to and remove from the shared library; with none, all may.")
    ] = False,
    settings: SettingsFile = None,
) -> None:
    """Say who may log in; the password is asked for, or read from input."""
    from assistant.api.passwords import make_user, read_users, write_users

    file = settings_of(settings, None).web.users
    held = read_users(file)
    if (action is UserAction.LIST) != (name is None):
        raise InputError("name one user: assistant users add NAME, assistant users remove NAME")
    if name is None:
        print_plain("\n".join(f"{one.name}{' (editor)' if one.editor else ''}" for one in held.values()) or "no users")
    elif action is UserAction.ADD:
        write_users(file, {**held, name: make_user(name, _password(), editor)})
        print_plain(f"{name} may log in; the users are in {file}")
    elif name not in held:
        raise InputError(f"{file} has no user {name!r}; see: assistant users list")
    else:
        write_users(file, {other: user for other, user in held.items() if other != name})
        print_plain(f"{name} may not log in any more")


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
