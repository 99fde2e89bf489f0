"""Tables read back: any order and kind of heads, and errors that name file, line and column."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from figures import figure, numbered

from mzstats.load import holds_figures, iterate, load
from mzstats.model import MzstatsError
from mzstats.write import open_writer

ROWS = numbered(figure("dibao.persons", "2622", text="2622人"), figure("dibao.payout", "18090500.05", text="1809.05万元"))
HEAD = "metric,value,unit,text\n"


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


Made = Callable[[str, str | bytes], Path]


def test_columns_in_any_order_others_passed_over_missing_ones_empty(made: Made) -> None:
    (one,) = load(made("t.csv", "注,数值,metric,unit 单位\nx,1.50,dibao.persons,person\n"))
    assert (one.value, one.metric, one.unit, one.text, one.id, one.part_of) == (Decimal("1.50"), "dibao.persons", "person", "", 0, None)
    assert str(one.value) == "1.50"


def test_rows_come_one_by_one(made: Made) -> None:
    rows = iterate(made("t.csv", HEAD + "m.m,1,person,1人\nm.m,x,person,1人\n"))
    assert next(rows).value == 1
    with pytest.raises(MzstatsError, match=r"t\.csv:3: column value: 'x' is not a decimal number"):
        next(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_that_excel_has_saved(encoding: str, made: Made) -> None:
    (one,) = load(made("t.csv", "指标,数值,原文\r\ndibao.payout,1,1809.05万元\r\n".encode(encoding)))
    assert one.text == "1809.05万元"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("t.csv", "", r"t\.csv: empty: not a table of figures"),
        ("t.csv", "a,b\n1,2\n", r"t\.csv:1: not a table of figures: no column metric, value"),
        ("t.csv", "metric,value,数值\n", r"t\.csv:1: column value stands twice"),
        ("t.csv", HEAD + "m.m,1,person,1\nm.m,1\n", r"t\.csv:3: 2 cells, the head has 4"),
        ("t.csv", HEAD + 'm.m,1,person,"a\nb"\nm.m,,person,1\n', r"t\.csv:4: column value: empty"),
        ("t.csv", HEAD + "m.m,1e999999999999999999999,person,1\n", r"t\.csv:2: column value: .* is not a decimal number"),
        ("t.csv", HEAD + "m.m,NaN,person,1\n", r"t\.csv:2: column value: 'NaN' is not a decimal number"),
        ("t.csv", HEAD + 'm.m,1,person,"open\n', r"t\.csv:2: "),
        ("t.csv", HEAD.encode() + b"m.m,1,person,\xff\xff\n", r"t\.csv: not text in gb18030"),
        ("t.tsv", "metric\tvalue\tid\nm.m\t1\t1.5\n", r"t\.tsv:2: column id: '1.5' is not a whole number"),
        ("t.jsonl", '{"metric": "m.m", "value": 1}\n{"metric": "m.m", "value": "x"}\n', r"t\.jsonl:2: column value: 'x'"),
        ("t.jsonl", '{"metric": "m.m", "value": 1}\n\n{"metric"\n', r"t\.jsonl:3: not JSON"),
        ("t.jsonl", '{"metric": "m.m"}\n', r"t\.jsonl:1: not a table of figures: no column value"),
        ("t.jsonl", '{"metric": "m.m", "value": true}\n', r"t\.jsonl:1: column value: True"),
        ("t.jsonl", '{"metric": "m.m", "value": 1, "start": 1.5}\n', r"t\.jsonl:1: column start: .* is not a whole number"),
        ("t.jsonl", '{"metric": [1], "value": 1}\n', r"t\.jsonl:1: column metric: \[1\] is not a text"),
        ("t.jsonl", '{"metric": "m.m", "value": {}}\n', r"t\.jsonl:1: column value: {} is not a decimal number"),
        ("t.jsonl", "[1]\n", r"t\.jsonl:1: not an object, but list"),
        ("t.json", "{}", r"t\.json:1: not a list of rows"),
        ("t.json", "", r"t\.json:1: not a list of rows"),
        ("t.json", '[\n{"metric": "m.m", "value": 1},\n{"metric": "m.m", "value": null}\n]', r"t\.json:3: column value: empty"),
        ("t.json", '[\n{"metric": "m.m", "value": 1},\n{"metric": "m.m", "va', r"t\.json:3: not JSON, or cut short"),
        ("t.json", b"[\xff]", r"t\.json: not text in utf-8"),
        ("t.xlsx", "no workbook", r"t\.xlsx: not a workbook that can be read"),
        ("t.sqlite", "no database" * 100, r"t\.sqlite: not a store of mzstats"),
        ("t.txt", "", r"t\.txt: \.txt is not one of \.csv"),
    ],
)
def test_errors_name_file_line_and_column(name: str, content: str | bytes, told: str, made: Made) -> None:
    with pytest.raises(MzstatsError, match=told):
        load(made(name, content))


@pytest.mark.parametrize(("name", "package"), [("t.parquet", "pyarrow"), ("t.duckdb", "duckdb")])
def test_no_file_of_its_kind(name: str, package: str, made: Made) -> None:
    pytest.importorskip(package)
    with pytest.raises(MzstatsError, match=name):
        load(made(name, "something else" * 100))


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "xlsx", "parquet", "sqlite", "duckdb"])
def test_a_file_that_is_not_there(ending: str, tmp_path: Path) -> None:
    with pytest.raises(MzstatsError, match=rf"t\.{ending}: No such file or directory"):
        load(tmp_path / f"t.{ending}")
    assert list(tmp_path.iterdir()) == []


def test_another_database_is_no_store(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "t.sqlite")
    db.execute("CREATE TABLE figures(metric, value)")
    db.close()
    with pytest.raises(MzstatsError, match=r"t\.sqlite: a database, but not a store of mzstats"):
        load(tmp_path / "t.sqlite")


def test_a_store_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    with open_writer("sqlite", path) as writer:
        writer.write(ROWS)
    before = path.read_bytes()
    assert load(path) == ROWS
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_json_larger_than_a_piece(tmp_path: Path) -> None:
    rows = numbered(*(figure("m.m", str(n), sentence='句子,[]{}\\"\n' * (n * 7)) for n in range(300)))
    with open_writer("json", tmp_path / "t.json") as writer:
        writer.write(rows)
    assert (tmp_path / "t.json").stat().st_size > 5 << 16
    assert load(tmp_path / "t.json") == rows


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                sheet.write_row(at, 0, cells)
    return path


def test_all_sheets_of_figures_are_read_others_are_not(tmp_path: Path) -> None:
    head: list[object] = ["指标", "数值", "区划代码", "时期"]
    path = workbook(tmp_path / "t.xlsx", notes=[["a"]], one=[head, ["m.a", 1.5, "445102", 2024]], two=[head, ["m.b", 2, 445102, "2024-12"]])
    assert [(one.metric, str(one.value), one.region_code, one.period) for one in load(path)] == [
        ("m.a", "1.5", "445102", "2024"),
        ("m.b", "2.0", "445102", "2024-12"),
    ]
    assert holds_figures(path)


def test_a_workbook_of_other_things(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", one=[["指标名称", "数量"], ["结婚登记", 3]], two=[])
    with pytest.raises(MzstatsError, match=r"t\.xlsx: no sheet with figures \(columns metric, value\)"):
        load(path)
    assert not holds_figures(path)
    assert not holds_figures(tmp_path / "none.xlsx")


def test_a_bad_cell_of_a_workbook_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", one=[["metric", "value"], ["m.a", 1], ["m.b", "a few"]])
    with pytest.raises(MzstatsError, match=r"t\.xlsx: sheet one, row 3: column value: 'a few' is not a decimal number"):
        load(path)
    path = workbook(tmp_path / "u.xlsx", one=[["metric", "value", "id"], ["m.a", 1, datetime.date(2024, 1, 1)]])
    with pytest.raises(MzstatsError, match=r"row 2: column id: .* is not a whole number"):
        load(path)
