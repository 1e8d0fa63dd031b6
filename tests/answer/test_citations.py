import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.citations import SHORTEST_QUOTE, cite, find_quote, proven_quotes
from assistant.answer.normalise import comparable
from assistant.domain import Citation, Claim, Document, Metadata, ProposedQuote, Statement

TEXT = (
    "第一条 为了促进先进制造业集群发展，制定本办法。\n"
    "第二条 到2025年，全省培育“先进制造业集群”10个左右，产业规模突破6.2万亿元，同比增长6.1%。\n"
    "Section 3. The Council shall consist of 12 members, of whom four are appointed by the President.\n"
    "Die Ausgaben für Forschung und Entwicklung sollen bis 2025 auf 3,5 Prozent des BIP steigen.\n"
)
DOCUMENT = Document("plan.txt", "0" * 64, TEXT, Metadata("Plan"))


def test_exact_words_are_found_at_their_place() -> None:
    citation = find_quote(DOCUMENT, "shall consist of 12 members")
    assert citation is not None
    assert citation.quote == "shall consist of 12 members"


@pytest.mark.parametrize(
    "words",
    [
        '全省培育"先进制造业集群"10个左右',
        "全省培育「先进制造业集群」１０个左右",
        "全省培育 “先进制造业集群”\n10 个左右",
        "产业规模突破６.２万亿元,同比增长６.１％",
    ],
)
def test_width_white_space_and_quote_marks_do_not_matter(words: str) -> None:
    citation = find_quote(DOCUMENT, words)
    assert citation is not None
    assert citation.quote in TEXT


@pytest.mark.parametrize(
    "words", ["培育先进制造业集群20个", "consist of 2 members", "增长1%", "产业", "ouncil shall consist"]
)
def test_changed_or_cut_words_are_not_found(words: str) -> None:
    assert find_quote(DOCUMENT, words) is None


def test_the_occurrence_near_the_expected_place_is_chosen() -> None:
    document = Document(
        "two.txt", "1" * 64, "增长目标5%左右。" + "其他内容。" * 50 + "增长目标5%左右。", Metadata("Two")
    )
    first, last = find_quote(document, "增长目标5%左右"), find_quote(document, "增长目标5%左右", near=250)
    assert first is not None
    assert last is not None
    assert first.start == 0
    assert last.start > 200


def test_a_citation_outside_the_document_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="outside"):
        Citation(DOCUMENT, 0, len(TEXT) + 1)
    with pytest.raises(ValueError, match="outside"):
        cite(DOCUMENT, 5, 5)


def test_a_statement_needs_a_citation() -> None:
    with pytest.raises(ValueError, match="citation"):
        Statement("unsupported", ())


def lookup(document_id: str) -> Document | None:
    return DOCUMENT if document_id == "plan.txt" else None


@pytest.mark.parametrize(
    ("document", "words", "reason"),
    [
        ("plan.txt", "consist of 12 persons", "do not stand"),
        ("other.txt", "consist of 12 members", "no document"),
        ("plan.txt", "of", "too short"),
    ],
)
def test_one_quote_that_does_not_stand_disproves_all_with_the_reason(document: str, words: str, reason: str) -> None:
    standing, other = ProposedQuote("plan.txt", "consist of 12 members"), ProposedQuote(document, words)
    outcome = proven_quotes(Claim("The council has 12 members.", (standing, other)), lookup)
    assert isinstance(outcome, str)
    assert reason in outcome


def test_a_claim_without_quotes_is_not_proven() -> None:
    assert proven_quotes(Claim("Anything.", ()), lookup) == "no quote was given"


def test_quotes_that_stand_become_citations() -> None:
    outcome = proven_quotes(
        Claim("委员会有12名成员。", (ProposedQuote("plan.txt", "shall consist of 12 members"),)), lookup
    )
    assert [citation.quote for citation in outcome if isinstance(citation, Citation)] == ["shall consist of 12 members"]


def _variant(words: str, chooser: random.Random) -> str:
    """The same words in other white space, width and quote marks."""
    out = []
    for character in words:
        if character in "“”":
            out.append(chooser.choice(["“", "”", '"', "「", "＂"]))
        elif character.isascii() and character.isalnum() and chooser.random() < 0.3:
            out.append(chr(ord(character) + 0xFEE0))
        else:
            out.append(character)
        if chooser.random() < 0.1 and not character.isalnum():
            out.append(chooser.choice([" ", "\n", "\u3000", "\u200b"]))
    return "".join(out)


# Where a quote may begin or end: beside a Han character, a space or a sign, never inside a word or a number.
LINES = [line for line in TEXT.split("\n") if line]
EDGES = {line: [0, *(match.end() for match in re.finditer(r"[\u3400-\u9fff]|[A-Za-zÄÖÜäöüß]+|\d+(?:[.,]\d+)*%?", line))]
         for line in LINES}  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(LINES), st.integers(0, 99), st.integers(0, 99), st.randoms())
def test_true_quotes_pass_in_any_typing(line: str, first: int, last: int, chooser: random.Random) -> None:
    edges = EDGES[line]
    start, end = sorted((edges[first % len(edges)], edges[last % len(edges)]))
    words = line[start:end].strip()
    if len(comparable(words).text) < SHORTEST_QUOTE:
        return
    citation = find_quote(DOCUMENT, _variant(words, chooser))
    assert citation is not None
    assert comparable(citation.quote).text == comparable(words).text


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 3), st.integers(0, 200), st.characters(categories=["Ll", "Lu", "Nd", "Lo"]), st.randoms())
def test_mutated_quotes_are_rejected(line_number: int, position: int, new: str, chooser: random.Random) -> None:
    line = [line for line in TEXT.split("\n") if line][line_number]
    position %= len(line)
    old = unicodedata.normalize("NFKC", line[position])
    if old.isspace() or unicodedata.normalize("NFKC", new) == old or not old.isalnum():
        return
    mutated = line[:position] + new + line[position + 1 :]
    assert find_quote(DOCUMENT, mutated) is None
