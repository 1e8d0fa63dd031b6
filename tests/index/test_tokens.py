import pytest

from assistant.index.tokens import index_tokens


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("产业集群", "zh", ["产", "业", "集", "群", "产业", "业集", "集群"]),
        ("產業", "zh", ["产", "业", "产业"]),
        ("增长4.5%", "zh", ["增", "长", "增长", "4p5"]),
        ("clusters of innovation", "en", ["cluster", "innov"]),
        ("62,000", "en", ["62000"]),
        ("62.000", "de", ["62000"]),
        ("3,5 Prozent", "de", ["3p5", "prozent"]),
        ("R&D", "en", ["randd"]),
        ("Größe der Städte", "de", ["gross", "stadt"]),
        ("ＧＤＰ", "zh", ["gdp"]),
        ("", "zh", []),
    ],
)
def test_tokens(text: str, language: str, expected: list[str]) -> None:
    assert index_tokens(text, language) == expected


def test_tokens_survive_the_tokenizer_of_sqlite() -> None:
    tokens = index_tokens("Größe 3,5 % R&D 产业—集群 （试行）§ 4652(a)", "de")
    assert tokens
    assert all(token.isalnum() for token in tokens)
