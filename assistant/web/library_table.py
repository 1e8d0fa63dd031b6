"""Documents of a library -> the HTML of its table and of the report on an upload. Every text is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from assistant.api.uploads import FOLDER, UploadReport
from assistant.domain import DocumentSummary, Hit
from assistant.errors import AssistantError
from assistant.jurisdictions import name
from assistant.web.panel import metadata_badges, one_line
from assistant.web.sentences import worded
from assistant.web.texts import INSTRUMENT, pick, say

_COLUMNS = ("column_title", "fact_number", "fact_jurisdiction", "fact_date", "instrument", "fact_authority")
ROWS = 100  # of one page of the table
_SNIPPET = 110
_WARNINGS = 5


def table_html(
    summaries: Sequence[DocumentSummary],
    hits: Mapping[str, Hit],
    own: bool,
    language: str,
    query: str = "",
    page: int = 0,
) -> str:
    """One row a document, its title leading to its text; a hit of the full-text search is shown with its words.

    ``query`` is what was searched for, "" when all are listed; it is told above the table, because an answer may arrive
    while the reader types on. ``page`` counts from 0.
    """
    told = say("documents_for", language, query=query) if query else ""
    told += say("documents_found", language, count=f"{len(summaries):,}")
    listed = summaries[page * ROWS : (page + 1) * ROWS]
    if len(summaries) > len(listed):
        first = page * ROWS + 1
        told += " " + say("documents_shown", language, first=first, last=first + len(listed) - 1)
    head = "".join(f'<th scope="col">{escape(say(key, language))}</th>' for key in _COLUMNS)
    rows = "".join(_row(one, hits.get(one.document_id), own, language) for one in listed)
    return (
        f'<p class="quiet" role="status">{escape(told)}</p><table class="documents"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(summary: DocumentSummary, hit: Hit | None, own: bool, language: str) -> str:
    metadata = summary.metadata
    separator = "、" if language == "zh" else ", "
    query: dict[str, object] = {"id": summary.document_id, "lang": language} | ({"own": 1} if own else {})
    words = ""
    if hit is not None:
        query |= {"start": hit.passage.start, "end": hit.passage.end}
        text = one_line(hit.passage.text)
        words = f'<br><span class="quiet" lang="{escape(hit.passage.language)}">{escape(text[:_SNIPPET])}…</span>'
    address = f"/document?{urlencode(query)}#quote"
    cells = (
        separator.join(metadata.numbers[:2]),
        name(metadata.jurisdiction, language) if metadata.jurisdiction else "",
        str(metadata.date or ""),
        pick(INSTRUMENT[metadata.instrument.value], language) if metadata.instrument else "",
        separator.join(metadata.authorities[:2]),
    )
    title = (
        f'<a class="open" target="_blank" href="{escape(address)}" lang="{escape(metadata.language)}">'
        f"{escape(metadata.title)}</a> {metadata_badges(metadata, language)}{words}"
    )
    labelled = zip(_COLUMNS[1:], cells, strict=True)
    others = "".join(f'<td data-label="{escape(say(key, language))}">{escape(cell)}</td>' for key, cell in labelled)
    return f"<tr><td>{title}</td>{others}</tr>"


def report_html(report: UploadReport, own: bool, language: str) -> str:
    """What became of the files: added, replaced, known already, or not read and why."""
    states = {
        **dict.fromkeys(report.report.added, "was_added"),
        **dict.fromkeys(report.report.replaced, "was_replaced"),
        **dict.fromkeys(report.report.unchanged, "was_known"),
    }
    rows = ""
    for one in report.read:
        facts = [say("size", language, characters=f"{one.characters:,}", pages=one.pages)]
        if one.ocr_confidence is not None:
            facts.append(say("recognised", language, sure=f"{one.ocr_confidence:.0%}"))
        notes = "".join(f"<li>{escape(worded(warning, language))}</li>" for warning in one.warnings[:_WARNINGS])
        state = say(states.get(one.document_id, "was_added"), language)
        rows += (
            f'<li class="good"><strong>{escape(state)}</strong> {escape(one.title)} '
            f'<span class="quiet">{escape(" · ".join(facts))}</span>{f"<ul>{notes}</ul>" if notes else ""}</li>'
        )
    for unreadable in report.report.unreadable:
        rows += (
            f'<li class="bad"><strong>{escape(say("was_not_read", language))}</strong> '
            f"{escape(_file(unreadable.document_id))}: {escape(worded(unreadable.reason, language))}</li>"
        )
    for repeated in report.report.repeated:
        same = say("same_as", language, title=report.titles.get(repeated.same_as, repeated.same_as))
        rows += (
            f'<li class="known"><strong>{escape(say("was_known", language))}</strong> '
            f"{escape(_file(repeated.document_id))}: {escape(same)}</li>"
        )
    where = escape(say("ask_own" if own else "ask_shared", language)) if report.read else ""
    return f'<section class="report" role="status"><ul>{rows}</ul><p class="quiet">{where}</p></section>'


def _file(document_id: str) -> str:
    """The name under which the reader sent a file."""
    return document_id.removeprefix(f"{FOLDER}/")


def problem_html(problem: AssistantError, language: str) -> str:
    """What went wrong, in the words of the page."""
    return notice_html(worded(str(problem), language))


def notice_html(text: str) -> str:
    """A sentence for the reader."""
    return f'<p class="quiet" role="status">{escape(text)}</p>'
