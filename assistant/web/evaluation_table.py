"""The report of an evaluation -> the HTML of its main table: every measure with its 95% interval and its meaning."""

from __future__ import annotations

from html import escape

from assistant.evaluate.estimates import Estimate
from assistant.evaluate.report import Report
from assistant.evaluate.tables import DEFINITIONS
from assistant.web.sentences import worded
from assistant.web.texts import MEASURES, say

_COLUMNS = ("measure", "measure_value", "measure_interval", "measure_n", "measure_meaning")
_MOST_PROBLEMS = 20


def report_table_html(report: Report, language: str) -> str:
    """The measures of all questions together; those of no case are left out. The rest stands in the report's file."""
    whole = report.slices[0]
    told = say("evaluated", language, questions=whole.questions, answerable=whole.answerable, errors=whole.errors)
    head = "".join(f'<th scope="col">{escape(say(key, language))}</th>' for key in _COLUMNS)
    rows = "".join(
        _row(one.name, whole.estimates[one.name], _meaning(one.name, one.text, one.lower_is_better, language))
        for one in DEFINITIONS
        if whole.estimates[one.name].n
    )
    problems = "".join(f"<li>{escape(worded(str(one), language))}</li>" for one in report.left_out[:_MOST_PROBLEMS])
    if problems:
        left_out = escape(say("left_out", language, count=len(report.left_out)))
        problems = f"<details><summary>{left_out}</summary><ul>{problems}</ul></details>"
    return (
        f'<section class="evaluation"><p role="status">{escape(told)}</p>{problems}'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(say("report", language))}">'
        f'<table class="measures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _row(name: str, estimate: Estimate, meaning: str) -> str:
    value = "–" if estimate.value is None else f"{estimate.value:.3f}"
    interval = "" if estimate.low is None or estimate.high is None else f"{estimate.low:.2f} – {estimate.high:.2f}"
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{value}</td><td>{interval}</td><td>{estimate.n}</td>'
        f"<td>{escape(meaning)}</td></tr>"
    )


def _meaning(name: str, english: str, lower_is_better: bool, language: str) -> str:
    meaning = MEASURES.get(name, english) if language == "zh" else english
    return meaning + (say("lower_is_better", language) if lower_is_better else "")
