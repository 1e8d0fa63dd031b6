"""glossary.tsv (ours) -> policy terms that mean the same in Chinese, English and German.

One line a term: ``zh<TAB>en<TAB>de``, alternatives separated by ``|``, the usual one first, an unknown language empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("zh", "en", "de")


@dataclass(frozen=True)
class Glossary:
    """Terms by language: ``entries[language][lower-case term]`` = line numbers that hold it."""

    lines: tuple[tuple[tuple[str, ...], ...], ...]
    entries: dict[str, dict[str, tuple[int, ...]]]

    def contains(self, term: str, language: str) -> bool:
        """Whether ``term`` stands in the glossary in that language; letter case does not matter."""
        return term.lower() in self.entries.get(language, {})

    def translate(self, term: str, source: str, target: str) -> tuple[str, ...]:
        """All renderings of ``term`` in ``target``, the usual ones first; () when there is none."""
        if source not in LANGUAGES or target not in LANGUAGES:
            return ()
        column = LANGUAGES.index(target)
        lines = self.entries[source].get(term.lower(), ())
        return tuple(dict.fromkeys(word for line in lines for word in self.lines[line][column]))


@lru_cache(maxsize=1)
def load_glossary() -> Glossary:
    """The glossary that ships with the package (read once, about 10 ms)."""
    return parse_glossary(files("assistant.retrieve").joinpath("glossary.tsv").read_text(encoding="utf-8"))


def parse_glossary(content: str) -> Glossary:
    """Read the lines of a glossary; empty lines and lines that begin with ``#`` are skipped.

    Raises:
        ValueError: a line does not have three columns.
    """
    lines: list[tuple[tuple[str, ...], ...]] = []
    entries: dict[str, dict[str, tuple[int, ...]]] = {language: {} for language in LANGUAGES}
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != len(LANGUAGES):
            raise ValueError(f"glossary line {number} has {len(columns)} columns instead of {len(LANGUAGES)}")
        cells = tuple(tuple(word.strip() for word in column.split("|") if word.strip()) for column in columns)
        for language, words in zip(LANGUAGES, cells, strict=True):
            for word in words:
                known = entries[language].get(word.lower(), ())
                entries[language][word.lower()] = (*known, len(lines))
        lines.append(cells)
    return Glossary(tuple(lines), entries)
