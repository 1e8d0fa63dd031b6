"""Arguments -> a command run, and its exit code: 0 done, 1 a check failed, 2 the user can mend it, 130 interrupted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from assistant.cli.ask import ask
from assistant.cli.batch import batch
from assistant.cli.compare import compare
from assistant.cli.coverage import coverage
from assistant.cli.doctor import doctor
from assistant.cli.documents import documents
from assistant.cli.evaluate import evaluate
from assistant.cli.feedback import feedback
from assistant.cli.fetch import fetch
from assistant.cli.ingest import ingest
from assistant.cli.output import discard_output, report_error
from assistant.cli.search import search
from assistant.cli.serve import serve
from assistant.cli.targets import targets
from assistant.cli.timeline import timeline
from assistant.cli.users import users
from assistant.cli.versions import versions
from assistant.errors import AssistantError

INTERRUPTED = 130  # 128 + SIGINT, as shells count
MISUSED = 2

program = typer.Typer(
    name="assistant",
    help="Ask a folder of policy texts; every answer cites the passage it stands on.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    ingest, ask, batch, search, compare, targets, versions, timeline, documents, coverage, evaluate, fetch, serve,
    users, feedback, doctor,
):  # fmt: skip
    program.command()(command)


@program.callback(invoke_without_command=True)
def common(version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    """Ask a folder of policy texts; every answer cites the passage it stands on."""
    if version:
        from assistant import __version__

        typer.echo(__version__)
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; a mistake of the user becomes one sentence on standard error."""
    try:
        code = program(list(arguments) or ["--help"], prog_name="assistant", standalone_mode=False)
        sys.stdout.flush()
    except (AssistantError, TyperException) as problem:
        message = problem.format_message() if isinstance(problem, TyperException) else str(problem)
        report_error(message)
        return MISUSED
    except BrokenPipeError:
        discard_output()
        return 0
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        report_error("interrupted; what was finished is kept")
    return code if isinstance(code, int) else 0
