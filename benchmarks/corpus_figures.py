"""Digests and fact sheets -> figures of the digests that stand in no sheet they name.

Each digest's front matter names its sheets (``fact_sheet``). Every number of its body and front matter, with scales
resolved (``6.2万亿`` = ``6.2 trillion``), must occur in one of them; exit status 1 when one does not. Run from the
project's folder::

    python -m benchmarks.corpus_figures --facts FOLDER [--corpus corpus/documents]

Not looked at: addresses, paths, list numbers, the number one (it cannot be told from an article), and on the side of
the sheets every line or part of a line marked UNVERIFIED or INFERENCE, which therefore supports nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from assistant.answer.figures import figures

Key = tuple[str, bool]
"""A figure's value (a decimal, or a fraction such as ``2/3``) and whether it is a percentage."""

_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_MONTHS = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6, "July": 7, "August": 8, "September": 9,
    "October": 10, "November": 11, "December": 12,
}  # fmt: skip
_SKIPPED_KEYS = ("official_url:", "fact_sheet:", "translation_of:")
_ADDRESS = re.compile(r"https?://[^\s）)；;，]+|[\w-]+(?:/[\w.-]+)*\.md\b")
_LIST_NUMBER = re.compile(r"^\s*(?:\d+[.、)](?!\d)|[一二三四五六七八九十]+、|[（(][\d一二三四五六七八九十]+[)）])\s*")
_DATE = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?(?!\d)")
_POINTS = re.compile(r"(\d(?:[\d.]*\d)?) points\b")
# "Both documents": a turn of speech about the text itself, not a figure of the policy.
_BOTH = re.compile(r"两(?=份文件|份名单|项政策|个文号|组|者)")
# 十四五 is the fourteenth plan, not 15; only 十 + digit + 五 reads so.
_PLAN = re.compile(r"十([一二三四五六])五")
_CENTURY = re.compile(
    r"(?:(\d+|二十|十九)|上)(?:个)?世纪(?:(\d)0|([二三四五六七八九])十)年代(?:[至到](?:(\d)0|([二三四五六七八九])十)年代)?"
)
_YEAR_RANGE = re.compile(r"\b((?:19|20)\d\d)(s?)[-–—/](\d\d)(s?)(?!\d)")
_FRACTION = re.compile(r"([二三四五六七八九十])分之([一二三四五六七八九])")
_TENTHS = re.compile(r"(?<=[近约过逾达占的])([一二三四五六七八九])成(?=[以多，。；左、]|$)")
_ENGLISH_FRACTION = re.compile(
    r"\b(a|one)[ -](third|quarter)\b|\b(two|three)[ -](third|quarter|fifth)s\b", re.IGNORECASE
)
_WORD_SCALE = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten) (million|billion|trillion)\b", re.IGNORECASE
)
# "From 25 to 10 million": the scale belongs to both, unless the first is a year.
_ELIDED_SCALE = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d\b)(\d[\d.,]*)"
    r"(?= (?:to|and|or|-) (?:about |over |up to )?\d[\d.,]* (million|billion|trillion)\b)"
)
_DIGIT_WORDS = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine)-){2,}(?:one|two|three|four|five|six|seven|eight|nine)\b"
)
_HALF = re.compile(r"(?<!first )(?<!second )\bhalf\b(?! of (?:19|20)\d\d)|一半|半数|过半", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<!\d )(?<!\d)\bthousands?\b|上千|数千|(?<!\d)千余", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_PHASES = {"II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_PHASE = re.compile(rf"\bphase ({'|'.join(_PHASES)})\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b")
_PARTS = {"a": 1, "one": 1, "two": 2, "three": 3}
_WHOLES = {"third": 3, "quarter": 4, "fifth": 5}
_DIGITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of a line: what it is compared by and the words it stands as."""

    key: Key
    surface: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A figure of a digest that no sheet of it holds; ``line`` is 1-based."""

    path: Path
    line: int
    surface: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome for one digest: figures looked at, length in Chinese characters plus other words, what is missing."""

    path: Path
    figure_count: int
    length: int
    unsupported: tuple[Unsupported, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is unsupported and a summary; 0 when every figure stands in a sheet, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=Path, required=True, help="folder of the fact sheets (*.md)")
    parser.add_argument("--corpus", type=Path, default=Path("corpus/documents"), help="folder of the digests")
    options = parser.parse_args(arguments)
    if not options.facts.is_dir():
        parser.error(f"--facts: {options.facts} is not a folder")
    checked = [check_digest(path, options.facts) for path in sorted(options.corpus.rglob("*.md"))]
    if not checked:
        parser.error(f"--corpus: no *.md file under {options.corpus}")
    unsupported = [item for digest in checked for item in digest.unsupported]
    for item in unsupported:
        print(f"{item.path}:{item.line}: {item.surface} stands in no named sheet: {item.text[:120]}")
    print(
        f"{len(checked)} digests, {sum(digest.length for digest in checked)} words and Chinese characters, "
        f"{sum(digest.figure_count for digest in checked)} figures checked, {len(unsupported)} not in a sheet"
    )
    return 1 if unsupported else 0


def check_digest(path: Path, facts: Path) -> Checked:
    """Compare one digest with the sheets that its front matter names.

    Raises:
        FileNotFoundError: the digest names a sheet that is not in ``facts``.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    known = {
        found.key
        for name in fact_sheets(lines)
        for line in _supporting_lines((facts / f"{name}.md").read_text(encoding="utf-8").splitlines())
        for found in comparable(line, generous=True)
    }
    count = 0
    unsupported = []
    for number, line in _own_lines(lines):
        for found in comparable(line):
            count += 1
            if found.key not in known and found.key != ("1", False):
                unsupported.append(Unsupported(path, number, found.surface, line.strip()))
    return Checked(path, count, _length(lines), tuple(unsupported))


