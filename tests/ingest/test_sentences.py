from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.sentences import split_sentences


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句！“第三句。”第四句", ["第一句。", "第二句！", "“第三句。”", "第四句"]),
        ("One sentence. Another one? Yes.", ["One sentence.", "Another one?", "Yes."]),
        ("Under 15 U.S.C. 4652 the Secretary acts. See No. 5 and e.g. Ohio.", None),
        ("Das gilt z. B. am 3. Oktober und nach Abs. 2 Satz 1. Danach endet es.", None),
        ("It grew by 2.5 percent. Then 3.5.", ["It grew by 2.5 percent.", "Then 3.5."]),
        ("甲：\n（一）乙；\n（二）丙。", ["甲：", "（一）乙；", "（二）丙。"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    if expected is None:
        assert len(parts(text)) == 2
    else:
        assert parts(text) == expected


def test_a_very_long_chinese_list_is_cut_at_its_semicolons() -> None:
    text = "；".join(["推动先进制造业集群高质量发展" * 6] * 8) + "。"
    assert len(parts(text)) == 8
    assert "".join(parts(text)) == text


@given(st.text(alphabet='甲乙。！？”“；\n AbC.!?"() 12', max_size=200))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    spans = split_sentences(text)
    held = {offset for span in spans for offset in range(span.start, span.end)}
    assert all(offset in held for offset, character in enumerate(text) if not character.isspace())
    assert all(first.end <= second.start for first, second in pairwise(spans))
