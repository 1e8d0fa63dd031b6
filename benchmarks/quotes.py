"""Stored documents -> how often a true quote in other typing is found and how often a changed one is refused.

Sentences are drawn at random from the documents of an index. Each is typed anew (white space, width, quote marks,
dashes) and must be found; each is changed in one place (a character put in, left out, replaced or swapped) and must
not be, unless the changed words stand somewhere else in the document. Run from the project's folder::

    python -m benchmarks.quotes --settings FILE --index NAME
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from assistant.answer.citations import SHORTEST_QUOTE, find_quote
from assistant.answer.normalise import comparable
from assistant.cli.options import settings_of
from assistant.domain import Document
from assistant.ingest.sentences import split_sentences
from assistant.wiring import open_assistant

_MARKS = {"“": '“"「＂„', "”": '”"」＂“', "‘": "‘'", "’": "’'", "—": "—–-―", "–": "–—-", "-": "-‐–", "～": "～~"}
_LETTERS = "的了和在是有不一二三四五六七八九十万亿百年月日省市企业发展0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH"


def typed_anew(words: str, chance: random.Random) -> str:
    """The same words as another program would have copied them."""
    out: list[str] = []
    for sign in words:
        if sign in _MARKS:
            sign = chance.choice(_MARKS[sign])
        elif "!" <= sign <= "~" and chance.random() < 0.2:
            sign = chr(ord(sign) + 0xFEE0)
        out.append(sign)
        if not sign.isalnum() and chance.random() < 0.2:
            out.append(chance.choice([" ", "\n", "\u3000", "\u200b", "\u00a0"]))
    return "".join(out)


def changed(words: str, chance: random.Random) -> tuple[str, str]:
    """The words changed in one place inside, and the kind of change."""
    inside = [place for place in range(1, len(words) - 1) if words[place].isalnum()]
    place = chance.choice(inside)
    kind = chance.choice(["put in", "left out", "replaced", "swapped"])
    new = chance.choice([letter for letter in _LETTERS if letter != words[place]])
    if kind == "put in":
        return words[:place] + new + words[place:], kind
    if kind == "left out":
        return words[:place] + words[place + 1 :], kind
    if kind == "replaced":
        return words[:place] + new + words[place + 1 :], kind
    return words[: place - 1] + words[place] + words[place - 1] + words[place + 1 :], kind


def measure(documents: list[Document], count: int, chance: random.Random) -> None:
    """Draw ``count`` sentences and print the two shares."""
    seen: Counter[str] = Counter()
    for _ in range(count):
        document = chance.choice(documents)
        span = chance.choice(split_sentences(document.text))
        words = document.text[span.start : span.end]
        if len(comparable(words).text) < 2 * SHORTEST_QUOTE or not any(sign.isalnum() for sign in words[1:-1]):
            continue
        seen["true"] += 1
        seen["true, found"] += find_quote(document, typed_anew(words, chance), span.start) is not None
        false, kind = changed(words, chance)
        if comparable(false).text in comparable(document.text).text:
            continue  # the change left it as it was, or made another sentence of the document
        seen[f"false ({kind})"] += 1
        seen[f"false ({kind}), refused"] += find_quote(document, false, span.start) is None
    for name in sorted(name for name in seen if "," not in name):
        done = seen[f"{name}, {'found' if name == 'true' else 'refused'}"]
        print(f"  {name:20} {done} of {seen[name]} = {done / seen[name]:.4f}")


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--index")
    parser.add_argument("--count", type=int, default=2000)
    arguments = parser.parse_args()
    with open_assistant(settings_of(arguments.settings, arguments.index)) as assistant:
        documents = [assistant.index.document(one.document_id) for one in assistant.index.summaries()]
    measure(documents, arguments.count, random.Random(1))


if __name__ == "__main__":
    main()
