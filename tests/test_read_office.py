"""Files of old Office: Word and Excel 97-2003."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest
from read_inputs import SHEETS, report
from read_office import doc, ole, xls

from mzstats.model import MzstatsError
from mzstats.read import read_bytes

needs_olefile = pytest.mark.skipif(find_spec("olefile") is None, reason="olefile is not installed: pip install 'mzstats[doc]'")


@needs_olefile
def test_a_report_in_doc_gives_its_text() -> None:
    lines = report(4)
    document = read_bytes(doc(lines), "x.doc")
    assert document.kind == "doc"
    assert document.text == "\n".join(lines) + "\n"


@needs_olefile
def test_tables_in_doc_are_tables_where_each_row_has_the_same_cells() -> None:
    rows = [["项目", "人数（人）"], ["城市低保", "1,435"], ["农村低保", "2,622"]]
    document = read_bytes(doc(["情况表", rows, "完"]))
    assert document.text == "情况表\n项目\t人数（人）\n城市低保\t1,435\n农村低保\t2,622\n完\n"
    assert [(cell.row, cell.col) for cell in document.tables[0].cells] == [(n, m) for n in range(3) for m in range(2)]
    merged = read_bytes(doc([[["项目", "人数"], ["低保"], ["城市", "12"]]]))
    assert merged.tables == ()
    assert merged.text == "项目  人数\n低保\n城市  12\n"


@needs_olefile
def test_fields_show_their_result_and_latin_pieces_are_read() -> None:
    assert read_bytes(doc(["见\x13 HYPERLINK a \x14附表\x15，低保1435\x1e户"])).text == "见附表，低保1435-户\n"
    assert read_bytes(doc(["dibao 1435"], compressed=True)).text == "dibao 1435\n"


@needs_olefile
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_tables_in_xls_give_their_cells_as_displayed(sheet) -> None:  # type: ignore[no-untyped-def]
    document = read_bytes(xls([sheet]), "x.xls")
    (table,) = document.tables
    assert sorted((c.row, c.col, document.text[c.start : c.end], c.rowspan, c.colspan) for c in table.cells) == sorted(sheet.cells())
    assert table.where == f"sheet Sheet1 from A{3 if sheet.unit else 2}"


@needs_olefile
def test_hidden_sheets_of_xls_are_left_out_and_named() -> None:
    document = read_bytes(xls(SHEETS[:2], "测算"))
    assert "99999" not in document.text
    assert document.warnings == ("hidden sheet left out: 测算",)
    assert [name for _, name in document.places] == ["sheet Sheet1", "sheet Sheet2"]


@needs_olefile
def test_protected_and_damaged_files_are_told() -> None:
    with pytest.raises(MzstatsError, match="password"):
        read_bytes(xls(SHEETS[:1], protected=True))
    with pytest.raises(MzstatsError, match="save it"):
        read_bytes(ole({"WordDocument": b"\xec\xa5\xc1\x00" + b"\0" * 3000}))
    with pytest.raises(MzstatsError, match="save it"):
        read_bytes(ole({"Contents": b"a"}))


@pytest.mark.parametrize("make", [lambda: doc(["低保"]), lambda: xls(SHEETS[:1])])
def test_without_olefile_the_message_says_what_to_install(make, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(MzstatsError, match=r"pip install 'mzstats\[doc\]'"):
        read_bytes(make())
