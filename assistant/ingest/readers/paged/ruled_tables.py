"""Ruled lines and the text between them -> tables with rows and cells; merged cells are followed.

A grid is a set of crossing rules. Neighbouring cells without a rule between them are one cell. The text of a cell that
spans rows is repeated in each of them when it is short, so that a row can be read, found and quoted alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.ingest.readers.paged.fragments import Box, Fragment, Rule, around

_TOUCH = 3.0  # points within which two rules meet
_MOST_RULES = 1_500  # per direction after merging; more is a drawing
_LARGEST_CELL = 0.6  # share of the table's text in one cell above which the grid is a frame, not a table
_LONGEST_REPEATED = 40  # characters of a row-spanning cell that are repeated in each row
_FILLED = 0.5
_LEAST_FILLED = 0.25  # share of the cells of a table that hold something; drawings are emptier
_FIGURE_COLUMNS = 2  # a band with so many columns of figures is rows without rules between them
_FIGURES = re.compile(r"[\d\s.,%$€¥£()/+–—-]+|n/?a", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one cell from top to bottom, each a run of fragments from left to right; empty = blank."""

    lines: tuple[tuple[Fragment, ...], ...]

    @property
    def text(self) -> str:
        """Text without regard to lines, to measure it."""
        return " ".join(fragment.text for line in self.lines for fragment in line)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all rows of one length."""

    rows: tuple[tuple[Cell, ...], ...]
    box: Box


def ruled_tables(rules: Sequence[Rule], fragments: Sequence[Fragment]) -> tuple[list[Table], list[Fragment]]:
    """Tables of a page and the fragments that stand in none."""
    horizontal = _merged(rule for rule in rules if rule.horizontal)
    vertical = _merged(rule for rule in rules if not rule.horizontal)
    rest = list(fragments)
    tables: list[Table] = []
    if not horizontal or not vertical or max(len(horizontal), len(vertical)) > _MOST_RULES:
        return tables, rest
    for group in _crossing(horizontal, vertical):
        grid = _Grid.of(group)
        if grid is None:
            continue
        inside = [fragment for fragment in rest if grid.holds(fragment.box)]
        table = _table(grid, inside)
        if table is not None:
            tables.append(table)
            taken = {id(fragment) for fragment in inside}
            rest = [fragment for fragment in rest if id(fragment) not in taken]
    return tables, rest


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules of one direction with collinear neighbours joined."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.at / 1.5), one.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.at - rule.at) <= 1.5 and rule.start <= last.end + _TOUCH:
            found[-1] = Rule(last.horizontal, last.at, last.start, max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def _crossing(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Groups of rules that hang together by crossings, largest first."""
    rules = [*horizontal, *vertical]
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(horizontal):
        for j, upright in enumerate(vertical, start=len(horizontal)):
            if (
                flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
                and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH
            ):
                parent[root(j)] = root(i)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    yield from sorted(groups.values(), key=len, reverse=True)


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH:
            places.append(value)
    return places


@dataclass(frozen=True, slots=True)
class _Grid:
    """Column borders from left to right, row borders from top to bottom, and the rules that draw them."""

    xs: list[float]
    ys: list[float]
    rules: list[Rule]

    @classmethod
    def of(cls, rules: list[Rule]) -> _Grid | None:
        flat = [rule for rule in rules if rule.horizontal]
        upright = [rule for rule in rules if not rule.horizontal]
        if len(flat) < 2 or not upright:
            return None
        # Many tables are open at their sides: the ends of the longest rules close them.
        xs = _places([rule.at for rule in upright] + [min(r.start for r in flat), max(r.end for r in flat)])
        ys = _places([rule.at for rule in flat] + [min(r.start for r in upright), max(r.end for r in upright)])
        if len(xs) < 3 or len(ys) < 3:
            return None
        return cls(xs, ys[::-1], rules)

    def holds(self, box: Box) -> bool:
        middle = (box.left + box.right) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[-1] <= box.middle <= self.ys[0]

    def row_of(self, box: Box) -> int:
        return next(index for index, (_, low) in enumerate(pairwise(self.ys)) if box.middle >= low)

    def column_of(self, box: Box) -> int:
        """The column that holds the left part of a box: text may run over a rule, it never starts beyond it."""
        inner = min(box.left + 0.3 * (box.top - box.bottom), (box.left + box.right) / 2)
        return next(index for index, (_, right) in enumerate(pairwise(self.xs)) if inner <= right)

    def open_right(self, row: int, column: int) -> bool:
        """Whether no rule stands between a cell and its right neighbour."""
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return not any(
            abs(rule.at - self.xs[column + 1]) <= _TOUCH and rule.start <= middle <= rule.end
            for rule in self.rules
            if not rule.horizontal
        )

    def open_below(self, row: int, column: int) -> bool:
        """Whether no rule stands between a cell and the one below it."""
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return not any(
            abs(rule.at - self.ys[row + 1]) <= _TOUCH and rule.start <= middle <= rule.end
            for rule in self.rules
            if rule.horizontal
        )


