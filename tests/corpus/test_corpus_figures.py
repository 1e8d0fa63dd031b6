"""benchmarks/corpus_figures.py: the check that every figure of a digest stands in a sheet it names."""

from pathlib import Path

import pytest

from benchmarks.corpus_figures import check_digest, comparable, main

SHEET = """# A sheet
- Date: 5 May 2023
- Document number: none; sector plan 国发〔2016〕67号 (UNVERIFIED)

## Facts
- Output 6.2 trillion yuan, up 6.1%; nearly half of the 30 centres (https://example.org/2099/77)
- UNVERIFIED (from memory): it has 88 members.
- INFERENCE: 41 of them are known.
"""
FRONT = "---\ntitle: 集群\nofficial_url: https://www.gov.cn/2015/1\nissued: 2023-05-05\nfact_sheet: sheet\n---\n"


def keys(text: str) -> set[tuple[str, bool]]:
    return {found.key for found in comparable(text, generous=True)}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("6.2万亿元", "6.2 trillion yuan"),
        ("5万家", "50,000 firms"),
        ("62,000亿元", "6.2 trillion yuan"),
        ("500万欧元", "five million euros"),
        ("三分之二以上", "more than two thirds"),
        ("近一半", "nearly half"),
        ("占八成以上", "80%"),
        ("20世纪60年代至70年代", "1960s-70s"),
        ("“十四五”时期", "the 14th plan period"),
        ("第四批", "the fourth batch"),
        ("第五阶段", "phase V"),
        ("上千家", "a thousand firms"),
        ("提高10.6个百分点", "up 10.6 points"),
        ("由2500万降到1000万", "from about 25 to about 10 million"),
        ("1993年至1994年", "1993-94"),
    ],
)
def test_both_languages_read_alike(chinese: str, english: str) -> None:
    assert keys(chinese) == keys(english)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("issued: 2016-03", {("2016", False), ("3", False)}),
        ("2. 目标", set()),
        ("三、目标", set()),
        ("沃达丰和O2，20世纪80年代以后", {("2", False), ("1980", False)}),
        ("refers_to: [cn/cn-national-clusters-45-2022.zh.md]", set()),
        ("between 2003 and 10 million", {("2003", False), ("10000000", False)}),
    ],
)
def test_notation_that_misleads(text: str, expected: set[tuple[str, bool]]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("2023年5月5日，产值6.2万亿元，增长6.1%，占30家中心的近一半。", []),
        ("产值6.3万亿元。", ["6.3万亿"]),
        ("增长6.2%。", ["6.2%"]),
        ("有88个成员，其中41个已知，文号67号。", ["88", "41", "67"]),
        ("网页编号77，2099年。", ["77", "2099"]),
    ],
)
def test_only_what_a_sheet_affirms_supports_a_figure(tmp_path: Path, body: str, missing: list[str]) -> None:
    (tmp_path / "sheet.md").write_text(SHEET, encoding="utf-8")
    digest = tmp_path / "digest.zh.md"
    digest.write_text(FRONT + body, encoding="utf-8")

    checked = check_digest(digest, tmp_path)

    assert [item.surface for item in checked.unsupported] == missing
    assert all(item.line == 7 for item in checked.unsupported)
    assert checked.figure_count > 0


def test_exit_status_and_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts, corpus = tmp_path / "facts", tmp_path / "corpus"
    facts.mkdir()
    corpus.mkdir()
    (facts / "sheet.md").write_text(SHEET, encoding="utf-8")
    (corpus / "a.zh.md").write_text(FRONT + "产值6.2万亿元。", encoding="utf-8")
    arguments = ["--facts", str(facts), "--corpus", str(corpus)]
    assert main(arguments) == 0

    (corpus / "b.zh.md").write_text(FRONT + "产值9万亿元。", encoding="utf-8")
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "b.zh.md:7: 9万亿 stands in no named sheet" in printed
    assert "2 digests" in printed
