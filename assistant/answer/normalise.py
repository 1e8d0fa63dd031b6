"""Text -> comparable text with a map back to the original offsets.

Two texts that differ only in white space, character width, quote marks or dashes compare equal; everything else counts.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# One sign for each family that typists, Word and PDF readers exchange freely.
_SAME = {
    **dict.fromkeys("“”„‟«»「」『』〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛‹›＇`´", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－─━", "-"),
    **dict.fromkeys("～∼〜", "~"),
    "…": "...",
    "•": "·",
    "・": "·",
    "‧": "·",
}
# Zero-width characters and the soft hyphen leave no trace on paper.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Comparable:
    """Normalised ``text``; ``origin[i]`` is the offset in the source of the character behind ``text[i]``."""

    text: str
    origin: tuple[int, ...]


def comparable(text: str, start: int = 0, end: int | None = None) -> Comparable:
    """Normalise ``text[start:end]``: NFKC, no white space or invisible characters, quote marks and dashes unified.

    Letter case is kept: 'may' and 'May' are different words in a law.
    """
    characters: list[str] = []
    origin: list[int] = []
    for offset in range(start, len(text) if end is None else end):
        character = text[offset]
        if character.isascii():
            if not character.isspace():
                characters.append("'" if character == "`" else character)
                origin.append(offset)
            continue
        if character in _INVISIBLE:
            continue
        folded = _SAME.get(character) or unicodedata.normalize("NFKC", character)
        for part in folded:
            if not part.isspace():
                characters.append(_SAME.get(part, part))
                origin.append(offset)
    return Comparable("".join(characters), tuple(origin))
