"""Two versions side by side, on regulations of our own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Document, Section
from assistant.errors import InputError
from assistant.research.versions import ChangeKind, compare_versions
from assistant.research.word_changes import Edit, word_changes
from tests.research.texts import document

OLD = (
    "第一条 为了促进集群发展，制定本办法。",
    "第二条 集群申报单位应当自通知发布之日起三十日内提交材料。",
    "第三条 本办法由示例厅负责解释。",
    "第四条 违反本办法的，责令改正。",
)
NEW = (
    "第一条 为了促进集群发展，制定本办法。",
    "第二条 申报遵循公开、公平、公正的原则，接受社会监督。",
    "第三条 集群申报单位应当自通知发布之日起六十日内提交材料。",
    "第四条 本办法由示例厅负责解释。",
)


def regulation(name: str, articles: tuple[str, ...]) -> Document:
    text = "\n\n".join(articles)
    sections = []
    for article in articles:
        start = text.index(article)
        number = article.split()[0]
        sections.append(Section(start, start + len(article), 1, number, (number,)))
    return Document(name, "0" * 64, text, document("", name).metadata, tuple(sections))


def test_articles_are_paired_by_what_they_say_not_by_number() -> None:
    result = compare_versions(regulation("old.md", OLD), regulation("new.md", NEW))
    assert [(one.kind, one.before_heading, one.after_heading) for one in result.changes] == [
        (ChangeKind.UNCHANGED, "第一条", "第一条"),
        (ChangeKind.ADDED, None, "第二条"),
        (ChangeKind.CHANGED, "第二条", "第三条"),
        (ChangeKind.UNCHANGED, "第三条", "第四条"),
        (ChangeKind.REMOVED, "第四条", None),
    ]


def test_each_side_is_cited_and_the_words_that_changed_are_shown() -> None:
    result = compare_versions(regulation("old.md", OLD), regulation("new.md", NEW))
    changed = result.changes[2]
    assert changed.before is not None
    assert changed.after is not None
    assert changed.before.quote == OLD[1]
    assert changed.after.quote == NEW[2]
    assert [(one.edit, one.text) for one in changed.segments if one.edit is not Edit.KEPT] == [
        (Edit.DELETED, "三"),
        (Edit.INSERTED, "六"),
    ]


def test_a_text_without_headings_is_compared_by_paragraph() -> None:
    before = document("The minister appoints a board.\nThe board meets twice a year.", "a.md", language="en")
    after = document("The minister appoints a board.\nThe board meets four times a year.", "b.md", language="en")
    kinds = [one.kind for one in compare_versions(before, after).changes]
    assert kinds == [ChangeKind.UNCHANGED, ChangeKind.CHANGED]


def test_a_document_is_not_compared_with_itself() -> None:
    one = regulation("old.md", OLD)
    with pytest.raises(InputError, match="compared with itself"):
        compare_versions(one, one)


@given(st.text(alphabet="甲乙丙。，；ab \n", max_size=60), st.text(alphabet="甲乙丙。，；ab \n", max_size=60))
def test_the_segments_together_give_both_texts(before: str, after: str) -> None:
    segments = word_changes(before, after)
    older = "".join(one.text for one in segments if one.edit is not Edit.INSERTED)
    newer = "".join(one.text for one in segments if one.edit is not Edit.DELETED)
    assert "".join(older.split()) == "".join(before.split())
    assert "".join(newer.split()) == "".join(after.split())
