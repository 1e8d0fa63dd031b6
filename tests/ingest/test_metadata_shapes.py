"""Heads and feet of the shapes that official texts come in; the texts are our own."""

import datetime
import textwrap
from dataclasses import replace

import pytest

from assistant.domain import (
    BlockKind,
    FieldOrigin,
    Instrument,
    Level,
    Metadata,
    Period,
    PolicyStatus,
    ReadText,
    RelationKind,
)
from assistant.ingest.metadata import read_metadata
from assistant.ingest.readers.text import text_blocks

TODAY = datetime.date(2026, 6, 1)


def read(text: str, document_id: str = "a.txt") -> Metadata:
    text = textwrap.dedent(text).strip("\n")
    return read_metadata(document_id, ReadText(text, tuple(text_blocks(text))), None, TODAY).metadata


def origins(metadata: Metadata) -> dict[str, FieldOrigin]:
    return {entry.field: entry.origin for entry in reversed(metadata.evidence)}


def test_saved_page_with_labelled_lines() -> None:
    found = read(
        """
        索 引 号：000000000/2023-00099
        主题分类：工业、交通
        发文机关：国务院办公厅
        成文日期：2023年03月05日
        标　　题：国务院办公厅关于支持产业集群发展的指导意见
        发文字号：国办发〔2023〕99号
        有 效 性：失效
        发布日期：2023年03月20日
        国务院办公厅关于支持
        产业集群发展的指导意见
        国办发〔2023〕99号
        各省、自治区、直辖市人民政府：
        现提出以下意见。
        一、总体要求
        坚持创新。
        """
    )
    assert found.title == "国务院办公厅关于支持产业集群发展的指导意见"
    assert (found.numbers, found.authorities) == (("国办发〔2023〕99号",), ("国务院办公厅",))
    assert str(found.issued) == "2023-03-05"
    assert (found.status, found.status_reason) == (PolicyStatus.REPEALED, "标明“失效”")
    assert found.addressees == ("各省、自治区、直辖市人民政府",)


def test_joint_notice_whose_issuers_stand_above_the_title() -> None:
    found = read(
        """
        工业和信息化部办公厅 财政部办公厅
        关于组织培育特色产业
        集群的通知
        工信厅联企业〔2022〕999号
        各省、自治区、直辖市中小企业主管部门、财政厅（局）：
        现将有关事项通知如下。
        工业和信息化部办公厅    财政部办公厅
        2022年9月6日
        """
    )
    assert found.title == "工业和信息化部办公厅 财政部办公厅关于组织培育特色产业集群的通知"
    assert found.authorities == ("工业和信息化部办公厅", "财政部办公厅")
    assert (found.jurisdiction, str(found.issued)) == ("CN", "2022-09-06")


def test_order_that_puts_a_regulation_into_force() -> None:
    found = read(
        """
        中华人民共和国国务院令
        第999号
        《产业集群促进条例》已经2023年10月8日国务院第16次常务会议通过，现予公布，自2024年1月1日起施行。
        总理　某某
        2023年10月22日
        产业集群促进条例
        第一条　为了促进集群发展，制定本条例。
        """
    )
    assert (found.title, found.instrument) == ("产业集群促进条例", Instrument.REGULATION)
    assert (found.numbers, found.authorities) == (("国务院令第999号",), ("国务院",))
    assert tuple(map(str, (found.adopted, found.issued, found.effective))) == ("2023-10-08", "2023-10-22", "2024-01-01")


def test_order_of_a_province_that_is_valid_for_five_years_and_ends_another() -> None:
    found = read(
        """
        广东省人民政府令
        第999号
        《广东省集群园区管理办法》已经2024年5月6日广东省人民政府常务会议通过，现予公布，自2024年8月1日起施行。
        省长　某某
        2024年6月11日
        广东省集群园区管理办法
        第一条　为了规范园区管理，制定本办法。
        第三十条　本办法自2024年8月1日起施行，有效期5年。《广东省集群园区管理暂行办法》（粤府〔2015〕999号）同时废止。
        """
    )
    assert (found.title, found.jurisdiction, found.level) == ("广东省集群园区管理办法", "CN-GD", Level.PROVINCIAL)
    assert found.status_reason == "有效期至2029-08-01"
    assert [(r.kind, r.target) for r in found.relations] == [(RelationKind.REPEALS, "广东省集群园区管理暂行办法")]


