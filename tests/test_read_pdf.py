"""Pdf files: reading order, paragraphs, heads and feet, tables over pages, scans and fonts."""

from __future__ import annotations

import pytest
from read_inputs import SHEETS, Pdf, Sheet, report, report_pdf, scanned_pdf, wrap

from mzstats.model import MzstatsError
from mzstats.read import Places, read_bytes

SIZE, STEP = 12.0, 20.0
PROSE = "全县共有农村低保对象1435户2622人，全年发放低保金1809.05万元，其中新增86户，动态退出102户，做到应保尽保、应退尽退。"
NEXT = "农村特困人员530人，其中集中供养150人，分散供养380人，发放供养金402.6万元，照料护理补贴71.2万元，按月足额发放到位。"


def write(pdf: Pdf, x: float, y: float, lines: list[str], size: float = SIZE, step: float = STEP) -> float:
    """Lines one under another; gives where the next would stand."""
    for line in lines:
        pdf.text(x, y, line, size)
        y -= step
    return y


def paragraph(pdf: Pdf, x: float, y: float, text: str, room: float, indent: float = 2 * SIZE) -> float:
    first, *rest = wrap(text, room, SIZE, indent)
    pdf.text(x + indent, y, first, SIZE)
    return write(pdf, x, y - STEP, rest)


def lines(pdf: Pdf) -> list[str]:
    return read_bytes(pdf.bytes(), "x.pdf").text.splitlines()


def test_a_title_wider_than_the_text_does_not_keep_lines_apart() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.text(20, 760, "临溪县民政局关于二〇二四年度城乡居民最低生活保障工作情况的公告", 18)
    y = paragraph(pdf, 72, 700, PROSE, 450)
    paragraph(pdf, 72, y, NEXT, 450)
    assert lines(pdf)[1:] == [PROSE, NEXT]


def test_paragraphs_without_indent_begin_after_a_gap_or_with_a_marker() -> None:
    pdf = Pdf()
    pdf.page()
    y = paragraph(pdf, 72, 760, PROSE, 450, 0)
    y = paragraph(pdf, 72, y - 8, NEXT, 450, 0)
    y = paragraph(pdf, 72, y, "（三）" + PROSE, 450, 0)
    paragraph(pdf, 72, y, "（四）" + NEXT, 450, 0)
    assert lines(pdf) == [PROSE, NEXT, "（三）" + PROSE, "（四）" + NEXT]


def test_lines_of_a_list_are_not_joined() -> None:
    items = [
        "城市最低生活保障人数　人　1435",
        "农村最低生活保障人数　人　2622",
        "孤儿人数　人　86",
        "结婚登记　对　1738",
        "养老床位　张　2460",
    ]
    pdf = Pdf()
    pdf.page()
    write(pdf, 72, 760, items)
    assert lines(pdf) == [item.replace("　", " ") for item in items]


def test_numbers_in_lines_of_their_own_are_not_joined() -> None:
    pdf = Pdf()
    pdf.page()
    write(pdf, 96, 760, ["人数", "460", "2095500", "223", "1014378"])
    assert lines(pdf) == ["人数", "460", "2095500", "223", "1014378"]


@pytest.mark.parametrize("left_over", [1, 4])
def test_two_columns_where_the_second_ends_early(left_over: int) -> None:
    room = 210.0
    pdf = Pdf()
    pdf.page()
    pdf.text(250, 780, "工作情况", 18)
    text = PROSE + NEXT + PROSE + NEXT
    column = wrap(text, room, SIZE, 2 * SIZE)
    assert len(column) >= 8 + left_over
    for n, line in enumerate(column[:-left_over]):
        pdf.text(72 + (2 * SIZE if not n else 0), 740 - n * STEP, line, SIZE)
    write(pdf, 310, 740, column[-left_over:])
    assert lines(pdf) == ["工作情况", text]


