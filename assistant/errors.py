"""Everything a user can do wrong -> one tree of exceptions, each a sentence that says what to do next.

AssistantError
├── ConfigurationError      a setting is unknown, malformed or out of range
├── InputError              a question, file, folder or jurisdiction cannot be used as given
├── IndexUnavailableError   the index is missing, stale, locked, of another model, or its folder cannot be written
├── ModelUnavailableError   an embedding or chat model cannot be loaded or does not answer
└── ReadError               one file cannot be read; a batch lists it and goes on
"""

from __future__ import annotations


class AssistantError(Exception):
    """A mistake or condition the user can act on; its text names the thing, what is wrong and what to type next."""


class ConfigurationError(AssistantError):
    """A setting is unknown, malformed or out of range."""


class InputError(AssistantError):
    """A question, file, folder or jurisdiction cannot be used as given."""


class IndexUnavailableError(AssistantError):
    """The index is missing, stale, locked, built with another model, or its folder cannot be written."""


class ModelUnavailableError(AssistantError):
    """An embedding or chat model cannot be loaded or does not answer."""


class ReadError(AssistantError):
    """One file cannot be read; its text is the reason shown beside the file."""
