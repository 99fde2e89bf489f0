"""Spreadsheets, csv and markdown: what is shown, where it stands, what is left out and told."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_inputs import SHEETS, xlsx

from mzstats.model import Document
from mzstats.read import Places, read_bytes
from mzstats.read.a1 import column, letters
from mzstats.read.display import plain, shown

xlsxwriter = pytest.importorskip("xlsxwriter", reason="xlsxwriter writes the inputs of these tests: pip install xlsxwriter")


def book(fill: Callable[[Any], None]) -> Document:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        fill(workbook)
    return read_bytes(out.getvalue(), "x.xlsx")


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def where(document: Document, text: str) -> str:
    return Places(document)(document.text.index(text))


def test_a_sheet_as_a_clerk_makes_it() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet("低保")
        page.merge_range("B2:E2", "2024年低保情况表")
        page.write("E3", "单位：户、万元")
        page.write_row("B4", ["乡镇", "户数", "金额", "占比"])
        for row, (name, households, money, share) in enumerate((("甲镇", 1435, 1809.05, 0.085), ("乙镇", 12, 15.5, -0.031)), 4):
            page.write(row, 1, name, workbook.add_format({"indent": 1}))
            page.write(row, 2, households, workbook.add_format({"num_format": "#,##0"}))
            page.write(row, 3, money, workbook.add_format({"num_format": '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '}))
            page.write(row, 4, share, workbook.add_format({"num_format": "0.0%"}))
        page.write_formula(6, 2, "=SUM(C5:C6)", None, 1447)
        page.write("B9", "注：数据截至2024年底。")

    document = book(fill)
    assert lines(document) == [
        "2024年低保情况表",
        "单位：户、万元",
        "乡镇\t户数\t金额\t占比",
        "  甲镇\t1,435\t1,809.05\t8.5%",
        "  乙镇\t12\t15.50\t-3.1%",
        "\t1447\t\t",
        "注：数据截至2024年底。",
    ]
    assert where(document, "1,809.05") == "sheet 低保 D5"
    assert where(document, "2024年低保情况表") == "sheet 低保"


def test_places_hold_over_blank_and_hidden_rows_and_columns() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet("a")
        page.write_row(0, 0, ["乡镇", "户数", "内部", "人数"])
        page.write_row(1, 0, ["甲镇", 1, 9999, 2])
        page.write_row(3, 0, ["乙镇", 3, 9998, 4])
        page.write_row(5, 0, ["丙镇", 5, 9997, 66])
        page.set_column("C:C", None, None, {"hidden": True})
        page.set_row(1, None, None, {"hidden": True})

    document = book(fill)
    assert "99" not in document.text and "甲镇" not in document.text
    assert document.warnings == ("hidden rows or columns of sheet a left out",)
    assert where(document, "66") == "sheet a D6"
    assert where(document, "乙镇") == "sheet a A4"


def test_tables_on_one_sheet_are_parted_by_blank_rows() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet("a")
        for top, rows in (
            (0, [["低保情况"], ["项目", "人数"], ["城市低保", 12], ["农村低保", 34]]),
            (6, [["养老情况"], ["项目", "张"], ["床位", 300]]),
        ):
            for n, row in enumerate(rows):
                page.write_row(top + n, 0, row)

    document = book(fill)
    assert lines(document) == ["低保情况", "项目\t人数", "城市低保\t12", "农村低保\t34", "养老情况", "项目\t张", "床位\t300"]
    assert [table.where for table in document.tables] == ["sheet a from A2", "sheet a from A8"]


def test_hidden_sheets_are_left_out_and_named() -> None:
    document = read_bytes(xlsx(SHEETS[:1], hidden="内部测算"))
    assert "99999" not in document.text
    assert document.warnings == ("hidden sheet left out: 内部测算",)


def test_dates_and_words_as_they_are_shown() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet("a")
        page.write_row(0, 0, ["地区", "时间", "达标"])
        page.write(1, 0, "甲县")
        page.write_datetime(1, 1, datetime.datetime(2024, 12, 1), workbook.add_format({"num_format": 'yyyy"年"m"月"'}))
        page.write(1, 2, True)
        page.write(2, 0, "乙县")
        page.write_datetime(2, 1, datetime.datetime(2024, 12, 31), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        page.write(2, 2, "007")

    assert lines(book(fill))[1:] == ["甲县\t2024年12月\t是", "乙县\t2024年12月31日\t007"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.085, "0.0%", "8.5%"),
        (0.125, "0%", "13%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (12345.678, "0.00,", "12.35"),
        (1809.05, '#,##0.0"万元"', "1,809.1万元"),
        (-1.5, "0.00;(0.00)", "(1.50)"),
        (0, '0;-0;"-"', "0"),
        (1.25, "0.##", "1.25"),
        (3, "0.##", "3"),
        (0.5, "# ?/?", "0.5"),
        (2622, '[>1000]0"千";0', "2622"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "", "1000000000000000"),
        (1.23e-5, "General", "0.0000123"),
    ],
)
def test_numbers_as_their_formats_show_them(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(st.floats(), st.text('0#?,.%;()-"人[]Ee/ ', max_size=20))
def test_any_number_under_any_format_is_shown(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_have_no_exponent_and_no_point(number: int) -> None:
    assert plain(float(number)) == str(number)


@given(st.integers(0, 20_000))
def test_letters_of_columns_come_back(number: int) -> None:
    assert column(letters(number)) == number


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_its_encodings_and_with_its_marks(encoding: str, mark: str) -> None:
    rows = [["临时救助情况表"], ["单位：万元"], ["乡镇", "人次", "金额"], ["甲镇", '"1,312"', "45.6"], ["乙镇", "208", "31.25"]]
    document = read_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding), "x.csv")
    assert document.kind == "csv"
    assert lines(document) == ["临时救助情况表", "单位：万元", "乡镇\t人次\t金额", "甲镇\t1,312\t45.6", "乙镇\t208\t31.25"]
    assert where(document, "31.25") == "C5"


def test_csv_is_known_without_its_name_where_its_lines_say_so() -> None:
    data = "乡镇,城市低保人数,农村低保人数\n甲镇,12,34\n乙镇,1,2\n".encode("gb18030")
    assert read_bytes(data, "x.txt").kind == "csv"
    prose = "全县低保对象1435户,2622人。\n特困人员12人,孤儿3人。\n结婚登记5对,离婚登记2对。\n"
    assert read_bytes(prose.encode(), "x.txt").text == prose


def test_csv_that_is_prose_is_read_as_prose() -> None:
    prose = "全县低保对象1435户，2622人。\n特困人员12人，孤儿3人。\n"
    document = read_bytes(prose.encode(), "x.csv")
    assert (document.kind, document.text, document.tables) == ("text", prose, ())


def test_cells_of_csv_with_breaks_and_quotes_are_on_one_line() -> None:
    document = read_bytes('乡镇,"农村低保\n人数（人）"\n"甲""镇""",12\n'.encode(), "x.csv")
    assert lines(document) == ["乡镇\t农村低保人数（人）", '甲"镇"\t12']


