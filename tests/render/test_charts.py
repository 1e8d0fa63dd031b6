"""Pictures of targets, timelines and comparisons: that they are drawn, the same each time, and refused when empty."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant
from assistant.errors import InputError
from assistant.render.charts import targets_chart
from assistant.render.drawing import chart_bytes, write_chart
from assistant.render.timeline_chart import timeline_chart
from assistant.research.targets import targets_of
from assistant.research.timeline import Timeline, timeline
from tests.research.test_timeline import LIBRARY
from tests.research.texts import document

TEXT = "三、2026年重点工作\n今年主要预期目标是：地区生产总值增长{}左右。"
TARGETS = [
    target
    for code, value in (("CN-GD", "4.5%—5%"), ("CN-HI", "6%"))
    for target in targets_of(document(TEXT.format(value), f"{code}.md", jurisdiction=code))
]


def test_targets_are_bars_with_the_words_of_the_text() -> None:
    figure = targets_chart(TARGETS, "zh")
    (axes,) = figure.axes
    written = [text.get_text().strip() for text in axes.texts]
    assert written in (["4.5%—5%左右", "6%左右"], ["4.5–5", "~ 6"])


def test_the_same_picture_gives_the_same_bytes() -> None:
    first, second = (chart_bytes(targets_chart(TARGETS, "en"), ".svg") for _ in range(2))
    assert first == second
    assert first.startswith(b"<?xml")
    assert chart_bytes(targets_chart(TARGETS, "en"), ".png").startswith(b"\x89PNG")


def test_one_module_knows_the_drawing_library() -> None:
    package = Path(assistant.__file__).parent
    knowing = {file.name for file in package.rglob("*.py") if "matplotlib" in file.read_text(encoding="utf-8")}
    assert knowing == {"drawing.py"}


def test_a_timeline_is_drawn_with_its_links(tmp_path: Path) -> None:
    figure = timeline_chart(timeline(LIBRARY, "zh"), "zh")
    write_chart(figure, tmp_path / "line.svg")
    assert (tmp_path / "line.svg").stat().st_size > 1000


def test_nothing_to_draw_is_said_in_a_sentence() -> None:
    with pytest.raises(InputError, match="no targets to draw"):
        targets_chart([], "zh")
    with pytest.raises(InputError, match="no document has a date"):
        timeline_chart(Timeline((), ()), "zh")
