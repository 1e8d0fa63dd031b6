import datetime

from assistant.domain import (
    DatePrecision,
    FieldEvidence,
    FieldOrigin,
    Instrument,
    Metadata,
    Period,
    PolicyDate,
    PolicyStatus,
    Relation,
    RelationKind,
)
from assistant.index.serialise import from_json, to_json

FULL = Metadata(
    title="计划",
    language="zh",
    jurisdiction="CN-GD",
    aliases=("甲", "乙"),
    instrument=Instrument.PLAN,
    issued=PolicyDate(datetime.date(2021, 3, 1), DatePrecision.MONTH),
    period=Period(2021, None),
    status=PolicyStatus.IN_FORCE,
    relations=(Relation(RelationKind.IMPLEMENTS, "《纲要》"),),
    evidence=(FieldEvidence("title", FieldOrigin.TEXT, 0.9, 0, 2),),
)


def test_metadata_come_back_as_they_were() -> None:
    assert from_json(Metadata, to_json(FULL)) == FULL
    assert from_json(Metadata, to_json(Metadata("t"))) == Metadata("t")


def test_fields_of_another_version_are_ignored() -> None:
    assert from_json(Metadata, '{"title": "t", "colour": "blue"}') == Metadata("t")
