"""Text -> jurisdiction codes: names in Chinese, English and German, the Chinese provinces with their cities.

Codes are ISO 3166 (``CN``, ``CN-GD``, ``US``, ``DE``, ``EU``, ``INT``). A city has its province's code; a state of the
USA or a German Land its country's.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant import jurisdictions_data as data
from assistant.errors import InputError


class PlaceKind(StrEnum):
    """What a name names; the code of a city or a place abroad is that of the unit it belongs to."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class JurisdictionMention:
    """A place named in a text: ``text[start:end] == surface``."""

    code: str
    start: int
    end: int
    surface: str
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class _Name:
    """One spelling of a place; ``codes`` is empty for a phrase that is passed over."""

    spelling: str
    codes: tuple[str, ...]
    kind: PlaceKind


_ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ENGLISH_EXTRAS = re.compile(
    r"^(?:the |state of |province of |city of )|(?: province| city| municipality| autonomous region)$"
)


_SHORT = 3  # of so few characters, one other is already much
_MOST_LISTED = 8


def parse_jurisdiction(text: str, held: Collection[str] = ()) -> str:
    """The code of one jurisdiction given as code or name; case and the suffixes 省/市/Province do not matter.

    ``held`` are the codes of the library; they are proposed first when the name is not known.

    Raises:
        InputError: no such jurisdiction; names the closest that may be typed, or else what the library holds.
    """
    key = _key(text)
    spellings = _spellings()
    for candidate in (key, key.replace("_", "-"), _ENGLISH_EXTRAS.sub("", key), *_without_suffix(key)):
        if candidate in spellings:
            return spellings[candidate][0]
    listed = ", ".join(code if code == spelling else f"{spelling} ({code})" for code, spelling in _closest(key, held))
    hint = f" Did you mean {listed}?" if listed else ""
    if not hint and held:
        language = "zh" if any(_is_han(character) for character in text) else "en"
        shown = ", ".join(f"{name(code, language)} ({code})" for code in sorted(held)[:_MOST_LISTED])
        hint = f" The library holds texts of {shown}{' …' if len(held) > _MOST_LISTED else ''}."
    raise InputError(
        f"unknown jurisdiction {text!r}.{hint} Use a code such as CN, CN-GD, US, DE or EU, "
        "or a name in Chinese, English or German."
    )


def find_jurisdictions(text: str) -> tuple[JurisdictionMention, ...]:
    """Every place named in ``text``, in order of position; the longest name wins and names do not overlap.

    Chinese names need no word boundary, but are not taken out of other words (发展中国家, 隆重庆祝, 珠江西岸).
    Latin names need one; ``US``, ``EU`` and a few more count only in that spelling. A name for several places
    (京津冀, 中美) gives one mention a place, over the same characters.
    """
    mentions = [*_find_han(text), *_find_latin(text)]
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def name(code: str, language: str = "en") -> str:
    """The name of a jurisdiction in ``zh``, ``en`` or ``de`` (another language: English); the code if unknown."""
    if code in data.PROVINCES:
        chinese, english, _, _ = data.PROVINCES[code]
        return chinese if language == "zh" else english
    if code in data.COUNTRIES:
        chinese, english, german, _ = data.COUNTRIES[code]
        return {"zh": chinese, "de": german}.get(language, english)
    return code


def is_known(code: str) -> bool:
    """True for a code of the table, in its exact spelling."""
    return code in data.COUNTRIES or code in data.PROVINCES


def codes() -> tuple[str, ...]:
    """All codes: countries first, then the Chinese provincial units."""
    return (*data.COUNTRIES, *data.PROVINCES)


@cache
def province_of_abbreviation(character: str) -> str | None:
    """The code behind the one-character name of a province, as document numbers use it: 粤 -> ``CN-GD``."""
    for code, (_, _, characters, _) in data.PROVINCES.items():
        if character and character in characters:
            return code
    return None


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").strip().casefold()
    return re.sub(r"\s+", " ", folded)


def _closest(key: str, held: Collection[str] = ()) -> list[tuple[str, str]]:
    """At most three (code, name) near ``key``: those of the library first, then the nearest, each place once.

    Only codes and the names that pages show are proposed, no word for the people (Australians) or the language.
    """
    proper: dict[str, tuple[str, str]] = {}
    for code in codes():
        names = [name(code, language) for language in ("zh", "en", "de")]
        for spelling in (*_without_suffix(names[0]), code, *names):
            proper.setdefault(_key(spelling), (code, spelling))
    found: dict[str, tuple[float, str]] = {}
    for entry in difflib.get_close_matches(key, proper, n=50, cutoff=0.5 if len(key) <= _SHORT else 0.7):
        code, spelling = proper[entry]
        likeness = difflib.SequenceMatcher(None, entry, key).ratio()
        if code not in found or likeness > found[code][0]:
            found[code] = likeness, spelling
    ranked = sorted(found, key=lambda code: (code not in held, -found[code][0]))
    return [(code, found[code][1]) for code in ranked[:3]]


def _without_suffix(key: str) -> tuple[str, ...]:
    return tuple(key.removesuffix(suffix) for suffix in data.SUFFIXES if key.endswith(suffix) and key != suffix)


