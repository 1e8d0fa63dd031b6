"""A report -> a Word document with footnotes in the style of official writing.

python-docx, which only this module knows, has no footnotes: their part is written here after ECMA-376, part 1, 17.11.
Every citation is a real footnote reference, so that Word numbers, moves and lists it.
"""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from assistant.domain import Citation
from assistant.render.reference import reference
from assistant.render.report import Cell, Mark, Paragraph, Report, ReportTable, Run
from assistant.render.text import printable

_WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TEXT_FONT, _HEADING_FONT, _LATIN_FONT = "宋体", "黑体", "Times New Roman"
_WIDE_TABLE = 5  # columns from which the page is turned
_COLOURS = {Mark.DELETED: "B3261E", Mark.INSERTED: "1B6E3C", Mark.FAINT: "666666"}
_LONGEST_QUOTE = 200
_STAYS_WHOLE = 600  # characters of a row
_FIRST_FOOTNOTE = 1  # -1 and 0 are the separators


def report_document(report: Report) -> bytes:
    """The document as the bytes of a .docx file."""
    return _Writer(report).written()


class _Writer:
    """One document while it is written."""

    def __init__(self, report: Report) -> None:
        from docx import Document

        self.report = report
        self.document = Document()
        self.footnotes: list[str] = []
        self._set_up()

    def written(self) -> bytes:
        self._heading(self.report.title, 0)
        for block in self.report.blocks:
            if isinstance(block, ReportTable):
                if not block.is_for_sheets:
                    self._table(block)
            else:
                self._paragraph(block)
        self._add_footnotes()
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    # ------------------------------------------------------------------ page and styles

    def _set_up(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if any(len(table.shown) >= _WIDE_TABLE for table in self.report.tables if not table.is_for_sheets):
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin = section.bottom_margin = Cm(2.2)
        self.document.core_properties.title = printable(self.report.title)[:250]
        self.document.core_properties.author = "Policy assistant"
        self._set_styles()

    def _set_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt, RGBColor

        styles = self.document.styles
        _set_fonts(styles["Normal"], _TEXT_FONT)
        styles["Normal"].font.size = Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name, size in (("Title", 18), ("Heading 1", 14), ("Heading 2", 12)):
            _set_fonts(styles[name], _HEADING_FONT)
            styles[name].font.size = Pt(size)
            styles[name].font.color.rgb = RGBColor(0x1F, 0x2A, 0x44)
        text = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(0)
        mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True

    # ------------------------------------------------------------------ blocks

    def _heading(self, text: str, level: int) -> None:
        self.document.add_heading(_clean(text), level)

    def _paragraph(self, block: Paragraph) -> None:
        if block.level:
            self._heading("".join(run.text for run in block.runs), block.level)
            return
        self._runs(self.document.add_paragraph(), block.runs)

    def _table(self, table: ReportTable) -> None:
        from docx.shared import Emu, Pt

        shown = table.shown
        if table.title != self.report.title:
            self._heading(table.title, 2)
        grid = self.document.add_table(rows=1, cols=len(shown))
        grid.style = self.document.styles["Table Grid"]
        grid.autofit = False
        _pad(grid)
        section = self.document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        total = sum(table.widths[place] for place in shown)
        widths = [Emu(int(room * table.widths[place] / total)) for place in shown]
        for column, place in enumerate(shown):
            header = grid.rows[0].cells[column]
            header.paragraphs[0].add_run(_clean(table.columns[place])).bold = True
            _shade(header, "E4E9F2")
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        _repeat_header(grid.rows[0])
        for row in table.rows:
            added = grid.add_row()
            cells = added.cells
            if sum(len(row[place].text) for place in shown) <= _STAYS_WHOLE:
                _keep_whole(added)
            for column, place in enumerate(shown):
                self._cell(cells[column], row[place])
        for row in grid.rows:
            for column, width in enumerate(widths):
                row.cells[column].width = width
                for one in row.cells[column].paragraphs:
                    one.paragraph_format.space_after = Pt(1)
                    for run in one.runs:
                        run.font.size = run.font.size or Pt(9)
        self.document.add_paragraph()

    def _cell(self, target: Any, cell: Cell) -> None:
        self._runs(target.paragraphs[0], cell.runs)

    def _runs(self, target: Any, runs: tuple[Run, ...]) -> None:
        from docx.shared import RGBColor

        # Where words are marked as gone or new, the words of both quotes stand there already.
        is_change = any(run.mark in (Mark.DELETED, Mark.INSERTED) for run in runs)
        for run in runs:
            written = target.add_run(_clean(run.text))
            written.bold = True if run.mark is Mark.STRONG else None
            written.font.strike = True if run.mark is Mark.DELETED else None
            written.font.underline = True if run.mark is Mark.INSERTED else None
            if run.mark in _COLOURS:
                written.font.color.rgb = RGBColor.from_string(_COLOURS[run.mark])
            for place, citation in enumerate(run.citations):
                if place:  # two numbers side by side would read as one
                    target.add_run(",", style="Footnote Reference")
                self._footnote(target, citation, citation.quote if is_change else run.text)

    # ------------------------------------------------------------------ footnotes

    def _footnote(self, target: Any, citation: Citation, said: str) -> None:
        """A reference in the text and its note: where it stands, and the quote unless the text itself is the quote."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        quote = " ".join(citation.quote.split())
        note = reference(citation)
        if quote != " ".join(said.split()) and len(quote) <= _LONGEST_QUOTE:
            note += f"“{quote}”" if citation.document.metadata.language == "zh" else f" “{quote}”"
        self.footnotes.append(note)
        run = target.add_run(style="Footnote Reference")
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self.footnotes) - 1 + _FIRST_FOOTNOTE))
        run._r.append(mark)

    def _add_footnotes(self) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if not self.footnotes:
            return
        main = self.document.part
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, _footnotes_xml(self.footnotes), main.package)
        main.relate_to(part, _RELATIONSHIP)
        settings = self.document.settings.element
        properties = OxmlElement("w:footnotePr")
        for number in (-1, 0):
            separator = OxmlElement("w:footnote")
            separator.set(qn("w:id"), str(number))
            properties.append(separator)
        # The order of the children of w:settings is fixed; w:compat comes behind w:footnotePr.
        compatibility = settings.find(qn("w:compat"))
        if compatibility is not None:
            compatibility.addprevious(properties)
        else:
            settings.append(properties)


def _footnotes_xml(notes: list[str]) -> bytes:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, number, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {xml_escape(_clean(note))}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, start=_FIRST_FOOTNOTE)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:footnotes xmlns:w="{_WORDML}">{separators}{body}</w:footnotes>'
    ).encode()


def _set_fonts(style: Any, east_asian: str) -> None:
    from docx.oxml.ns import qn

    style.font.name = _LATIN_FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:hAnsi"), _LATIN_FONT)


def _pad(grid: Any) -> None:
    """Room between the text of a cell and its lines."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.append(margins)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def _keep_whole(row: Any) -> None:
    """A short row goes to the next page rather than over the end of this one."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat_header(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def _clean(text: str) -> str:
    """Line breaks stay; signs that XML cannot hold are shown as their code."""
    return "\n".join(printable(line) for line in text.split("\n"))
