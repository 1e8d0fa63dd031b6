"""Whole outlines of the shapes policy texts come in; the texts are our own."""

import textwrap
from dataclasses import replace

import pytest

from assistant.domain import Block, BlockKind, ReadText
from assistant.ingest.outline import build_outline
from assistant.ingest.passages import make_passages
from assistant.ingest.readers.markdown import markdown_blocks
from assistant.ingest.readers.text import text_blocks


def drawn(read: ReadText) -> str:
    """An outline as an indented list."""
    return "\n".join(f"{'  ' * (section.level - 1)}{section.heading}" for section in build_outline(read).sections)


def plain(text: str) -> ReadText:
    text = textwrap.dedent(text).strip("\n")
    return ReadText(text, tuple(text_blocks(text)))


def markdown(text: str) -> ReadText:
    text = textwrap.dedent(text).strip("\n")
    return ReadText(text, tuple(markdown_blocks(text)))


def word(*paragraphs: tuple[str, int | None]) -> ReadText:
    """Paragraphs with the level of their style, as a Word reader hands them over."""
    text, blocks = "", []
    for words, level in paragraphs:
        start = len(text)
        text += words + "\n"
        kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
        blocks.append(Block(start, start + len(words), kind, level))
    return ReadText(text, tuple(blocks))


def expect(read: ReadText, outline: str) -> None:
    assert drawn(read) == textwrap.dedent(outline).strip("\n")


def test_law_with_paragraphs_and_items() -> None:
    expect(
        plain(
            """
            某市产业集群促进条例
            第一编 总则
            第一章 目的
            第一条　为了促进集群发展，制定本条例。
            第二条　本条例所称集群，包括下列各项：
            （一）制造业集群；
            （二）服务业集群：
            1.设计；
            2.检测。
            前款第（一）项依照本条例第一条认定。
            第三条　依照本条例第五条申请的，适用第二条。
            第二章 附则
            第一百二十一条之一　本条例自2030年1月1日起施行。
            """
        ),
        """
        第一编 总则
          第一章 目的
            第一条
            第二条
              第一款
                （一）
                （二）
                  1.
                  2.
              第二款
            第三条
          第二章 附则
            第一百二十一条之一
        """,
    )


def test_law_printed_without_space_after_the_label() -> None:
    expect(
        plain("第一条为了促进发展，制定本条例。\n第二条本条例适用于本市。\n第七条所列的情形除外。\n第三条市政府负责。"),
        """
        第一条
        第二条
          第一款
          第二款
        第三条
        """,
    )


def test_hard_wrapped_law_counts_no_paragraphs() -> None:
    expect(
        plain("第一条 为了促进集群\n发展，制定本条例。\n第二条 本条例适用于\n本市。"),
        """
        第一条
        第二条
        """,
    )


def test_plan_with_parts_chapters_sections_and_boxes() -> None:
    expect(
        plain(
            """
            第一篇 开启新征程
            第一章 发展环境
            第一节 主要成就
            成就说明一句。
            专栏1 主要指标
            1. 产业规模
            2. 研发强度
            第二节 面临形势
            形势说明一句。
            第二篇 建设产业体系
            第二章 提升制造业
            说明一句。
            """
        ),
        """
        第一篇 开启新征程
          第一章 发展环境
            第一节 主要成就
              专栏1 主要指标
            第二节 面临形势
        第二篇 建设产业体系
          第二章 提升制造业
        """,
    )


def test_notice_with_four_levels_and_an_annex() -> None:
    expect(
        plain(
            """
            关于印发培育方案的通知
            各市人民政府：
            现印发给你们。
            一、总体要求
            （一）指导思想。坚持创新驱动，形成合力。
            （二）基本原则
            1.市场主导。发挥企业的主体作用，完善机制。
            2.政府引导。加强统筹，优化环境。
            二、重点任务
            （一）建设创新平台。
            围绕主导产业布局平台。
            （1）实验室。建设重点实验室，开展研究。
            （2）中试线。建设中试线，服务企业。
            （二）支持龙头企业。
            择优给予支持，包括：
            （三）条件；
            附件1
            集群名单
            一、装备集群
            说明一句。
            """
        ),
        """
        一、总体要求
          （一）指导思想
          （二）基本原则
            1.市场主导
            2.政府引导
        二、重点任务
          （一）建设创新平台
            （1）实验室
            （2）中试线
          （二）支持龙头企业
        附件1 集群名单
          一、装备集群
        """,
    )


