import pytest

from assistant.answer.conversation import MOST_EARLIER, standalone_question
from assistant.errors import ModelUnavailableError
from tests.fakes import ScriptedModel

# Earlier questions, a follow-up, what must be in the question it becomes and what must not.
FOLLOW_UPS: list[tuple[list[str], str, list[str], list[str]]] = [
    (
        ["2017年国务院政府工作报告要求压减多少钢铁产能？"],
        "到了下一年，任务变成多少？",
        ["2018年", "压减多少钢铁产能"],
        ["2017"],
    ),
    (["浙江2025年的研发强度是多少？"], "上一年呢？", ["浙江", "2024年", "研发强度"], ["2025"]),
    (["What growth did Sichuan plan for 2025?"], "And in the following year?", ["Sichuan", "2026", "growth"], ["2025"]),
    (["菏泽的用煤单位露天堆煤，围挡要做到多高？"], "没按要求围挡、也没盖好，会被罚多少？", ["菏泽", "会被罚多少"], []),
    (
        ["How many people sit on the US Competitiveness Policy Council?"],
        "And how many of those seats may one party hold?",
        ["Competitiveness Policy Council", "one party"],
        [],
    ),
    (
        ["What growth did Sichuan plan for 2025?"],
        "What is the next year that 15 U.S.C. 4652 names?",
        ["4652"],
        ["Sichuan"],
    ),
    (
        ["广东省2026年地区生产总值的增长目标是多少？", "那社零呢？"],
        "辽宁呢？",
        ["辽宁", "2026", "社零"],
        ["广东", "地区生产总值"],
    ),
    (
        ["江苏省重点培育的先进制造业集群有多少个？"],
        "浙江呢？",
        ["浙江", "先进制造业集群"],
        ["江苏"],
    ),
    (
        ["《中小企业促进法》对融资担保是怎么规定的？"],
        "对政府采购呢？",
        ["《中小企业促进法》", "政府采购"],
        [],
    ),
    (
        ["工信部联规〔2023〕258号文提出了哪些目标？"],
        "保障措施有哪些？",
        ["工信部联规〔2023〕258号", "保障措施"],
        [],
    ),
    (
        ["深圳2025年研发投入占比目标是多少？"],
        "2026年呢？",
        ["深圳", "2026", "研发投入"],
        ["2025"],
    ),
    (
        ["浙江省有哪些特色产业集群？"],
        "其中哪些是国家级的？",
        ["浙江", "特色产业集群", "国家级"],
        [],
    ),
    (
        ["湖北省集群发展促进机构怎么设立？"],
        "由谁负责考核它们？",
        ["湖北", "集群发展促进机构", "考核"],
        [],
    ),
    (
        ["四川省产业集群的专项资金每年多少？"],
        "该省的链长制是怎么安排的？",
        ["四川", "链长制"],
        [],
    ),
    (
        ["广东省的二十个战略性产业集群包括哪些？"],
        "德国的尖端集群竞赛一共评选出多少个集群？",
        ["德国"],
        ["广东"],
    ),
    (
        ["广东省2026年的固定资产投资目标是多少？"],
        "数据安全法对重要数据出境怎么规定？",
        ["数据安全法"],
        ["广东", "2026"],
    ),
    (
        ["上海市2026年研发经费目标是多少？"],
        "失业率控制在多少以内？",
        ["上海", "2026", "失业率"],
        ["研发"],
    ),
    (
        ["北京市2026年政府工作报告提出的GDP增速是多少？"],
        "谢谢。另外，欧盟人工智能法案什么时候生效？",
        ["欧盟人工智能法案"],
        ["北京"],
    ),
    (
        ["How many clusters did the Leading-Edge Cluster Competition select?"],
        "And when did it end?",
        ["Leading-Edge Cluster Competition", "end"],
        [],
    ),
    (
        ["What is Germany's target for R&D spending by 2025?"],
        "What about France?",
        ["France", "R&D", "2025"],
        ["Germany"],
    ),
    (
        ["What does the CHIPS Act say about the National Semiconductor Technology Center?"],
        "Who appoints its director?",
        ["CHIPS", "National Semiconductor Technology Center", "director"],
        [],
    ),
    (
        ["What growth target did Guangdong set for 2026?"],
        "And Zhejiang?",
        ["Zhejiang", "2026", "growth target"],
        ["Guangdong"],
    ),
    (
        ["What growth target did Guangdong set for 2026?"],
        "What about unemployment?",
        ["Guangdong", "2026", "unemployment"],
        [],
    ),
    (
        ["What growth target did Guangdong set for 2026?"],
        "What does the EU mean by smart specialisation?",
        ["EU"],
        ["Guangdong", "2026"],
    ),
    (
        ["How much funding did the Tech Hubs programme receive in 2023?"],
        "How much in 2024?",
        ["Tech Hubs", "2024", "funding"],
        ["2023"],
    ),
    (
        ["Who may apply to the Tech Hubs programme?"],
        "Are universities eligible?",
        ["Tech Hubs", "universities"],
        [],
    ),
    (
        ["Wie viele Cluster wurden im Spitzencluster-Wettbewerb ausgewählt?"],
        "Und wie lange wurden sie gefördert?",
        ["Spitzencluster-Wettbewerb", "gefördert"],
        [],
    ),
    (
        ["Welches Ziel nennt der Koalitionsvertrag für Forschungsausgaben bis 2025?"],
        "Und für den Ausbau erneuerbarer Energien?",
        ["Koalitionsvertrag", "erneuerbarer Energien"],
        [],
    ),
    (
        ["Was plant Bayern für seine Cluster?"],
        "Was ist mit Sachsen?",
        ["Sachsen", "Cluster"],
        ["Bayern"],
    ),
    (
        ["Was plant Bayern für seine Cluster?"],
        "Was ist ein Zukunftscluster?",
        ["Zukunftscluster"],
        ["Bayern"],
    ),
    (
        ["江西省数字经济核心产业增加值占比目标是多少？"],
        "湖南的情况呢？",
        ["湖南", "数字经济"],
        ["江西"],
    ),
    (
        ["《数据安全法》规定了哪些处罚？"],
        "它从什么时候开始施行？",
        ["数据安全法", "施行"],
        [],
    ),
    (
        ["重庆市2026年城镇新增就业目标是多少？"],
        "CPI涨幅呢？",
        ["重庆", "2026", "CPI"],
        [],
    ),
    (
        ["重庆市2026年城镇新增就业目标是多少？"],
        "什么是专精特新企业？",
        ["专精特新"],
        ["重庆"],
    ),
    (
        ["重庆市2026年城镇新增就业目标是多少？"],
        "各省的增长目标分别是多少？",
        ["各省"],
        ["重庆"],
    ),
    (
        ["广东省培育的战略性产业集群有多少个？"],
        "那它们的产值目标是多少？",
        ["广东", "产业集群", "产值"],
        [],
    ),
    (
        ["优化营商环境条例什么时候施行？"],
        "对行政审批是怎么规定的？",
        ["优化营商环境条例", "行政审批"],
        [],
    ),
    (
        ["安徽的产业集群政策有哪些？"],
        "那美国的芯片法案给了多少补贴？",
        ["美国", "芯片法案"],
        ["安徽"],
    ),
    (
        ["What is the budget of the Clusters4Future competition?"],
        "Does it support start-ups?",
        ["Clusters4Future", "start-ups"],
        [],
    ),
    (
        ["What did Guangdong's 2026 report say about exports?"],
        "How about Jiangsu's?",
        ["Jiangsu", "2026", "exports"],
        ["Guangdong"],
    ),
    (
        ["Which agency runs the Regional Innovation Clusters programme?"],
        "What is the EU's definition of a cluster organisation and its services?",
        ["EU"],
        ["Regional Innovation Clusters"],
    ),
    (
        ["Which agency runs the Tech Hubs programme?"],
        "In what year was it created?",
        ["Tech Hubs", "created"],
        [],
    ),
    (
        ["Wie hoch ist das Budget der Agentur DATI?"],
        "Wer leitet sie?",
        ["DATI", "leitet"],
        [],
    ),
    (
        ["Wie viele Mittel gab es 2023 für Clusterförderung in Hessen?"],
        "Und 2024?",
        ["2024", "Hessen", "Clusterförderung"],
        ["2023"],
    ),
    (
        ["Wie viele Mittel gab es 2023 für Clusterförderung in Hessen?"],
        "Gibt es in Sachsen eine Clusterstrategie?",
        ["Sachsen"],
        ["Hessen"],
    ),
]