def test_a_number_broken_over_columns_and_pages_stays_whole_with_its_unit() -> None:
    text = report(2)
    for columns in (1, 2):
        document = read_bytes(report_pdf(text, columns=columns))
        assert document.text == "\n".join(text) + "\n"


def test_words_hyphenated_at_the_end_of_a_line_are_healed() -> None:
    pdf = Pdf()
    pdf.page()
    fill = "低保" * 16
    pdf.text(72, 760, fill + " assis-", SIZE)
    pdf.text(72, 740, "tance" + fill[:-4] + "低保低保低", SIZE)
    pdf.text(72, 720, "1435户。", SIZE)
    assert "assistance" in lines(pdf)[0]


def test_the_small_head_of_a_single_page_is_left_out_and_a_small_note_in_the_text_is_not() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.text(72, 800, "民政工作资料汇编", 9)
    pdf.text(200, 740, "农村低保工作情况", 18)
    y = paragraph(pdf, 72, 700, PROSE, 450)
    pdf.text(72, y, "注：数据截至2024年底。", 9)
    pdf.text(290, 30, "第 1 页 共 1 页", 9)
    assert lines(pdf) == ["农村低保工作情况", PROSE, "注：数据截至2024年底。"]


def test_figures_at_the_edge_of_pages_are_kept() -> None:
    """A line is a head only where it stands apart and comes back: 1435 户 on the last line is no page number."""
    pdf = Pdf()
    for number in (1435, 1436):
        pdf.page()
        for n in range(36):
            pdf.text(72, 780 - n * STEP, f"第{n}村农村低保对象{number + n}户。", SIZE)
    assert len(lines(pdf)) == 72


@pytest.mark.parametrize("over", ["", "续表", "（续）", "续表1", "接上表", "{title}（续）", "单位：户、人"])
@pytest.mark.parametrize("again", [False, True])
def test_a_table_that_goes_on_is_one(over: str, again: bool) -> None:
    sheet = next(sheet for sheet in SHEETS if len(sheet.rows) > 12)
    pdf = Pdf()
    edges = [60.0, 160.0, 240.0, 320.0, 460.0]
    pdf.page()
    pdf.text(180, 760, sheet.title, 16)
    ruled(pdf, sheet, range(8), 725, edges)
    pdf.page()
    pdf.text(150, 780, over.format(title=sheet.title), 12)
    ruled(pdf, sheet, [*range(again), *range(8, len(sheet.rows))], 760, edges)
    document = read_bytes(pdf.bytes())
    (table,) = document.tables
    assert [(c.row, c.col, document.text[c.start : c.end], c.rowspan, c.colspan) for c in table.cells] == sheet.cells()
    places = Places(document)
    assert places(table.cells[4].start) == "page 1 table 1 row 2 column 1"
    assert places(table.cells[-1].start) == f"page 2 table 1 row {len(sheet.rows)} column 4"


def ruled(pdf: Pdf, sheet: Sheet, rows: range | list[int], y: float, edges: list[float]) -> None:
    for n, row in enumerate(rows):
        for at, col, text, down, across in sheet.cells():
            if at == row:
                top, bottom = y - n * 24, y - (n + down) * 24
                pdf.raw(f"{edges[col]} {bottom} {edges[col + across] - edges[col]} {top - bottom} re S")
                pdf.text(edges[col] + 6, (top + bottom) / 2 - 4, text, 10)


def test_tables_of_other_columns_stay_apart() -> None:
    sheet = SHEETS[1]
    pdf = Pdf()
    pdf.page()
    ruled(pdf, sheet, range(3), 725, [60, 200, 320, 460])
    pdf.page()
    ruled(pdf, sheet, range(1, 4), 760, [60, 180, 300, 500])
    assert len(read_bytes(pdf.bytes()).tables) == 2


