"""Outcomes of a question -> sentences for the reader, in the language of the question."""

from __future__ import annotations

from assistant.domain import Ending
from assistant.jurisdictions import name
from assistant.retrieve.question import Question


def understood_as(question: str, language: str) -> str:
    """How a follow-up was read."""
    return f"按上文理解为：{question}" if language == "zh" else f"Read with the earlier question as: {question}"


def outside_scope(question: Question) -> str:
    """Why a question about a place or year that the library does not cover was refused."""
    chinese = question.language == "zh"
    places = [name(code, "zh" if chinese else "en") for code in question.jurisdictions]
    years = [str(year) for year in question.years]
    named = "、".join([*places, *years]) if chinese else ", ".join([*places, *years])
    if chinese:
        return f"资料库中没有关于“{named}”的可用文本。下列段落是最接近的内容，但不回答该问题。"
    return (
        f"The library holds no text for: {named}. The passages below are the nearest; they do not answer the question."
    )


def false_premise(figures: tuple[str, ...], language: str) -> str:
    """That the question states a figure the texts do not bear out."""
    if language == "zh":
        return f"提问中的“{'、'.join(figures)}”在相关文本中没有依据，不能据此回答。原文的说法如下。"
    return f"The question states {', '.join(figures)}, which stands in none of the texts found. They say instead:"


def contradicted(language: str) -> str:
    """That the texts say the opposite of what the question takes for granted."""
    if language == "zh":
        return "提问所依据的前提与相关文本不符，不能据此回答。原文的说法如下。"
    return "The texts say the opposite of what the question takes for granted. They say:"


def not_in_library(question: Question, passages: int) -> str:
    """Why a question was refused whose answer was looked for and not found."""
    if question.language == "zh":
        return (
            f"已检索资料库，最接近的{passages}个段落都没有回答该问题。"
            if passages
            else "资料库在此范围内没有任何文本。"
        )
    if not passages:
        return "The library holds no text in this scope."
    return f"The library was searched; the {passages} nearest passages do not answer the question."


def said_to_be_unknown(sentence: str, language: str) -> str:
    """Why a question was refused to which the best text says itself that it is not known."""
    if language == "zh":
        return f"资料库没有答案，最接近的文本自己也说明：“{sentence}”"
    return f"The library holds no answer; the nearest text says so itself: “{sentence}”"


def model_failed(problem: str, ending: Ending, language: str) -> str:
    """That the chat model did not finish, why, and what is shown instead."""
    if ending is Ending.PARTLY_ANSWERED:
        after = "以下是中断之前已核对的内容。" if language == "zh" else "Below is what had been checked before that."
    else:
        after = "以下是原文摘录。" if language == "zh" else "The sentences below are extracted word for word instead."
    return f"语言模型未能完成：{problem}。{after}" if language == "zh" else f"{_capital(problem)}. {after}"


def model_gave_nothing(model: str, dropped: int, language: str) -> str:
    """That the chat model proposed nothing that stands, so that the answer is extracted."""
    if language == "zh":
        what = f"语言模型{model}提出的{dropped}句都没有通过核对" if dropped else f"语言模型{model}没有提出可核对的内容"
        return f"{what}，以下是原文摘录。"
    what = f"None of the {dropped} sentences of {model} passed the checks" if dropped else f"{model} proposed nothing"
    return f"{what}; the answer is extracted word for word instead."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
