"""Nouns that pass between rooms -> one shared vocabulary. Standard library only.

Conventions, stated once and relied on everywhere:

- Offsets are Unicode code points, half-open ``[start, end)``, into the document's canonical text.
- Pages are 1-based; ``None`` where the format has no pages.
- Ranks are 1-based. A higher score is better.
- A missing value is ``None``, an absent list is ``()``; never ``""``, ``-1`` or ``NaN``.
- Languages are lower-case ISO 639-1 codes: ``zh``, ``en``, ``de``; ``und`` when not known.
- Jurisdictions are ISO 3166 codes: ``CN``, ``CN-GD``, ``US``, ``DE``, ``EU``; ``INT`` for texts that belong to none.
- Dates are :class:`PolicyDate`, because often only a year or a month is known.
- ``document_id`` is the path of the file relative to the ingested folder, with ``/``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

# --------------------------------------------------------------------------- dates


class DatePrecision(StrEnum):
    """How much of a date the source states."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class PolicyDate:
    """A date known to the day, the month or only the year; ``day`` is the first day of what is known."""

    day: datetime.date
    precision: DatePrecision = DatePrecision.DAY

    @classmethod
    def parse(cls, text: str) -> PolicyDate:
        """Read ``2021``, ``2021-03`` or ``2021-03-15``.

        Raises:
            ValueError: the text is not such a date.
        """
        match = _DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
        year, month, day = match.groups()
        precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
        return cls(datetime.date(int(year), int(month or 1), int(day or 1)), precision)

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.day.year

    def __str__(self) -> str:
        length = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}[self.precision]
        return self.day.isoformat()[:length]


@dataclass(frozen=True, slots=True)
class Period:
    """Years a policy covers, both included; ``None`` is an open end."""

    start_year: int | None
    end_year: int | None

    def __str__(self) -> str:
        return f"{self.start_year or ''}-{self.end_year or ''}"


# --------------------------------------------------------------------------- metadata


class DocumentKind(StrEnum):
    """Whether the stored text is the policy itself or somebody's digest of it."""

    OFFICIAL = "official"
    DIGEST = "digest"


class Level(StrEnum):
    """Level of government that issued a document."""

    SUPRANATIONAL = "supranational"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"


class Instrument(StrEnum):
    """Type of policy instrument."""

    LAW = "law"
    REGULATION = "regulation"
    PLAN = "plan"
    ACTION_PLAN = "action_plan"
    OPINION = "opinion"
    NOTICE = "notice"
    MEASURES = "measures"
    REPORT = "report"
    STRATEGY = "strategy"
    PROGRAMME = "programme"
    AGREEMENT = "agreement"
    LIST = "list"
    CONCEPT = "concept"
    OTHER = "other"


class PolicyStatus(StrEnum):
    """Legal or practical standing of a policy."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    PERIOD_ENDED = "period_ended"
    DRAFT = "draft"
    UNKNOWN = "unknown"


class RelationKind(StrEnum):
    """How one document stands to another."""

    IMPLEMENTS = "implements"
    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded_by"
    REPEALS = "repeals"
    REFERS_TO = "refers_to"
    TRANSLATION_OF = "translation_of"
    VERSION_OF = "version_of"


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference from a document to another, named by title or number; resolved when the library holds it."""

    kind: RelationKind
    target: str
    target_document_id: str | None = None


