"""Keys -> the words of the page in Chinese and English."""

from __future__ import annotations

TITLE = {"zh": "政策文献知识助手", "en": "Policy document knowledge assistant"}
INTRODUCTION = {
    "zh": "用中文或英文提问。每句回答都附有原文引用，引文逐字核对；资料库没有的内容，助手会直接说明。",
    "en": (
        "Ask in Chinese, English or German. Every sentence of an answer is quoted from a stored document and checked "
        "character by character; what the library does not hold, the assistant says so."
    ),
}
PLACEHOLDER = {
    "zh": "例如：先进制造业集群竞赛一共进行了几轮？",
    "en": "For example: How many clusters won the first two finals?",
}
QUESTION = {"zh": "问题", "en": "Question"}
ASK = {"zh": "提问", "en": "Ask"}
CLEAR = {"zh": "新对话", "en": "New conversation"}
SOURCES = {"zh": "引用来源", "en": "Sources"}
NO_SOURCES = {"zh": "提问后，这里显示引用的原文。", "en": "The quoted passages appear here after a question."}
EXAMPLES_LABEL = {"zh": "示例问题", "en": "Examples"}
CHAT = {"zh": "对话", "en": "Conversation"}
JURISDICTION = {"zh": "地区", "en": "Jurisdiction"}
DIGEST = {"zh": "摘要（非官方原文）", "en": "Digest (not the official text)"}
OFFICIAL_TEXT = {"zh": "官方原文", "en": "Official text"}
PAGE = {"zh": "第{page}页", "en": "p. {page}"}
NEAREST = {"zh": "最接近的段落（不构成回答）", "en": "Nearest passages (they do not answer the question)"}
REFUSED = {"zh": "资料库没有答案", "en": "The library does not answer this"}
PROBLEM = {"zh": "无法处理", "en": "This could not be done"}
STATUS = {
    "in_force": {"zh": "有效", "en": "in force"},
    "superseded": {"zh": "已被取代", "en": "superseded"},
    "repealed": {"zh": "已废止", "en": "repealed"},
    "period_ended": {"zh": "实施期已满", "en": "period ended"},
    "draft": {"zh": "征求意见稿", "en": "draft"},
}
EXAMPLES = (
    "先进制造业集群竞赛一共进行了几轮，初赛和决赛各选出多少个集群？",
    "江苏省重点培育的先进制造业集群有多少个？",
    "美国 Tech Hubs 计划第一阶段指定了多少个中心？",
    "德国的尖端集群竞赛一共评选出多少个集群？",
    "What are the traits of an advanced manufacturing cluster?",
    "Which agencies took part in the Energy Regional Innovation Cluster initiative?",
    "How many clusters won Germany's Leading-Edge Cluster Competition?",
    "What did Guangdong's 2020 opinions on strategic clusters aim for?",
)


def say(words: dict[str, str], language: str, **values: object) -> str:
    """The words in ``language`` (English when it is neither Chinese nor English), with ``{names}`` filled in."""
    return words["zh" if language == "zh" else "en"].format(**values)
