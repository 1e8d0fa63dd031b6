"""An answer -> the HTML of the source panel. Every text of a document is escaped; nothing of it is trusted as HTML."""

from __future__ import annotations

from html import escape

from assistant.domain import Answer, Citation, DocumentKind, Hit, Metadata
from assistant.jurisdictions import name
from assistant.render.legal_place import legal_place
from assistant.web import texts

# How much of the surroundings of a quote is shown on each side, in characters.
_CONTEXT = 160
_NEAREST = 3


def numbered_citations(answer: Answer) -> list[Citation]:
    """Citations in the order of their first mention, each place once: number n is at position n - 1."""
    found: dict[tuple[str, int, int], Citation] = {}
    for statement in answer.statements:
        for citation in statement.citations:
            found.setdefault((citation.document.document_id, citation.start, citation.end), citation)
    return list(found.values())


def sources_html(answer: Answer, turn: int) -> str:
    """The panel beside an answer: its citations, or for a refusal the nearest passages marked as not answering."""
    language = answer.language
    if answer.statements:
        cards = [
            _citation_card(citation, number, turn, language)
            for number, citation in enumerate(numbered_citations(answer), start=1)
        ]
        heading = texts.say(texts.SOURCES, language)
    else:
        cards = [_hit_card(hit, language) for hit in answer.search.hits[:_NEAREST]]
        heading = texts.say(texts.NEAREST, language)
    return (
        f'<section class="sources" aria-label="{escape(heading)}"><h3>{escape(heading)}</h3>{"".join(cards)}</section>'
    )


def empty_html(language: str) -> str:
    """The panel before the first question."""
    return f'<section class="sources"><p class="quiet">{escape(texts.say(texts.NO_SOURCES, language))}</p></section>'


def _citation_card(citation: Citation, number: int, turn: int, language: str) -> str:
    document = citation.document
    before = document.text[max(0, citation.start - _CONTEXT) : citation.start]
    after = document.text[citation.end : citation.end + _CONTEXT]
    quote = (
        f'<blockquote lang="{escape(document.metadata.language)}">{escape(_tail(before))}'
        f"<mark>{escape(citation.quote)}</mark>{escape(_head(after))}</blockquote>"
    )
    head = _head_html(document.metadata, citation.heading_path, citation.page, language)
    return (
        f'<article class="source" id="cite-{turn}-{number}" tabindex="-1"><span class="number">[{number}]</span>'
        f"{head}{quote}</article>"
    )


def _hit_card(hit: Hit, language: str) -> str:
    head = _head_html(hit.metadata, hit.passage.heading_path, hit.passage.page, language)
    excerpt = escape(hit.passage.text[:300]) + ("…" if len(hit.passage.text) > 300 else "")
    quote = f'<blockquote lang="{escape(hit.passage.language)}">{excerpt}</blockquote>'
    return f'<article class="source nearest">{head}{quote}</article>'


def _head_html(metadata: Metadata, path: tuple[str, ...], page: int | None, language: str) -> str:
    facts = []
    if metadata.jurisdiction:
        facts.append(name(metadata.jurisdiction, "zh" if language == "zh" else "en"))
    facts.extend(metadata.numbers[:1])
    facts.extend(metadata.authorities[:2])
    if metadata.date:
        facts.append(str(metadata.date))
    if page is not None:
        facts.append(texts.say(texts.PAGE, language, page=page))
    status = texts.STATUS.get(metadata.status.value)
    badge = (
        f'<span class="badge {metadata.status.value}">{escape(texts.say(status, language))}</span>' if status else ""
    )
    if metadata.kind is DocumentKind.DIGEST:
        badge += f'<span class="badge digest">{escape(texts.say(texts.DIGEST, language))}</span>'
    link = ""
    if metadata.official_url and metadata.official_url.startswith(("https://", "http://")):
        label = escape(texts.say(texts.OFFICIAL_TEXT, language))
        link = f' <a href="{escape(metadata.official_url)}" target="_blank" rel="noopener noreferrer">{label}</a>'
    heading = f'<p class="path">{escape(legal_place(path))}</p>' if path else ""
    return f'<h4>{escape(metadata.title)}</h4><p class="facts">{escape(" · ".join(facts))} {badge}{link}</p>{heading}'


def _tail(text: str) -> str:
    """The end of a text, from a paragraph's beginning if there is one, else marked as cut."""
    cut = text.rfind("\n")
    return text[cut + 1 :] if cut >= 0 else f"…{text}" if len(text) == _CONTEXT else text


def _head(text: str) -> str:
    cut = text.find("\n")
    return text[:cut] if cut >= 0 else f"{text}…" if len(text) == _CONTEXT else text
