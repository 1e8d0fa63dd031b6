"""Text -> what it implements, repeals or mentions, by title or number; titles -> documents of the library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.domain import Metadata, RelationKind
from assistant.ingest.document_numbers import find_number_mentions, normalise_number

MAX_RELATIONS = 60
OPENING_CHARACTERS = 1500  # where a document says on what it rests


@dataclass(frozen=True, slots=True)
class Reference:
    """A title or number named at ``[start, end)`` of the canonical text."""

    kind: RelationKind
    target: str
    start: int
    end: int


_DIGIT = re.compile(r"\d")
_TITLE = re.compile(
    r"《(?P<title>[^《》〈〉\n]{3,90}(?:〈[^〈〉]{3,60}〉[^《》\n]{0,20})?)》(?:\s*[（(](?P<number>[^（）()]{4,30}号)[）)])?"
)
_IMPLEMENTS = re.compile(r"(?:根据|依据|依照|按照|遵照|贯彻落实|贯彻实施|贯彻|落实|实施|执行|细化)[^。；！？]{0,60}$")
_CHAIN = re.compile(r"[《》、，和与及以\s（）()〔〕\[\]\d号]*")
_REPEALS_AFTER = re.compile(r"^[^。；]{0,60}?(?:同时废止|予以废止|即行废止|停止执行|不再执行)")
_REPEALS_BEFORE = re.compile(r"废止[^。；]{0,12}$")
_SUPERSEDES_BEFORE = re.compile(r"(?:代替|取代|替代)[^。；]{0,8}$")
_SHORT_NAME = re.compile(r"(?:以下简称|下称|简称)[“\"]?$")
# Not policies: decisions that amended the text itself, certificates, forms, newspapers.
_NO_POLICY = re.compile(r"^关于修改|(?:证|证书|执照|申请书|登记表|日报|晚报|周刊|杂志)$")
_ENGLISH_ACT = re.compile(
    r"\b(?P<title>(?!(?:Under|The|This|That|In|Pursuant|Section|Title|And|For|By|Such|Any|No|Each|[IVX]+)\b)"
    r"(?:[A-Z][\w'’-]+,?[ ](?:(?:and|of|for|to|the|in|on)[ ]){0,2}){1,10}Act(?:[ ]of[ ]\d{4})?)\b"
)
_UNDER = re.compile(
    r"\b(?:pursuant to|under|in accordance with|implement(?:s|ing)?|carry(?:ing)? out)\s+(?:the\s+)?$", re.IGNORECASE
)

_STRENGTH = [RelationKind.REPEALS, RelationKind.SUPERSEDES, RelationKind.IMPLEMENTS, RelationKind.REFERS_TO]


def find_references(text: str, own_title: str = "") -> tuple[Reference, ...]:
    """The documents ``text`` names, each once with its strongest kind, in order of first mention.

    Named are 《…》 and, in English texts, Acts. Short names (以下简称《…》), the document's own title and
    decisions that amended it are left out.
    """
    found: dict[str, Reference] = {}
    short_names: set[str] = set()
    for match in _TITLE.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        title = match["title"].strip()
        if _SHORT_NAME.search(before):
            short_names.add(title)
        if title in short_names or _NO_POLICY.search(title) or same_title(title, own_title):
            continue
        kind = _kind(before, text[match.end() : match.end() + 90], match.start())
        _keep(found, Reference(kind, title, match.start(), match.end()))
    for match in _ENGLISH_ACT.finditer(text):
        before = text[max(0, match.start() - 40) : match.start("title")]
        rests = _UNDER.search(before) and match.start() < OPENING_CHARACTERS
        named = RelationKind.IMPLEMENTS if rests else RelationKind.REFERS_TO
        reference = Reference(named, match["title"], match.start("title"), match.end("title"))
        if len(match["title"].split()) >= 3 and not same_title(match["title"], own_title):
            _keep(found, reference)
    return tuple(sorted(found.values(), key=lambda reference: reference.start))[:MAX_RELATIONS]


def _kind(before: str, after: str, start: int) -> RelationKind:
    if _REPEALS_AFTER.match(after) or _REPEALS_BEFORE.search(before):
        return RelationKind.REPEALS
    if _SUPERSEDES_BEFORE.search(before):
        return RelationKind.SUPERSEDES
    if start < OPENING_CHARACTERS and _IMPLEMENTS.search(before):
        return RelationKind.IMPLEMENTS
    return RelationKind.REFERS_TO


def _keep(found: dict[str, Reference], reference: Reference) -> None:
    key = title_key(reference.target)
    known = found.get(key)
    if known is None or _STRENGTH.index(reference.kind) < _STRENGTH.index(known.kind):
        found[key] = reference if known is None else replace(reference, start=known.start, end=known.end)


# --------------------------------------------------------------------------- titles and the library


@lru_cache(maxsize=50_000)
def title_key(title: str) -> str:
    """What two spellings of one title share: no marks, spaces, brackets with dates, nor 中华人民共和国 in front."""
    key = re.sub(r"[（(〔\[]\s*(?:\d{4}[^（）()]{0,12}|修订|修正|试行|暂行|征求意见稿|草案)\s*[）)〕\]]", "", title)
    key = re.sub(r"[\s《》〈〉<>“”\"'‘’,，、.。:：·（）()\[\]—–-]", "", key).casefold()
    return key.removeprefix("中华人民共和国") if len(key) > 9 else key


def same_title(first: str, second: str) -> bool:
    """True when two titles name the same document, whatever their marks and spaces."""
    return bool(second) and title_key(first) == title_key(second)


def resolve_relations(documents: Mapping[str, Metadata]) -> dict[str, Metadata]:
    """Give each relation the id of the document it names, where ``documents`` (id -> metadata) holds it.

    A target is an id, the end of an id (``us/us-jiac.en.md``), a title, an official title, an alias or a number. Where
    a title has several versions the newest one of the same language is meant. Only changed documents are returned.
    """
    known = _Known(documents)
    changed: dict[str, Metadata] = {}
    for document_id, metadata in documents.items():
        relations = tuple(
            replace(relation, target_document_id=known.find(relation.target, document_id, metadata.language))
            for relation in metadata.relations
        )
        if relations != metadata.relations:
            changed[document_id] = replace(metadata, relations=relations)
    return changed


@lru_cache(maxsize=50_000)
def _numbers_of(target: str) -> tuple[str, ...]:
    """The document numbers in the name of a target; asked again whenever the library is read."""
    return tuple(mention.number for mention in find_number_mentions(target)) if _DIGIT.search(target) else ()


class _Known:
    """The names of all documents of the library."""

    def __init__(self, documents: Mapping[str, Metadata]) -> None:
        self._documents = documents
        self._by_ending: dict[str, list[str]] = {}
        for document_id in documents:
            parts = document_id.split("/")
            for first in range(1, len(parts)):
                self._by_ending.setdefault("/".join(parts[first:]), []).append(document_id)
        self._by_name: dict[str, list[str]] = {}
        for document_id, metadata in documents.items():
            names = (metadata.title, metadata.official_title or "", *metadata.aliases)
            keys = {title_key(name) for name in names if name} | {normalise_number(n) for n in metadata.numbers}
            for key in keys:
                self._by_name.setdefault(key, []).append(document_id)

    def find(self, target: str, own_id: str, language: str) -> str | None:
        """The document ``target`` names, never the one that names it."""
        if target in self._documents:
            return target
        ending = self._by_ending.get(target, [])
        if len(ending) == 1:
            return ending[0]
        names = [title_key(target), *_numbers_of(target)]
        candidates = [c for name in names for c in self._by_name.get(name, ()) if c != own_id]
        return max(candidates, key=lambda c: self._rank(c, language), default=None)

    def _rank(self, document_id: str, language: str) -> tuple[bool, str, str]:
        metadata = self._documents[document_id]
        return (metadata.language == language, str(metadata.date or ""), document_id)