def test_items_of_a_list_are_no_headings() -> None:
    expect(
        plain(
            "一、条件\n申请者应当：\n（一）设在本市。\n（二）成立两年以上。\n（三）没有违法记录。\n二、程序\n按程序办理。"
        ),
        "一、条件\n二、程序",
    )


def test_us_code_with_subchapters_the_format_does_not_state() -> None:
    read = markdown(
        """
        # Title 15— COMMERCE AND TRADE
        ### CHAPTER 99— REGIONAL CLUSTERS
        SUBCHAPTER I— GRANTS

        Part A— General

        #### § 9901. Definitions
        In this chapter:

        (1) The term "cluster" means

        (A) a group of firms; and

        (B) the bodies around it.

        (2) The term "hub" has the meaning given in section 5 of this title.

        #### § 9902. Grants
        ##### (a) In general
        The Secretary shall make grants to clusters

        (1) that are new; or

        (2) that are

        (i) small; or

        (ii) rural.

        ##### (b) Limits
        Section 3212 of title 42 shall apply to a project.

        (h) Reports are due.

        (i) Audits are made.

        (j) Rules are issued.

        SUBCHAPTER II— HUBS

        #### § 9911a. Hubs
        Text.
        """
    )
    expect(
        read,
        """
        Title 15— COMMERCE AND TRADE
          CHAPTER 99— REGIONAL CLUSTERS
            SUBCHAPTER I— GRANTS
              Part A— General
                § 9901. Definitions
                  (1)
                    (A)
                    (B)
                  (2)
                § 9902. Grants
                  (a) In general
                    (1)
                    (2)
                      (i)
                      (ii)
                  (b) Limits
                  (h)
                  (i)
                  (j)
            SUBCHAPTER II— HUBS
              § 9911a. Hubs
        """,
    )


def test_german_law() -> None:
    expect(
        plain(
            """
            Teil 1 Allgemeines
            Kapitel 1 Ziele
            Abschnitt 1 Grundsätze
            § 1 Zweck des Gesetzes
            (1) Das Gesetz fördert Cluster.
            (2) Gefördert werden
            1. Netzwerke,
            2. Vorhaben
            a) der Forschung oder
            b) der Ausbildung.
            § 5 Abs. 2 gilt entsprechend.
            § 2 Begriffe
            Cluster sind Netzwerke.
            Zweiter Abschnitt
            § 3 Verfahren
            Anlage 1
            """
        ),
        """
        Teil 1 Allgemeines
          Kapitel 1 Ziele
            Abschnitt 1 Grundsätze
              § 1 Zweck des Gesetzes
                (1)
                (2)
                  1.
                  2.
                    a)
                    b)
              § 2 Begriffe
            Zweiter Abschnitt
              § 3 Verfahren
        Anlage 1
        """,
    )


def test_british_act_divides_parts_into_chapters() -> None:
    expect(
        plain("PART 1\nCHAPTER 1 Bodies\nArticle 1 The board\nText.\nCHAPTER 2 Money\nPART 2 General"),
        """
        PART 1
          CHAPTER 1 Bodies
            Article 1 The board
          CHAPTER 2 Money
        PART 2 General
        """,
    )


def test_labels_with_their_titles_on_the_next_line() -> None:
    read = plain(
        """
        CHAPTER I
        GENERAL PROVISIONS
        Article 1
        Subject matter
        1. This Regulation supports clusters.
        2. It applies to
        (a) networks;
        (b) hubs.
        Article 2
        This article has no title of its own.
        第二章
        附　则
        第三条
        本条例自公布之日起施行
        """
    )
    expect(
        read,
        """
        CHAPTER I GENERAL PROVISIONS
          Article 1 Subject matter
            1.
            2.
              (a)
              (b)
          Article 2
        第二章 附 则
          第三条
        """,
    )
    assert paths(read) == [
        ("CHAPTER I GENERAL PROVISIONS", "Article 1 Subject matter"),
        ("CHAPTER I GENERAL PROVISIONS", "Article 2"),
        ("第二章 附 则", "第三条"),
    ]


def test_report_with_decimal_numbers() -> None:
    expect(
        plain("1. Introduction\nA text.\n1.1 Aims of the strategy\nA text.\n2. Measures\n2.1 Grants\n2.5 million."),
        """
        1. Introduction
          1.1 Aims of the strategy
        2. Measures
          2.1 Grants
        """,
    )


