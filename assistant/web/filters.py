"""A library -> the filters of a tab; their values -> a scope."""

from __future__ import annotations

from typing import Any

from assistant.api.service import Service
from assistant.domain import Instrument, PolicyStatus, Scope
from assistant.jurisdictions import name
from assistant.web.texts import INSTRUMENT, STATUS, pick, say

_YEARS = (1900, 2100)


def scope_filters(gr: Any, service: Service, language: str, tab: str) -> list[Any]:
    """The components, in the order that :func:`scope_of_filters` reads; ``tab`` begins the ids of their elements."""

    def words(key: str) -> str:
        return say(key, language)

    own = gr.Radio(
        [(words("library_shared"), "shared"), (words("library_own"), "own")],
        value="shared",
        label=words("library_choice"),
        visible=False,
        elem_id=f"{tab}-own",
    )
    with gr.Row():
        places = gr.Dropdown(
            jurisdiction_choices(service, language),
            multiselect=True,
            label=words("jurisdiction"),
            elem_id=f"{tab}-jurisdictions",
            min_width=150,
        )
        kinds = gr.Dropdown(
            [(pick(INSTRUMENT[one.value], language), one.value) for one in Instrument],
            multiselect=True,
            label=words("instrument"),
            elem_id=f"{tab}-instruments",
            min_width=150,
        )
        statuses = gr.Dropdown(
            [(pick(STATUS[one.value], language), one.value) for one in PolicyStatus],
            multiselect=True,
            label=words("status"),
            elem_id=f"{tab}-statuses",
            min_width=150,
        )
        # Gradio's number field shows 0 where there is no value.
        first, last = (
            gr.Textbox(label=words(key), placeholder=words("any"), max_length=4, max_lines=1, min_width=90)
            for key in ("year_from", "year_to")
        )
    return [own, places, kinds, statuses, first, last]


def jurisdiction_choices(service: Service, language: str) -> list[tuple[str, str]]:
    """(name, code) of every jurisdiction of the shared library, in the order of the codes."""
    codes = {summary.metadata.jurisdiction for summary in service.shared.index.summaries()}
    return [(name(code, language), code) for code in sorted(code for code in codes if code)]


def scope_of_filters(narrowed: tuple[Any, ...]) -> tuple[Scope, bool]:
    """The scope that the values of the filters name, and whether the reader's own library is meant."""
    own, places, kinds, statuses, first, last = narrowed
    first, last = _year(first), _year(last)
    if first is not None and last is not None and first > last:
        first, last = last, first
    scope = Scope(
        jurisdictions=tuple(places or ()),
        instruments=tuple(Instrument(one) for one in kinds or ()),
        statuses=tuple(PolicyStatus(one) for one in statuses or ()),
        year_from=first,
        year_to=last,
    )
    return scope, own == "own"


def _year(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and _YEARS[0] <= int(text) <= _YEARS[1] else None
