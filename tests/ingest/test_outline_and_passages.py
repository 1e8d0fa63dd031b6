from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.config import IngestSettings
from assistant.domain import ReadText
from assistant.ingest.outline import Outline, build_outline
from assistant.ingest.passage_units import LARGEST_TOKENS, estimate_tokens
from assistant.ingest.passages import make_passages
from assistant.ingest.readers import read_file
from assistant.ingest.readers.markdown import markdown_blocks
from assistant.ingest.readers.text import text_blocks


def plain(text: str) -> ReadText:
    return ReadText(text, tuple(text_blocks(text)))


def markdown(text: str) -> ReadText:
    return ReadText(text, tuple(markdown_blocks(text)))


def paths(read: ReadText) -> list[tuple[str, ...]]:
    return [section.path for section in build_outline(read).sections]


LAW = """# 某省集群促进条例

## 第一章 总则

第一条 为了促进集群发展，根据本法第三条的规定，制定本条例。

第二条 本条例所称集群，包括：

（一）先进制造业集群；

（二）战略性新兴产业集群。

## 第二章 保障

第三条之一 省人民政府应当安排专项资金。
"""


def test_a_chinese_law() -> None:
    title = "某省集群促进条例"
    assert paths(markdown(LAW)) == [
        (title,),
        (title, "第一章 总则"),
        (title, "第一章 总则", "第一条"),
        (title, "第一章 总则", "第二条"),
        (title, "第一章 总则", "第二条", "（一）"),
        (title, "第一章 总则", "第二条", "（二）"),
        (title, "第二章 保障"),
        (title, "第二章 保障", "第三条之一"),
    ]


def test_a_chinese_plan_with_four_levels() -> None:
    text = (
        "第三篇 构建现代产业体系\n导言一句。\n第八章 深入实施制造强国战略\n第一节 加强产业基础能力\n"
        "一句话。\n专栏4 核心竞争力\n内容。\n第二节 提升水平\n又一句。\n第九章 发展壮大新兴产业\n末句。"
    )
    found = paths(plain(text))
    assert (
        "第三篇 构建现代产业体系",
        "第八章 深入实施制造强国战略",
        "第一节 加强产业基础能力",
        "专栏4 核心竞争力",
    ) in found
    assert found[-1] == ("第三篇 构建现代产业体系", "第九章 发展壮大新兴产业")


def test_a_notice_with_headings_that_begin_their_paragraph() -> None:
    text = (
        "一、总体要求\n（一）指导思想。坚持创新驱动，推动集群发展。\n（二）主要目标。到2025年取得明显成效，形成若干集群。\n"
        "二、重点任务\n各地要认真落实，一是加强领导，二是做好宣传。"
    )
    assert paths(plain(text)) == [
        ("一、总体要求",),
        ("一、总体要求", "（一）指导思想"),
        ("一、总体要求", "（二）主要目标"),
        ("二、重点任务",),
    ]


def test_us_code() -> None:
    text = (
        "# Title 15— COMMERCE AND TRADE\n### CHAPTER 63— TECHNOLOGY INNOVATION\n"
        "#### §\u202f3722. Regional innovation program\n##### (a) Establishment\n"
        "The Secretary shall establish a program.\n"
        "##### (b) Cluster grants\nText of (b).\n#### §\u202f3722a. Hubs\nMore text.\n"
    )
    found = paths(markdown(text))
    assert found[3] == (
        "Title 15— COMMERCE AND TRADE",
        "CHAPTER 63— TECHNOLOGY INNOVATION",
        "§ 3722. Regional innovation program",
        "(a) Establishment",
    )
    assert found[-1][-1] == "§ 3722a. Hubs"
    assert len(found[-1]) == 3


def test_a_german_agreement() -> None:
    text = "I. Präambel\nEin Satz.\nII. Moderner Staat und Innovation\nNoch ein Satz.\n"
    assert paths(plain(text)) == [("I. Präambel",), ("II. Moderner Staat und Innovation",)]


def test_a_table_of_contents_is_left_out() -> None:
    text = "目录\n第一章 总则………1\n第二章 目标………3\n第三章 保障………9\n第一章 总则\n正文一句。\n第二章 目标\n正文二句。"
    outline = build_outline(plain(text))
    assert {gap.reason for gap in outline.left_out} == {"table of contents"}
    assert [section.heading for section in outline.sections] == ["第一章 总则", "第二章 目标"]


@pytest.mark.parametrize(
    "line", ["根据第三条的规定，可以申请。", "第三条规定的情形除外。", "前款所称的集群。", "第二章规定的程序。"]
)
def test_a_mention_of_an_article_is_no_heading(line: str) -> None:
    headings = [section.heading for section in build_outline(plain(f"第一条 总则。\n{line}")).sections]
    assert headings == ["第一条", "第一款", "第二款"]


def passages_hold_everything(read: ReadText, outline: Outline) -> None:
    passages = make_passages("a.txt", read, outline, "zh")
    owner = [0] * len(read.text)
    for passage in passages:
        assert passage.text == read.text[passage.start : passage.end]
        for offset in range(passage.start, passage.end):
            owner[offset] += 1
    for gap in outline.left_out:
        for offset in range(gap.start, gap.end):
            owner[offset] += 1
    assert all(count == 1 for count, character in zip(owner, read.text, strict=True) if not character.isspace())
    assert all(first.end <= second.start for first, second in pairwise(passages))


LINES = st.sampled_from(
    [
        "第一章 总则",
        "第二条 内容如下。",
        "一、目标",
        "（一）任务。说明一句话。",
        "下载",
        "目录",
        "普通的一句话，说明政策目标。",
        "",
        "A sentence. And another one.",
        "推动先进制造业集群高质量发展，到2025年产业规模达到一万亿元。" * 4,
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=40))
def test_every_character_is_in_one_passage_or_left_out(lines: list[str]) -> None:
    read = plain("\n".join(lines))
    passages_hold_everything(read, build_outline(read))


def test_sizes_sentences_and_paths() -> None:
    text = "\n".join(
        f"第{number}节 标题\n" + "省人民政府应当推动先进制造业集群发展。" * 6 for number in "一二三四五六七八九"
    )
    read = plain(text)
    passages = make_passages("a.txt", read, build_outline(read), "zh")
    assert len(passages) > 2
    for passage in passages:
        assert estimate_tokens(passage.text) <= LARGEST_TOKENS
        assert passage.text.startswith("第")
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
    assert all(estimate_tokens(passage.text) >= 120 for passage in passages[:-1])


def test_a_heading_does_not_stand_at_the_end_of_a_passage() -> None:
    body = "推动先进制造业集群高质量发展，形成一批标志性成果。" * 12
    text = "\n".join(f"第{number}节 标题文字\n{body}" for number in "一二三四五")
    read = plain(text)
    for passage in make_passages("a.txt", read, build_outline(read), "zh"):
        assert not passage.text.rstrip().endswith("标题文字")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"   \n", "no text"),
        ("a.pdf", b"plain text", "no PDF"),
        ("a.xyz", b"text", "not read"),
        ("a.docx", b"PK\x03\x04rest", "Office file is damaged"),
        ("a.md", b"---\n: [\n---\ntext", "front matter"),
        ("a.txt", b"\x00\x01\x02" * 200, "text file"),
    ],
)
def test_unreadable_files_say_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    from assistant.errors import ReadError

    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(ReadError, match=reason):
        read_file(file, IngestSettings())
