import datetime
from collections.abc import Mapping

import pytest

from assistant.domain import (
    Block,
    BlockKind,
    DocumentKind,
    FieldEvidence,
    FieldOrigin,
    Instrument,
    Level,
    Metadata,
    Period,
    PolicyDate,
    PolicyStatus,
    ReadText,
    RelationKind,
)
from assistant.ingest.metadata import read_metadata
from assistant.ingest.metadata_check import conflicts, gaps

TODAY = datetime.date(2026, 6, 1)

NOTICE = """甲省工业和信息化厅文件
粤工信产业〔2023〕41号

甲省工业和信息化厅关于印发《先进制造业集群培育行动计划（2023—2027年）》的通知

各地级以上市工业和信息化局，省直有关单位：

根据《广东省制造业高质量发展促进条例》，现印发给你们，请认真执行。

一、总体要求

到2027年，集群数量达到20个。《广东省集群培育办法》同时废止。

广东省工业和信息化厅
广东省财政厅
2023年12月28日
"""

SAVED_PAGE = """下载
打印
【字号：
大
中
小
】
政府工作报告
——2026年1月26日在广东省第十四届
人民代表大会第五次会议上
来源：某日报
时间：2026-02-09
各位代表：
现在，我代表省人民政府，向大会报告工作，请予审议。
一、2025年工作回顾
一年来，经济稳中有进。
"""

REGULATION = """# 甲市科技创新促进条例

2012年3月14日 青岛市第九届人民代表大会常务委员会第三次会议通过

2019年9月3日 青岛市第十届人民代表大会常务委员会第七次会议《关于修改〈甲市科技创新促进条例〉的决定》修正

## 第一章 总则

第一条 为了促进科技创新，根据《中华人民共和国科学技术进步法》，制定本条例。

第二条 本条例自2012年10月1日起施行。
"""


def read(text: str, document_id: str = "a.txt", row: Mapping[str, str] | None = None, **of: str) -> Metadata:
    blocks = ()
    if text.startswith("# "):
        blocks = (Block(0, text.index("\n"), BlockKind.HEADING, 1),)
    return read_metadata(document_id, ReadText(text, blocks, format_metadata=of), row, TODAY).metadata


def evidence(metadata: Metadata, field: str) -> FieldEvidence:
    return next(entry for entry in metadata.evidence if entry.field == field)


class TestNotice:
    metadata = read(NOTICE)

    def test_title_number_and_instrument_of_what_is_passed_on(self) -> None:
        assert self.metadata.title == "甲省工业和信息化厅关于印发《先进制造业集群培育行动计划（2023—2027年）》的通知"
        assert self.metadata.numbers == ("粤工信产业〔2023〕41号",)
        assert self.metadata.instrument is Instrument.ACTION_PLAN

    def test_joint_authorities_are_those_who_signed(self) -> None:
        assert self.metadata.authorities == ("广东省工业和信息化厅", "广东省财政厅")

    def test_addressees_are_the_line_that_ends_in_a_colon(self) -> None:
        assert self.metadata.addressees == ("各地级以上市工业和信息化局", "省直有关单位")

    def test_date_under_the_signatures_period_in_the_title(self) -> None:
        assert str(self.metadata.issued) == "2023-12-28"
        assert self.metadata.period == Period(2023, 2027)
        assert self.metadata.status is PolicyStatus.IN_FORCE

    def test_jurisdiction_and_level_follow_the_authority(self) -> None:
        assert (self.metadata.jurisdiction, self.metadata.level) == ("CN-GD", Level.PROVINCIAL)

    def test_what_it_rests_on_and_what_it_ends(self) -> None:
        found = {relation.kind: relation.target for relation in self.metadata.relations}
        assert found[RelationKind.IMPLEMENTS] == "广东省制造业高质量发展促进条例"
        assert found[RelationKind.REPEALS] == "广东省集群培育办法"

    @pytest.mark.parametrize("field", ["title", "numbers", "issued", "addressees"])
    def test_evidence_marks_the_words(self, field: str) -> None:
        entry = evidence(self.metadata, field)
        assert entry.origin is FieldOrigin.TEXT
        words = NOTICE[entry.start : entry.end]
        expected = {"title": self.metadata.title, "numbers": "粤工信产业〔2023〕41号", "issued": "2023年12月28日"}
        assert words == expected.get(field, "各地级以上市工业和信息化局，省直有关单位")


class TestSavedPage:
    metadata = read(SAVED_PAGE, "广东省_2026_政府工作报告.txt")

    def test_buttons_are_no_title_and_a_common_title_gets_year_and_place(self) -> None:
        assert self.metadata.title == "2026年广东省政府工作报告"

    def test_day_of_the_speech_counts_and_not_that_of_the_page(self) -> None:
        assert str(self.metadata.issued) == "2026-01-26"

    def test_kind_of_text(self) -> None:
        assert self.metadata.instrument is Instrument.REPORT
        assert self.metadata.authorities == ("广东省人民政府",)
        assert self.metadata.period == Period(2026, 2026)