def fact_sheets(lines: Sequence[str]) -> tuple[str, ...]:
    """The stems of the fact sheets named in a digest's front matter."""
    named = yaml.safe_load("\n".join(lines[1 : lines.index("---", 1)]))["fact_sheet"]
    return (named,) if isinstance(named, str) else tuple(named)


def comparable(text: str, *, generous: bool = False) -> tuple[Found, ...]:
    """All figures of ``text``. ``generous`` also reads months that stand alone; it is for the side that supports."""
    # A full-width comma parts two numbers (O2，1980年代) and never groups thousands.
    text = _LIST_NUMBER.sub("", _ADDRESS.sub(" ", text)).replace("，", "； ")
    found = list(_spelled(text, generous))
    text = _DATE.sub(lambda match: "{}年{}月{}".format(*(part or "" for part in match.groups())), text)
    text = _POINTS.sub(r"\1%", _BOTH.sub("", text))
    text = _WORD_SCALE.sub(lambda match: f"{_DIGITS[match[1].lower()]} {match[2]}", text)
    text = _ELIDED_SCALE.sub(r"\1 \2", text)
    text = _PLAN.sub(lambda match: f"1{_HAN_DIGITS[match[1]]}", text)
    text = _CENTURY.sub(_decade, text)
    text = _YEAR_RANGE.sub(lambda match: f"{match[1]} {match[1][:2]}{match[3]}", text)
    text = re.sub(r"\b((?:19|20)\d\d)s\b", r"\1", text)
    text = _TENTHS.sub(lambda match: f"{_HAN_DIGITS[match[1]]}0%", text)
    for pattern in (_FRACTION, _ENGLISH_FRACTION, _THOUSANDS):
        text = pattern.sub(" ", text)
    found.extend(
        Found((_plain(item.value), item.is_percentage), item.surface)
        for item in figures(text)
        if item.surface not in ("may", "march")  # verbs beside a number
    )
    return tuple(found)


def _spelled(text: str, generous: bool) -> Iterator[Found]:
    """Fractions, ordinals and sizes in words, which the answer room's reader of figures leaves out on purpose."""
    for match in _FRACTION.finditer(text):
        whole = 10 if match[1] == "十" else _HAN_DIGITS[match[1]]
        yield Found((f"{_HAN_DIGITS[match[2]]}/{whole}", False), match.group())
    for match in _ENGLISH_FRACTION.finditer(text):
        part, whole_word = (match[1], match[2]) if match[1] else (match[3], match[4])
        yield Found((f"{_PARTS[part.lower()]}/{_WHOLES[whole_word.lower()]}", False), match.group())
    for match in _HALF.finditer(text):
        yield Found(("1/2", False), match.group())
    for match in _THOUSANDS.finditer(text):
        yield Found(("1000", False), match.group())
    for match in _ORDINAL.finditer(_ENGLISH_FRACTION.sub(" ", text)):
        yield Found((str(_ORDINALS[match[1].lower()]), False), match.group())
    for match in _PHASE.finditer(text):
        yield Found((str(_PHASES[match[1].upper()]), False), match.group())
    if generous:
        for match in _MONTH.finditer(text):
            yield Found((str(_MONTHS[match[1]]), False), match.group())
        for match in _DIGIT_WORDS.finditer(text):  # six-four-five names what a Chinese text calls 六四五
            yield Found(("".join(str(_DIGITS[word]) for word in match.group().split("-")), False), match.group())


def _decade(match: re.Match[str]) -> str:
    """20世纪80年代 -> 1980年, 20世纪60年代至70年代 -> 1960年 1970年."""
    century = {None: 20, "二十": 20, "十九": 19}.get(match[1]) or int(match[1])
    decades = [int(part) if part.isdecimal() else _HAN_DIGITS[part] for part in match.groups()[1:] if part]
    return " ".join(f"{(century - 1) * 100 + decade * 10}年" for decade in decades)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _own_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines of a digest that state something, numbered; addresses and references to files state nothing."""
    end = lines.index("---", 1)
    for number, line in enumerate(lines, start=1):
        if number > end or not line.startswith(_SKIPPED_KEYS):
            yield number, line


def _supporting_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a sheet without what it marks as unverified or as its own inference."""
    for line in lines:
        if not re.match(r"- (?:UNVERIFIED|INFERENCE)\b", line):
            yield " ; ".join(part for part in line.split(";") if "UNVERIFIED" not in part and "INFERENCE" not in part)


def _length(lines: Sequence[str]) -> int:
    body = "\n".join(lines[lines.index("---", 1) + 1 :])
    return len(re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", body))


if __name__ == "__main__":
    sys.exit(main())