def test_announcement_that_has_only_a_number() -> None:
    found = read(
        "中华人民共和国工业和信息化部\n公　　告\n2023年　第99号\n现予公告。\n附件：名单\n工业和信息化部\n2023年7月28日"
    )
    assert found.title == "中华人民共和国工业和信息化部公告2023年第99号"
    assert found.numbers == ("工业和信息化部公告2023年第99号",)
    assert (found.instrument, str(found.issued)) == (Instrument.NOTICE, "2023-07-28")


def test_opinions_of_two_central_bodies_dated_under_the_title() -> None:
    found = read("中共中央 国务院关于推进产业集群的指导意见\n（2020年5月17日）\n现提出如下意见。\n一、形势\n略。")
    assert found.authorities == ("中共中央", "国务院")
    assert (found.jurisdiction, str(found.issued), found.instrument) == ("CN", "2020-05-17", Instrument.OPINION)


def test_reply_of_the_centre_to_a_province_is_national() -> None:
    found = read(
        "国务院关于同意设立苏南集群示范区的批复\n国函〔2021〕999号\n江苏省人民政府：\n现批复如下。\n国务院\n2021年9月2日"
    )
    assert (found.jurisdiction, found.level) == ("CN", Level.NATIONAL)
    assert found.addressees == ("江苏省人民政府",)


def test_notice_that_passes_on_a_plan_without_title_marks() -> None:
    found = read(
        """
        浙江省人民政府关于印发浙江省集群基地“十四五”规划的通知
        浙政发〔2021〕999号
        各市人民政府：
        现印发给你们。
        浙江省人民政府
        2021年7月6日
        浙江省集群基地建设规划
        本规划期限为2021—2025年，展望到2035年。
        """
    )
    assert (found.instrument, found.period) == (Instrument.PLAN, Period(2021, 2025))
    assert found.status is PolicyStatus.PERIOD_ENDED


def test_county_is_a_level_of_its_own() -> None:
    assert read("某某县人民政府办公室关于印发集群三年行动计划的通知\n各乡镇人民政府：\n现印发。").level is Level.COUNTY


def test_a_law_in_force_that_the_text_names_is_not_its_own_date() -> None:
    found = read(
        "关于加强信用建设的通知\n各市：\n为做好工作，现通知如下。\n一、要求\n2019年1月1日起全面施行的《某法》是重大部署。"
    )
    assert found.effective is None


def test_german_funding_guideline() -> None:
    found = read(
        """
        Bundesministerium für Bildung und Forschung
        Richtlinie zur Förderung von Musterclustern
        Vom 12. März 2021
        1 Förderziel
        Mit dieser Richtlinie fördert das Bundesministerium regionale Cluster, die sich bewerben.
        Diese Förderrichtlinie tritt am 1. April 2021 in Kraft. Die Laufzeit ist bis zum 31. Dezember 2025 befristet.
        """
    )
    assert found.title == "Richtlinie zur Förderung von Musterclustern"
    assert found.authorities == ("Bundesministerium für Bildung und Forschung",)
    assert (str(found.issued), str(found.effective), found.jurisdiction) == ("2021-03-12", "2021-04-01", "DE")
    assert (found.status, found.status_reason) == (PolicyStatus.PERIOD_ENDED, "valid until 2025-12-31")


def test_german_law_from_the_gazette() -> None:
    found = read(
        "Gesetz zur Förderung der Cluster (Clustergesetz - ClG)\nAusfertigungsdatum: 14.12.2019\n§ 1 Ziel\nEin Satz."
    )
    assert (found.title, found.jurisdiction) == ("Gesetz zur Förderung der Cluster (Clustergesetz - ClG)", "DE")
    assert str(found.issued) == "2019-12-14"