@cache
def _names() -> tuple[_Name, ...]:
    names: list[_Name] = []

    def add(spellings: str, code: str, kind: PlaceKind) -> None:
        for spelling in filter(None, spellings.split(";")):
            if spelling.endswith("~"):
                names.extend(_Name(spelling[:-1] + ending, (code,), kind) for ending in _ADJECTIVE_ENDINGS)
            else:
                names.append(_Name(spelling, (code,), kind))

    for code, (chinese, english, german, aliases) in data.COUNTRIES.items():
        add(f"{chinese};{english};{german};{aliases}", code, PlaceKind.COUNTRY)
    for code, (chinese, english, _, aliases) in data.PROVINCES.items():
        add(f"{chinese};{english};{english} Province;{aliases};{code}", code, PlaceKind.PROVINCE)
    for code, cities in data.CITIES.items():
        for city in cities.split(";"):
            chinese, _, english = city.partition(" ")
            add(f"{chinese};{english};{english.replace(chr(39), '')}", code, PlaceKind.CITY)
    for code, places in data.PLACES_ABROAD.items():
        add(places, code, PlaceKind.CITY)
    names.extend(_Name(region, members, PlaceKind.REGION) for region, members in data.REGIONS.items())
    names.extend(_Name(phrase, (), PlaceKind.REGION) for phrase in data.PASSED_OVER)
    return tuple(names)


@cache
def _spellings() -> dict[str, tuple[str, str]]:
    """Folded spelling -> code and spelling, for names of one place; the first wins, so countries outrank cities."""
    spellings = {code.casefold(): (code, code) for code in codes()}
    for entry in _names():
        if len(entry.codes) == 1:
            spellings.setdefault(_key(entry.spelling), (entry.codes[0], entry.spelling))
    return spellings


def _is_han(character: str) -> bool:
    return "㐀" <= character <= "鿿"


# --------------------------------------------------------------------------- Chinese


@cache
def _han_names() -> dict[str, tuple[_Name, ...]]:
    """First character -> names that begin with it, longest first."""
    table: dict[str, list[_Name]] = {}
    for entry in _names():
        if entry.spelling not in data.ONLY_ALONE and _is_han(entry.spelling[0]):
            table.setdefault(entry.spelling[0], []).append(entry)
    return {first: tuple(sorted(group, key=lambda n: -len(n.spelling))) for first, group in table.items()}


def _find_han(text: str) -> list[JurisdictionMention]:
    table = _han_names()
    mentions: list[JurisdictionMention] = []
    position = 0
    last_end = -1  # end of the last accepted name
    while position < len(text):
        found = _han_name_at(text, position, last_end, table.get(text[position], ()))
        if found is None:
            position += 1
            continue
        entry, end = found
        mentions += [JurisdictionMention(code, position, end, text[position:end], entry.kind) for code in entry.codes]
        last_end = position = end
    return mentions


def _han_name_at(text: str, start: int, last_end: int, names: tuple[_Name, ...]) -> tuple[_Name, int] | None:
    for entry in names:
        end = start + len(entry.spelling)
        if not text.startswith(entry.spelling, start) or (entry.spelling[-1] == "市" and text.startswith("场", end)):
            continue
        suffix = _suffix_at(text, end, entry)
        if suffix or not entry.codes or _fits_context(text, start, end, last_end, entry.spelling):
            return entry, end + len(suffix)
    return None


def _suffix_at(text: str, end: int, entry: _Name) -> str:
    """省, 市 and the like behind a short name; none for countries and regions."""
    if entry.kind not in (PlaceKind.PROVINCE, PlaceKind.CITY):
        return ""
    for suffix in data.SUFFIXES:
        if text.startswith(suffix, end) and not (suffix == "市" and text.startswith("市场", end)):
            return suffix
    return ""


def _fits_context(text: str, start: int, end: int, last_end: int, spelling: str) -> bool:
    if text.startswith(data.NOT_BEFORE.get(spelling, ()), end):
        return False
    if start == 0 or start == last_end or not _is_han(text[start - 1]):
        return True
    if text[start - 1] in data.NOT_AFTER.get(spelling, ""):
        return False
    return spelling not in data.NEEDS_CONTEXT or text[start - 1] in data.OPENS_NAME


# --------------------------------------------------------------------------- English and German


@cache
def _latin_names() -> dict[str, tuple[_Name, ...]]:
    """First word, lower case -> names that begin with it, longest first."""
    table: dict[str, list[_Name]] = {}
    for entry in _names():
        match = _LATIN_WORD.match(entry.spelling)
        if match and entry.spelling not in data.ONLY_ALONE:
            table.setdefault(_lower(match.group()), []).append(entry)
    return {first: tuple(sorted(group, key=lambda n: -len(n.spelling))) for first, group in table.items()}


def _lower(text: str) -> str:
    """Lower case that keeps the length, so that offsets stay valid."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _find_latin(text: str) -> list[JurisdictionMention]:
    table = _latin_names()
    plain = text.replace("’", "'")
    lowered = _lower(plain)
    mentions: list[JurisdictionMention] = []
    taken = 0
    for word in _LATIN_WORD.finditer(lowered):
        if word.start() < taken or word.group() not in table:
            continue
        for entry in table[word.group()]:
            end = word.start() + len(entry.spelling)
            if _latin_matches(plain, lowered, word.start(), end, entry.spelling):
                surface = text[word.start() : end]
                mentions += [JurisdictionMention(c, word.start(), end, surface, entry.kind) for c in entry.codes]
                taken = end
                break
    return mentions


def _latin_matches(plain: str, lowered: str, start: int, end: int, spelling: str) -> bool:
    source, wanted = (plain, spelling) if spelling in data.CASE_SENSITIVE else (lowered, _lower(spelling))
    if not source.startswith(wanted, start):
        return False
    before, after = plain[start - 1 : start], plain[end : end + 1]
    return not _continues_word(before) and not _continues_word(after)


def _continues_word(character: str) -> bool:
    return bool(character) and character.isalnum() and not _is_han(character)
