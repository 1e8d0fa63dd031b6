"""A question and a passage -> whether the passage can be about the place and the year the question names.

A text answers a question about Zhejiang in 2026 only if it is a text of Zhejiang or names it, and is of 2026 or names
that year. What fails here is not weak evidence but evidence for another question.
"""

from __future__ import annotations

import re

from assistant.domain import Hit, Instrument, Metadata
from assistant.jurisdictions import find_jurisdictions
from assistant.retrieve.question import Question


def supports_place(question: Question, hit: Hit, sentence: str) -> bool:
    """Whether a sentence is of, or names, one of the jurisdictions the question names (True when it names none).

    A text of the place may say anything. A text of another place of the same country must name the place in its title,
    a heading or the sentence itself; a text of another country in its title or a heading: a German agreement that
    mentions China is no text on China's deficit.
    """
    named = set(question.jurisdictions)
    code = hit.metadata.jurisdiction
    if not named or code is None or code == "INT" or code in named:
        return True
    if "CN" in named and code.startswith("CN-"):
        return True
    same_country = any(code.split("-")[0] == one.split("-")[0] for one in named)
    text = f"{hit.metadata.title} {' '.join(hit.passage.heading_path)} {sentence if same_country else ''}"
    return any(mention.code in named for mention in find_jurisdictions(text))


def supports_year(question: Question, hit: Hit) -> bool:
    """Whether the passage is of, or names, one of the years the question names (True when it names none).

    Where the year names a yearly report, only the report of that year will do, not one that looks back on it.
    """
    if not question.years:
        return True
    if question.report_years and hit.metadata.instrument is Instrument.REPORT:
        return any(_is_of(hit.metadata, year) for year in question.report_years)
    if any(str(year) in hit.passage.text for year in question.years):
        return True
    return any(_covers(hit.metadata, year) for year in question.years)


def _is_of(metadata: Metadata, year: int) -> bool:
    """Whether a report is titled with a year, or dated in it where no year stands in its title."""
    titled = {int(found) for found in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", metadata.title)}
    date = metadata.date
    return year in titled if titled else bool(date and date.year == year)


def _covers(metadata: Metadata, year: int) -> bool:
    """Whether a document is of a year: dated, titled or valid in it; a report titled 2026 also speaks of 2025."""
    dates = (metadata.issued, metadata.adopted, metadata.effective)
    if any(date and date.year == year for date in dates):
        return True
    if str(year) in metadata.title:
        return True
    period = metadata.period
    if period and period.start_year and period.start_year <= year <= (period.end_year or period.start_year + 5):
        return True
    titled = re.findall(r"(?:19|20)\d{2}", metadata.title)
    return any(int(found) == year + 1 for found in titled)
