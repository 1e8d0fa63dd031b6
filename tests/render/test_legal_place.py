import pytest

from assistant.render.legal_place import legal_place


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ((), ""),
        (("第三篇 产业", "第八章 制造", "第一节 基础"), "第三篇 产业 / 第八章 制造 / 第一节 基础"),
        (("第一章 总则", "第三条", "第二款", "（一）"), "第一章 总则 / 第三条第二款第（一）项"),
        (("第三条", "（一）", "1."), "第三条第（一）项 / 1."),
        (
            ("Title 15— COMMERCE AND TRADE", "CHAPTER 72A— CHIPS", "§ 4652. Incentives", "(a) Program", "(6)"),
            "15 U.S.C. § 4652(a)(6)",
        ),
        (("Title 42— HEALTH", "§ 18911a–1. Basics"), "42 U.S.C. § 18911a–1"),
        (("§ 12 Verfahren", "(1)", "2.", "a)"), "§ 12 Verfahren Abs. 1 Nr. 2 Buchst. a"),
        (("Kapitel 1", "Artikel 4", "(2)"), "Kapitel 1 / Artikel 4 Abs. 2"),
        (("CHAPTER 1", "Article 4 The board", "1.", "(b)"), "CHAPTER 1 / Article 4 The board(1)(b)"),
        (("一、要求", "（一）目标"), "一、要求 / （一）目标"),
    ],
)
def test_places(path: tuple[str, ...], written: str) -> None:
    assert legal_place(path) == written
