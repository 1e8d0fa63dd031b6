import pytest

from assistant.answer.citations import cite
from assistant.domain import Document, Metadata, PageSpan
from assistant.render.bibtex import bibtex


@pytest.mark.parametrize("title", ["100% {of} A_B & C\\D", "标题"])
def test_bibtex_keeps_its_braces_balanced(title: str) -> None:
    metadata = Metadata(title, authorities=("A & B",), official_url="javascript:alert(1)")
    document = Document("cn-gd/计划.md", "0", "some text", metadata, pages=(PageSpan(2, 0, 9),))
    entry = bibtex(cite(document, 0, 4))
    assert entry.count("{") == entry.count("}")
    assert entry.startswith("@misc{cn-gd-md,")
    assert "pages = {2}" in entry
    assert "javascript" not in entry
