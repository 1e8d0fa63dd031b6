import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.document_numbers import find_document_numbers, find_number_mentions, normalise_number


@pytest.mark.parametrize(
    "written",
    [
        "工信甲〔2023〕258号",
        "工信甲[2023]258号",
        "工信甲【2023】258 号",
        "工信甲（2023）258号",
        "工信甲［2023］第258号",
        "工 信 甲 〔 2023 〕 258 号",
    ],
)
def test_all_brackets_give_one_spelling(written: str) -> None:
    assert find_document_numbers(written) == ("工信甲〔2023〕258号",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据国发〔2015〕28号和国办发〔2019〕35号", ("国发〔2015〕28号", "国办发〔2019〕35号")),
        ("苏经信产业〔2015〕12号", ("苏经信产业〔2015〕12号",)),
        ("国数据〔2024〕3号", ("国数据〔2024〕3号",)),
        ("粤府函〔2020〕82号", ("粤府函〔2020〕82号",)),
        ("中华人民共和国国务院令第722号公布", ("国务院令第722号",)),
        ("发展和改革委令第二十八号", ("发展和改革委令第28号",)),
        ("工业和信息化部公告2023年第5号", ("工业和信息化部公告2023年第5号",)),
        ("某市第十三届人民代表大会常务委员会公告第28号", ("某市第十三届人民代表大会常务委员会公告第28号",)),
        ("Pub. L. 117–167", ("Public Law 117-167",)),
        ("Public Law No. 117-167", ("Public Law 117-167",)),
        ("15 U.S.C. § 4652(a)", ("15 U.S.C. 4652",)),
        ("42 USC 19108", ("42 U.S.C. 19108",)),
        ("13 CFR 300.3", ("13 CFR 300.3",)),
        ("COM(2020) 102 final", ("COM(2020) 102",)),
        ("Regulation (EU) No 1303/2013", ("(EU) 1303/2013",)),
        ("BT-Drs. 20/1234 und Drucksache 19/55", ("BT-Drs. 20/1234", "BT-Drs. 19/55")),
        ("Executive Order 14017", ("Executive Order 14017",)),
        pytest.param("第七条 按照第3号", (), id="no agency"),
        pytest.param("2023年共258号车", (), id="no number"),
    ],
)
def test_numbers_in_running_text(text: str, expected: tuple[str, ...]) -> None:
    assert find_document_numbers(text) == expected


def test_mention_is_where_it_stands_without_the_words_before_it() -> None:
    text = "为落实国发〔2015〕28号文件"
    (mention,) = find_number_mentions(text)
    assert text[mention.start : mention.end] == "国发〔2015〕28号"


def test_a_number_is_named_once_however_often_it_stands() -> None:
    assert find_document_numbers("国发[2015]28号；国发〔2015〕28号") == ("国发〔2015〕28号",)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("国发[2015]28号", "国发〔2015〕28号"), (" ERIC2010 ", "ERIC2010"), ("no  number", "no number")],
)
def test_normalise_number(written: str, expected: str) -> None:
    assert normalise_number(written) == expected


@given(
    st.text(alphabet="粤苏国工信府办发函规", min_size=2, max_size=6),
    st.integers(1990, 2030),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "【】", "（）", "［］"]),
)
def test_every_number_survives_normalisation(agency: str, year: int, serial: int, brackets: str) -> None:
    spelled = f"{agency}〔{year}〕{serial}号"
    assert normalise_number(f"{agency}{brackets[0]}{year}{brackets[1]}{serial}号") == spelled
    assert normalise_number(spelled) == spelled


@given(st.text(alphabet="国发〔〕[]2015第28号令公告 USC.PubL-§()", max_size=60))
def test_any_text_gives_ordered_mentions_that_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find_number_mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
