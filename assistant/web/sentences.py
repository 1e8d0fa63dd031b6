"""A sentence of the rooms below -> the same for the reader of a page: in Chinese, and without command-line options.

Those rooms say what went wrong in English, with the names and numbers filled in; some of it was stored that way with a
document. A sentence is therefore known again by its fixed words (docs/decisions/0041).
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from string import Formatter

_FILE = Path(__file__).with_name("sentences.toml")
_LONGEST = 2_000  # characters of a sentence that is looked at; a longer one is no sentence of ours
_VALUES = {"line": r"\d+", "key": r"\w+"}  # by the name of the place they fill; others may be anything
_PLACE = re.compile(r"(?:/[^\s/:;,()'\"]+){2,}")  # where a file lies on the server is nothing to a reader


def worded(sentence: str, language: str) -> str:
    """The sentence as the page in ``language`` says it; one that is not known stays as it is, but shows no folder."""
    if len(sentence) > _LONGEST:
        return sentence
    for pattern, words in _patterns("zh" if language == "zh" else "en"):
        if found := pattern.fullmatch(sentence):
            return words.format(**{name: worded(value, language) for name, value in found.groupdict().items()})
    return _PLACE.sub(lambda path: path[0].rsplit("/", 1)[1], sentence)


@lru_cache(maxsize=2)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns and words, those with the most fixed words first: they say most exactly what is meant."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))["chinese" if language == "zh" else "english"]
    ordered = sorted(content.items(), key=lambda entry: -sum(len(fixed) for fixed, *_ in Formatter().parse(entry[0])))
    return tuple((_pattern(sentence), words) for sentence, words in ordered)


def _pattern(sentence: str) -> re.Pattern[str]:
    written = ""
    for fixed, name, *_ in Formatter().parse(sentence):
        written += re.escape(fixed) + (f"(?P<{name}>{_VALUES.get(name, '.*?')})" if name else "")
    return re.compile(written, re.DOTALL)
