from decimal import Decimal

import pytest

from assistant.answer.figure_guard import missing_figures
from assistant.answer.figures import figures


def values(text: str) -> list[tuple[Decimal, bool]]:
    return [figure.key for figure in figures(text)]


@pytest.mark.parametrize(
    "texts",
    [
        ("6.2万亿元", "62,000亿元", "6.2 trillion yuan", "６．２万亿元", "6.2 Billionen Yuan"),
        ("5万家", "50,000 firms", "50 thousand firms", "五万家"),
        ("百分之四", "4%", "4 percent", "4 Prozent", "４％", "4 per cent"),
        ("3,5 Prozent", "3.5%", "百分之三点五"),
        ("二〇二三年", "2023年", "2023"),
        ("第十二条", "12"),
        ("twelve members", "12 members", "zwölf Mitglieder", "十二名成员"),
        ("five million", "5,000,000", "500万", "fünf Millionen"),
        ("三分之二", "two thirds", "two-thirds"),
        ("一半", "half", "Hälfte", "二分之一"),
        ("$150,000,000", "150 million dollars", "1.5亿美元"),
    ],
)
def test_one_figure_written_differently_is_the_same(texts: tuple[str, ...]) -> None:
    keys = {values(text)[0] for text in texts}
    assert len(keys) == 1
    assert all(missing_figures(text, [texts[0]]) == () for text in texts)


def test_dates_in_words_and_digits_agree() -> None:
    assert missing_figures("on 28 December 2023", ["2023年12月28日"]) == ()
    assert missing_figures("2023年12月28日印发", ["issued on December 28, 2023"]) == ()


def test_a_chinese_comma_separates_numbers() -> None:
    assert values("编号2011，2012年") == [(Decimal(2011), False), (Decimal(2012), False)]


def test_a_plan_is_its_number_and_five_years() -> None:
    assert missing_figures("the 14th Five-Year Plan", ["“十四五”规划"]) == ()


def test_a_percentage_is_not_a_number() -> None:
    assert missing_figures("增长5%", ["新增5家"]) == ("5%",)


@pytest.mark.parametrize("text", ["统一部署", "一些企业进一步发展", "一批优质企业", "千方百计", "may march on"])
def test_words_that_hold_numerals_are_not_figures(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("sentence", "quote", "missing"),
    [
        ("目标是4.5%左右", "地区生产总值增长4.5%左右", ()),
        ("目标是5.5%左右", "地区生产总值增长4.5%左右", ("5.5%",)),
        ("共13个省市", "十三个省市出台文件", ()),
        ("三大先导产业规模2万亿元", "集成电路等三大先导产业规模突破2万亿元", ()),
        ("The council has 12 members.", "The Council shall consist of twelve members", ()),
        ("The council has 13 members.", "The Council shall consist of twelve members", ("13",)),
        ("工信部联规〔2023〕258号", "工信部联规〔2023〕258号文", ()),
        ("工信部联规〔2023〕259号", "工信部联规〔2023〕258号文", ("259",)),
    ],
)
def test_number_guard(sentence: str, quote: str, missing: tuple[str, ...]) -> None:
    assert missing_figures(sentence, [quote]) == missing


def test_figures_may_stand_in_any_quote() -> None:
    assert missing_figures("8 clusters and 5 clusters", ["培育8个", "培育5个"]) == ()
