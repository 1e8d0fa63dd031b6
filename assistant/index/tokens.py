"""Text -> index tokens: Chinese characters and pairs of them, stemmed English and German words, numbers by value.

For the index and for questions only, never for display. Tokens hold letters and digits alone, because SQLite's
tokenizer splits at anything else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\W\d_]&[^\W\d_]|[^\W\d_]+|\d+(?:[.,]\d+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UMLAUTS = str.maketrans("äöüß", "aous")
_ENGLISH_STOP = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "not",
        "is",
        "are",
        "was",
    }
    | {"were", "be", "been", "do", "does", "did", "has", "have", "had", "will", "would", "shall", "should", "can"}
    | {"could", "may", "might", "must", "what", "which", "who", "when", "where", "why", "how", "many", "much", "that"}
    | {"this", "these", "those", "it", "its", "as", "into", "under", "any", "all"}
)
_GERMAN_STOP = frozenset(
    {"der", "die", "das", "und", "oder", "in", "im", "den", "dem", "des", "ein", "eine", "einer", "eines", "zu", "zur"}
    | {"zum", "von", "vom", "mit", "für", "auf", "ist", "sind", "wird", "werden", "wie", "was", "welche", "welcher"}
    | {"wann", "soll", "sollen", "laut", "bei", "nach", "als", "an", "am", "wir", "uns", "sie", "es"}
)


def index_tokens(text: str, language: str) -> list[str]:
    """Tokens of ``text`` in order, repeats kept. Traditional characters count as simplified ones.

    A text may hold words of other languages: Han characters are always split, Latin words are stemmed by ``language``
    (English where it is Chinese).
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    if _HAN.search(plain):
        plain = _simplified().convert(plain)
    tokens: list[str] = []
    for match in _TOKEN.finditer(plain):
        word = match.group()
        if _HAN.match(word):
            tokens.extend(word)
            tokens.extend(word[start : start + 2] for start in range(len(word) - 1))
        elif word[0].isdigit():
            tokens.append(_number(word, language))
        else:
            stem = _stem(word.replace("&", "and"), "de" if language == "de" else "en")
            if stem:
                tokens.append(stem)
    return tokens


# A question is read like a text; the name says which side of the search is meant.
query_tokens = index_tokens


def _number(word: str, language: str) -> str:
    """One token a value: 12,000 and 12000, in German 12.000; a decimal point becomes a letter SQLite keeps."""
    separator, point = (".", ",") if language == "de" else (",", ".")
    whole, _, part = word.partition(point)
    whole = re.sub(r"[.,]", "", whole.replace(separator, ""))
    return f"{whole}p{re.sub(r'[.,]', '', part)}" if part else whole


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    """The stem of a lower-case word, "" for one that carries no meaning."""
    if language == "de":
        if word in _GERMAN_STOP:
            return ""
        stemmed = str(_stemmer("german").stemWord(word))
        return stemmed.translate(_UMLAUTS)
    if word in _ENGLISH_STOP:
        return ""
    return str(_stemmer("english").stemWord(word))


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)


@lru_cache(maxsize=1)
def _simplified() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