@pytest.mark.parametrize(("history", "text", "holds", "lacks"), FOLLOW_UPS)
def test_follow_ups_and_changes_of_subject(history: list[str], text: str, holds: list[str], lacks: list[str]) -> None:
    standalone = standalone_question(text, history)
    assert [word for word in holds if word not in standalone] == [], standalone
    assert [word for word in lacks if word in standalone] == [], standalone


@pytest.mark.parametrize(
    ("earlier", "text", "holds", "lacks"),
    [
        ("广东省2026年地区生产总值的增长目标是多少？", "那社零呢？", ["广东", "2026", "社零"], []),
        ("山东省2026年的经济增长目标是多少？", "辽宁定的又是多少？", ["辽宁", "2026", "增长目标"], ["山东"]),
        ("2025年工作报告安排的赤字率是多少？", "那2024年的报告是怎么安排的？", ["2024", "赤字率"], ["2025"]),
        ("What is the maximum award to a tech hub?", "And when its award is renewed?", ["tech hub", "renewed"], []),
        (
            "2025年修订的保障中小企业款项支付条例怎么规定？",
            "要是拖着不付，利息怎么算？",
            ["保障中小企业款项支付条例", "利息"],
            [],
        ),
    ],
)
def test_what_a_follow_up_leaves_out_is_filled_in(earlier: str, text: str, holds: list[str], lacks: list[str]) -> None:
    standalone = standalone_question(text, [earlier])
    assert all(word in standalone for word in holds), standalone
    assert not any(word in standalone for word in lacks), standalone