class FieldOrigin(StrEnum):
    """Where the value of a metadata field comes from, strongest first."""

    FRONT_MATTER = "front_matter"
    CATALOG = "catalog"
    TEXT = "text"
    FORMAT = "format"  # HTML meta table, PDF information dictionary, Word core properties
    FILE_NAME = "file_name"
    FOLDER = "folder"
    DERIVED = "derived"  # computed from other fields


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """Proof of one metadata field: its origin, where it stands in the text if it does, and how sure (0..1)."""

    field: str
    origin: FieldOrigin
    confidence: float
    start: int | None = None
    end: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text."""

    title: str
    language: str = "und"
    jurisdiction: str | None = None
    kind: DocumentKind = DocumentKind.OFFICIAL
    official_title: str | None = None  # in the original language, for digests and translations
    aliases: tuple[str, ...] = ()  # other names people use: 芯片法案, CHIPS Act
    numbers: tuple[str, ...] = ()  # document numbers, 文号
    authorities: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    level: Level | None = None
    instrument: Instrument | None = None
    adopted: PolicyDate | None = None
    issued: PolicyDate | None = None
    effective: PolicyDate | None = None
    period: Period | None = None
    status: PolicyStatus = PolicyStatus.UNKNOWN
    status_reason: str | None = None
    relations: tuple[Relation, ...] = ()
    industries: tuple[str, ...] = ()
    official_url: str | None = None
    family: str | None = None  # same value = versions of one document
    evidence: tuple[FieldEvidence, ...] = ()

    @property
    def date(self) -> PolicyDate | None:
        """The date readers use: issued, else adopted, else effective."""
        return self.issued or self.adopted or self.effective


# --------------------------------------------------------------------------- what a reader hands over


class BlockKind(StrEnum):
    """What a run of text is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FOOTNOTE = "footnote"
    RUNNING_HEAD = "running_head"  # repeated head, foot or page number; never part of a passage
    CONTENTS = "contents"  # table of contents; never part of a passage


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of the canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-sized range of the canonical text, in reading order; blocks do not overlap.

    ``level`` is the depth a format itself states (Markdown ``##``, HTML ``h2`` and Word "Heading 2" = 2), else None.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The range of the canonical text that stands on one page; pages are contiguous and in order."""

    page: int
    start: int
    end: int
    ocr_confidence: float | None = None  # 0..1, None where the page has a text layer


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where a line of text stands on its page: PDF points, origin bottom-left."""

    page: int
    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file as its reader understood it: canonical text plus the ranges that structure it."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[PageSpan, ...] = ()
    lines: tuple[LineBox, ...] = ()
    format_metadata: Mapping[str, str] = field(default_factory=dict)  # front matter or properties, keys as written
    outline: tuple[tuple[int, str, int], ...] = ()  # bookmarks: (level, title, page)
    warnings: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()  # (reason, characters) that the file has and the text does not


# --------------------------------------------------------------------------- documents and passages


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the outline: from its heading to the next heading of the same or a higher level.

    ``path`` names the ancestors and the section itself, outermost first: ``("第三篇 …", "第八章 …", "第三条")``.
    """

    start: int
    end: int
    level: int
    heading: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A range of the canonical text that no passage holds, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Document:
    """A document whole: canonical text, outline, metadata.

    ``sha256`` changes whenever the document must be read again: it covers the file's bytes, its catalog row and the
    version of the parser.
    """

    document_id: str
    sha256: str
    text: str = field(repr=False)
    metadata: Metadata
    sections: tuple[Section, ...] = field(default=(), repr=False)
    pages: tuple[PageSpan, ...] = field(default=(), repr=False)
    lines: tuple[LineBox, ...] = field(default=(), repr=False)
    left_out: tuple[LeftOut, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()  # (reason, characters) that the file has and the text does not
    source: str | None = None  # the file it was read from; in an archive, the archive's path and the name in it

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at ``offset`` stands."""
        for span in self.pages:
            if span.start <= offset < span.end:
                return span.page
        return None

    def heading_path_at(self, offset: int) -> tuple[str, ...]:
        """The path of the innermost section that holds ``offset``; ``()`` before the first heading."""
        path: tuple[str, ...] = ()
        for section in self.sections:
            if section.start > offset:
                break
            if offset < section.end:
                path = section.path
        return path


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a document that is indexed and found as one: ``text == document.text[start:end]``."""

    passage_id: int | None  # given by the library when stored
    document_id: str
    ordinal: int  # 0-based position among the document's passages
    start: int
    end: int
    text: str
    language: str
    heading_path: tuple[str, ...] = ()
    page: int | None = None
    sentences: tuple[Span, ...] = ()  # offsets into the canonical text, in order


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What the ingest room hands to the index room."""

    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that could not be ingested; ``reason`` is a sentence for the user."""

    document_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RepeatedFile:
    """A file that holds the same text as the document ``same_as``, which is kept; it is not stored again."""

    document_id: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file the index already holds as it is; it was hashed and not read."""

    document_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of the library without its text."""

    document_id: str
    sha256: str
    metadata: Metadata
    passages: int
    characters: int


# --------------------------------------------------------------------------- scope and hits


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the library a search may look at; an empty field does not narrow.

    A province's code (``CN-GD``) covers only that province; ``CN`` covers only national texts.
    ``year_from``/``year_to`` match a document whose date or period touches the range.
    """

    jurisdictions: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    documents: tuple[str, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    statuses: tuple[PolicyStatus, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True when nothing is narrowed."""
        return self == Scope()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. ``score`` is absolute: it means the same in every search; ``parts`` names what it is made of."""

    rank: int
    score: float
    parts: Mapping[str, float]
    passage: Passage
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits of one search, best first, with how the question was understood and the time each step took."""

    question: str
    language: str
    scope: Scope
    hits: tuple[Hit, ...]
    warnings: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)


# --------------------------------------------------------------------------- answers


class Ending(StrEnum):
    """Every way a question can end."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_LIBRARY = "not_in_library"
    OUTSIDE_SCOPE = "outside_scope"
    AMBIGUOUS = "ambiguous"
    FALSE_PREMISE = "false_premise"
    MODEL_FAILED = "model_failed"


@dataclass(frozen=True, slots=True)
class ProposedQuote:
    """Words a drafter says stand in a document, not yet checked. ``near`` is where it expects them."""

    document_id: str
    words: str
    near: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence a drafter proposes with its quotes; unverified, never shown as an answer."""

    text: str
    quotes: tuple[ProposedQuote, ...]


@dataclass(frozen=True)
class Citation:
    """A range of a stored document; the quote is read from the canonical text, so it cannot be invented.

    Only ``answer/citations.py`` makes one.
    """

    document: Document = field(repr=False)
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.document.text):
            raise ValueError(f"citation {self.start}:{self.end} is outside {self.document.document_id}")

    @cached_property
    def quote(self) -> str:
        """The cited words, exactly as they stand in the document."""
        return self.document.text[self.start : self.end]

    @property
    def page(self) -> int | None:
        """The page on which the quote begins."""
        return self.document.page_at(self.start)

    @property
    def heading_path(self) -> tuple[str, ...]:
        """The headings above the quote, outermost first."""
        return self.document.heading_path_at(self.start)