def _table(grid: _Grid, fragments: Sequence[Fragment]) -> Table | None:
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    owner = _owners(grid, height, width)
    held: dict[tuple[int, int], list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        held[owner[grid.row_of(fragment.box), grid.column_of(fragment.box)]].append(fragment)
    total = sum(len(fragment.text) for fragment in fragments)
    largest = max((sum(len(one.text) for one in cell) for cell in held.values()), default=0)
    if (
        len(held) < 3
        or len(held) < _LEAST_FILLED * len(set(owner.values()))
        or largest > max(_LARGEST_CELL * total, 200)
    ):
        return None
    rows: list[tuple[Cell, ...]] = []
    for row in range(height):
        cells = [_placed(held, owner, row, column) for column in range(width)]
        rows.extend(_split_rows(cells))
    rows = [row for row in rows if any(cell.lines for cell in row)]
    used = [column for column in range(width) if any(row[column].lines for row in rows)]
    if len(rows) < 2 or len(used) < 2:
        return None
    box = around([fragment.box for fragment in fragments])
    return Table(tuple(tuple(row[column] for column in used) for row in rows), box)


def _owners(grid: _Grid, height: int, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid the upper left place of the cell it belongs to."""
    owner = {(row, column): (row, column) for row in range(height) for column in range(width)}
    for row in range(height):
        for column in range(width):
            if column + 1 < width and grid.open_right(row, column):
                owner[row, column + 1] = owner[row, column]
            if row + 1 < height and grid.open_below(row, column) and owner[row + 1, column] == (row + 1, column):
                owner[row + 1, column] = owner[row, column]
    return owner


def _placed(
    held: dict[tuple[int, int], list[Fragment]], owner: dict[tuple[int, int], tuple[int, int]], row: int, column: int
) -> Cell:
    top, left = owner[row, column]
    cell = Cell(lines_of(held.get((top, left), ())))
    if left != column:
        return Cell(())
    return cell if top == row or 0 < len(cell.text) <= _LONGEST_REPEATED else Cell(())


def lines_of(fragments: Sequence[Fragment]) -> tuple[tuple[Fragment, ...], ...]:
    """Fragments as lines from top to bottom, each from left to right."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: (-one.box.top, one.box.left)):
        for line in reversed(lines[-4:]):
            if line[0].box.shares_line(fragment.box):
                line.append(fragment)
                break
        else:
            lines.append([fragment])
    return tuple(tuple(sorted(line, key=lambda one: one.box.left)) for line in lines)


def _is_figure(line: Sequence[Fragment]) -> bool:
    return bool(_FIGURES.fullmatch(" ".join(fragment.text for fragment in line)))


def _split_rows(cells: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    """A band of a table whose rows are not ruled, as its rows: a line filled in one column only continues the last."""
    lines = lines_of([fragment for cell in cells for line in cell.lines for fragment in line])
    filled = [len(cell.lines) for cell in cells]
    figures = sum(
        count >= max(2.0, _FILLED * len(lines)) and all(_is_figure(line) for line in cell.lines)
        for cell, count in zip(cells, filled, strict=True)
    )
    if figures < _FIGURE_COLUMNS:
        return [tuple(cells)]
    column_of = {id(one): column for column, cell in enumerate(cells) for line in cell.lines for one in line}
    rows: list[list[list[tuple[Fragment, ...]]]] = []
    for line in lines:
        parts: dict[int, list[Fragment]] = defaultdict(list)
        for fragment in line:
            parts[column_of[id(fragment)]].append(fragment)
        if len(parts) > 1 or not rows:
            rows.append([[] for _ in cells])
        for column, part in parts.items():
            rows[-1][column].append(tuple(part))
    return [tuple(Cell(tuple(lines_)) for lines_ in row) for row in rows]
