"""Pages that are pictures -> recognised pages and the warnings a reader of the document must see."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.config import IngestSettings
from assistant.errors import ReadError
from assistant.ingest.ocr import LOWEST_CONFIDENCE, Recogniser, ocr_missing
from assistant.ingest.readers.paged.fragments import PageContent

Heartbeat = Callable[[], None]
_MOST_LISTED = 12


def make_recogniser(settings: IngestSettings) -> Recogniser:
    """A recogniser that shares the processor with the other workers.

    Raises:
        ReadError: recognition is switched off or not installed.
    """
    if not settings.ocr:
        raise ReadError("text recognition is switched off; set ingest.ocr = true to read scans")
    missing = ocr_missing()
    if missing:
        raise ReadError(missing)
    return Recogniser(settings.ocr_threads)


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers for a sentence: ``page 3`` or ``pages 1-4, 7``."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    more = f" and {len(parts) - _MOST_LISTED} more ranges" if len(parts) > _MOST_LISTED else ""
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(parts[:_MOST_LISTED])}{more}"


def recognition_warnings(pages: Sequence[PageContent]) -> list[str]:
    """What to tell of pages that were recognised: how many, how surely, and which of them not to trust."""
    recognised = [page for page in pages if page.confidence is not None and page.characters]
    if not recognised:
        return []
    characters = sum(page.characters for page in recognised)
    mean = sum((page.confidence or 0) * page.characters for page in recognised) / characters
    numbers = page_list([page.number for page in recognised])
    warnings = [f"{numbers} read by text recognition, confidence {mean:.1%}"]
    unsure = [page.number for page in recognised if (page.confidence or 0) < LOWEST_CONFIDENCE]
    if unsure:
        warnings.append(
            f"recognition of {page_list(unsure)} is below {LOWEST_CONFIDENCE:.0%}: compare with the page before citing"
        )
    return warnings
