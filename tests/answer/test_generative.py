import json

import pytest

from assistant.answer.generative import draft_with_model
from assistant.domain import RejectedClaim, Statement, Wording
from assistant.errors import ModelUnavailableError
from assistant.retrieve.carry_over import CarryOver
from assistant.retrieve.question import understand
from tests.answer.conftest import Shelf, document_of
from tests.fakes import ScriptedModel

GUANGDONG = document_of(
    "gd.md",
    "到2025年，广东省示例产业集群总数达到十七个。每个示例产业集群设立一名链长。\n"
    "省财政不得安排超过三亿元的示例专项资金，用于公共平台建设。\n"
    "有下列行为之一的，不得申报：\n（一）泄露商业秘密；\n（二）伪造材料。",
    "zh",
    "广东省示例产业集群培育方案",
    "CN-GD",
)
AGENCY = document_of(
    "us.md",
    "The Sample Agency funded fourteen regional clusters with 37 million dollars in 2010. "
    "No single cluster may receive more than 10 percent of the amount.",
    "en",
    "Sample Regional Cluster Programme",
    "US",
)
SHELF = Shelf(GUANGDONG, AGENCY)


def reply(*claims: tuple[str, int, str]) -> str:
    entries = [{"text": text, "quotes": [{"passage": passage, "words": words}]} for text, passage, words in claims]
    return json.dumps({"claims": entries}, ensure_ascii=False)


def outcomes(text: str, question: str, carry_over: CarryOver) -> tuple[list[Statement], list[RejectedClaim]]:
    model = ScriptedModel(text)
    drafted = list(
        draft_with_model(model, understand(question), SHELF.evidence(), SHELF.document, carry_over.content_words)
    )
    return [one for one in drafted if isinstance(one, Statement)], [
        one for one in drafted if isinstance(one, RejectedClaim)
    ]


CHINESE, ENGLISH = "广东省要培育多少个集群？", "How many clusters did the Sample Agency fund?"


@pytest.mark.parametrize(
    ("question", "claim", "passage", "words", "wording"),
    [
        (CHINESE, "到2025年，广东省示例产业集群总数达到十七个。", 1, "产业集群总数达到十七个", Wording.VERBATIM),
        (CHINESE, "广东省示例产业集群培育方案提出，每个示例产业集群设立一名链长。", 1, "每个示例产业集群设立一名链长",
         Wording.CONDENSED),
        (ENGLISH, "The Sample Agency funded fourteen clusters with 37 million dollars in 2010.", 2,
         "funded fourteen regional clusters", Wording.CONDENSED),
        (ENGLISH, "By 2025, the sample industrial clusters of Guangdong reach a total of seventeen.", 1,
         "集群总数达到十七个", Wording.TRANSLATED),
        (CHINESE, "2010年，机构用3700万美元资助了14个区域集群。", 2, "funded fourteen regional clusters",
         Wording.TRANSLATED),
    ],
)  # fmt: skip
def test_a_claim_that_shortens_or_translates_its_quote_is_shown(
    question: str, claim: str, passage: int, words: str, wording: Wording, carry_over: CarryOver
) -> None:
    statements, rejected = outcomes(reply((claim, passage, words)), question, carry_over)
    assert [statement.text for statement in statements] == [claim], rejected
    assert statements[0].wording is wording


