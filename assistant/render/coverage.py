"""What a library covers -> tables for a terminal, and JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.jurisdictions import name
from assistant.render.text import one_line
from assistant.research.coverage import Cause, Coverage, GapKind, RefusedQuestion
from assistant.research.themes import Theme

Json = dict[str, Any]

THEME_NAMES = {
    Theme.CLUSTERS: ("集群", "clusters"),
    Theme.PLANS: ("规划战略", "plans"),
    Theme.SMALL_FIRMS: ("中小企业", "small firms"),
    Theme.DIGITAL: ("数字化", "digital"),
    Theme.INNOVATION: ("创新", "innovation"),
    Theme.CHAINS: ("产业链", "chains"),
    Theme.EMERGING: ("新兴产业", "emerging"),
    Theme.REGIONS: ("区域", "regions"),
    Theme.GREEN: ("绿色能源", "green"),
    Theme.SKILLS: ("人才", "skills"),
    Theme.FINANCE: ("财税金融", "finance"),
}
_GAPS = {
    GapKind.THEME: "Themes missing",
    GapKind.YEARS: "Years missing",
    GapKind.OFFICIAL_TEXT: "No official text, see: assistant fetch --list",
    GapKind.REFERENCE: "Named and not held",
}
_CAUSES = {
    Cause.NO_PLACE: "the library holds nothing of this place",
    Cause.NO_YEAR: "the library holds nothing of this place and year",
    Cause.NO_THEME: "the library holds this place, but nothing on the theme",
    Cause.HELD: "texts of this place, time and theme are held; they do not answer it or were not found",
}
_FIVE = 5  # years a column


def coverage_tables(coverage: Coverage) -> RenderableType:
    """Places by theme, places by five years, gaps, and where refused questions fell."""
    parts: list[RenderableType] = [_by_theme(coverage), Text(), _by_years(coverage)]
    for kind, heading in _GAPS.items():
        gaps = [gap for gap in coverage.gaps if gap.kind is kind]
        if gaps:
            parts += [Text(), Text(heading, "bold")]
            lines = [f"{_place(gap.jurisdiction)}: {one_line(gap.text)}" for gap in gaps]
            parts += [Text(f"  {line}") for line in (["; ".join(lines)] if kind is GapKind.OFFICIAL_TEXT else lines)]
    if coverage.refused:
        parts += [Text(), Text(f"Refused questions ({len(coverage.refused)})", "bold")]
        parts += _refused(coverage)
    return Group(*parts)


def coverage_json(coverage: Coverage) -> Json:
    """Documents with place, years and themes; gaps; refused questions with their cause."""
    return {
        "documents": [
            {
                "document": one.document_id,
                "jurisdiction": one.jurisdiction,
                "first_year": one.years[0] if one.years else None,
                "last_year": one.years[-1] if one.years else None,
                "themes": [theme.value for theme in one.themes],
                "official": one.official,
            }
            for one in coverage.documents.values()
        ],
        "gaps": [
            {
                "jurisdiction": gap.jurisdiction,
                "kind": gap.kind.value,
                "theme": gap.theme.value if gap.theme else None,
                "text": gap.text,
            }
            for gap in coverage.gaps
        ],
        "refused": [
            {
                "question": one.question,
                "status": one.ending.value,
                "jurisdictions": list(one.jurisdictions),
                "years": list(one.years),
                "themes": [theme.value for theme in one.themes],
                "cause": one.cause.value,
            }
            for one in coverage.refused
        ],
    }


def five_years(coverage: Coverage) -> list[range]:
    """The covered years in columns of five: 2011-2015, 2016-2020 … as China's plans run."""
    if not coverage.years:
        return []
    first = (coverage.years[0] - 1) // _FIVE * _FIVE + 1
    return [range(start, start + _FIVE) for start in range(first, coverage.years[-1] + 1, _FIVE)]


def _by_theme(coverage: Coverage) -> Table:
    caption = f"{len(coverage.documents)} documents; one may have several themes"
    table = Table(
        "Place", "All", title="By theme", title_justify="left", caption=caption, caption_justify="left", box=None
    )
    for theme in Theme:
        table.add_column(THEME_NAMES[theme][1], justify="right")
    for code in coverage.jurisdictions:
        cells = [str(coverage.count(code, theme=theme) or "·") for theme in Theme]
        table.add_row(_place(code), str(coverage.count(code)), *cells)
    return table


def _by_years(coverage: Coverage) -> Table:
    undated = sum(not one.years for one in coverage.documents.values())
    caption = f"{undated} documents without a year" if undated else None
    table = Table("Place", title="By years", title_justify="left", caption=caption, caption_justify="left", box=None)
    columns = five_years(coverage)
    for column in columns:
        table.add_column(f"{column[0]}-{column[-1] % 100:02}", justify="right")
    for code in coverage.jurisdictions:
        members = coverage.by_jurisdiction[code]
        counts = [sum(bool(set(one.years) & set(column)) for one in members) for column in columns]
        table.add_row(_place(code), *(str(count or "·") for count in counts))
    return table


def _refused(coverage: Coverage) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for cause, heading in _CAUSES.items():
        fallen = [one for one in coverage.refused if one.cause is cause]
        if fallen:
            lines.append(Text(f"  {len(fallen)} × {heading}"))
            lines += [Text(f"      {_at(one)}{one_line(one.question)}", "dim") for one in fallen]
    places = Counter(code for one in coverage.refused for code in one.jurisdictions)
    if places:
        most = ", ".join(f"{_place(code)} {count}" for code, count in places.most_common(5))
        lines.append(Text(f"  most often asked in vain: {most}"))
    return lines


def _at(one: RefusedQuestion) -> str:
    parts = [*one.jurisdictions, *map(str, one.years), *(THEME_NAMES[theme][1] for theme in one.themes)]
    return f"[{' · '.join(parts)}] " if parts else ""


def _place(code: str | None) -> str:
    return "no place" if code in (None, "-") else name(str(code))
