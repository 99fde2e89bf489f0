"""Inputs that fuzzing found, cut down: each once made a reader fail, hang or take the process down."""

from __future__ import annotations

import struct
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from read_inputs import _pdf_file

from mzstats.model import MzstatsError
from mzstats.patterns.traps import Guarded
from mzstats.read import documents, read_bytes
from mzstats.read.archive import parse_xml
from mzstats.read.ole import stream

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz import markup
from fuzz.packing import as_ole, as_zip


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def xls(*records: bytes) -> bytes:
    """An Excel 97 file with one sheet of these records."""
    begin = struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)
    name = b"\x06\x00Sheet1"
    size = len(record(0x809, begin)) + 4 + 6 + len(name) + 4
    book = record(0x809, begin) + record(0x85, struct.pack("<IBB", size, 0, 0) + name) + record(0x0A, b"")
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)) + b"".join(records) + record(0x0A, b"")
    return as_ole({"Workbook": book + sheet})


NUMBER = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1435.0))


def test_a_small_xls_is_read() -> None:
    pytest.importorskip("olefile")
    assert read_bytes(xls(NUMBER), "a.xls").text == "1435\n"


@pytest.mark.parametrize("size", [(0, 0x7FFF0000, 0, 256), (2048, 768, 0, 3), (0, 9, 9, 3), (0, 1, 0, 65535)])
def test_an_xls_that_lies_about_its_size_is_refused(size: tuple[int, int, int, int]) -> None:
    """calamine makes room for what the sheet says: the process went down asking for terabytes."""
    pytest.importorskip("olefile")
    with pytest.raises(MzstatsError, match="of a size no sheet can be"):
        read_bytes(xls(record(0x200, struct.pack("<IIHHH", *size, 0)), NUMBER), "a.xls")


def test_an_xls_with_cells_far_apart_is_over_the_limit() -> None:
    pytest.importorskip("olefile")
    far = record(0x204, struct.pack("<HHHHB", 65535, 255, 0, 1, 0) + b"a")
    with pytest.raises(MzstatsError, match="table cells"):
        read_bytes(xls(NUMBER, far), "a.xls")


def test_an_xls_with_two_workbooks_is_read_as_it_was_looked_at() -> None:
    """One reader of the container takes the first of two names that differ in case, another the second."""
    pytest.importorskip("olefile")
    huge = record(0x200, struct.pack("<IIHHH", 0, 0x7FFF0000, 0, 256, 0))
    book = split_book(xls(NUMBER))
    data = as_ole({"WORKBOOK": book, "Workbook": split_book(xls(huge, NUMBER))})
    assert read_bytes(data, "a.xls").text == "1435\n"


def split_book(data: bytes) -> bytes:
    """The workbook's stream of an xls made here."""
    return stream(data, "Workbook")


def test_an_xls_with_two_sheets_of_one_name_is_refused() -> None:
    pytest.importorskip("olefile")
    book = split_book(xls(NUMBER))
    sheet = next(book[at : at + 18] for at in range(200) if book[at : at + 2] == b"\x85\x00")
    data = as_ole({"Workbook": book.replace(sheet, sheet + sheet, 1)})
    with pytest.raises(MzstatsError, match="two sheets are named Sheet1"):
        read_bytes(data, "a.xls")


def test_a_sheet_that_the_workbook_does_not_name_is_looked_at_too() -> None:
    cell = "<c><v>1435</v></c>"
    sheet = f'<worksheet xmlns="{markup.SHEET}"><sheetData><row>{cell}</row><row r="1048576">{cell}</row></sheetData></worksheet>'
    with pytest.raises(MzstatsError, match="table cells"):
        read_bytes(as_zip(markup.sheet(b"") | {"xl/worksheets/SHEET1.xml": sheet.encode()}), "a.xlsx")


def test_an_archive_entry_without_a_name_is_passed_over(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("\0"), "低保1435户")  # a name ends at a zero byte: nothing is left of it
        archive.writestr("b.txt", "低保1435户")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    assert [Path(document.source).name for document in documents(path)] == ["a.zip!b.txt"]


def test_a_page_wider_than_any_paper_ends() -> None:
    draw = b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (a) Tj 1 0 0 1 100000000000000000 650 Tm (b) Tj ET"
    data = _pdf_file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )
    assert "a" in read_bytes(data, "a.pdf").text


@pytest.mark.parametrize("tag", ["w:p", "a*b", "p我"])
def test_tags_of_any_name_are_read(tag: str) -> None:
    page = f"<html><body><{tag} class='content'>城市低保1435户，农村低保2622户，发放资金300万元。</{tag}></body></html>"
    assert "1435户" in read_bytes(page.encode(), "a.html").text


@pytest.mark.parametrize("far", ["1048576", "XFD1048576", "A1048576x"])
def test_an_xlsx_with_rows_far_apart_is_over_the_limit(far: str) -> None:
    """calamine makes room for all rows between: a row's number is read as it reads it."""
    cell = "<c><v>1435</v></c>"
    sheet = f'<worksheet xmlns="{markup.SHEET}"><sheetData><row>{cell}</row><row r="{far}">{cell}</row></sheetData></worksheet>'
    with pytest.raises(MzstatsError, match=r"table cells|cannot be read"):
        read_bytes(as_zip(markup.sheet(b"") | {"xl/worksheets/sheet1.xml": sheet.encode()}), "a.xlsx")


@pytest.mark.parametrize(
    "expression", ["((((a{1000}){1000}){1000}){1000})x", "a{4000000000}", "(a{200}){200}", "(a{1,200}){ 200 }", "(?:a{,999}b){999,}"]
)
def test_expressions_of_users_cannot_hang_while_they_are_compiled(expression: str) -> None:
    with pytest.raises(MzstatsError, match=r"mine\.toml:3: .* repeats too often"):
        Guarded(expression, "mine.toml:3")


@pytest.mark.parametrize("expression", ["第{1}[0-9]{1,4}号$", "a{3}b{2,9}", r"\{x\}", "(?:a{0,99}){0,99}"])
def test_modest_counts_are_taken(expression: str) -> None:
    Guarded(expression, "mine.toml:3").search("第12号")


@pytest.mark.parametrize("expression", ["(?R)*", "(a|a)*b", "(a+)+$", "(.*)*x"])
def test_expressions_of_users_cannot_hang_while_they_run(expression: str) -> None:
    guarded = Guarded(expression, "mine.toml:3")
    try:
        guarded.search("a" * 5000 + "!")
    except MzstatsError as error:
        assert "mine.toml:3" in str(error) and "write it simpler" in str(error)


def test_an_xml_part_in_an_encoding_nobody_knows_is_damaged() -> None:
    strange = b'<?xml version="1.0" encoding = "U.TF-8"?><workbook/>'
    with pytest.raises(MzstatsError, match="damaged"):
        parse_xml(strange, "xl/workbook.xml")


def test_an_error_is_one_line_whatever_a_damaged_file_calls_its_parts() -> None:
    assert str(MzstatsError("damaged: Sheet\n1\r\n is no sheet")) == "damaged: Sheet 1 is no sheet"
