import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.dates import chinese_number, find_dates, find_periods, five_year_plan


def dates(text: str) -> list[str]:
    return [str(mention.date) for mention in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年12月28日", ["2023-12-28"]),
        ("2023 年 12 月 28 日", ["2023-12-28"]),
        ("２００２年６月２９日通过", ["2002-06-29"]),
        ("二〇二三年十二月二十八日", ["2023-12-28"]),
        ("二○一一年三月", ["2011-03"]),
        ("2026年", ["2026"]),
        ("版本（2024-09-27）", ["2024-09-27"]),
        ("2024.9.27", ["2024-09-27"]),
        ("December 28, 2023", ["2023-12-28"]),
        ("28th of December 2023", ["2023-12-28"]),
        ("signed on 9 Aug. 2022", ["2022-08-09"]),
        ("28. Dezember 2023", ["2023-12-28"]),
        ("Berlin, 7. März 2021", ["2021-03-07"]),
        ("28.12.2023", ["2023-12-28"]),
        ("March 2021", ["2021-03"]),
        ("2021年3月5日至2021年3月11日", ["2021-03-05", "2021-03-11"]),
        pytest.param("2023年2月30日", [], id="no such day"),
        pytest.param("占12.5%，共2023家", [], id="figures are no dates"),
        pytest.param("10.1.2.2023", [], id="section number"),
        pytest.param("may 2021 firms apply", ["2021-05"], id="a known false reading"),
    ],
)
def test_dates_in_three_languages(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（2021—2025年）", ["2021-2025"]),
        ("2021 – 2025", ["2021-2025"]),
        ("2021年至2025年", ["2021-2025"]),
        ("von 2021 bis 2025", ["2021-2025"]),
        ("“十四五”规划", ["2021-2025"]),
        ("十三五时期", ["2016-2020"]),
        ("the 14th Five-Year Plan", ["2021-2025"]),
        ("the Fifteenth Five-Year Plan", ["2026-2030"]),
        pytest.param("第十五次会议", [], id="a fifteenth meeting"),
        pytest.param("2021-03-12", [], id="a day"),
        pytest.param("2025-2021", [], id="backwards"),
    ],
)
def test_periods(text: str, expected: list[str]) -> None:
    assert [str(mention.period) for mention in find_periods(text)] == expected


def test_five_year_plans_follow_one_another() -> None:
    assert str(five_year_plan(3)) == "1966-1970"
    assert str(five_year_plan(15)) == "2026-2030"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿八", 28),
        ("二〇二三", 2023),
        ("百", None),
        ("", None),
        ("十十", None),
    ],
)
def test_chinese_numbers(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@given(st.dates(min_value=datetime.date(1901, 1, 1), max_value=datetime.date(2099, 12, 31)), st.text(max_size=8))
def test_a_written_date_is_found_where_it_stands(day: datetime.date, before: str) -> None:
    prefix = before.translate(str.maketrans("", "", "0123456789０１２３４５６７８９")) + "，"
    written = f"{day.year}年{day.month}月{day.day}日"
    mentions = [m for m in find_dates(prefix + written) if m.start >= len(prefix)]
    assert [(m.date.day, m.start, m.end) for m in mentions] == [(day, len(prefix), len(prefix) + len(written))]


@given(st.text(alphabet="0123456789年月日-./ 二〇十三五至—Mayuni", max_size=60))
def test_any_text_gives_ordered_mentions_that_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
