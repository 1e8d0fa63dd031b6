"""What all charts share -> figures with a font for Chinese, a plain frame, and the bytes of a PNG or SVG file.

The only module that knows matplotlib: charts draw on the axes they get from here.

Chinese labels need a font that has the characters; where there is none, names are written in English or as codes. SVG
text is drawn as outlines, so that the picture looks the same on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from assistant.render.export import check_suffix, write_file
from assistant.render.text import one_line

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes as Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure as Figure
    from matplotlib.image import AxesImage as AxesImage

P = ParamSpec("P")
CHART_FORMATS = (".png", ".svg")
BLUE, LIGHT, EDGE = "#2f4b7c", "#dfe4ec", "#8a94a6"
_CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "SimSun",
)
_ROW = 0.34  # inches a row
_LONGEST_LABEL = 34


def with_fonts(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw with a font that has Chinese characters; texts take the font that holds while they are made."""

    @wraps(draw)
    def drawn(*arguments: P.args, **options: P.kwargs) -> Figure:
        from matplotlib import rc_context

        fonts = [font for font in (chinese_font(), "DejaVu Sans") if font]
        with rc_context({"font.family": fonts, "axes.unicode_minus": False}):
            return draw(*arguments, **options)

    return drawn


def chinese_font() -> str | None:
    """The name of an installed font with Chinese characters, None when there is none."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((font for font in _CHINESE_FONTS if font in installed), None)


def drawn_language(language: str) -> str:
    """The language of the labels: English instead of Chinese where no font has the characters."""
    return "en" if language == "zh" and chinese_font() is None else language


def new_figure(rows: int, width: float) -> tuple[Figure, Axes]:
    """A figure for so many rows; ``width`` in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, max(2.2, 1.2 + _ROW * rows)), facecolor="white")
    return figure, figure.add_subplot()


def new_grid(rows: int, columns: int, size: tuple[float, float]) -> tuple[Figure, list[Axes]]:
    """A figure of fields that share their axes, row by row; ``size`` in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained", facecolor="white")
    grid = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    return figure, list(grid.flat)


def colours(names: Sequence[str]) -> Colormap:
    """A scale of so many colours, one a whole number."""
    from matplotlib.colors import ListedColormap

    return ListedColormap(list(names))


def patches(labels: Iterable[tuple[str, str]]) -> list[Artist]:
    """Squares for a legend: colour and words of each."""
    from matplotlib.patches import Patch

    return [Patch(facecolor=colour, edgecolor=EDGE, label=words) for colour, words in labels]


def lines(labels: Iterable[tuple[str, str]]) -> list[Artist]:
    """Lines for a legend: colour and words of each."""
    from matplotlib.lines import Line2D

    return [Line2D([], [], color=colour, label=words) for colour, words in labels]


def whole_ticks(first: float, last: float) -> list[float]:
    """Whole numbers, evenly apart, from about ``first`` to about ``last``."""
    from matplotlib.ticker import MaxNLocator

    return [float(tick) for tick in MaxNLocator(integer=True).tick_values(first, last)]


def plain_frame(axes: Axes) -> None:
    """Only a line below, and thin lines up from it."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=LIGHT, linewidth=0.7)
    axes.set_axisbelow(True)


def short(text: str, longest: int = _LONGEST_LABEL) -> str:
    """One line of at most ``longest`` characters."""
    plain = one_line(text)
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def chart_bytes(figure: Figure, suffix: str) -> bytes:
    """The picture as PNG (150 dots an inch) or SVG; the same figure gives the same bytes."""
    from matplotlib import rc_context

    written = io.BytesIO()
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "policy-assistant"}):
        metadata = {"Date": None} if suffix == ".svg" else {"Software": None}
        figure.savefig(written, format=suffix.lstrip("."), dpi=150, bbox_inches="tight", metadata=metadata)
    return written.getvalue()


def write_chart(figure: Figure, file: Path) -> None:
    """Write the picture in the format its ending names.

    Raises:
        InputError: the file cannot be written, or its ending is neither .png nor .svg.
    """
    check_suffix(file, CHART_FORMATS)
    write_file(file, chart_bytes(figure, file.suffix.lower()))
