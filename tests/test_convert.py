"""convert and schema: any format to any other, a store as a store whole, the table told in Frictionless terms."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path

import pytest
import typer
from figures import figure, numbered
from test_store import connect, meta, rows
from test_write import ROWS, need, write
from typer.testing import CliRunner, Result

from mzstats.cli import tables
from mzstats.convert import convert
from mzstats.load import load
from mzstats.model import MzstatsError
from mzstats.schema import datapackage, schema
from mzstats.store import open_store
from mzstats.table import COLUMNS, NAMES
from mzstats.write import FORMATS

READABLE = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet", "sqlite", "duckdb")

app = typer.Typer(pretty_exceptions_enable=False)
app.command("convert")(tables.convert_command)
app.command("schema")(tables.schema_command)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.mark.parametrize("into", sorted(FORMATS))
@pytest.mark.parametrize("form", READABLE)
def test_every_format_becomes_every_other(form: str, into: str, tmp_path: Path) -> None:
    need(form)
    need(into)
    write(form, tmp_path / f"a.{form}", ROWS, **({} if form in ("sqlite", "duckdb") else {"headers": "zh"}))
    done = convert(tmp_path / f"a.{form}", tmp_path / f"b.{into}", into)
    assert (done.figures, done.warnings) == (len(ROWS), [])
    if into in READABLE:
        assert load(tmp_path / f"b.{into}") == ROWS
    else:
        assert (tmp_path / f"b.{into}").read_text("utf-8").count("1809.05万元") == 1


def test_around_the_houses_gives_the_same_bytes(tmp_path: Path) -> None:
    write("csv", tmp_path / "0.csv", ROWS)
    path = tmp_path / "0.csv"
    for number, form in enumerate(("xlsx", "sqlite", "tsv", "jsonl", "json", "csv"), 1):
        convert(path, tmp_path / f"{number}.{form}", form)
        path = tmp_path / f"{number}.{form}"
    assert path.read_bytes() == (tmp_path / "0.csv").read_bytes()


@pytest.mark.parametrize("form", ["sqlite", "duckdb"])
@pytest.mark.parametrize("into", ["sqlite", "duckdb"])
def test_a_store_stays_a_store_that_can_be_resumed(form: str, into: str, tmp_path: Path) -> None:
    need(form)
    need(into)
    source, target = tmp_path / f"a.{form}", tmp_path / f"b.{into}"
    with open_store(source, "v") as store:
        store.add(meta("x.txt", 0, "1 2"), rows("x.txt", "1", "2.5"))
        store.fail("y.pdf", "a scan", position=1)
        store.finish()
    assert convert(source, target, into).figures == 2
    assert connect(target).execute("SELECT source, reason FROM failures").fetchall() == [("y.pdf", "a scan")]
    with open_store(target, "v", resume=True) as store:
        assert store.keep("x.txt", meta("x.txt", 0, "1 2").digest, 0)
    assert load(target) == load(source)


def test_failures_of_a_store_go_into_the_workbook(tmp_path: Path) -> None:
    import python_calamine

    with open_store(tmp_path / "a.sqlite", "v") as store:
        store.add(meta("x.txt", 0, "1"), rows("x.txt", "1"))
        store.fail("y.pdf", "a scan: needs OCR", position=1)
    convert(tmp_path / "a.sqlite", tmp_path / "b.xlsx", "xlsx", headers="zh")
    book = python_calamine.load_workbook(tmp_path / "b.xlsx")
    assert book.get_sheet_by_name("未能读取").to_python()[1:] == [["y.pdf", "a scan: needs OCR"]]


def test_a_bad_source_leaves_the_target_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("metric,value\n" + "m.m,1\n" * 3000 + "m.m,x\n")
    (tmp_path / "b.json").write_text("old")
    with pytest.raises(MzstatsError, match=r"a\.csv:3002: column value: 'x'"):
        convert(tmp_path / "a.csv", tmp_path / "b.json", "json")
    assert (tmp_path / "b.json").read_text() == "old"
    assert {one.name for one in tmp_path.iterdir()} == {"a.csv", "b.json"}
    out = io.BytesIO()
    (tmp_path / "c.csv").write_text("a,b\n")
    with pytest.raises(MzstatsError):
        convert(tmp_path / "c.csv", out, "csv")
    assert out.getvalue() == b""


@pytest.mark.parametrize("into", ["sqlite", "csv"])
def test_another_database_is_told(into: str, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a.sqlite").execute("CREATE TABLE t(x)")
    with pytest.raises(MzstatsError, match=r"a\.sqlite: a database, but not a store of mzstats"):
        convert(tmp_path / "a.sqlite", tmp_path / f"b.{into}", into)
    assert [one.name for one in tmp_path.iterdir()] == ["a.sqlite"]


# -- the command


def test_convert_writes_a_file_or_standard_output(tmp_path: Path) -> None:
    write("jsonl", tmp_path / "a.jsonl", ROWS)
    done = run("convert", tmp_path / "a.jsonl", tmp_path / "b.csv", "--columns", "value,unit", "--headers", "zh")
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"b.csv: {len(ROWS)} figures" in done.stderr
    assert (tmp_path / "b.csv").read_text("utf-8").splitlines()[:2] == ["\ufeff数值,单位", "2622,person"]
    done = run("convert", tmp_path / "a.jsonl", "-", "--columns", "value")
    assert done.stdout_bytes == b"value\n2622\n18090500.05\n-20.5\n0\n"
    assert run("convert", tmp_path / "a.jsonl", "-", "-f", "md", "--columns", "value").stdout.startswith("| value |")


def test_convert_tells_what_is_wrong(tmp_path: Path) -> None:
    write("csv", tmp_path / "a.csv", ROWS)
    for arguments, status, told in [
        (("a.csv", "b.txt"), 2, ".txt is not one of"),
        (("a.csv", "-", "-f", "xlsx"), 2, "not for standard output"),
        (("a.csv", "b.csv", "--columns", "valu"), 2, "column valu"),
        (("a.csv", "b.sqlite", "--columns", "value"), 2, "holds every column"),
        (("a.csv", "b.json", "--datapackage"), 2, "a data package goes with .csv, .tsv, .parquet"),
        (("none.csv", "b.json"), 1, "none.csv: No such file or directory"),
    ]:
        done = run("convert", *(tmp_path / one if "." in one and " " not in one else one for one in arguments))
        assert (done.exit_code, done.stdout) == (status, "")
        assert told in done.stderr
        assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_store_is_not_overwritten_unasked(tmp_path: Path) -> None:
    write("csv", tmp_path / "a.csv", ROWS)
    assert run("convert", tmp_path / "a.csv", tmp_path / "b.sqlite").exit_code == 0
    done = run("convert", tmp_path / "a.csv", tmp_path / "b.sqlite")
    assert done.exit_code == 2
    assert "there is one already; --overwrite replaces it" in done.stderr
    assert run("convert", tmp_path / "a.csv", tmp_path / "b.sqlite", "--overwrite").exit_code == 0


# -- the schema


def test_the_schema_is_the_table() -> None:
    told = json.loads(run("schema").stdout)
    assert [field["name"] for field in told["fields"]] == list(NAMES)
    assert {field["name"]: field["type"] for field in told["fields"] if field["type"] != "string"} == {
        "id": "integer", "part_of": "integer", "start": "integer", "end": "integer", "value": "number",
    }  # fmt: skip
    assert [field["title"] for field in told["fields"]] == [column.zh for column in COLUMNS]
    assert json.loads(run("schema", "--headers", "zh", "--columns", "value").stdout)["fields"][0]["name"] == "数值"
    assert run("schema", "--columns", "x").exit_code == 2


def test_a_datapackage_stands_beside_its_csv(tmp_path: Path) -> None:
    write("jsonl", tmp_path / "a.jsonl", ROWS)
    assert run("convert", tmp_path / "a.jsonl", tmp_path / "低保 2024.csv", "--datapackage", "--columns", "metric,value").exit_code == 0
    (resource,) = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))["resources"]
    assert resource["path"] == "低保 2024.csv"
    assert [field["name"] for field in resource["schema"]["fields"]] == ["metric", "value"]
    assert resource["name"] == "2024"


def test_a_datapackage_tells_the_columns_of_parquet(tmp_path: Path) -> None:
    need("parquet")
    import pyarrow.parquet as pq

    write("parquet", tmp_path / "a.parquet", ROWS)
    fields = datapackage(tmp_path / "a.parquet")["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == pq.read_schema(tmp_path / "a.parquet").names


def test_rows_keep_to_the_schema() -> None:
    values = {name: [getattr(one, name) for one in [*ROWS, *numbered(figure("m.m", "1", area="rural"))]] for name in NAMES}
    for field in schema()["fields"]:
        allowed = field.get("constraints", {}).get("enum")
        if allowed:
            assert {value for value in values[field["name"]] if value} <= set(allowed)
        if field.get("constraints", {}).get("required"):
            assert None not in values[field["name"]]
