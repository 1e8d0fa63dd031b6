"""A comparison of two runs -> one HTML file: differences with intervals and tests, and the questions that flipped."""

from __future__ import annotations

from assistant.evaluate.compare import Comparison
from assistant.render.evaluation_page import render


def comparison_page(comparison: Comparison) -> str:
    """The page as HTML."""
    return render("comparison.html.j2", comparison=comparison)
