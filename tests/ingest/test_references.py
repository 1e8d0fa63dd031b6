import pytest

from assistant.domain import Metadata, PolicyDate, Relation, RelationKind
from assistant.ingest.references import find_references, resolve_relations, title_key

IMPLEMENTS, REPEALS, REFERS_TO = RelationKind.IMPLEMENTS, RelationKind.REPEALS, RelationKind.REFERS_TO


def named(text: str, own_title: str = "") -> list[tuple[RelationKind, str]]:
    return [(reference.kind, reference.target) for reference in find_references(text, own_title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《甲省集群法》，制定本办法。", [(IMPLEMENTS, "甲省集群法")]),
        ("为贯彻落实《甲计划》《乙意见》精神，", [(IMPLEMENTS, "甲计划"), (IMPLEMENTS, "乙意见")]),
        ("参见《集群名单》。", [(REFERS_TO, "集群名单")]),
        ("本办法自发布之日起施行，《旧管理办法》同时废止。", [(REPEALS, "旧管理办法")]),
        ("废止《旧管理办法》。", [(REPEALS, "旧管理办法")]),
        pytest.param("（以下简称《总体方案》）。按照《总体方案》", [], id="short name"),
        pytest.param("《关于修改〈甲省集群条例〉的决定》修正", [], id="amendment of itself"),
        pytest.param("《甲条例》再说《甲 条例》", [(REFERS_TO, "甲条例")], id="once"),
        pytest.param("参见《甲条例》。《甲条例》同时废止", [(REPEALS, "甲条例")], id="the strongest kind"),
        ("Under the Regional Cluster Act of 2010, grants", [(IMPLEMENTS, "Regional Cluster Act of 2010")]),
    ],
)
def test_kinds_of_reference(text: str, expected: list[tuple[RelationKind, str]]) -> None:
    assert named(text) == expected


def test_own_title_is_no_reference() -> None:
    assert named("《甲省集群条例》已经通过", own_title="甲省集群条例（2024）") == []


def test_deep_in_the_text_according_to_is_only_a_mention() -> None:
    assert named("集" * 3000 + "根据《甲办法》处罚。") == [(REFERS_TO, "甲办法")]


def test_offsets_mark_the_title_with_its_marks() -> None:
    text = "现根据《甲省集群法》执行"
    (reference,) = find_references(text)
    assert text[reference.start : reference.end] == "《甲省集群法》"


def test_titles_are_compared_without_marks_spaces_and_version() -> None:
    assert title_key("《甲省 集群条例（2024-09-27）》") == title_key("甲省集群条例")
    assert title_key("甲省集群办法（试行）") == title_key("甲省集群办法")
    assert title_key("中华人民共和国集群促进与保障法") == title_key("集群促进与保障法")


def document(title: str, target: str | None = None, **fields: object) -> Metadata:
    relations = (Relation(REFERS_TO, target),) if target else ()
    return Metadata(title=title, language="zh", relations=relations, **fields)  # type: ignore[arg-type]


def resolved(target: str, **others: Metadata) -> str | None:
    documents = {"own.md": document("甲", target), **{key.replace("__", "/") + ".md": m for key, m in others.items()}}
    return resolve_relations(documents).get("own.md", documents["own.md"]).relations[0].target_document_id


def test_resolves_title_alias_number_id_and_end_of_an_id() -> None:
    other = document("乙省集群条例", aliases=("Cluster Act",), numbers=("乙发〔2020〕3号",))
    for target in ("乙省集群条例", "cluster act", "乙发[2020]3号", "cn/b.md", "b.md"):
        assert resolved(target, cn__b=other) == "cn/b.md", target


def test_unknown_target_stays_unresolved_and_a_document_never_names_itself() -> None:
    assert resolved("没有的文件", cn__b=document("乙")) is None
    assert resolved("甲") is None


def test_newest_version_is_meant() -> None:
    old = document("乙条例", issued=PolicyDate.parse("2010"))
    new = document("乙条例", issued=PolicyDate.parse("2024-05-10"))
    assert resolved("乙条例", z_old=old, a_new=new) == "a_new.md"