def test_word_headings_with_chinese_items_below_them() -> None:
    expect(
        word(
            ("产业集群行动计划", 1),
            ("一、总体要求", 2),
            ("坚持市场主导。", None),
            ("（一）目标。到2030年建成十个集群。", None),
            ("二、重点任务", 2),
        ),
        """
        产业集群行动计划
          一、总体要求
            （一）目标
          二、重点任务
        """,
    )


def test_sentences_a_converter_took_for_headings() -> None:
    expect(
        markdown(
            """
            # Agreement
            ### We will strengthen the regions. To do so we will fund their clusters.
            ## Economy
            ### Rules for all firms in the country shall follow the model of the former act on
            """
        ),
        """
        Agreement
          Economy
        """,
    )


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param("目 录\n第一章 总则 …… 1\n第二章 目标 …… 3\n第三章 保障 …… 9\n", id="leaders and pages"),
        pytest.param("目录\n第一章 总则\n第二章 目标\n第三章 保障\n", id="without pages"),
        pytest.param(
            "第一章 总则.....1\n第二章 目标.....3\n第三章 保障.....9\n第四章 附则.....10\n附件.....11\n",
            id="without title",
        ),
    ],
)
def test_contents_are_left_out(contents: str) -> None:
    body = "第一章 总则\n正文一句。\n第二章 目标\n正文二句。\n第三章 保障\n正文三句。"
    outline = build_outline(plain(contents + body))
    assert [section.heading for section in outline.sections] == ["第一章 总则", "第二章 目标", "第三章 保障"]
    assert {gap.reason for gap in outline.left_out} == {"table of contents"}
    assert max(gap.end for gap in outline.left_out) == len(contents) - 1


def test_linked_contents_are_left_out() -> None:
    read = markdown(
        "### Inhalt\n[I. Ziele 4](#a)\n[Mittel 8](#b)\n[II. Wege 9](#c)\n"
        "## I. Ziele\nText.\n### Mittel\nText.\n## II. Wege\n"
    )
    assert drawn(read) == "I. Ziele\n  Mittel\nII. Wege"


def test_contents_whose_entries_a_reader_joined_run_over_pages() -> None:
    text = (
        "Inhaltsverzeichnis\nPräambel 9\nZIELE . . . . . . . . 9 WEGE . . . . . . . . 10\n7\n"
        "Ein Eintrag, der über zwei Zeilen\ngeht . . . . . . . . 11\nPräambel\nWir fördern Cluster, wo sie entstehen."
    )
    blocks = [
        replace(block, kind=BlockKind.RUNNING_HEAD) if text[block.start : block.end] == "7" else block
        for block in text_blocks(text)
    ]
    outline = build_outline(ReadText(text, tuple(blocks)))
    last = max(gap.end for gap in outline.left_out)
    assert text[last:].strip().startswith("Präambel\nWir")


def test_a_short_list_of_figures_is_no_table_of_contents() -> None:
    assert build_outline(plain("一、指标\n产业规模 10\n研发强度 3\n企业数量 20\n二、任务\n一句。")).left_out == ()


def paths(read: ReadText) -> list[tuple[str, ...]]:
    return [passage.heading_path for passage in make_passages("a", read, build_outline(read), "zh")]


def test_every_article_is_one_passage_path_in_order() -> None:
    long = "市人民政府应当完善政策，支持集群发展。" * 80
    read = plain(f"第一章 总则\n第一条 短。\n第二条 {long}\n第二章 附则\n第三条 短。\n第四条 依照本条例第一条办理。")
    found = paths(read)
    articles = list(dict.fromkeys(found))
    assert articles == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 附则", "第三条"),
        ("第二章 附则", "第四条"),
    ]
    assert found == sorted(found, key=articles.index)
    assert len(found) > 4


def test_long_sections_of_a_code_split_at_their_parts() -> None:
    words = "The Secretary shall support the cluster with a grant for its shared facilities. " * 12
    read = markdown(f"#### § 7. Grants\n##### (a) Awards\n(1) {words}\n\n(2) {words}\n\n##### (b) Rules\n{words}")
    assert [path[1:] for path in paths(read)] == [("(a) Awards", "(1)"), ("(a) Awards", "(2)"), ("(b) Rules",)]


def test_a_quote_of_the_first_paragraph_has_its_path() -> None:
    read = plain("第一条 甲说明。\n乙说明。\n第二条 丙说明。")
    sections = build_outline(read).sections
    at = {section.path: section.start for section in sections}
    assert at["第一条", "第一款"] == at["第一条",] == 0
    assert paths(read) == [("第一条",), ("第二条",)]
