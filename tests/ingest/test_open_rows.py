"""Tables without rules: rows of figures stay lines, with their head and subtitles; nothing else changes."""

from pathlib import Path

import pytest

from assistant.domain import BlockKind
from tests.ingest.documents import placed_pdf
from tests.ingest.test_pdf import Line, read, shown

BODY = [
    (
        72.0,
        780.0 - 14 * n,
        10.0,
        f"Line {n} of the body of the text, which is long enough to fill the whole width of it",
    )
    for n in range(4)
]


def rows(top: float, *records: tuple[str, ...], size: float = 10, step: float = 14) -> list[Line]:
    """Cells of each row at 72, 300, 380 and 460 points; an empty one is left out."""
    return [
        (left, top - step * number, size, cell)
        for number, record in enumerate(records)
        for left, cell in zip((72.0, 300.0, 380.0, 460.0), record, strict=False)
        if cell
    ]


def test_rows_of_figures_are_lines_under_their_head(tmp_path: Path) -> None:
    table = rows(
        680, ("(in millions)", "2023", "2022"), ("Net sales", "3,909", "3,673"), ("Cost of sales", "(3,115)", "—")
    )
    result = read(tmp_path, placed_pdf([[*BODY, *table, (72, 610, 10, "The text goes on below the table.")]]))
    assert shown(result, BlockKind.TABLE) == ["(in millions) 2023 2022\nNet sales 3,909 3,673\nCost of sales (3,115) —"]
    assert shown(result)[0].count("Line") == 4
    assert shown(result)[-1] == "The text goes on below the table."


def test_chinese_rows_are_lines_under_their_head(tmp_path: Path) -> None:
    body = [(72.0, 780.0 - 16 * n, 10.0, "本省持续推进先进制造业集群建设，" * 2 + "稳步提高财政投入") for n in range(3)]
    table = rows(
        700,
        ("项目", "2023年", "2022年", "增长"),
        ("一般公共预算收入", "984亿元", "877亿元", "12.2%"),
        ("其中：税收收入", "900亿元", "850亿元", "5.9%"),
        ("研发经费投入", "86.0", "79.3", "8.4%"),
    )
    result = read(tmp_path, placed_pdf([[*body, *table, (72, 620, 10, "以上数据为初步统计。")]]))
    assert shown(result, BlockKind.TABLE) == [
        "项目 2023年 2022年 增长\n一般公共预算收入 984亿元 877亿元 12.2%\n"
        "其中：税收收入 900亿元 850亿元 5.9%\n研发经费投入 86.0 79.3 8.4%"
    ]
    assert shown(result)[-1] == "以上数据为初步统计。"


def test_names_over_several_columns_subtitles_and_sums_stay_in_the_table(tmp_path: Path) -> None:
    table = rows(
        680,
        ("", "Weeks ended", ""),
        ("", "January 28,", "January 29,"),
        ("", "2023", "2022"),
        ("Assets", "", ""),
        ("Current assets:", "", ""),
        ("Cash", "$ 737", "$ 431"),
        ("Adjustments to reconcile net", "", ""),
        ("income to cash", "12", "n/a"),
        ("", "749", "431"),
    )
    result = read(tmp_path, placed_pdf([[*BODY, *table]]))
    assert shown(result, BlockKind.TABLE) == [
        "Weeks ended\nJanuary 28, January 29,\n2023 2022\nAssets\nCurrent assets:\nCash $ 737 $ 431\n"
        "Adjustments to reconcile net income to cash 12 n/a\n749 431"
    ]


def test_a_second_table_has_its_own_head(tmp_path: Path) -> None:
    one = rows(680, ("Offices", "2023", "2022"), ("Berlin", "12", "11"))
    other = rows(640, ("Grants", "2021", "2020"), ("2019", "1,300", "1,318"), ("Hamburg", "5.4 %", "5.1 %"))
    result = read(tmp_path, placed_pdf([[*BODY, *one, *other]]))
    assert shown(result, BlockKind.TABLE) == [
        "Offices 2023 2022\nBerlin 12 11",
        "Grants 2021 2020\n2019 1,300 1,318\nHamburg 5.4 % 5.1 %",
    ]


@pytest.mark.parametrize(
    "line",
    [
        [(72.0, "The programme pays 1,200 in 2022 and 1,400 in 2023, together 2,600 to each office")],
        [(72.0, "Aims of the programme"), (300.0, "12")],
        [(72.0, "New York"), (200.0, "1-10299"), (300.0, "13-3513936")],
        [(72.0, "Signed"), (300.0, "12/05/2022")],
        [(72.0, "2021"), (110.0, "3"), (130.0, "31")],
        [(72.0, "Term"), (300.0, "2021"), (380.0, "2025")],
        [(72.0, "Office"), (300.0, "Berlin"), (380.0, "12")],
    ],
)
def test_other_lines_are_no_rows(tmp_path: Path, line: list[tuple[float, str]]) -> None:
    page = [*BODY, *((left, 700.0, 10.0, words) for left, words in line)]
    assert shown(read(tmp_path, placed_pdf([page])), BlockKind.TABLE) == []


def test_prose_headings_and_titles_around_a_table_stay_what_they_are(tmp_path: Path) -> None:
    title = (72.0, 700.0, 14.0, "Results of the year")
    named = (300.0, 662.0, 10.0, "Table 3 Revenue")
    table = rows(648, ("Net sales", "3,909", "3,673"), ("Gross profit", "794", "722"))
    after = [(72.0, 620.0, 10.0, "Sales were lower. They are shown without tax."), (72.0, 606.0, 10.0, "More below.")]
    result = read(tmp_path, placed_pdf([[*BODY, title, named, *table, *after]]))
    assert shown(result, BlockKind.HEADING) == ["Results of the year"]
    assert shown(result, BlockKind.TABLE) == ["Net sales 3,909 3,673\nGross profit 794 722"]
    assert "Table 3 Revenue" in shown(result, BlockKind.PARAGRAPH)


def test_a_numbered_heading_between_rows_is_kept(tmp_path: Path) -> None:
    one = rows(700, ("就业人数", "12.5", "11.9"), ("企业数量", "300", "280"))
    heading = (72.0, 672.0, 10.0, "二、主要任务")
    other = rows(658, ("财政收入", "86.0", "79.3"))
    result = read(tmp_path, placed_pdf([[*BODY, *one, heading, *other]]))
    assert shown(result, BlockKind.TABLE) == ["就业人数 12.5 11.9\n企业数量 300 280", "财政收入 86.0 79.3"]
    assert "二、主要任务" in shown(result)


def test_no_character_is_lost_and_every_line_has_its_box(tmp_path: Path) -> None:
    table = rows(680, ("Name", "2023", "2022"), *((f"Label {n}", f"{n},{n}00", f"{n * 7}.5") for n in range(1, 9)))
    result = read(tmp_path, placed_pdf([[*BODY, *table]]))
    written = sorted("".join(words for _, _, _, words in (*BODY, *table)).replace(" ", ""))
    assert sorted("".join(result.text.split())) == written
    lines = [result.text[line.start : line.end] for line in result.lines]
    assert "Label 8 8,800 56.5" in lines