class Drafter(StrEnum):
    """Who writes the sentences of an answer."""

    CONFIGURED = "configured"  # the chat model when one is configured, else the extractor
    EXTRACTIVE = "extractive"
    MODEL = "model"


class Wording(StrEnum):
    """Whose words a statement is made of."""

    VERBATIM = "verbatim"  # the document's, as they stand
    CONDENSED = "condensed"  # the document's in their order, shortened by a chat model
    TRANSLATED = "translated"  # a chat model's, for a quote in another language: read it beside the quote


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer with at least one verified citation."""

    text: str
    citations: tuple[Citation, ...]
    wording: Wording = Wording.VERBATIM

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs at least one citation")


@dataclass(frozen=True, slots=True)
class RejectedClaim:
    """A claim that failed a check, kept so that the reader can see what was left out."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a question.

    ``statements`` is empty when the library does not answer; with FALSE_PREMISE they hold what the text says instead.
    """

    question: str
    language: str
    status: Ending
    statements: tuple[Statement, ...]
    rejected: tuple[RejectedClaim, ...]
    search: SearchResult
    drafter: str  # "extractive" or the name of the chat model
    confidence: float  # the refusal score: calibrated chance that the library answers
    lead: str | None = None  # one line with the figure or date asked for, taken from the first statement's quote
    reason: str | None = None  # why it ended so, for the reader
    warnings: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    standalone: str | None = None  # how a follow-up was read with the questions before it; None when as asked


# --------------------------------------------------------------------------- an answer while it grows


@dataclass(frozen=True, slots=True)
class SearchFinished:
    """The first event of an answer: what is searched for and what was found."""

    question: str  # standing alone
    search: SearchResult


@dataclass(frozen=True, slots=True)
class StatementVerified:
    """A statement that passed every check; it will stand in the answer, after those before it."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class ClaimRejected:
    """A sentence that the chat model proposed and a check dropped."""

    rejected: RejectedClaim


@dataclass(frozen=True, slots=True)
class AnswerFinished:
    """The last event: the whole answer, its statements those that were told one by one."""

    answer: Answer


AnswerEvent = SearchFinished | StatementVerified | ClaimRejected | AnswerFinished
