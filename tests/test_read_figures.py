"""The same figures out of every kind of file: reports against the text's own table, statistical tables cell by cell."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

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
from read_inputs import (
    run as run_of,
)

from mzstats.model import Document
from mzstats.pipeline import run
from mzstats.read import read_bytes

SEEDS = (1, 5)
AGREE, AGREE_PDF = 0.995, 0.98


def figures(data: bytes) -> Counter[tuple[str, str, Decimal, str]]:
    return Counter((one.metric, one.area, one.value, one.unit) for one in run(read_bytes(data, "x")))


@pytest.mark.parametrize("seed", SEEDS)
def test_reports_agree_with_their_text(seed: int) -> None:
    lines = report(seed)
    text = ("\n".join(lines) + "\n").encode()
    own = figures(text)
    assert sum(own.values()) > 250
    kinds = {
        "GB18030": text.decode().encode("gb18030"),
        **{page.__name__: html_bytes(page(lines), "gb18030") for page in PAGES},
        "docx": docx("".join(paragraph(line) for line in lines)),
        **{f"pdf {font} {columns}": report_pdf(lines, font, columns) for font in ("unembedded", "embedded") for columns in (1, 2)},
    }
    for kind, data in kinds.items():
        found = figures(data)
        share = sum((found & own).values()) / max(sum(found.values()), sum(own.values()))
        assert share >= (AGREE_PDF if kind.startswith("pdf") else AGREE), (kind, found - own, own - found)


def wrong(document: Document, sheet: Sheet) -> tuple[int, list[str]]:
    """How many figures of the table are right, and those that are there and wrong."""
    right, faults = 0, []
    (table,) = document.tables
    found = {one.start: one for one in run(document)}
    for cell in table.cells:
        want = sheet.figure(cell.row, cell.col)
        for start in range(cell.start, cell.end):
            one = found.pop(start, None)
            if one is None:
                continue
            got = (one.metric, one.area, one.value)
            if want is None or got != want or one.aspect != "level":
                faults.append(f"{sheet.title} {cell.row},{cell.col}: {got} {one.aspect}, not {want}")
            else:
                right += 1
    return right, faults


def test_statistical_tables_are_right_or_refused_in_every_kind() -> None:
    right = Counter[str]()
    faults = []
    total = 0
    for sheet in SHEETS:
        title = [sheet.title, "现将有关情况公布如下，供各单位在工作中参考使用。"]
        kinds = {
            "html": html_bytes(page_named(title, html_table(sheet))),
            "docx": docx(docx_table(sheet)),
            "xlsx": xlsx([sheet]),
            "pdf": table_pdf(sheet),
            "pdf over two pages": table_pdf(sheet, rows_a_page=5, repeat_head=True),
        }
        total += sum(sheet.figure(row, col) is not None for row, col, *_ in sheet.cells())
        for kind, data in kinds.items():
            good, bad = wrong(read_bytes(data, kind), sheet)
            right[kind] += good
            faults += [f"{kind}: {one}" for one in bad]
    assert faults == []
    for kind, count in right.items():
        assert count >= 0.8 * total, (kind, count, total)
    assert len(set(right.values())) == 1, right


def test_tables_of_the_text_are_read_beside_those_of_the_file() -> None:
    tabbed = "".join(
        "<w:p>" + "<w:r><w:tab/></w:r>".join(run_of(text) for text in row) + "</w:p>"
        for row in (("季度", "结婚登记（对）", "离婚登记（对）"), ("一季度", "402", "131"), ("二季度", "517", "140"))
    )
    body = docx_table(SHEETS[1]) + paragraph("青岚县2024年婚姻登记情况") + tabbed
    found = {(one.metric, one.value) for one in run(read_bytes(docx(body)))}
    assert ("temporary_relief.person_times", Decimal(312)) in found
    assert {("marriage.registrations", Decimal(402)), ("divorce.registrations", Decimal(140))} <= found


def test_figures_know_their_place_in_the_file() -> None:
    sheet = SHEETS[1]
    places = {
        "docx": (docx(docx_table(sheet)), "table 1 row 2 column 2"),
        "xlsx": (xlsx([sheet]), "sheet Sheet1 B3"),
        "pdf": (table_pdf(sheet), "page 1 table 1 row 2 column 2"),
        "html": (html_bytes(page_named([sheet.title], html_table(sheet))), "table 1 row 2 column 2"),
        "text": ("全县临时救助312人次。".encode(), ""),
        "pdf prose": (report_pdf(["工作情况", "全县临时救助312人次。"]), "page 1"),
    }
    for kind, (data, place) in places.items():
        assert next(one.where for one in run(read_bytes(data)) if one.value == 312) == place, kind
