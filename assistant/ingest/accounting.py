"""A parsed document -> how many of its characters are in passages, left out on purpose, or lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain import ParsedDocument


@dataclass(frozen=True, slots=True)
class Account:
    """Characters the file holds, white space not counted. ``extracted`` is the sum of the other three.

    ``in_passages``: characters at least one passage holds. ``left_out``: characters outside the passages, by reason:
    those of the canonical text, and those the reader did not take into it (the frame of a web page).
    ``lost``: characters that are in neither; always 0 in a sound parse.
    """

    extracted: int
    in_passages: int
    left_out: Mapping[str, int]
    lost: int


def account(parsed: ParsedDocument) -> Account:
    """Count every character of a document once."""
    text = parsed.document.text
    owner: list[str | None] = [None] * len(text)
    for gap in parsed.document.left_out:
        owner[gap.start : gap.end] = [gap.reason] * (gap.end - gap.start)
    for passage in parsed.passages:
        owner[passage.start : passage.end] = [""] * (passage.end - passage.start)
    counted = Counter(holder for character, holder in zip(text, owner, strict=True) if not character.isspace())
    in_passages, lost = counted.pop("", 0), counted.pop(None, 0)
    counted.update(dict(parsed.document.dropped))
    left_out = {str(reason): number for reason, number in sorted(counted.items(), key=lambda pair: str(pair[0]))}
    return Account(in_passages + lost + sum(left_out.values()), in_passages, left_out, lost)