def test_markdown_loses_its_marks_and_keeps_its_numbers() -> None:
    source = (
        '# 临溪县工作总结\n\n全县**农村低保对象**1435户`2622`人，[发放](http://a/99 "x")低保金1809.05万元[^1]。\n'
        "* 城市特困12人\n1. 农村特困34人\n> 孤儿3人\n\n标准300 - 500元，5*3，a_b_c，\\*星\\*\n=====\n---\n~~旧12人~~新<b>13</b>人\n"
    )
    assert lines(read_bytes(source.encode(), "x.md")) == [
        "临溪县工作总结",
        "全县农村低保对象1435户2622人，发放低保金1809.05万元。",
        "城市特困12人",
        "1. 农村特困34人",
        "孤儿3人",
        "标准300 - 500元，5*3，a_b_c，*星*",
        "新13人",
    ]


def test_pipe_tables_of_markdown_are_tables() -> None:
    document = read_bytes("| 项目 | 人数（人） |\n|:---|---:|\n| 城市低保 | **1,435** |\n| 甲\\|乙 | 2 |\n\n完\n".encode(), "x.md")
    assert lines(document) == ["项目\t人数（人）", "城市低保\t1,435", "甲|乙\t2", "完"]
    assert where(document, "1,435") == "table 1 row 2 column 2"
