"""A heading path -> the way the place is cited: 15 U.S.C. § 4652(a)(6), 第三条第二款第（一）项, § 12 Abs. 1 Nr. 2."""

from __future__ import annotations

import re

_CODE_TITLE = re.compile(r"Title\s+(\d+[A-Z]?)\s*[—–-]", re.IGNORECASE)
_SECTION_SIGN = re.compile(r"§+\s*(\d+[A-Za-z]*(?:[–—-]\d+[a-z]?)?)")
_CHINESE_ARTICLE = re.compile(r"第\S+条(?:之\S+)?$")
_CHINESE_PART = re.compile(r"第\S+款$|[（(](\S+)[）)]$")
_LATIN_ARTICLE = re.compile(r"(?:Article|ARTICLE|Artikel|ARTIKEL|Art\.)\s+\d+[a-z]?")
_LABEL = re.compile(r"\(?([0-9]{1,3}[a-z]?|[A-Za-z]{1,5})[).]")
# How German law names what lies under § 12: (1) a paragraph, then 1. a number, then a) a letter.
_GERMAN = (("(", "Abs."), (".", "Nr."), (")", "Buchst."))


def legal_place(heading_path: tuple[str, ...]) -> str:
    """The headings joined with `` / ``, from the article on in the form of its legal system; ``""`` for an empty path.

    The US Code is cited by title and section alone, so its chapters are left out.
    """
    for position, heading in enumerate(heading_path):
        before, below = heading_path[:position], heading_path[position + 1 :]
        if _CHINESE_ARTICLE.match(heading):
            return " / ".join((*before, heading + _chinese(below)))
        sign = _SECTION_SIGN.match(heading)
        title = next((match[1] for part in before if (match := _CODE_TITLE.match(part))), None)
        if sign and title:
            return f"{title} U.S.C. § {sign[1]}{''.join(f'({label})' for label in _labels(below))}"
        if sign or _LATIN_ARTICLE.match(heading):
            german = sign is not None or heading.lower().startswith("artikel")
            return " / ".join((*before, heading + (_german(below) if german else _latin(below))))
    return " / ".join(heading_path)


def _chinese(below: tuple[str, ...]) -> str:
    """第二款, 第（一）项; anything that is no part of an article follows with a slash."""
    written = ""
    for part in below:
        match = _CHINESE_PART.match(part)
        written += f" / {part}" if match is None else f"第（{match[1]}）项" if match[1] else part
    return written


def _german(below: tuple[str, ...]) -> str:
    written = ""
    for part in below:
        match = _LABEL.match(part)
        mark = "(" if part.startswith("(") else match[0][-1] if match else ""
        name = dict(_GERMAN).get(mark)
        written += f" {name} {match[1]}" if match and name else f" / {part}"
    return written


def _latin(below: tuple[str, ...]) -> str:
    return "".join(f"({label})" for label in _labels(below))


def _labels(below: tuple[str, ...]) -> list[str]:
    return [match[1] for part in below if (match := _LABEL.match(part))]
