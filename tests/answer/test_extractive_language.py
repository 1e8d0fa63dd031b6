"""A policy told in two languages answers in the language of the question, as long as that text answers as well."""

from __future__ import annotations

import pytest

from assistant.answer.extractive import draft
from assistant.answer.select import Evidence
from assistant.domain import Document, Hit, Metadata, Passage, Relation, RelationKind, Span
from assistant.retrieve.question import understand

TEXTS = {"plan.zh.md": ("zh", "到2027年建成40家中心。"), "plan.en.md": ("en", "40 centres are wanted by 2027.")}
TRANSLATION = (Relation(RelationKind.TRANSLATION_OF, "plan.zh.md", "plan.zh.md"),)


def metadata(name: str) -> Metadata:
    return Metadata(name, language=TEXTS[name][0], relations=TRANSLATION if name == "plan.en.md" else ())


def document(name: str) -> Document:
    return Document(name, "0" * 64, TEXTS[name][1], metadata(name))


def evidence(name: str, score: float) -> Evidence:
    language, text = TEXTS[name]
    span = Span(0, len(text))
    passage = Passage(1, name, 0, 0, len(text), text, language, sentences=(span,))
    return Evidence(Hit(1, score, {}, passage, metadata(name)), span, text, score, score, 1.0, True)


@pytest.mark.parametrize(
    ("question", "zh", "en", "cited"),
    [
        ("到2027年要建多少家中心？", 0.90, 0.95, "plan.zh.md"),
        ("How many centres are wanted by 2027?", 0.95, 0.90, "plan.en.md"),
        ("到2027年要建多少家中心？", 0.50, 0.95, "plan.en.md"),  # far worse: it may not say it at all
        ("Wie viele Zentren?", 0.90, 0.95, "plan.en.md"),  # in neither language: the better one
    ],
)
def test_which_of_two_languages_answers(question: str, zh: float, en: float, cited: str) -> None:
    ranked = sorted([evidence("plan.zh.md", zh), evidence("plan.en.md", en)], key=lambda one: -one.score)
    statements = draft(understand(question), ranked, document, 6)
    assert [one.citations[0].document.document_id for one in statements] == [cited]