def test_european_communication() -> None:
    found = read(
        """
        EUROPEAN COMMISSION
        Brussels, 10.3.2020
        COM(2020) 999 final
        COMMUNICATION FROM THE COMMISSION TO THE EUROPEAN PARLIAMENT AND THE COUNCIL
        A New Cluster Strategy for Europe
        1. A new strategy
        The European Union supports clusters.
        """
    )
    assert (found.title, found.numbers) == ("A New Cluster Strategy for Europe", ("COM(2020) 999",))
    assert (found.authorities, str(found.issued)) == (("European Commission",), "2020-03-10")
    assert (found.jurisdiction, found.level) == ("EU", Level.SUPRANATIONAL)


def test_executive_order_and_public_law() -> None:
    order = read(
        "Executive Order 14999 of February 24, 2021\nRegional Clusters\nBy the authority vested in me, it is ordered."
    )
    assert (order.title, str(order.issued)) == ("Executive Order 14999: Regional Clusters", "2021-02-24")
    assert (order.numbers, order.jurisdiction) == (("Executive Order 14999",), "US")
    law = read(
        "PUBLIC LAW 117–999—AUG. 9, 2022\nCluster and Science Act\nAn Act\nThe Cluster and Science Act begins here."
    )
    assert (law.title, law.numbers, str(law.issued)) == (
        "Cluster and Science Act",
        ("Public Law 117-999",),
        "2022-08-09",
    )
    assert law.relations == ()


def test_british_paper_dated_to_the_month() -> None:
    found = read(
        "Department for Business & Clusters\nCluster Strategy: building on strengths\nNovember 2017\nForeword\nText."
    )
    assert (found.title, str(found.issued)) == ("Cluster Strategy: building on strengths", "2017-11")
    assert found.authorities == ("Department for Business & Clusters",)


@pytest.mark.parametrize(
    "line",
    [
        "附件：集群名单",
        "抄送：各市人民政府办公室通知",
        "This guideline enters into force on the first day of the year.",
        "UNITED STATES",
        "Washington, D.C. 20001",
        "FORM 12-C",
        "Pursuant to Section 4 of the Regional Clusters Act",
        "☐ Report on regional clusters",
    ],
)
def test_lines_that_are_no_title(line: str) -> None:
    text = f"{line}\n正文。"
    first, *others = text_blocks(text)
    heading = (replace(first, kind=BlockKind.HEADING, level=1), *others)
    assert read(text, "集群.txt").title == "集群"
    assert read_metadata("集群.txt", ReadText(text, heading), None, TODAY).metadata.title == "集群"


def test_a_property_of_figures_only_is_no_title() -> None:
    text = "Words without a title."
    properties = {"title": "0001018-23-000005"}
    found = read_metadata(
        "Hub report.pdf", ReadText(text, tuple(text_blocks(text)), format_metadata=properties), None, TODAY
    )
    assert found.metadata.title == "Hub report"


def test_every_field_that_was_read_has_its_evidence() -> None:
    found = read(
        "甲省工业和信息化厅关于印发《先进制造业集群行动计划（2023—2027年）》的通知\n粤工信〔2023〕9号\n各市：\n"
        "根据《甲省条例》，现印发给你们。\n甲省工业和信息化厅\n2023年12月28日"
    )
    known = origins(found)
    fields = ("title", "language", "jurisdiction", "numbers", "authorities", "level", "instrument", "issued", "period")
    for field in (*fields, "status", "status_reason", "relations", "family"):
        assert getattr(found, field), field
        assert field in known, field


def test_gazette_whose_first_headings_are_rubrics_and_bodies() -> None:
    lines = ["Proposed Rules", "DEPARTMENT OF CLUSTERS", "Regional Cluster Administration", "13 CFR Part 300"]
    text = "\n".join([*lines, "Regional Clusters; Grants for Hubs", "The agency proposes to support hubs with grants."])
    blocks = tuple(
        replace(block, kind=BlockKind.HEADING, level=2) if number < 5 else block
        for number, block in enumerate(text_blocks(text))
    )
    found = read_metadata("2020-1.txt", ReadText(text, blocks), None, TODAY).metadata
    assert found.title == "Regional Clusters; Grants for Hubs"
    assert found.authorities == ("Department of Clusters", "Regional Cluster Administration")
