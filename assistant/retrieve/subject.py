"""A question -> its subject: its words without the places, years and documents that only say where to look.

What says where to look is judged by the target part of the score. Left in, it fills the vector of the question: asked
in Chinese about "the German coalition agreement of 2021", every passage of that agreement is equally near.
"""

from __future__ import annotations

import re

from assistant.retrieve.question import Question

_DOCUMENT_WORDS = re.compile(
    r"《[^《》]{2,60}》|(?:联合)?执政协议|联合政府|(?:国务院)?(?:政府)?工作报告|条例|法案|根据|按照|"
    r"\b(?:government work report|coalition agreement|coalition treaty|according to|under the)\b|"
    r"\b(?:laut|gemäß|nach dem) |Koalitionsvertrag\w*|Ampel-?\w*|Regierungsbericht\w*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[\s的里中，,、在:：]+")
_LEAST = 4  # characters; what is shorter says nothing by itself


def subject(question: Question) -> str:
    """The subject, white space folded; the question itself where nothing worth asking would be left."""
    text = without_places_and_years(question)
    text = _LEADING.sub("", " ".join(_DOCUMENT_WORDS.sub(" ", text).split()))
    return text if sum(character.isalnum() for character in text) >= _LEAST else question.text


def without_places(question: Question) -> str:
    """The question without the names of places in it, everything else where it stood."""
    text = question.text
    for mention in sorted(question.mentions, key=lambda one: -one.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def without_places_and_years(question: Question) -> str:
    """The question without places and years: what a text must speak of to answer."""
    text = without_places(question)
    for year in question.years:
        text = text.replace(f"{year}年", " ").replace(str(year), " ")
    return text
