"""What a library covers -> a picture: one field a theme, places by years, with refused questions marked.

Names are in English: not every machine has a font with Chinese characters.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.jurisdictions import name
from assistant.render.coverage import THEME_NAMES
from assistant.render.drawing import CHART_FORMATS, new_grid, with_fonts, write_chart
from assistant.render.export import check_suffix
from assistant.research.coverage import Coverage
from assistant.research.themes import Theme

if TYPE_CHECKING:
    from assistant.render.drawing import Axes, AxesImage, Figure

_COLUMNS = 3
_MOST_YEARS = 40  # the last ones; older texts are in the table


def check_picture_file(file: Path) -> None:
    """Refuse a file whose ending names no picture, before any work is done.

    Raises:
        InputError: the ending is neither .png nor .svg, or the folder does not exist.
    """
    check_suffix(file, CHART_FORMATS)


def write_picture(coverage: Coverage, file: Path) -> None:
    """Draw the picture into a file.

    Raises:
        InputError: the file cannot be written, or there is nothing with a year to draw.
    """
    if not coverage.years:
        raise InputError("no document has a year, so there is nothing to draw; see: assistant documents check")
    write_chart(_figure(coverage), file)


@with_fonts
def _figure(coverage: Coverage) -> Figure:
    years = coverage.years[-_MOST_YEARS:]
    places = coverage.jurisdictions
    rows = -(-len(Theme) // _COLUMNS)
    size = (4.4 * _COLUMNS + 1.2, rows * (0.9 + 0.17 * len(places)) + 0.6)
    figure, fields = new_grid(rows, _COLUMNS, size)
    highest = max(1, *(coverage.count(code, year, theme) for code in places for year in years for theme in Theme))
    pictures = [_draw(axes, coverage, theme, years, highest) for axes, theme in zip(fields, Theme, strict=False)]
    for axes in fields[len(Theme) :]:
        axes.set_visible(False)
    figure.colorbar(pictures[0], ax=fields, shrink=0.4, label="documents that cover the year")
    figure.suptitle(f"{len(coverage.documents)} documents by place, year and theme; ○ a refused question", fontsize=11)
    return figure


def _draw(axes: Axes, coverage: Coverage, theme: Theme, years: range, highest: int) -> AxesImage:
    import numpy as np

    places = coverage.jurisdictions
    counts = np.array([[coverage.count(code, year, theme) for year in years] for code in places])
    shown = np.ma.masked_equal(counts, 0)
    picture = axes.imshow(shown, aspect="auto", cmap="YlGnBu", vmin=0, vmax=highest, interpolation="nearest")
    axes.set_title(THEME_NAMES[theme][1], fontsize=9, loc="left")
    ticks = [place for place, year in enumerate(years) if year % 5 == 0]
    axes.set_xticks(ticks, [str(years[place]) for place in ticks], fontsize=7)
    axes.set_yticks(range(len(places)), [name(code) if code != "-" else "no place" for code in places], fontsize=7)
    axes.tick_params(length=2)
    for one in coverage.refused:
        if theme in one.themes:
            asked = [year for year in one.years if year in years] or [years[-1]]
            for code in set(one.jurisdictions) & set(places):
                axes.scatter(
                    [year - years[0] for year in asked], [places.index(code)] * len(asked),
                    s=26, facecolors="none", edgecolors="#b3261e", linewidths=1.0,
                )  # fmt: skip
    return picture
