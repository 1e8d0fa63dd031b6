import pytest

from assistant.ingest.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("江苏有哪些先进制造业集群？", "zh"),
        ("江苏的 cluster policy 是什么", "zh"),
        ("What is a cluster?", "en"),
        ("CHIPS Act", "en"),
        ("Was ist ein Spitzencluster?", "de"),
        ("Förderung", "de"),
        ("Die Bundesregierung fördert Cluster in allen Ländern", "de"),
        ("The Federal Government supports clusters in all states", "en"),
        (
            "Les pôles de compétitivité sont des groupements de laboratoires sur un territoire donné pour la France",
            "und",
        ),
        ("日本のクラスター政策について", "und"),
        ("2021 – 2025, 15 %", "und"),
        ("", "und"),
        ("Кластерная политика", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language
