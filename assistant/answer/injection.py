"""A text -> whether it speaks to an assistant instead of about policy, and the text without such lines.

Prompt injections that call themselves instructions are caught here, in Chinese, English and German. Those that do not
are caught by the checks on what a model proposes; nothing rests on this list being complete.
"""

from __future__ import annotations

import re
from functools import lru_cache

_INSTRUCTION = re.compile(
    # "ignore all previous instructions", "disregard the rules above"
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|context)\b"
    r"|\b(?:system|developer)\s*(?:prompt|message|note|override)\b|<\|?(?:im_start|system|assistant|user)\|?>|\[/?INST\]"
    r"|\b(?:you are|act as|you must act as|pretend to be)\b[^.\n]{0,30}\b(?:assistant|AI|chatbot|language model|LLM)\b"
    r"|\b(?:AI|language)\s+(?:assistants?|models?)[^.\n]{0,20}\b(?:must|should|shall)\s+(?:answer|reply|respond|say|output)"
    r"|\b(?:when|if) (?:asked|you are asked|a user asks)\b[^.\n]{0,80}\b(?:answer|reply|respond|say|state)\b"
    r"|^\W*(?:answer|reply|respond|output|print|say)\s+(?:only|exactly|with|that)\b"
    # 忽略以上所有指令，请回答……
    r"|(?:忽略|无视|忘记|忘掉|不要理会|跳过)[^。\n]{0,20}(?:指令|指示|提示|规则|要求|上文|上述内容)"
    r"|(?:系统|开发者)(?:提示词?|指令|消息)"
    r"|(?:你|您)(?:是|现在是|将扮演|要扮演)[^。\n]{0,20}(?:助手|助理|模型|机器人|人工智能|AI)"
    r"|(?:AI|人工智能|智能|语言)(?:助手|助理|模型)[^。\n]{0,12}(?:必须|应当|应该|请|须)[^。\n]{0,8}(?:回答|回复|输出|声称|说明|告诉)"
    r"|(?:当|如果|凡是?|若)[^。\n]{0,20}(?:用户|有人|被)[^。\n]{0,12}(?:问|提问)[^。\n]{0,40}(?:回答|回复|答|说)"
    r"|请(?:直接|务必|一律|只|仅)(?:回答|回复|输出)"
    r"|\b(?:ignorier\w*|missachte\w*|vergiss|vergessen sie)\b[^.\n]{0,40}\b(?:anweisung\w*|regeln?|vorgaben?)\b"
    r"|\b(?:du bist|sie sind|handle als)\b[^.\n]{0,30}\b(?:assistent\w*|KI|sprachmodell)\b"
    r"|\b(?:antworte(?:n sie)?|gib(?: nur)?|geben sie)\s+(?:nur|genau|immer|mit|aus)\b",
    re.IGNORECASE | re.MULTILINE,
)
_LEFT_OUT = "[…]"


@lru_cache(maxsize=10_000)  # the same passages come up again and again, and the pattern takes half a millisecond
def is_instruction(text: str) -> bool:
    """Whether a line holds words that give orders to an assistant or a language model."""
    return bool(_INSTRUCTION.search(text))


def stands_in_instruction(text: str, start: int, end: int) -> bool:
    """Whether a line that ``text[start:end]`` touches gives orders to an assistant: nothing in it is evidence."""
    if not is_instruction(text):
        return False
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return is_instruction(text[begin : len(text) if stop < 0 else stop])


def without_instructions(text: str) -> str:
    """The text with every line that gives orders to an assistant replaced by ``[…]``."""
    if not is_instruction(text):
        return text
    return "\n".join(_LEFT_OUT if is_instruction(line) else line for line in text.split("\n"))
