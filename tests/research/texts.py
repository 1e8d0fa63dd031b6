"""Documents of our own words for tests of tables over many documents."""

from __future__ import annotations

from assistant.domain import Document, Instrument, Metadata, Period, PolicyDate

REPORT = """2026年某省政府工作报告
一、2025年工作回顾
过去一年，全省地区生产总值5.2万亿元、增长5.4%、高于全国0.4个百分点。城镇新增就业64万人。
五年来，进出口总额增长18.7%，研发投入强度达到2.6%。
二、“十五五”时期主要目标任务
地区生产总值年均增长4.5%-5%，到2030年全社会研发投入强度达到3.2％左右。
三、2026年重点工作
今年经济社会发展主要预期目标是：经济增长5%左右，城镇、农村居民人均可支配收入分别增长4%、6%以上，粮食产量730亿斤以上。
新培育省级集群10个、县域特色集群30个左右，着力打造6个世界级、7个国家级产业基地。
"""


def document(text: str, name: str = "cn-xx/report.md", **changes: object) -> Document:
    """A document with the metadata of a provincial report of 2026, some of them changed."""
    fields: dict[str, object] = {
        "title": "2026年某省政府工作报告",
        "language": "zh",
        "jurisdiction": "CN-GD",
        "instrument": Instrument.REPORT,
        "issued": PolicyDate.parse("2026-01-25"),
        "period": Period(2026, 2026),
        **changes,
    }
    return Document(name, "0" * 64, text, Metadata(**fields))  # type: ignore[arg-type]