class TestRegulation:
    metadata = read(REGULATION, "山东_甲市科技创新促进条例(2019-10-08).md")

    def test_heading_is_the_title(self) -> None:
        assert self.metadata.title == "甲市科技创新促进条例"

    def test_adopted_first_issued_as_the_version_in_force_as_the_text_says(self) -> None:
        assert str(self.metadata.adopted) == "2012-03-14"
        assert str(self.metadata.issued) == "2019-10-08"
        assert str(self.metadata.effective) == "2012-10-01"

    def test_body_that_passed_it_gives_authority_and_level(self) -> None:
        assert self.metadata.authorities == ("青岛市人民代表大会常务委员会",)
        assert (self.metadata.jurisdiction, self.metadata.level) == ("CN-SD", Level.MUNICIPAL)

    def test_all_versions_are_one_family(self) -> None:
        older = read(REGULATION, "山东_甲市科技创新促进条例(2012-04-02).md")
        assert older.family == self.metadata.family


def test_a_version_date_older_than_the_text_loses_and_is_told() -> None:
    metadata = read(REGULATION, "甲市科技创新促进条例(2001-05-25).md")
    assert str(metadata.issued) == "2019-09-03"
    assert conflicts(metadata) == ("issued: 2019-09-03 (text), but file name says 2001-05-25",)


def test_front_matter_beats_catalog_beats_text() -> None:
    row = {"title": "目录中的标题", "jurisdiction": "浙江", "aliases": "甲；乙"}
    front = {"title": "前言中的标题", "kind": "digest", "issued": "2020-05"}
    metadata = read(NOTICE, row=row, **front)
    assert (metadata.title, metadata.kind) == ("前言中的标题", DocumentKind.DIGEST)
    assert (metadata.jurisdiction, metadata.aliases) == ("CN-ZJ", ("甲", "乙"))
    assert str(metadata.issued) == "2020-05"
    assert evidence(metadata, "jurisdiction").origin is FieldOrigin.CATALOG


def test_title_wrapped_over_two_lines_is_one() -> None:
    metadata = read("某文件\n关于加快建设先进制造业集群\n促进创新发展的指导意见\n一、总体要求\n正文。\n")
    assert metadata.title == "关于加快建设先进制造业集群促进创新发展的指导意见"
    assert metadata.instrument is Instrument.OPINION


def test_code_chapter_names_title_and_chapter() -> None:
    text = "# Title 15— COMMERCE AND TRADE\n### CHAPTER 63— TECHNOLOGY AND INNOVATION\n#### § 3701. Findings\nText."
    metadata = read(text, "title-15_CHAPTER-63.md")
    assert metadata.title == "Title 15 Commerce and Trade, Chapter 63 Technology and Innovation"
    assert (metadata.jurisdiction, metadata.instrument, metadata.language) == ("US", Instrument.LAW, "en")


def test_german_agreement_from_its_file_name() -> None:
    text = "# I. Präambel\n\nDie Parteien haben sich auf die folgenden Ziele für die Bundesregierung geeinigt.\n"
    metadata = read(text, "210506_Koalitionsvertrag_2021-2026.md")
    assert metadata.title == "Koalitionsvertrag 2021-2026"
    assert (metadata.language, metadata.jurisdiction) == ("de", "DE")
    assert (metadata.instrument, metadata.period) == (Instrument.AGREEMENT, Period(2021, 2026))
    assert str(metadata.issued) == "2021-05-06"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("甲省集群管理办法（征求意见稿）\n第一条 正文。", PolicyStatus.DRAFT),
        ("甲省集群行动计划（2021—2023年）\n一、正文。", PolicyStatus.PERIOD_ENDED),
        ("甲省集群管理办法\n第一条 正文。\n第九条 本办法自2024年1月1日起施行，有效期5年。", PolicyStatus.IN_FORCE),
        ("甲省集群管理办法\n第一条 正文。\n第九条 本办法有效期至2025年12月31日。", PolicyStatus.PERIOD_ENDED),
        ("甲省集群管理办法\n第一条 正文。\n第九条 本办法自2027年1月1日起施行。", PolicyStatus.UNKNOWN),
        ("甲省集群意见\n一、正文。", PolicyStatus.UNKNOWN),
    ],
)
def test_status_with_its_reason(text: str, status: PolicyStatus) -> None:
    metadata = read(text)
    assert metadata.status is status
    assert (metadata.status_reason is None) == (status is PolicyStatus.UNKNOWN and "2027" not in text)


def test_declared_status_is_not_given_a_derived_reason() -> None:
    metadata = read("甲省集群行动计划（2021—2023年）\n一、正文。", row={"status": "in_force", "document": "a.txt"})
    assert (metadata.status, metadata.status_reason) == (PolicyStatus.IN_FORCE, None)


def test_page_table_is_believed_before_the_text() -> None:
    metadata = read(
        NOTICE, 标题="关于先进制造业集群的若干措施", 发文字号="粤工信〔2023〕9号", 成文日期="2023年12月20日"
    )
    assert metadata.title == "关于先进制造业集群的若干措施"
    assert metadata.numbers == ("粤工信〔2023〕9号",)
    assert str(metadata.issued) == "2023-12-20"


def test_what_a_word_processor_put_in_is_not_a_title() -> None:
    assert read(NOTICE, Title="Microsoft Word - 文件.docx").title.startswith("甲省工业和信息化厅关于印发")


def test_empty_text_still_has_a_title_and_names_its_gaps() -> None:
    metadata = read("。", "2023报告.txt")
    assert metadata.title == "2023报告"
    assert "jurisdiction" in gaps(metadata)


def test_dates_are_compared_as_policy_dates() -> None:
    assert read(NOTICE).date == PolicyDate.parse("2023-12-28")
