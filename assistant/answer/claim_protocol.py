"""A model's reply, piece by piece -> the claims in it, each as soon as it is complete.

Two forms are read, whichever a model was asked for: JSON objects with ``text`` and ``quotes`` (alone, in ``claims``, in
a code fence or among other words), and lines ``CLAIM:`` / ``QUOTE n:`` with ``NONE`` for no answer. Thoughts that a
reasoning model writes between ``<think>`` and ``</think>`` are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from assistant.domain import Claim, Hit, ProposedQuote

_THOUGHT = re.compile(r"\s*<think(?:ing)?>.*?</think(?:ing)?>", re.IGNORECASE | re.DOTALL)
_OPEN_THOUGHT = re.compile(r"\s*<think(?:ing)?>", re.IGNORECASE)
_LINE = re.compile(
    r"^[^\w\n]*(?P<kind>CLAIM|QUOTE)\b\s*[\[(#]?(?P<number>\d+)?[\])]?[*_\s]*[:：][*_]*(?P<words>.*)$", re.IGNORECASE
)
_NONE = re.compile(r"^\W*NONE\W*$", re.IGNORECASE)
# A model that copies a quote often sets it between marks of its own.
_MARKS = (("“", "”"), ('"', '"'), ("「", "」"), ("'", "'"), ("„", "“"))


class ClaimReader:
    """Reads one reply. Feed it the pieces, then finish; ``understood`` tells whether the reply kept to a form."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self._text = ""
        self._position = 0  # everything before is read
        self._lines: list[tuple[str, list[ProposedQuote]]] = []
        self.understood = False

    def feed(self, piece: str) -> Iterator[Claim]:
        """Take in the next piece and give the claims that it completes."""
        self._text += piece
        if _OPEN_THOUGHT.match(self._text):
            self._text = _THOUGHT.sub("", self._text, count=1)
            if _OPEN_THOUGHT.match(self._text):
                return
        if self._is_json():
            yield from self._json_claims()
        else:
            yield from self._line_claims(last=False)

    def finish(self) -> Iterator[Claim]:
        """The claims that the end of the reply completes."""
        if not self._is_json():
            yield from self._line_claims(last=True)

    def _is_json(self) -> bool:
        brace = self._text.find("{")
        claim = re.search(r"^\W*(?:CLAIM|NONE)\b", self._text, re.IGNORECASE | re.MULTILINE)
        return brace >= 0 and (claim is None or brace < claim.start())

    # ------------------------------------------------------------------ JSON

    def _json_claims(self) -> Iterator[Claim]:
        """Decode at each brace; one that is not complete yet is tried again with the next piece."""
        decoder = json.JSONDecoder(strict=False)
        start = self._text.find("{", self._position)
        while start >= 0:
            try:
                value, end = decoder.raw_decode(self._text, start)
            except (json.JSONDecodeError, RecursionError):
                end = start + 1
            else:
                claims = self._claims_in(value)
                if claims is not None:
                    self.understood = True
                    self._position = end
                    yield from claims
            start = self._text.find("{", end)

    def _claims_in(self, value: object) -> list[Claim] | None:
        """The claims of a decoded object, None when it is no object of the agreed form (a quote, say)."""
        if not isinstance(value, dict):
            return None
        entries = value.get("claims")
        if isinstance(entries, list):
            return [claim for entry in entries for claim in self._claims_in(entry) or ()]
        text, quotes = value.get("text"), value.get("quotes")
        if not isinstance(text, str) or not isinstance(quotes, list):
            return None
        proposed = [
            self._quote(quote.get("passage"), quote["words"])
            for quote in quotes
            if isinstance(quote, dict) and isinstance(quote.get("words"), str)
        ]
        return [Claim(_one_line(text), tuple(proposed))] if text.strip() else []

    # ------------------------------------------------------------------ lines

    def _line_claims(self, last: bool) -> Iterator[Claim]:
        end = len(self._text) if last else self._text.rfind("\n") + 1
        for line in self._text[self._position : end].splitlines():
            match = _LINE.match(line)
            self.understood = self.understood or bool(match or _NONE.match(line))
            if match is None:
                continue
            kind, words = match["kind"].upper(), _one_line(match["words"])
            if kind == "CLAIM":
                yield from self._collected()
                self._lines.append((words, []))
            elif kind == "QUOTE" and self._lines:
                self._lines[-1][1].append(self._quote(match["number"], _without_marks(words)))
        self._position = max(self._position, end)
        if last:
            yield from self._collected()

    def _collected(self) -> Iterator[Claim]:
        for text, quotes in self._lines:
            if text:
                yield Claim(text, tuple(quotes))
        self._lines.clear()

    def _quote(self, number: object, words: str) -> ProposedQuote:
        """A quote of a passage that was not shown keeps an unknown document, so that it is rejected visibly."""
        try:
            position = int(str(number))
        except ValueError:
            position = 0
        if not 1 <= position <= len(self._hits):
            return ProposedQuote(f"passage {number} (not shown to the model)", words)
        passage = self._hits[position - 1].passage
        return ProposedQuote(passage.document_id, words, passage.start)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_marks(words: str) -> str:
    for left, right in _MARKS:
        if len(words) > 2 and words.startswith(left) and words.endswith(right):
            return words[1:-1].strip()
    return words
