"""``assistant doctor``: the machine and its settings -> a list of what works and what to do about the rest."""

from __future__ import annotations

import typer

from assistant.cli.options import AsJson, IndexName, SettingsFile, settings_of
from assistant.cli.output import print_json, print_text


def doctor(json: AsJson = False, index: IndexName = None, settings: SettingsFile = None) -> None:
    """Check this machine and its settings; exit code 1 if something fails."""
    from assistant.cli.checks import State, examine

    findings = list(examine(settings_of(settings, index)))
    if json:
        rows = [{"subject": one.subject, "state": one.state.value, "detail": one.detail} for one in findings]
        print_json({"checks": rows})
    else:
        from rich.text import Text

        from assistant.render.text import one_line

        styles = {State.GOOD: "green", State.WARNING: "yellow", State.FAILED: "bold red"}
        lines = (
            Text.assemble((f"{one.state.value:<8}", styles[one.state]), f"{one.subject}: {one_line(one.detail)}")
            for one in findings
        )
        print_text(Text("\n").join(lines))
    if any(one.state is State.FAILED for one in findings):
        raise typer.Exit(1)
