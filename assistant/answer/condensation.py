"""A sentence in a model's words and the sentence it cites, in one language -> whether the first only shortens it.

A claim passes when its words stand in the cited sentence, in the same order, and nothing between them was left out that
changes what is said: no negation, modal, bound, condition, name, place, figure, conjunction or direction. It may begin
and end only where a clause does, and may open with words of the document's title ("The 2026 report of Guangdong says").
So a model can drop adjectives and whole clauses and can add nothing. Otherwise a reader gets the sentence itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from assistant.answer.signals import Signal, find_signals
from assistant.index.tokens import index_tokens
from assistant.jurisdictions import find_jurisdictions

_TOKEN = re.compile(
    r"(?P<han>[\u3400-\u9fff])|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[%‰$€£¥§+/~&-])"
    r"|(?P<break>[,;:.!?，；：。！？、()（）—])"
)
_BREAKS = str.maketrans("，；：。！？（）", ",;:.!?()")
# Words that may come and go: articles, forms of "be" and "have", pronouns that repeat the subject.
_FREE_WORDS = """
a an the of in on at this that these those which who is are was were be been being has have had it its their s
der die das den dem des ein eine einen einem einer eines im in ist sind war waren sich ihre ihr
的 了
"""
# Words that hold the parts of a sentence together: leaving one out, or the words around it, changes who does what.
_BINDING_WORDS = """
and or but while whereas by to from for with against between under before after since until than per as into among
will would should und oder aber während von vom durch zu zur zum für mit gegen zwischen unter vor nach seit bis als pro
an auf soll sollen sollte
和 与 及 或 但 而 并 由 被 把 将 向 从 对 为 给 比 较 至 到
"""
_OPENING_WORDS = """
according to under in the this that of as plan report document policy text law act strategy agreement programme
program states says provides sets out notes it its also moreover further however
laut nach gemäß bericht plan gesetz dokument heißt es
"""
_FREE = frozenset(_FREE_WORDS.split())
_BINDING = frozenset(_BINDING_WORDS.split())
_OPENINGS = frozenset(_OPENING_WORDS.split())
_HAN_OPENINGS = re.compile(
    r"根据|按照|依据|提出|明确|规定|指出|显示|其中|同时|此外|另外|该|本|在|中|里|的|年|"
    r"方案|计划|规划|文件|报告|办法|条例|意见|通知|政府|工作|政策|安排|目标"
)
_WHOLE_WORDS = 2  # Han characters of a title that must stand together: one alone is part of too many words


class _Kind(Enum):
    CONTENT = auto()
    FREE = auto()
    FIXED = auto()  # must not be left out between two words that are kept
    BREAK = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    kind: _Kind
    is_han: bool
    start: int
    end: int


def condensed_part(claim: str, sentence: str, titles: Sequence[str], language: str) -> str | None:
    """The part of ``claim`` that shortens ``sentence``, without the title words it opens with; None when none does.

    ``titles`` are the names a reader sees beside the quote: title, headings, issuing authority, place.
    """
    claim, sentence = _plain(claim), _plain(sentence)
    words = _tokens(claim, language)
    while words and words[-1].kind is _Kind.BREAK:
        words = words[:-1]
    if not words:
        return None
    cited = _tokens(sentence, language)
    for begin in _beginnings(claim, words, titles, language):
        opening = claim[: words[begin].start]
        if _shortens(words[begin:], cited, sentence, opening):
            return claim[len(opening) :]
    return None


def _beginnings(claim: str, words: Sequence[_Token], titles: Sequence[str], language: str) -> list[int]:
    """Places where the part that must stand in the sentence may begin: 0, and after each opening made of titles."""
    known = [_plain(title) for title in titles]
    latin = {token.key for title in known for token in _tokens(title, language) if not token.is_han} | {
        key for word in _OPENINGS for key in index_tokens(word, language) or [word]
    }
    han = "\n".join(known)
    places = [0]
    for position in range(1, len(words)):
        opening = claim[: words[position].start]
        if find_signals(opening):
            break
        if all(token.is_han or token.kind is _Kind.BREAK or token.key in latin for token in words[:position]):
            runs = re.findall(r"[\u3400-\u9fff]+", _HAN_OPENINGS.sub(" ", opening))
            if all(len(run) >= _WHOLE_WORDS and run in han for run in runs):
                places.append(position)
    return places


def _shortens(words: Sequence[_Token], cited: Sequence[_Token], sentence: str, opening: str) -> bool:
    kept = [token for token in words if token.kind is not _Kind.FREE]
    if not any(token.kind is _Kind.CONTENT for token in kept):
        return False
    for first in range(len(cited)):
        if cited[first].key != kept[0].key or not _begins_clause(cited, first):
            continue
        taken = _alignment(kept, cited, first)
        if taken and _ends_clause(cited, taken[-1]) and _keeps_the_sense(cited, taken, sentence, opening):
            return True
    return False


def _alignment(kept: Sequence[_Token], cited: Sequence[_Token], first: int) -> tuple[int, ...] | None:
    """A way to find ``kept`` in ``cited`` from ``first`` on with nothing fixed left out between, if there is one."""

    @cache
    def follow(number: int, place: int) -> tuple[int, ...] | None:
        """Places of kept[number:] after ``place``, where kept[number - 1] was found."""
        if number == len(kept):
            return ()
        for following in range(place + 1, len(cited)):
            if cited[following].key == kept[number].key and _may_go(cited[place + 1 : following]):
                rest = follow(number + 1, following)
                if rest is not None:
                    return (following, *rest)
            if cited[following].kind in (_Kind.FIXED, _Kind.BREAK):
                break
        # A comma more than the sentence has changes nothing.
        return follow(number + 1, place) if kept[number].key == "," else None

    rest = follow(1, first)
    return None if rest is None else (first, *rest)


def _may_go(gap: Sequence[_Token]) -> bool:
    """Whether words between two that are kept may be dropped: in Chinese only what 的 or 地 marks as an attribute.

    Without spaces 中国人民银行 would shorten to 中国银行.
    """
    return not any(token.is_han and token.kind is _Kind.CONTENT for token in gap) or gap[-1].key in ("的", "地")


def _begins_clause(cited: Sequence[_Token], place: int) -> bool:
    """Whether only free words and openings stand between ``place`` and the break before it."""
    for token in reversed(cited[:place]):
        if token.kind is _Kind.BREAK:
            return token.key not in ("、", "(")
        if token.kind is not _Kind.FREE and token.key not in _OPENINGS:
            return False
    return True


def _ends_clause(cited: Sequence[_Token], place: int) -> bool:
    for token in cited[place + 1 :]:
        if token.kind is _Kind.BREAK:
            return token.key not in ("、", "(")
        if token.kind is not _Kind.FREE:
            return False
    return True


# What reaches over the rest of a sentence from a clause before, and from a clause after.
_REACHES_ON = frozenset(
    {Signal.NEGATION, Signal.CONDITION, Signal.INTENTION, Signal.DUTY, Signal.PERMISSION, Signal.ABOUT}
    | {Signal.AT_LEAST, Signal.AT_MOST}
)
_REACHES_BACK = frozenset({Signal.NEGATION, Signal.CONDITION})


def _keeps_the_sense(cited: Sequence[_Token], taken: tuple[int, ...], sentence: str, opening: str) -> bool:
    held = {offset for place in taken for offset in range(cited[place].start, cited[place].end)}
    start, end = cited[taken[0]].start, cited[taken[-1]].end
    stop = re.compile(r"[;；。]").search(sentence, end)
    # A semicolon ends what a word before it governs, except in a list that one line leads: "不得：…；…".
    before = sentence[:start]
    reached = 0 if re.search(r"[:：]", before) else max(before.rfind(sign) for sign in ";；。") + 1
    for word in find_signals(sentence):
        inside = [offset for offset in range(word.start, word.end) if not sentence[offset].isspace()]
        if all(offset in held for offset in inside):
            continue
        if reached <= word.start < start and word.signal in _REACHES_ON:
            return False
        if start <= word.start < end:
            return False
        if word.start >= end and word.signal in _REACHES_BACK and (stop is None or word.start < stop.start()):
            return False
    # Who is spoken of may stand in the clause before; a title put in its place would name somebody else.
    named = bool(find_jurisdictions(before)) or bool(re.search(r"(?<!^)\b[A-ZÄÖÜ][\w-]+", before))
    spoken_of = {place.code for place in find_jurisdictions(opening)}
    return not named and (not spoken_of or spoken_of >= {place.code for place in find_jurisdictions(sentence)})


def _tokens(text: str, language: str) -> list[_Token]:
    fixed = {offset for word in find_signals(text) for offset in range(word.start, word.end)}
    fixed |= {offset for place in find_jurisdictions(text) for offset in range(place.start, place.end)}
    return [_token(match, match.start() in fixed, language) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str], is_fixed: bool, language: str) -> _Token:
    written = match.group()
    if match["break"]:
        return _Token(written.translate(_BREAKS), _Kind.BREAK, False, match.start(), match.end())
    lower = written.lower()
    if not is_fixed and lower in _FREE:
        return _Token(lower, _Kind.FREE, bool(match["han"]), match.start(), match.end())
    if match["number"]:
        key = written.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written) else written
    else:
        stems = index_tokens(written, language) if match["word"] else []
        key = stems[0] if stems else lower
    name = match["word"] and match.start() > 0 and written[0].isupper()
    bound = is_fixed or bool(match["number"] or match["sign"]) or lower in _BINDING or bool(name)
    return _Token(key, _Kind.FIXED if bound else _Kind.CONTENT, bool(match["han"]), match.start(), match.end())


def _plain(text: str) -> str:
    """NFKC, except that the Chinese comma stays: between two numbers it is no thousands separator."""
    return "".join(sign if sign == "，" else unicodedata.normalize("NFKC", sign) for sign in text)
