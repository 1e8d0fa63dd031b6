"""Pages of a source -> ReadText: tables, running lines, reading order, paragraphs, levels, one canonical text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.domain import BlockKind, ReadText
from assistant.ingest.readers.paged.assemble import Assembly, PageParts
from assistant.ingest.readers.paged.fragments import Fragment, PageContent
from assistant.ingest.readers.paged.furniture import find_furniture
from assistant.ingest.readers.paged.joining import Vocabulary
from assistant.ingest.readers.paged.levels import with_levels
from assistant.ingest.readers.paged.order import Line, reading_order
from assistant.ingest.readers.paged.paragraphs import Paragraph, make_paragraphs
from assistant.ingest.readers.paged.ruled_tables import lines_of, ruled_tables

_NOTES_BELOW = 0.5  # share of the page's height below which notes may stand
_USUAL_SIZE = 10.0


def build_text(
    pages: Sequence[PageContent],
    properties: Mapping[str, str],
    bookmarks: tuple[tuple[int, str, int], ...],
    warnings: Sequence[str],
) -> ReadText:
    """The canonical text of a document; its blocks hold every character of its pages once."""
    body_size = _body_size(pages)
    tables = {page.number: ruled_tables(page.rules, page.fragments) for page in pages}
    free = [_without(page, tables[page.number][1]) for page in pages]
    furniture = find_furniture(free, body_size)
    repeated_asides = _repeated_asides(pages)
    parts = []
    for page in free:
        out = furniture[page.number]
        text = [fragment for fragment in page.fragments if fragment.order not in out]
        regions = reading_order([*text, *tables[page.number][0]], recognised=page.confidence is not None)
        pieces = make_paragraphs(regions, body_size, page.rules, page.height * _NOTES_BELOW)
        running = [Line(line) for line in lines_of([one for one in page.fragments if one.order in out])]
        for fragment in page.aside:
            if fragment.text in repeated_asides:
                running.append(Line((fragment,)))
            elif fragment.text:
                pieces.append(Paragraph((Line((fragment,)),), BlockKind.PARAGRAPH))
        parts.append(PageParts(page, tuple(pieces), tuple(running)))
    marked, levels = with_levels(parts, bookmarks)
    vocabulary = Vocabulary.of(fragment.text for page in pages for fragment in page.fragments)
    assembly = Assembly(vocabulary, levels)
    assembly.add_pages(marked)
    return ReadText(
        assembly.text,
        tuple(assembly.blocks),
        tuple(assembly.pages),
        tuple(assembly.lines),
        format_metadata=properties,
        outline=bookmarks,
        warnings=tuple(warnings),
    )


def _body_size(pages: Sequence[PageContent]) -> float:
    """The em in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for fragment in page.fragments:
            sizes[round(2 * fragment.size) / 2] += len(fragment.text)
    return sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE


def _without(page: PageContent, fragments: Sequence[Fragment]) -> PageContent:
    return PageContent(
        page.number,
        page.width,
        page.height,
        tuple(fragments),
        page.aside,
        page.rules,
        page.turn,
        page.has_picture,
        page.damaged,
        page.confidence,
        page.problem,
    )


def _repeated_asides(pages: Sequence[PageContent]) -> frozenset[str]:
    seen = Counter(text for page in pages for text in {fragment.text for fragment in page.aside})
    return frozenset(text for text, count in seen.items() if count > 1)
