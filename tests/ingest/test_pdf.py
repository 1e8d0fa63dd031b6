import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from assistant.config import IngestSettings
from assistant.domain import BlockKind, LineBox, ReadText, Span
from assistant.errors import ReadError
from assistant.ingest.readers import read_file
from assistant.ingest.readers.page_image import marked_boxes, page_png
from tests.ingest.documents import pdf, pdf_objects, placed_pdf

Line = tuple[float, float, float, str]


def read(folder: Path, content: bytes, settings: IngestSettings | None = None) -> ReadText:
    file = folder / "a.pdf"
    file.write_bytes(content)
    return read_file(file, settings or IngestSettings())


def shown(result: ReadText, kind: BlockKind | None = None) -> list[str]:
    return [result.text[block.start : block.end] for block in result.blocks if kind in (None, block.kind)]


def column(left: float, name: str, lines: int, top: float = 740) -> list[Line]:
    return [(left, top - 14 * place, 10, f"{name} line {place} of this text, filled up") for place in range(lines)]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other(tmp_path: Path, columns: int) -> None:
    step = 520 / columns
    names = ("alpha", "bravo", "carol")[:columns]
    page = [line for n, name in enumerate(names) for line in column(40 + n * step, name, 12)]
    page = [(left, foot, 10 if columns == 2 else 8, words) for left, foot, _, words in page]
    wide = (40.0, 790.0, 10.0, "A line over the whole width of the page, above all of its columns and their text")
    text = read(tmp_path, placed_pdf([[wide, *page]])).text
    places = [text.index(f"{name} line {line} ") for name in names for line in range(12)]
    assert places == sorted(places)
    assert text.index("A line over") < places[0]


def test_divided_words_are_joined_and_hyphens_that_belong_stay(tmp_path: Path) -> None:
    lines = [
        "The ministry supports clusters of advanced manufac-",
        "turing in the regions, and each cluster-",
        "manager of a cluster writes a cross-border plan. A cross-",
        "border plan names its partners and Innovations-",
        "und Clusterpolitik as the office says.",
    ]
    text = " ".join(read(tmp_path, pdf([lines])).text.split())
    assert "advanced manufacturing in" in text
    assert "A cross-border plan names" in text
    assert "Innovations- und Clusterpolitik" in text


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_pages_shown_turned_are_read_upright(tmp_path: Path, rotate: int) -> None:
    lines = [(72.0, 700.0 - 14 * n, 10.0, f"Line {n} of a page that is shown turned") for n in range(6)]
    result = read(tmp_path, placed_pdf([lines], rotate=rotate))
    assert result.text.index("Line 0") < result.text.index("Line 5")
    width, height = (842, 595) if rotate in (90, 270) else (595, 842)
    assert all(0 <= box.left < box.right <= width and 0 <= box.bottom < box.top <= height for box in result.lines)


def test_text_drawn_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    twice = [(72 + shift, 700.0, 12.0, "Bold heading of a policy") for shift in (0.0, 0.3)]
    assert read(tmp_path, placed_pdf([[*twice, (72, 660, 12, "Its text is drawn once.")]])).text.count("Bold") == 1


def test_a_ruled_table_becomes_rows(tmp_path: Path) -> None:
    xs, ys = (72, 200, 300, 400), (700, 680, 660, 640)
    drawn = b"".join(b"%d %d m %d %d l S\n" % (xs[0], y, xs[-1], y) for y in ys)
    drawn += b"".join(b"%d %d m %d %d l S\n" % (x, ys[0], x, ys[-1]) for x in xs)
    cells = [["Region", "Year", "Clusters"], ["Jiangsu", "2022", "10"], ["Bavaria", "2024", "14"]]
    lines = [
        (xs[column] + 4.0, ys[row] - 14.0, 10.0, words)
        for row, record in enumerate(cells)
        for column, words in enumerate(record)
    ]
    result = read(tmp_path, placed_pdf([[(72, 760, 10, "The table names clusters."), *lines]], drawn=drawn))
    assert shown(result, BlockKind.TABLE) == [
        "| Region | Year | Clusters |\n| --- | --- | --- |\n| Jiangsu | 2022 | 10 |\n| Bavaria | 2024 | 14 |"
    ]


def test_notes_stand_apart_and_a_sentence_over_two_pages_is_whole(tmp_path: Path) -> None:
    body = [
        (72.0, 700.0 - 14 * n, 10.0, f"Line {n} of the body of the text that fills the whole line") for n in range(5)
    ]
    first = [*body, (72.0, 620.0, 10.0, "The sentence goes on to the page after this one and says more about")]
    note = (72.0, 90.0, 7.0, "1 Source: report of the office.")
    second = [
        (72.0, 700.0, 10.0, "clusters than the page before."),
        *[(left, foot - 40, 10.0, words) for left, foot, _, words in body],
    ]
    result = read(tmp_path, placed_pdf([[*first, note], second]))
    assert shown(result, BlockKind.FOOTNOTE) == ["1 Source: report of the office."]
    assert "says more about clusters than the page before." in result.text
    assert [span.start for span in result.pages][1] == result.text.index("clusters than the page before.")


