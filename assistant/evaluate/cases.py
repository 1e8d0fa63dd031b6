"""A JSON Lines file of questions with gold -> cases, and every line that cannot be used with its number.

One object a line: ``id``, ``question`` and ``answerable`` (default true), and optionally ``language``, ``kind``,
``answer``, ``gold`` (a list of ``document`` with ``quote`` or ``page``), ``scope`` and ``history``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain import Instrument, PolicyStatus, Scope
from assistant.errors import AssistantError, InputError
from assistant.evaluate.case import Case, CaseFile, Gold, Problem
from assistant.ingest.encoding import decode
from assistant.ingest.language import detect_language
from assistant.jurisdictions import parse_jurisdiction


class Unusable(Exception):  # noqa: N818 - it is a reason, collected with its line, never shown as an error
    """Why a row cannot be used."""


def read_cases(file: Path) -> CaseFile:
    """Read an evaluation set.

    Raises:
        InputError: the file is missing or cannot be read, or holds no usable line.
    """
    content = read_bytes(file)
    cases: dict[str, Case] = {}
    problems: list[Problem] = []
    for line, row in read_lines(content, file):
        try:
            if isinstance(row, Unusable):
                raise row
            case = parse_case(row, line)
            if case.identity in cases:
                first = cases[case.identity].line
                raise Unusable(f"the id {case.identity!r} stands already on line {first}; give each question its own")
        except Unusable as problem:
            problems.append(Problem(line, str(problem)))
        else:
            cases[case.identity] = case
    if not cases:
        first_problem = f"; {problems[0]}" if problems else ""
        raise InputError(f"{file} holds no usable question{first_problem}; see docs/evaluation.md for the format")
    return CaseFile(file.name, hashlib.sha256(content).hexdigest(), tuple(cases.values()), tuple(problems))


def read_bytes(file: Path) -> bytes:
    """The content of a file.

    Raises:
        InputError: it is missing or cannot be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise InputError(f"there is no file {file}; check the path") from None
    except OSError as problem:
        raise InputError(f"{file} cannot be read ({problem.strerror}); check its rights") from None


def read_lines(content: bytes, file: Path) -> Iterator[tuple[int, dict[str, Any] | Unusable]]:
    """Number and object of every line that is not empty, or why it is none.

    Raises:
        InputError: the bytes are no text.
    """
    try:
        text = decode(content).text
    except AssistantError as problem:
        raise InputError(f"{file} cannot be read: {problem}") from None
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except (json.JSONDecodeError, RecursionError) as problem:
            reason = problem.msg if isinstance(problem, json.JSONDecodeError) else "nested too deeply"
            yield line, Unusable(f"not a JSON object ({reason})")
            continue
        yield line, row if isinstance(row, dict) else Unusable("not a JSON object; write one {…} a line")


def parse_case(row: Mapping[str, Any], line: int) -> Case:
    """The case of one row.

    Raises:
        Unusable: a field is missing or of the wrong kind.
    """
    question = required_text(row, "question")
    answerable = row.get("answerable", True)
    if not isinstance(answerable, bool):
        raise Unusable(f"answerable is {answerable!r}; write true or false")
    gold = row.get("gold") or []
    if not isinstance(gold, list):
        raise Unusable('gold is no list; write [{"document": …, "quote": …}]')
    answer = row.get("answer")
    if answer is not None and not isinstance(answer, str):
        raise Unusable("answer is no text")
    language = row.get("language") or detect_language(question)
    return Case(
        identity=identity_of(row, line),
        line=line,
        question=question,
        answerable=answerable,
        language=str(language),
        kind=str(row.get("kind") or "all"),
        answer=answer or None,
        gold=tuple(_gold(entry) for entry in gold),
        scope=parse_scope(row.get("scope") or {}),
        history=texts(row.get("history"), "history"),
    )


def identity_of(row: Mapping[str, Any], line: int) -> str:
    """The id of a row as text; the number of its line when it has none."""
    given = row.get("id")
    if given is None or given == "":
        return str(line)
    if isinstance(given, bool | list | dict):
        raise Unusable(f"id is {given!r}; write a text or a number")
    return str(given)


def required_text(row: Mapping[str, Any], key: str) -> str:
    """A text that must be there and hold more than white space."""
    value = row.get(key)
    if value is None:
        raise Unusable(f"{key} is missing")
    if not isinstance(value, str) or not value.strip():
        raise Unusable(f"{key} is empty or no text")
    return value


def texts(value: object, key: str) -> tuple[str, ...]:
    """A list of texts, one text, or nothing."""
    if value is None or value == "":
        return ()
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise Unusable(f"{key} is no list of texts")
    return tuple(entries)


def parse_scope(row: object) -> Scope:
    """A scope from its JSON object; places are codes or names in Chinese, English or German.

    Raises:
        Unusable: a key is unknown or a value cannot be used.
    """
    if not isinstance(row, dict):
        raise Unusable('scope is no object; write {"jurisdictions": […]}')
    known = {"jurisdictions", "year_from", "year_to", "documents", "instruments", "statuses", "languages"}
    unknown = sorted(set(row) - known)
    if unknown:
        raise Unusable(f"scope holds the unknown key {unknown[0]!r}; known: {', '.join(sorted(known))}")
    try:
        return Scope(
            jurisdictions=tuple(
                parse_jurisdiction(place) for place in texts(row.get("jurisdictions"), "jurisdictions")
            ),
            year_from=_year(row.get("year_from")),
            year_to=_year(row.get("year_to")),
            documents=texts(row.get("documents"), "documents"),
            instruments=tuple(Instrument(one) for one in texts(row.get("instruments"), "instruments")),
            statuses=tuple(PolicyStatus(one) for one in texts(row.get("statuses"), "statuses")),
            languages=texts(row.get("languages"), "languages"),
        )
    except (AssistantError, ValueError) as problem:
        raise Unusable(f"scope: {problem}") from None


def only_documents(file: CaseFile, documents: tuple[str, ...]) -> CaseFile:
    """The same cases asked inside ``documents`` only."""
    narrowed = (replace(case, scope=replace(case.scope, documents=documents)) for case in file.cases)
    return replace(file, cases=tuple(narrowed))


def _year(value: object) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise Unusable(f"{value!r} is no year")
    try:
        return int(str(value))
    except ValueError:
        raise Unusable(f"{value!r} is no year; write four digits") from None


def _gold(entry: object) -> Gold:
    if not isinstance(entry, dict):
        raise Unusable('a gold entry is no object; write {"document": …, "quote": …}')
    quote, page, start = entry.get("quote"), entry.get("page"), entry.get("start")
    if quote is not None and not isinstance(quote, str):
        raise Unusable("a gold quote is no text")
    for name, number, least in (("page", page, 1), ("start", start, 0)):
        if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < least):
            raise Unusable(f"gold {name} {number!r} is no number from {least} up")
    return Gold(required_text(entry, "document"), quote or None, page, start)
