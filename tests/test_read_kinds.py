"""The same report and the same table in every kind of file."""

from __future__ import annotations

import pytest
from read_inputs import (
    PAGES,
    SHEETS,
    Sheet,
    docx,
    docx_table,
    html_bytes,
    html_table,
    page_named,
    paragraph,
    report,
    report_pdf,
    table_pdf,
    xlsx,
)

from mzstats.model import Document
from mzstats.read import read_bytes

REPORT = report(0)
TEXT = "\n".join(REPORT) + "\n"

KINDS = {
    "text in GB18030": TEXT.encode("gb18030"),
    "text with a byte-order mark and Windows line ends": b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
    "UTF-16": TEXT.encode("utf-16"),
    **{f"{page.__name__} {charset}": html_bytes(page(REPORT), charset) for page in PAGES for charset in ("utf-8", "gb18030")},
    "docx": docx("".join(paragraph(line) for line in REPORT)),
    **{f"pdf {font} {columns}": report_pdf(REPORT, font, columns) for font in ("unembedded", "embedded") for columns in (1, 2)},
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_gives_the_same_text(kind: str) -> None:
    document = read_bytes(KINDS[kind], "report")
    posted = "\n发布日期：2025-01-10\n" if "page_named" in kind else "\n"  # the site says it outside the article
    assert document.text == TEXT.replace("\n", posted, 1)
    assert document.warnings == ()


def grid(document: Document) -> list[list[tuple[int, int, str, int, int]]]:
    return [
        sorted((cell.row, cell.col, document.text[cell.start : cell.end], cell.rowspan, cell.colspan) for cell in table.cells)
        for table in document.tables
    ]


def in_kinds(sheet: Sheet) -> dict[str, bytes]:
    before = ["关于公布有关情况的说明", "现将有关情况公布如下，供各单位在工作中参考使用。"]
    return {
        "html": html_bytes(page_named(before, html_table(sheet))),
        "docx": docx("".join(map(paragraph, before)) + docx_table(sheet)),
        "xlsx": xlsx([sheet]),
        "pdf": table_pdf(sheet),
        "pdf, embedded": table_pdf(sheet, "embedded"),
        "pdf, over two pages": table_pdf(sheet, rows_a_page=5),
        "pdf, over two pages with its head again": table_pdf(sheet, rows_a_page=5, repeat_head=True),
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_the_same_table_gives_the_same_cells(sheet: Sheet) -> None:
    for kind, data in in_kinds(sheet).items():
        document = read_bytes(data, kind)
        assert grid(document) == [sorted(sheet.cells())], kind
        for line in filter(None, (sheet.title, sheet.unit, sheet.note)):
            assert line in document.text.split("\n"), kind


def test_there_are_tables_of_twelve_builds() -> None:
    assert len(SHEETS) >= 12


def test_fields_of_a_row_are_joined_by_tabs_and_covered_ones_are_empty() -> None:
    sheet = next(sheet for sheet in SHEETS if sheet.heads == 2)
    document = read_bytes(docx(docx_table(sheet)))
    lines = document.text.split("\n")
    assert lines[1] == "乡镇\t城市低保\t\t农村低保\t"
    assert lines[2] == "\t户数（户）\t人数（人）\t户数（户）\t人数（人）"


def test_pages_and_sheets_are_told() -> None:
    document = read_bytes(report_pdf(REPORT))
    assert [name for _, name in document.places] == [f"page {n + 1}" for n in range(len(document.places))]
    assert len(document.places) > 2
    offsets = [offset for offset, _ in document.places]
    assert offsets == sorted(offsets) and offsets[0] == 0
    workbook = read_bytes(xlsx(SHEETS[:2]))
    assert [name for _, name in workbook.places] == ["sheet Sheet1", "sheet Sheet2"]
    assert [table.where for table in workbook.tables] == ["sheet Sheet1 from A2", "sheet Sheet2 from A2"]
    assert workbook.text[workbook.places[1][0] :].startswith(SHEETS[1].title)
