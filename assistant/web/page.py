"""An opened library -> the Gradio chat page, and its server. The only module that knows Gradio."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.config import WebSettings
from assistant.domain import Scope
from assistant.errors import AssistantError
from assistant.jurisdictions import name
from assistant.web import texts
from assistant.web.message import escape_markdown, message_parts
from assistant.web.panel import empty_html, sources_html
from assistant.web.style import CSS, FONTS, HEAD

if TYPE_CHECKING:
    from assistant.wiring import Assistant

Messages = list[dict[str, Any]]
# Earlier questions that are kept to make sense of a follow-up.
_HISTORY = 6


def build_page(assistant: Assistant) -> Any:
    """The page as a ``gradio.Blocks`` that is not launched yet."""
    # Gradio reads these when imported: no analytics, no look-up of a model hub.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio as gr

    words = gr.I18n(en=_words("en"), zh=_words("zh"), **{"zh-CN": _words("zh")})
    choices = _jurisdiction_choices(assistant)
    with gr.Blocks(title=f"{texts.TITLE['zh']} · {texts.TITLE['en']}", analytics_enabled=False) as page:
        gr.Markdown(f"# {texts.TITLE['zh']} · {texts.TITLE['en']}")
        with gr.Row():
            with gr.Column(scale=3):
                chat = gr.Chatbot(
                    label=words("chat"),
                    height=460,
                    allow_tags=False,
                    sanitize_html=True,
                    buttons=["copy"],
                    placeholder=f"{texts.INTRODUCTION['zh']}\n\n{texts.INTRODUCTION['en']}",
                    elem_id="chat",
                )
                question = gr.Textbox(
                    placeholder=f"{texts.PLACEHOLDER['zh']}  {texts.PLACEHOLDER['en']}",
                    label=words("question"),
                    lines=2,
                    max_length=assistant.settings.answer.max_question_characters,
                    elem_id="question",
                )
                with gr.Row():
                    ask = gr.Button(words("ask"), variant="primary", elem_id="ask")
                    clear = gr.Button(words("clear"), elem_id="clear")
                gr.Examples([[one] for one in texts.EXAMPLES], inputs=[question], label="示例 · Examples")
                jurisdictions = gr.Dropdown(
                    choices, multiselect=True, label=words("jurisdiction"), elem_id="jurisdictions"
                )
            with gr.Column(scale=2):
                panel = gr.HTML(empty_html("zh") + empty_html("en"), elem_id="panel")

        def answer(text: str, messages: Messages, codes: list[str]) -> Iterator[tuple[Messages, str, str]]:
            yield from stream_answer(assistant, text, messages or [], codes or [])

        for event in (ask.click, question.submit):
            event(answer, [question, chat, jurisdictions], [chat, panel, question], concurrency_limit=4, api_name=False)
        clear.click(lambda: ([], empty_html("zh") + empty_html("en")), None, [chat, panel], api_name=False)
    page.launch_words = words
    return page


def serve(assistant: Assistant, web: WebSettings, open_browser: bool = False) -> None:
    """Serve the page until interrupted.

    Raises:
        AssistantError: the port is taken.
    """
    page = build_page(assistant)
    import gradio as gr

    theme = gr.themes.Soft(font=list(FONTS), font_mono=["ui-monospace", "monospace"])
    try:
        page.queue(max_size=64).launch(
            server_name=web.host,
            server_port=web.port,
            theme=theme,
            css=CSS,
            head=HEAD,
            i18n=page.launch_words,
            inbrowser=open_browser,
            share=False,
            ssr_mode=False,
            show_error=False,
            footer_links=[],
            quiet=True,
            prevent_thread_lock=False,
        )
    except OSError as problem:
        raise AssistantError(
            f"port {web.port} on {web.host} cannot be opened ({problem}); choose another: assistant serve --port 7861"
        ) from None


def stream_answer(
    assistant: Assistant, text: str, messages: Messages, codes: list[str]
) -> Iterator[tuple[Messages, str, str]]:
    """(messages, panel, content of the question box) as the answer grows; a user's mistake becomes a message."""
    earlier = [plain_text(message) for message in messages if message.get("role") == "user"][-_HISTORY:]
    messages = [*messages, {"role": "user", "content": text}]
    turn = sum(message.get("role") == "user" for message in messages)
    try:
        result = assistant.ask(text, scope=Scope(jurisdictions=tuple(codes)), history=earlier)
    except AssistantError as problem:
        yield [*messages, {"role": "assistant", "content": escape_markdown(str(problem))}], empty_html("en"), text
        return
    panel = sources_html(result, turn)
    for part in message_parts(result, turn):
        yield [*messages, {"role": "assistant", "content": part}], panel, ""


def plain_text(message: dict[str, Any]) -> str:
    """The text of a chat message, whichever of Gradio's two forms it has."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    return " ".join(str(part.get("text", "")) for part in content or [] if isinstance(part, dict))


def _words(language: str) -> dict[str, str]:
    return {
        "chat": texts.CHAT[language],
        "ask": texts.ASK[language],
        "question": texts.QUESTION[language],
        "clear": texts.CLEAR[language],
        "jurisdiction": texts.JURISDICTION[language],
    }


def _jurisdiction_choices(assistant: Assistant) -> list[tuple[str, str]]:
    codes = {summary.metadata.jurisdiction for summary in assistant.index.summaries()}
    return [(f"{name(code, 'zh')} · {name(code, 'en')}", code) for code in sorted(code for code in codes if code)]
