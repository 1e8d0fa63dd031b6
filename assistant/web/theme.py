"""Nothing -> the Gradio theme of the page: colours with a contrast of at least 4.5:1, fonts that machines have."""

from __future__ import annotations

from typing import Any

FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "sans-serif",
)
_BLUE, _LIGHT_BLUE, _RED = "#1d4f91", "#8ab8f5", "#b42318"


def make_theme(gr: Any) -> Any:
    """The theme; ``gr`` is the gradio module."""
    theme = gr.themes.Default(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=list(FONTS),
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    )
    return theme.set(
        button_primary_background_fill=_BLUE,
        button_primary_background_fill_hover="#163d70",
        button_primary_background_fill_dark="#2a62ad",
        button_primary_background_fill_hover_dark="#3672c4",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_cancel_background_fill=_RED,
        button_cancel_background_fill_dark=_RED,
        button_cancel_text_color="#ffffff",
        button_cancel_text_color_dark="#ffffff",
        link_text_color=_BLUE,
        link_text_color_dark=_LIGHT_BLUE,
        link_text_color_hover="#163d70",
        link_text_color_hover_dark="#b5d3fb",
        body_text_color_subdued="#526071",
        body_text_color_subdued_dark="#a9b4c4",
        input_placeholder_color="#64707f",
        input_placeholder_color_dark="#a0abba",
        block_label_text_color="#334155",
        block_label_text_color_dark="#cbd5e1",
        block_title_text_color="#334155",
        block_title_text_color_dark="#cbd5e1",
        checkbox_background_color_selected=_BLUE,
        checkbox_background_color_selected_dark="#3672c4",
        color_accent_soft="#e8f0fb",
        color_accent_soft_dark="#16283f",
    )