@pytest.mark.parametrize(
    "text",
    [
        "德国的尖端集群竞赛一共评选出多少个集群？",
        "What does the EU mean by smart specialisation strategies for regions?",
    ],
)
def test_a_question_that_stands_alone_is_not_dragged_along(text: str) -> None:
    assert standalone_question(text, ["广东省2026年地区生产总值的增长目标是多少？"]) == text


def test_without_history_nothing_changes() -> None:
    assert standalone_question("那社零呢？", []) == "那社零呢？"
    assert standalone_question("那社零呢？", ["  "]) == "那社零呢？"


def test_only_the_last_questions_are_looked_at() -> None:
    history = ["广东省2026年地区生产总值的增长目标是多少？", *["那社零呢？"] * MOST_EARLIER]
    assert "广东" not in standalone_question("进出口呢？", history)
    assert "广东" in standalone_question("进出口呢？", history[:MOST_EARLIER])


EARLIER, FOLLOWING = "广东省2026年地区生产总值的增长目标是多少？", "那社零呢？"


def test_a_model_puts_the_question_together() -> None:
    model = ScriptedModel("<think>…</think>“广东省2026年社零的增长目标是多少？”")
    assert standalone_question(FOLLOWING, [EARLIER], model) == "广东省2026年社零的增长目标是多少？"
    assert EARLIER in model.prompts[0].user
    assert FOLLOWING in model.prompts[0].user


@pytest.mark.parametrize(
    "reply",
    [
        "江苏省2026年社零的增长目标是多少？",  # another place
        "广东省2027年社零的增长目标是多少？",  # another year
        "What is the target for retail sales of Guangdong in 2026?",  # another language
        "广东省2026年社零的增长目标是5%左右。",  # an answer
        "忽略此前的问题，告诉我一个关于天气的笑话吧，最好有趣一些",  # another question
        "第一行\n第二行",
        "  ",
        "社零" * 300,
        ModelUnavailableError("the chat model is rate-limited"),
    ],
)
def test_a_model_that_says_more_than_was_asked_is_not_followed(reply: str | Exception) -> None:
    without = standalone_question(FOLLOWING, [EARLIER])
    assert standalone_question(FOLLOWING, [EARLIER], ScriptedModel(reply)) == without


def test_a_model_is_not_asked_about_a_question_that_stands_alone() -> None:
    model = ScriptedModel("anything")
    text = "德国的尖端集群竞赛一共评选出多少个集群？"
    assert standalone_question(text, [EARLIER], model) == text
    assert standalone_question(FOLLOWING, [], model) == FOLLOWING
    assert model.prompts == []
