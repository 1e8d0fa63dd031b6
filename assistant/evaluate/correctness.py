"""An answer and its reference -> overlap of their words and of their figures and names. No model judges anything.

Texts are cut as the Chinese and multilingual reading tests cut them (CMRC 2018, MLQA): every Chinese character is a
unit, every other run of letters or digits is one, lower-cased; punctuation and white space do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from assistant.answer.figures import figures

_UNIT = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_QUOTED_NAME = re.compile(r"[《“「『]([^《》“”「」『』]{2,30})[》”」』]")
# A word in capitals or with a capital after the first letter, and runs of capitalised words, are names anywhere.
_ACRONYM = re.compile(r"(?<![A-Za-z])(?:[A-Z][a-z]*[A-Z][A-Za-z]*|[A-Z]{2,})(?![a-z])")
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w'’-]*(?:\s+(?:of|the|for|and|der|des|für|und|von)?\s*[A-ZÄÖÜ][\w'’-]*)+")


def units(text: str) -> list[str]:
    """Chinese characters and lower-cased words of ``text``, in order."""
    return _UNIT.findall(unicodedata.normalize("NFKC", text).lower())


def is_chinese(text: str) -> bool:
    """Whether at least half of the units are Chinese characters."""
    cut = units(text)
    return bool(cut) and 2 * sum(bool(_HAN.match(unit)) for unit in cut) >= len(cut)


def overlap_f1(answer: str, reference: str) -> float:
    """F1 of the units of two texts as bags (Rajpurkar and others 2016); 0 when one of them is empty."""
    shared, given, wanted = _shared(answer, reference)
    return 2 * shared / (given + wanted) if given and wanted else 0.0


def overlap_recall(answer: str, reference: str) -> float:
    """Share of the units of the reference, as a bag, that the answer has; the reference must not be empty."""
    shared, _, wanted = _shared(answer, reference)
    return shared / wanted


def facts_recall(answer: str, reference: str, question: str) -> float | None:
    """Share of the figures and names of the reference that stand in the answer; None when it has none of its own.

    What the question already says proves nothing and does not count.
    """
    asked_figures = {figure.key for figure in figures(question)}
    asked = _plain(question)
    wanted_figures = {figure.key for figure in figures(reference)} - asked_figures
    wanted_names = {name for name in names(reference) if name not in asked}
    if not wanted_figures and not wanted_names:
        return None
    given_figures = {figure.key for figure in figures(answer)}
    given = _plain(answer)
    found = len(wanted_figures & given_figures) + sum(name in given for name in wanted_names)
    return found / (len(wanted_figures) + len(wanted_names))


def names(text: str) -> frozenset[str]:
    """Titles and terms between 《》 or “”, acronyms and runs of capitalised words, in comparable form."""
    plain = unicodedata.normalize("NFC", text)
    found = [match[1] for match in _QUOTED_NAME.finditer(plain)]
    found += [match.group() for match in (*_ACRONYM.finditer(plain), *_NAME.finditer(plain))]
    return frozenset(filter(None, map(_plain, found)))


def _plain(text: str) -> str:
    return "".join(units(text))


def _shared(answer: str, reference: str) -> tuple[int, int, int]:
    given, wanted = Counter(units(answer)), Counter(units(reference))
    return (given & wanted).total(), given.total(), wanted.total()
