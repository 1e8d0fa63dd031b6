"""The guard on figures, dates and numbers, attacked with what models get wrong and with random changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.figure_guard import missing_figures


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("到2025年规模突破6.2万亿元", "产业规模突破62,000亿元，到2025年"),
        ("1.2亿人", "1亿2000万人"),
        ("1,234.5 Mio. Euro", "1.234,5 Millionen Euro und"),
        ("5.500 Unternehmen wurden gefördert und", "5,500 companies"),
        ("12 000 firms", "1.2万家"),
        ("$150 million", "1.5亿美元"),
        ("15 billion yuan", "150亿元"),
        ("three hundred million euros", "3亿欧元"),
        ("twenty-five members", "25名成员"),
        ("fünfundzwanzig Cluster", "25 clusters"),
        ("two hundred and ten firms", "210家企业"),
        ("four percent", "百分之四"),
        ("百分之4.5", "4.5%"),
        ("万分之五", "0.05%"),
        ("四成以上", "40%以上"),
        ("the second round", "第二轮"),
        ("增长3-5%", "增长3%到5%"),
        ("5万到10万家", "5—10万家"),
        ("between 3 and 5 percent", "3%-5%"),
        ("by 2025", "2021—2025年"),
        ("60 days", "60日内"),
        ("2 percentage points", "2个百分点"),
        ("10 km2", "10平方公里"),
        ("2025年5月3日", "May 3, 2025"),
        ("on 3 May", "5月3日"),
        ("根据工信部联规〔2023〕258号", "工信部联规〔2023〕258号文"),
        ("15 U.S.C. 3722a", "under 15 U.S.C. 3722a, the"),
        ("设立一个中心", "The Act establishes a center"),
        ("一些地区进一步统一部署，产业集群呈现一体化趋势", "各地继续部署"),
        ("3.5 percent of GDP by 2025", "bis 2025 auf 3,5 Prozent des BIP"),
    ],
)
def test_the_same_figure_written_otherwise_passes(sentence: str, quote: str) -> None:
    assert missing_figures(sentence, [quote]) == ()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        # scale and decimals
        ("6.2亿元", "6.2万亿元"),
        ("55%", "5.5%"),
        ("5.5", "55"),
        ("three hundred thousand", "300 million"),
        ("5.500 Firmen und", "5.5 firms"),
        ("5‰", "5%"),
        ("万分之五", "百分之五"),
        # words
        ("twenty-six", "25"),
        ("seventeen", "seventy"),
        ("十七个", "七十个"),
        ("三成", "40%"),
        ("三分之一", "三分之二"),
        ("the third round", "第二轮"),
        ("设立一个中心", "设立两个中心"),
        ("only one center", "two centers"),
        # units
        ("3亿美元", "3亿元"),
        ("3 million euros", "$3 million"),
        ("3亿元", "3亿"),
        ("60 months", "60 days"),
        ("60个月", "60日"),
        ("60 working days", "60 days"),
        ("10英里", "10公里"),
        ("10 m", "10 km"),
        ("100 GW", "100 MW"),
        ("2万亩", "2万公顷"),
        ("提高5%", "提高5个百分点"),
        ("5个百分点", "5%"),
        ("增长5%", "新增5家"),
        # sign and ranges
        ("-5%", "5%"),
        ("5%", "-5%"),
        ("3%", "3%—5%"),
        ("5%", "3%-5%"),
        ("3-5%", "3%和5%分别"),
        # dates, numbers, codes
        ("2026年", "2025年"),
        ("2025年3月5日", "2025年5月3日"),
        ("May 3", "5月4日"),
        ("发改办〔2023〕258号", "工信部联规〔2023〕258号"),
        ("工信部联规〔2023〕259号", "工信部联规〔2023〕258号"),
        ("15 U.S.C. 3722b", "15 U.S.C. 3722a"),
        ("5G", "4G"),
        ("第十二条", "第十三条"),
        ("10²", "102"),
    ],
)
def test_another_figure_is_missing(sentence: str, quote: str) -> None:
    assert missing_figures(sentence, [quote])


NUMBERS = st.one_of(st.integers(2, 10**6), st.integers(11, 999).map(lambda tenths: tenths / 10))
FRAMES = st.sampled_from(
    [
        "规模达到{}亿元",
        "增长{}%左右",
        "培育{}家企业",
        "about {} million euros",
        "by {} percent",
        "{} clusters",
        "{} Prozent",
    ]
)


@settings(max_examples=300, deadline=None)
@given(NUMBERS, NUMBERS, FRAMES)
def test_a_figure_passes_only_for_itself(first: float, second: float, frame: str) -> None:
    sentence = frame.format(first)
    assert missing_figures(sentence, [f"前文。{sentence}，后文。"]) == ()
    if first != second:
        assert missing_figures(frame.format(second), [sentence]) != ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read_and_bears_out_itself(sentence: str, other: str) -> None:
    missing_figures(sentence, [other])
    assert missing_figures(sentence, [sentence]) == ()