def test_a_table_with_open_sides_is_a_table() -> None:
    """Tables of yearbooks have level lines and inner uprights, and none at the sides."""
    pdf = Pdf()
    pdf.page()
    rows = [("项目", "人数（人）"), ("城市低保", "1,435"), ("农村低保", "2,622")]
    for n in range(4):
        pdf.line(60, 700 - 24 * n, 400, 700 - 24 * n)
    pdf.line(220, 700, 220, 628)
    for n, (label, number) in enumerate(rows):
        pdf.text(70, 684 - 24 * n, label, 10)
        pdf.text(240, 684 - 24 * n, number, 10)
    document = read_bytes(pdf.bytes())
    assert document.text == "项目\t人数（人）\n城市低保\t1,435\n农村低保\t2,622\n"
    assert len(document.tables) == 1


def test_a_table_without_rules_keeps_its_columns_apart() -> None:
    pdf = Pdf()
    pdf.page()
    for n, row in enumerate((("项目", "户数（户）", "人数（人）"), ("城市低保", "310", "455"), ("农村低保", "1,204", "2,118"))):
        for col, text in enumerate(row):
            pdf.text(72 + 120 * col, 700 - 20 * n, text, SIZE)
    assert lines(pdf) == ["项目\t户数（户）\t人数（人）", "城市低保\t310\t455", "农村低保\t1,204\t2,118"]


def test_a_frame_round_prose_is_no_table() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.raw("60 600 480 200 re S")
    y = paragraph(pdf, 72, 770, PROSE, 450)
    paragraph(pdf, 72, y, NEXT, 450)
    document = read_bytes(pdf.bytes())
    assert document.text == f"{PROSE}\n{NEXT}\n"
    assert document.tables == ()


def test_watermarks_across_the_page_are_left_out() -> None:
    pdf = Pdf()
    pdf.page()
    paragraph(pdf, 72, 760, PROSE, 450)
    pdf.raw(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET")
    assert lines(pdf) == [PROSE]


def test_pages_stored_lying_down_are_read_as_they_are_shown() -> None:
    pdf = Pdf()
    pdf.page()
    for n, line in enumerate(("一、农村低保对象1435户。", "二、特困人员230人。")):
        pdf.raw(f"BT /F1 12 Tf 0 1 -1 0 {100 + 20 * n} 72 Tm <{line.encode('utf-16-be').hex()}> Tj ET")
    turned = pdf.bytes().replace(b"/MediaBox", b"/Rotate 90/MediaBox", 1)
    assert read_bytes(turned).text == "一、农村低保对象1435户。\n二、特困人员230人。\n"


PICTURE = "q 500 0 0 700 50 50 cm BI /W 10 /H 10 /CS /G /BPC 8 ID " + "\x80" * 100 + " EI Q"


def test_a_page_that_is_a_picture_is_named_and_the_others_are_read() -> None:
    pdf = Pdf()
    pdf.page()
    paragraph(pdf, 72, 760, PROSE, 450)
    pdf.page()
    pdf.raw(PICTURE)
    document = read_bytes(pdf.bytes())
    assert document.text == PROSE + "\n"
    assert document.warnings == ("nothing taken from page 2: a picture, needs OCR",)


def test_scans_and_fonts_without_a_map_are_refused() -> None:
    with pytest.raises(MzstatsError, match="needs OCR: its pages are pictures"):
        read_bytes(scanned_pdf())
    with pytest.raises(MzstatsError, match="fonts do not say which characters they show"):
        read_bytes(report_pdf(report(0)[:20], "unmapped"))
    pdf = Pdf()
    pdf.page()
    with pytest.raises(MzstatsError, match="no text"):
        read_bytes(pdf.bytes())


def test_text_over_the_picture_of_a_scan_is_read() -> None:
    """A scan made searchable has its text, unseen, over the picture."""
    pdf = Pdf()
    pdf.page()
    pdf.raw(PICTURE)
    pdf.raw("3 Tr")
    paragraph(pdf, 72, 760, PROSE, 450)
    assert lines(pdf) == [PROSE]
