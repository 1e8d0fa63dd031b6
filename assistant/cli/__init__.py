"""Command line -> answers, searches, indexes and a running chat page. One file a command; program.py joins them."""

from assistant.cli.program import main, run

__all__ = ["main", "run"]
