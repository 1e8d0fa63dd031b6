"""Codes of the domain (endings, statuses, scopes) -> words for the reader, in Chinese or English."""

from __future__ import annotations

import re

from assistant.domain import DocumentKind, Ending, Metadata, PolicyStatus, Scope
from assistant.jurisdictions import name
from assistant.render.legal_place import legal_place

LABELS = {
    "sources": ("引用来源", "Sources"),
    "page": ("第{}页", "p. {}"),
    "searched": ("检索范围：{}", "Searched: {}"),
    "whole_library": ("整个资料库", "the whole library"),
    "nearest": ("最接近的段落（不构成回答）", "Nearest passages (they do not answer the question)"),
    "left_out": ("未通过核对而略去的内容", "Left out because a check failed"),
    "digest": ("摘要，非官方原文", "digest, not the official text"),
    "digest_of": ("{}的摘要，非官方原文", "digest of {}, not the official text"),
    "official_text": ("官方原文：{}", "official text: {}"),
    "years": ("{}至{}年", "{} to {}"),
    "from_year": ("{}年起", "from {}"),
    "to_year": ("至{}年", "up to {}"),
    "confidence": ("资料库能够回答的估计概率：{}", "estimated chance that the library answers: {}"),
    "drafter": ("作答方式：{}", "written by: {}"),
    "extractive": ("原文摘录", "verbatim extraction"),
    "condensed": ("模型压缩的原文", "shortened by the model"),
    "translated": ("模型翻译，以原文为准", "translated by the model; the original counts"),
    "nothing_found": ("没有找到段落。", "No passage was found."),
    "note": ("注意：{}", "Note: {}"),
}

_ENDINGS = {
    Ending.ANSWERED: ("已回答", "Answered"),
    Ending.PARTLY_ANSWERED: ("部分回答", "Partly answered"),
    Ending.NOT_IN_LIBRARY: ("资料库没有答案", "The library does not answer this"),
    Ending.OUTSIDE_SCOPE: ("超出资料库范围", "Outside what the library covers"),
    Ending.AMBIGUOUS: ("问题有歧义", "The question can be read in several ways"),
    Ending.FALSE_PREMISE: ("提问的前提没有依据", "The question takes something for granted that the texts do not say"),
    Ending.MODEL_FAILED: ("语言模型未能作答", "The chat model failed"),
}

_STATUSES = {
    PolicyStatus.IN_FORCE: ("有效", "in force"),
    PolicyStatus.SUPERSEDED: ("已被取代", "superseded"),
    PolicyStatus.REPEALED: ("已废止", "repealed"),
    PolicyStatus.PERIOD_ENDED: ("实施期已满", "period ended"),
    PolicyStatus.DRAFT: ("征求意见稿", "draft"),
}


def label(key: str, language: str, *values: object) -> str:
    """The words for ``key``, Chinese for ``zh`` and else English, with ``values`` filled in."""
    return _pick(LABELS[key], language).format(*values)


def ending(status: Ending, language: str) -> str:
    """A heading for the way a question ended."""
    return _pick(_ENDINGS[status], language)


def status_word(status: PolicyStatus, language: str) -> str:
    """The standing of a policy; ``""`` when it is not known."""
    return _pick(_STATUSES[status], language) if status in _STATUSES else ""


def document_facts(metadata: Metadata, language: str) -> str:
    """What identifies a document beside its title: jurisdiction, number, date, status, kind; may be ``""``."""
    facts = [name(metadata.jurisdiction, language)] if metadata.jurisdiction else []
    facts += metadata.numbers[:1]
    if metadata.date:
        facts.append(str(metadata.date))
    if metadata.status in _STATUSES:
        facts.append(_pick(_STATUSES[metadata.status], language))
    if metadata.kind is DocumentKind.DIGEST:
        facts.append(digest_words(metadata, language))
    return " · ".join(facts)


def digest_words(metadata: Metadata, language: str) -> str:
    """Says of a digest which official text it is a digest of, as far as that is known."""
    titles = [
        title.strip("《》 ") for title in re.split(r"[；;]|\s/\s", metadata.official_title or "") if title.strip()
    ]
    if not titles:
        return label("digest", language)
    chinese = re.search(r"[\u4e00-\u9fff]", titles[0])
    first = f"《{titles[0]}》" if chinese else f"“{titles[0]}”"
    others = _pick(("等", " and others"), language) if len(titles) > 1 else ""
    return label("digest_of", language, f"{first}{others}")


def place(heading_path: tuple[str, ...], page: int | None, language: str) -> str:
    """Where a passage stands in its document: headings or legal citation, then page; ``""`` when neither is known."""
    parts = [legal_place(heading_path)] if heading_path else []
    if page is not None:
        parts.append(label("page", language, page))
    return " · ".join(parts)


def scope_words(scope: Scope, language: str) -> str:
    """A scope as a reader would say it."""
    if scope.is_open:
        return label("whole_library", language)
    parts = [name(code, language) for code in scope.jurisdictions]
    if scope.year_from is not None and scope.year_to is not None:
        parts.append(label("years", language, scope.year_from, scope.year_to))
    elif scope.year_from is not None:
        parts.append(label("from_year", language, scope.year_from))
    elif scope.year_to is not None:
        parts.append(label("to_year", language, scope.year_to))
    parts += scope.documents
    parts += [instrument.value for instrument in scope.instruments]
    parts += [_pick(_STATUSES[status], language) for status in scope.statuses if status in _STATUSES]
    parts += scope.languages
    return " · ".join(parts)


def _pick(words: tuple[str, str], language: str) -> str:
    return words[0] if language == "zh" else words[1]