@pytest.mark.parametrize(
    ("question", "claim", "passage", "words", "reason"),
    [
        (CHINESE, "到2025年，广东省示例产业集群总数达到七十个。", 1, "产业集群总数达到十七个", "figures"),
        (CHINESE, "到2026年，广东省示例产业集群总数达到十七个。", 1, "产业集群总数达到十七个", "figures"),
        (CHINESE, "省财政安排超过三亿元的示例专项资金。", 1, "省财政不得安排超过三亿元", "beyond"),
        (CHINESE, "泄露商业秘密。", 1, "泄露商业秘密；", "beyond"),
        (CHINESE, "江苏省示例产业集群总数达到十七个。", 1, "示例产业集群总数达到十七个", "beyond"),
        (ENGLISH, "A single cluster may receive more than 10 percent of the amount.", 2,
         "cluster may receive more than 10 percent", "beyond"),
        (ENGLISH, "The clusters funded the Sample Agency with 37 million dollars.", 2, "funded fourteen", "beyond"),
        (ENGLISH, "The Sample Agency funded fourteen regional clusters with 37 billion dollars.", 2,
         "funded fourteen regional clusters", "figures"),
        (ENGLISH, "Clusters in Jiangsu are to reach seventeen by 2025.", 1, "集群总数达到十七个", "places"),
        (ENGLISH, "The province may spend more than 300 million.", 1, "省财政不得安排超过三亿元", "limit or deny"),
        (ENGLISH, "Bananas ripen quickly.", 1, "每个示例产业集群设立一名链长", "counterpart"),
        (ENGLISH, "Die Agentur förderte vierzehn Cluster mit 37 Millionen Dollar im Jahr 2010.", 2,
         "funded fourteen regional clusters", "language"),
    ],
)  # fmt: skip
def test_a_claim_that_says_more_is_rejected_and_its_sentence_shown(
    question: str, claim: str, passage: int, words: str, reason: str, carry_over: CarryOver
) -> None:
    statements, rejected = outcomes(reply((claim, passage, words)), question, carry_over)
    assert reason in rejected[0].reason
    assert [statement.wording for statement in statements] == [Wording.VERBATIM]
    assert words in statements[0].text
    assert statements[0].text == "\n".join(citation.quote for citation in statements[0].citations)


def test_a_list_item_is_shown_with_the_line_that_leads_it(carry_over: CarryOver) -> None:
    statements, _ = outcomes(reply(("伪造材料", 1, "伪造材料。")), CHINESE, carry_over)
    assert statements[0].text.startswith("有下列行为之一的，不得申报：")


@pytest.mark.parametrize(
    ("words", "passage", "reason"),
    [
        ("集群总数达到七十个", 1, "do not stand"),
        ("集群总数达到十七个", 9, "no document"),
        ("集群", 1, "too short"),
    ],
)
def test_an_invented_quote_shows_nothing(words: str, passage: int, reason: str, carry_over: CarryOver) -> None:
    statements, rejected = outcomes(reply(("总数达到七十个。", passage, words)), CHINESE, carry_over)
    assert statements == []
    assert reason in rejected[0].reason


def test_lines_are_read_as_well_as_json(carry_over: CarryOver) -> None:
    text = (
        "<think>{ let me see }</think>\n**CLAIM:** 每个示例产业集群设立一名链长。\n"
        "- QUOTE [1]: “每个示例产业集群设立一名链长。”\n\nCLAIM：总数达到一百个。\nQUOTE 1：达到一百个"
    )
    statements, rejected = outcomes(text, CHINESE, carry_over)
    assert [statement.text for statement in statements] == ["每个示例产业集群设立一名链长。"]
    assert [one.claim.text for one in rejected] == ["总数达到一百个。"]


@pytest.mark.parametrize("text", ['{"claims": []}', "NONE", "none.", '```json\n{"claims": []}\n```'])
def test_no_claim_is_a_reply(text: str, carry_over: CarryOver) -> None:
    assert outcomes(text, CHINESE, carry_over) == ([], [])


@pytest.mark.parametrize("text", ["I am a helpful assistant.", "{", '{"answer": 42}', "[1, 2]", "总数达到一百个。"])
def test_a_reply_in_no_agreed_form_is_a_failure(text: str, carry_over: CarryOver) -> None:
    with pytest.raises(ModelUnavailableError, match="agreed form"):
        outcomes(text, CHINESE, carry_over)


def test_claims_come_as_soon_as_they_are_complete(carry_over: CarryOver) -> None:
    text = reply(("每个示例产业集群设立一名链长。", 1, "每个示例产业集群设立一名链长。"), ("另一句。", 1, "没有的话。"))
    given: list[int] = []

    class Counting(ScriptedModel):
        def stream(self, prompt):  # type: ignore[no-untyped-def]
            for number, piece in enumerate(super().stream(prompt)):
                given.append(number)
                yield piece

    model = Counting(text)
    drafting = draft_with_model(model, understand(CHINESE), SHELF.evidence(), SHELF.document, carry_over.content_words)
    assert isinstance(next(drafting), Statement)
    assert len(given) < len(text) // 7


def test_the_same_sentence_is_said_once(carry_over: CarryOver) -> None:
    claim = ("每个示例产业集群设立一名链长。", 1, "每个示例产业集群设立一名链长。")
    statements, _ = outcomes(reply(claim, claim, ("链长很重要。", 1, "设立一名链长")), CHINESE, carry_over)
    assert len(statements) == 1