def test_every_character_of_a_line_box_is_where_the_box_says(tmp_path: Path) -> None:
    result = read(tmp_path, placed_pdf([[(72, 700, 12, "First words of it"), (72, 600, 12, "Second words")]]))
    second = next(line for line in result.lines if result.text[line.start : line.end] == "Second words")
    assert 595 < second.bottom < 602 < 608 < second.top < 618
    assert second.left == pytest.approx(72, abs=1)


def test_the_quote_is_marked_on_the_picture_of_its_page(tmp_path: Path) -> None:
    result = read(tmp_path, placed_pdf([[(72, 700, 12, "First words of it"), (72, 600, 12, "Second words")]]))
    start = result.text.index("words", result.text.index("Second"))
    span = Span(start, start + len("words"))
    boxes = marked_boxes(result.text, result.lines, 1, span)
    plain = np.asarray(Image.open(io.BytesIO(page_png(tmp_path / "a.pdf", 1, (), dots_per_inch=72))), dtype=int)
    marked = np.asarray(Image.open(io.BytesIO(page_png(tmp_path / "a.pdf", 1, boxes, dots_per_inch=72))), dtype=int)
    rows, columns = np.nonzero(np.abs(plain - marked).sum(axis=2))
    assert 842 - 620 < rows.min() < rows.max() < 842 - 590
    assert columns.min() > 100  # "Second" is not marked
    with pytest.raises(ReadError, match="no page 9"):
        page_png(tmp_path / "a.pdf", 9, ())


def test_bookmarks_make_headings(tmp_path: Path) -> None:
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    )
    words = [
        "Aims",
        "The plan has aims that are told here at length.",
        "Means",
        "It has means as well.",
        "Annex",
        "More.",
    ]
    stream = b"".join(
        b"BT /F1 10 Tf 72 %d Td (%s) Tj ET\n" % (700 - 30 * n, one.encode()) for n, one in enumerate(words)
    )
    marks = [
        b"<< /Title (%s) /Parent 6 0 R /Dest [4 0 R /Fit] %s >>" % (title, after)
        for title, after in ((b"Aims", b"/Next 8 0 R"), (b"Means", b"/Next 9 0 R"), (b"Annex", b""))
    ]
    result = read(
        tmp_path,
        pdf_objects(
            [
                b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
                b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                page.encode(),
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
                b"<< /First 7 0 R /Last 9 0 R /Count 3 >>",
                *marks,
            ]
        ),
    )
    assert result.outline == ((1, "Aims", 1), (1, "Means", 1), (1, "Annex", 1))
    assert shown(result, BlockKind.HEADING) == ["Aims", "Means", "Annex"]


def test_pypdf_reads_what_pdfium_refuses_or_what_the_setting_gives_it(tmp_path: Path) -> None:
    content = pdf([["Words of a page that is long enough to be read."]])
    assert "long enough" in read(tmp_path, content, IngestSettings(pdf_reader="pypdf")).text
    assert "long enough" in read(tmp_path, content).text


def test_a_protected_file_says_so(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["Secret words of a page."]]))))
    writer.encrypt("secret", algorithm="AES-256")
    with (tmp_path / "a.pdf").open("wb") as out:
        writer.write(out)
    with pytest.raises(ReadError, match="password"):
        read_file(tmp_path / "a.pdf", IngestSettings())


def test_no_character_of_a_page_is_lost(tmp_path: Path) -> None:
    lines = [
        (40.0 + 260 * (n % 2), 780.0 - 13 * (n // 2), 9.0, f"Clause {n} names {n * 7} clusters") for n in range(90)
    ]
    result = read(tmp_path, placed_pdf([lines] * 3))
    written = sorted("".join(words for _, _, _, words in lines * 3).replace(" ", ""))
    assert sorted("".join(result.text.split())) == written
    covered = "".join(result.text[block.start : block.end] for block in result.blocks)
    assert sorted("".join(covered.split())) == written


def test_wide_characters_take_twice_the_room_of_a_mark() -> None:
    line = LineBox(1, 0, 6, left=100, bottom=10, right=200, top=20)
    (box,) = marked_boxes("第12条ab", (line,), 1, Span(1, 4))
    assert (box.left, box.right) == (125.0, 175.0)
