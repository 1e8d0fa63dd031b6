"""A text -> the language its numbers are written in, and the text with its numbers written in one way.

``400.000`` is four hundred thousand in German and four hundred in English; ``3,5`` is a number in German and a list in
English. What a text is written in is known where it is a document; of a lone sentence it is read from its words.
"""

from __future__ import annotations

import re

_HAN = re.compile(r"[㐀-鿿]")
_GERMAN_SIGN = re.compile(
    r"[äöüß]|\b(?:der|die|das|den|dem|des|ein|eine[nrms]?|und|oder|von|vom|für|mit|im|am|zu|zum|zur|auf|aus|bei|bis|nach|"
    r"um|über|unter|seit|pro|je|wir|sich|ist|sind|wird|werden|wurden?|soll(?:en)?|wollen|nicht|neue[nrms]?|mehr|als|rund|"
    r"etwa|knapp|mindestens|höchstens|insgesamt|davon|jährlich|prozent|prozentpunkte?n?|mio|mrd|millionen|milliarden?|"
    r"euro|jahre?n?|firmen|unternehmen|betriebe|stellen|menschen)\b"
    r"|\b\w{3,}(?:ungen|ung|keit|heit|schaft|schaften|innen)\b",
    re.IGNORECASE,
)
_ENGLISH_SIGN = re.compile(
    r"\b(?:the|of|and|to|a|is|are|was|were|for|by|with|from|at|or|on|than|more|about|over|under|up|least|some|"
    r"each|new|total|firms|companies|people|jobs|million|billion|thousand|percent|percentage|dollars?|year|years)\b",
    re.IGNORECASE,
)
_GERMAN_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,3})(?!\d|[.,]\d)")
# 1.000.000 can be nothing else in any language.
_SEVERAL_POINT_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?![\d.]\d|\d)")
# A decimal comma in a text of another language, or of an unknown one, shows by what follows.
_MEASURED_COMMA = re.compile(
    r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?=\s?(?:%|prozent|millionen|mio|milliarden?|mrd|billionen))", re.IGNORECASE
)
_SPACED_COMMA = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?=\s)")
_EXCHANGED = str.maketrans(".,", ",.")


def number_language(text: str) -> str | None:
    """``zh``, ``de`` or ``en``, by script and words; None where they do not tell."""
    if _HAN.search(text):
        return "zh"
    german, english = len(_GERMAN_SIGN.findall(text)), len(_ENGLISH_SIGN.findall(text))
    if german == english:
        return None
    return "de" if german > english else "en"


def with_decimal_points(text: str, language: str | None = None) -> str:
    """``text`` with commas between thousands and points before decimals; its length stays.

    ``language`` is that of the document it stands in; None reads it from the words.
    """
    known = language if language in ("zh", "de", "en") else number_language(text)
    if known == "de":
        return _GERMAN_NUMBER.sub(_exchanged, text)
    plain = _MEASURED_COMMA.sub(_exchanged, _SEVERAL_POINT_GROUPS.sub(_exchanged, text))
    return plain if known == "en" else _SPACED_COMMA.sub(_exchanged, plain)


def _exchanged(match: re.Match[str]) -> str:
    return match.group().translate(_EXCHANGED)
