"""Translations that hold and translations that say something else, in Chinese, English and German."""

from __future__ import annotations

from itertools import permutations

import pytest

from assistant.answer.figure_guard import missing_figures
from assistant.answer.translation import Languages, untranslated
from assistant.retrieve.carry_over import CarryOver

# Claim, quote, language of the claim, language of the quote.
TRUE = [
    (
        "By 2025 the province is to cultivate about ten advanced manufacturing clusters.",
        "到2025年，全省培育先进制造业集群10个左右。",
        "en",
        "zh",
    ),
    ("Regional GDP is to grow by about 4.5%.", "地区生产总值增长4.5%左右。", "en", "zh"),
    (
        "8 national advanced manufacturing clusters and 30 national SME clusters are to be cultivated.",
        "培育国家先进制造业集群8个、国家级中小企业特色产业集群30个。",
        "en",
        "zh",
    ),
    (
        "R&D spending is to reach about 4.6% of the city's GDP.",
        "全社会研发经费支出相当于全市生产总值的比例达到4.6%左右。",
        "en",
        "zh",
    ),
    (
        "Enterprises shall pay small and medium-sized enterprises within 60 days.",
        "大型企业应当自货物交付之日起60日内向中小企业支付款项。",
        "en",
        "zh",
    ),
    (
        "Government agencies must not force SMEs to accept bills as payment.",
        "机关不得强制中小企业接受商业汇票等非现金支付方式。",
        "en",
        "zh",
    ),
    (
        "Cluster promotion organisations may be established as social organisations.",
        "集群促进机构可以依法登记为社会组织。",
        "en",
        "zh",
    ),
    (
        "The provincial government allocates 300 million yuan each year for public platforms.",
        "省财政每年安排3亿元用于公共平台建设。",
        "en",
        "zh",
    ),
    (
        "The digital economy accounts for more than 10% of GDP.",
        "数字经济核心产业增加值占地区生产总值比重超过10%。",
        "en",
        "zh",
    ),
    ("2500 low-altitude take-off and landing facilities will be newly built.", "新建低空起降设施2500个。", "en", "zh"),
    (
        "委员会由12名委员组成，其中4名由总统任命。",
        "The Council shall consist of 12 members, of whom four are appointed by the President.",
        "zh",
        "en",
    ),
    (
        "任何单个区域技术与创新中心获得的资助不得超过总额的10%。",
        "no single regional technology and innovation hub receives more than 10 percent of the amount of grants",
        "zh",
        "en",
    ),
    (
        "商务部长可以向符合条件的联合体提供资助。",
        "The Secretary of Commerce may award grants to eligible consortia.",
        "zh",
        "en",
    ),
    (
        "初始实施资助不得超过1.5亿美元。",
        "The amount of an initial implementation award shall be no more than $150,000,000.",
        "zh",
        "en",
    ),
    (
        "该机构2010年用3700万美元资助了14个区域集群。",
        "The agency funded fourteen regional clusters with 37 million dollars in 2010.",
        "zh",
        "en",
    ),
    (
        "到2030年，至少1500万辆纯电动乘用车。",
        "Unser Ziel sind mindestens 15 Millionen vollelektrische Pkw bis 2030.",
        "zh",
        "de",
    ),
    (
        "研发支出到2025年将提高到国内生产总值的3.5%。",
        "Die Ausgaben für Forschung und Entwicklung sollen bis 2025 auf 3,5 Prozent des BIP steigen.",
        "zh",
        "de",
    ),
    (
        "Spending on research and development is to rise to 3.5 percent of GDP by 2025.",
        "Die Ausgaben für Forschung und Entwicklung sollen bis 2025 auf 3,5 Prozent des BIP steigen.",
        "en",
        "de",
    ),
    ("Each cluster received up to 12 million euros.", "Jeder Cluster erhielt bis zu 12 Millionen Euro.", "en", "de"),
    ("Nine clusters were selected in three rounds.", "In drei Runden wurden neun Cluster ausgewählt.", "en", "de"),
    (
        "Jeder Cluster kann höchstens 10 Prozent der Mittel erhalten.",
        "Each cluster may receive at most 10 percent of the funds.",
        "de",
        "en",
    ),
    (
        "Die Provinz fördert bis 2025 zehn Cluster der fortgeschrittenen Fertigung.",
        "到2025年，全省培育10个先进制造业集群。",
        "de",
        "zh",
    ),
]
# Correct translations that the dictionary cannot confirm; the quote itself is shown for them.
UNCONFIRMED = 6


def rejected(claim: str, quote: str, claimed: str, quoted: str, carry_over: CarryOver) -> str | None:
    absent = missing_figures(claim, [quote])
    if absent:
        return f"figures: {absent}"
    return untranslated(claim, quote, (), Languages(claimed, quoted), carry_over.content_words)


def test_most_true_translations_pass(carry_over: CarryOver) -> None:
    assert sum(rejected(*pair, carry_over) is not None for pair in TRUE) <= UNCONFIRMED


def test_no_claim_passes_for_the_quote_of_another(carry_over: CarryOver) -> None:
    accepted = [
        (first[0], second[1])
        for first, second in permutations(TRUE, 2)
        if first[2:] == second[2:] and rejected(first[0], second[1], first[2], first[3], carry_over) is None
    ]
    assert accepted == []


@pytest.mark.parametrize(
    ("claim", "quote", "claimed", "quoted"),
    [
        ("Regional GDP is to grow by 4.5%.", "地区生产总值增长4.5%左右。", "en", "zh"),
        ("Regional GDP is to fall by about 4.5%.", "地区生产总值增长4.5%左右。", "en", "zh"),
        ("Regional GDP of Jiangsu is to grow by about 4.5%.", "地区生产总值增长4.5%左右。", "en", "zh"),
        ("任何单个区域技术与创新中心获得的资助可以超过总额的10%。",
         "no single regional technology and innovation hub receives more than 10 percent of the amount of grants",
         "zh", "en"),
        ("商务部长必须向符合条件的联合体提供资助。",
         "The Secretary of Commerce may award grants to eligible consortia.", "zh", "en"),
        ("商务部长向SolarWorld提供资助。", "The Secretary of Commerce may award grants to eligible consortia.",
         "zh", "en"),
        ("委员会由12名委员组成，其中4名由总统任命，另设秘书处负责审批外资企业用地和环境评估。",
         "The Council shall consist of 12 members, of whom four are appointed by the President.", "zh", "en"),
        ("Each cluster received 12 million euros.", "Jeder Cluster erhielt bis zu 12 Millionen Euro.", "en", "de"),
        ("Each cluster received up to 12 million dollars.", "Jeder Cluster erhielt bis zu 12 Millionen Euro.", "en",
         "de"),
        ("Government agencies may force SMEs to accept bills.", "机关不得强制中小企业接受商业汇票。", "en", "zh"),
        ("Bananas ripen quickly in warm rooms.", "每个集群设立一名链长。", "en", "zh"),
    ],
)  # fmt: skip
def test_what_the_quote_does_not_say_is_rejected(
    claim: str, quote: str, claimed: str, quoted: str, carry_over: CarryOver
) -> None:
    assert rejected(claim, quote, claimed, quoted, carry_over)
