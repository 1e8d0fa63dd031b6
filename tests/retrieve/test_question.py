import pytest

from assistant.domain import Instrument
from assistant.retrieve.question import Newest, Wanted, readings, understand, without


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("广东2026年打算新增多少个低空起降点？", ("CN-GD",)),
        ("深圳的人工智能产业立法怎样界定人工智能？", ("CN-GD",)),
        ("What GDP growth is Hainan aiming for in 2026?", ("CN-HI",)),
        ("Wie viel will Deutschland für Forschung ausgeben?", ("DE",)),
        ("美国芯片法案的资金能给外国实体吗？", ("US",)),
        ("What does the CHIPS statute forbid?", ("US",)),
        ("红绿灯联盟计划新建多少住房？", ("DE",)),
        ("什么是先进制造业集群？", ()),
    ],
)
def test_jurisdictions_are_read(text: str, codes: tuple[str, ...]) -> None:
    assert understand(text).jurisdictions == codes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("培育多少个集群？", Wanted.FIGURE),
        ("什么时候达到？", Wanted.DATE),
        ("When was the programme launched?", Wanted.DATE),
        ("谁任命委员？", Wanted.WHO),
        ("“标准海”指什么？", Wanted.DEFINITION),
        ("Why was it set up?", Wanted.REASON),
        ("六大产业集群有哪些？", Wanted.LIST),
        ("How does a firm apply?", Wanted.PROCEDURE),
    ],
)
def test_the_form_of_answer_is_read(text: str, wanted: Wanted) -> None:
    assert understand(text).wanted is wanted


def test_years_come_from_numbers_and_plan_periods() -> None:
    question = understand("“十四五”规划和2030年目标")
    assert question.years == (2030,)
    assert question.plan_years == (2021,)
    assert understand("the 14th Five-Year Plan").plan_years == (2021,)
    assert understand("15 U.S.C. 2022 sets").years == (2022,)


@pytest.mark.parametrize(
    "text", ["the contest of the 1990s", "in the 1990's", "die 1990er Jahre", "den 2010er-Jahren", "1990年代的政策"]
)
def test_a_decade_is_no_year(text: str) -> None:
    assert understand(text).years == ()
    assert understand(f"{text}, 2020").years == (2020,)


def test_titles_numbers_and_instruments_are_read() -> None:
    question = understand("工信部联规〔2023〕258号和《中小企业促进法》以及政府工作报告怎么说？")
    assert question.titles == ("中小企业促进法",)
    assert question.numbers == ("工信部联规〔2023〕258号",)
    assert Instrument.REPORT in question.instruments


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("现行条例怎么规定？", Newest.CURRENT),
        ("条例修订前后有什么变化？", Newest.BOTH),
        ("条例怎么规定？", Newest.UNSAID),
    ],
)
def test_versions_meant(text: str, newest: Newest) -> None:
    assert understand(text).newest is newest


def test_what_was_read_from_a_question_can_be_taken_back() -> None:
    question = understand("广东省2025年《样例规划》与江苏省的行动计划有何不同？")
    read = readings(question)
    assert ("jurisdiction", "CN-GD") in read
    assert ("year", "2025") in read
    for one in read:
        left = readings(without(question, {one}))
        assert one not in left
        assert set(left) == set(read) - {one}
    assert without(question, set(read)).text == question.text
