from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.answer.citations import cite
from assistant.domain import Scope, Statement
from assistant.research.compare import AspectRow, Cell, CellState, Comparison, Side, SideKind
from assistant.research.differences import Difference
from assistant.web.compare_table import comparison_html
from tests.web.turns import DOCUMENT, HOSTILE, TEXT


def test_every_cell_is_proved_or_says_why_not() -> None:
    start = TEXT.index(HOSTILE)
    statement = Statement(HOSTILE, (cite(DOCUMENT, start, start + len(HOSTILE)),))
    sides = tuple(Side(SideKind.JURISDICTION, code, Scope(jurisdictions=(code,))) for code in ("CN-GD", "DE", "FR"))
    cells = (
        Cell(sides[0], CellState.FOUND, (statement,), None),
        Cell(sides[1], CellState.NOT_FOUND, (), None),
        Cell(sides[2], CellState.NO_DOCUMENT, (), None),
    )
    row = AspectRow("<b>目标</b>", "问题", cells, Difference(None, None, None, (), False))
    html = comparison_html(Comparison("问题", "zh", sides, (row,)), False, "zh")
    tree = HTMLParser(html)
    assert not {"script", "img", "b", "i", "u"} & {str(node.tag) for node in tree.css("*")}
    assert HOSTILE in tree.css_first("td details").text()  # type: ignore[union-attr]
    assert f"start={start}" in (tree.css_first("td a.open").attributes["href"] or "")  # type: ignore[union-attr]
    assert len(tree.css("td.nothing")) == 2
