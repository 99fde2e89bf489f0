"""Writers: every format gives back what it was given; files are whole or absent; nothing runs in a spreadsheet."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from figures import figure, numbered
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mzstats.load import load
from mzstats.model import MzstatsError, Observation
from mzstats.table import COLUMNS, NAMES, row
from mzstats.write import FORMATS, STORES, STREAMS, kind, open_writer
from mzstats.write.base import Writer
from mzstats.write.inert import inert, plain
from mzstats.write.target import Target

READABLE = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet", "sqlite", "duckdb")
NEEDS = {"parquet": "pyarrow", "duckdb": "duckdb"}


def need(form: str) -> None:
    if form in NEEDS:
        pytest.importorskip(NEEDS[form])


def write(form: str, path: Path, rows: Sequence[Observation], **options: Any) -> Writer:
    with open_writer(form, path, **options) as writer:
        writer.write(rows)
    return writer


def stream(form: str, rows: Sequence[Observation], **options: Any) -> str:
    out = io.BytesIO()
    with open_writer(form, out, **options) as writer:
        writer.write(rows)
    return out.getvalue().decode("utf-8")


ROWS = numbered(
    figure("dibao.persons", "2622", sentence='全区低保户1435户,"2622"人。\n第二行\r\n第三行', heading="一、社会救助 > 低保", part_of=None),
    figure(
        "dibao.payout", "18090500.05", text="1809.05万元", part_of=1, region="广东省潮州市湘桥区", region_code="445102", period="2024-12"
    ),
    figure("dibao.persons", "-20.5", aspect="growth", unit="%", text="-20.5%", detail="=1+1", name="@SUM(A1)", period="2024-01/2024-09"),
    figure("marriage.registrations", "0", sentence="'=已有撇号", detail="\t制表", source="b/乙\u3000县.docx", period=""),
)


# -- round trips


@pytest.mark.parametrize("headers", ["en", "zh", "both"])
@pytest.mark.parametrize("form", READABLE)
def test_what_is_written_is_read_back(form: str, headers: str, tmp_path: Path) -> None:
    need(form)
    path = tmp_path / f"t.{form}"
    assert write(form, path, ROWS, headers=headers).warnings == []
    assert load(path) == ROWS
    assert os.listdir(tmp_path) == [path.name]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12) | st.sampled_from(
    ["=1+1", "+1", "-1", "-1+2", "@x", "'", "''=1", "'=1", "\t=1", "\r", "\n", "\r\n", '"', "a,b", "a\tb", " x ", "NULL", "null", "nan",
     "1e5", "007", "TRUE", "_x0041_", "＝1", "\ufeff", "\u2028", "\x00", "\x1f", "\ufffe", "</td>", "|", "\\", "\\N", "2024-12", "𠀀"]
)  # fmt: skip
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(
    min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=6, allow_nan=False, allow_infinity=False
)
SMALL = st.decimals(min_value=Decimal("-1e27"), max_value=Decimal("1e27"), places=10, allow_nan=False, allow_infinity=False)
WHOLE = st.integers(min_value=0, max_value=2**31)


def observations(values: st.SearchStrategy[Decimal], texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Observation]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        column.name: {"string": texts, "integer": WHOLE, "decimal": values}[column.type] for column in COLUMNS
    }
    # one document: a store keeps the rows of a document together; where in a file a figure stands is in no table
    return st.builds(Observation, **(fields | {"part_of": st.none() | WHOLE, "source": st.just("a.txt"), "where": st.just("")}))


PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "sqlite"])
@PROPERTY
@given(rows=st.lists(observations(DECIMALS), max_size=4))
def test_any_text_and_any_value_round_trip(form: str, rows: list[Observation], tmp_path: Path) -> None:
    path = tmp_path / f"t.{form}"
    write(form, path, rows)
    assert load(path) == rows


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
@settings(PROPERTY, max_examples=15)
@given(rows=st.lists(observations(SMALL), max_size=3))
def test_typed_formats_round_trip_what_they_can_hold(form: str, rows: list[Observation], tmp_path: Path) -> None:
    need(form)
    path = tmp_path / f"t.{form}"
    assert write(form, path, rows).warnings == []
    assert load(path) == rows


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_typed_formats_tell_what_they_cannot_hold(form: str, tmp_path: Path) -> None:
    need(form)
    path = tmp_path / f"t.{form}"
    huge, tiny = figure("dibao.persons", "1e40", source="x.txt", start=7), figure("dibao.persons", "0.00000000001")
    writer = write(form, path, [huge, *ROWS, tiny])
    assert [warning.split(":")[:2] for warning in writer.warnings] == [["x.txt", "7"], ["a.txt", "0"]]
    assert sorted(load(path), key=lambda one: one.id) == sorted(ROWS, key=lambda one: one.id)


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_periods_have_days_in_typed_formats(form: str, tmp_path: Path) -> None:
    need(form)
    import datetime

    path = tmp_path / f"t.{form}"
    write(form, path, ROWS)
    if form == "parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        assert str(table.schema.field("value").type) == "decimal128(38, 10)"
        assert table.schema.field("value").metadata[b"zh"].decode() == "数值"
        found = list(zip(table["period_start"].to_pylist(), table["period_end"].to_pylist(), strict=True))
    else:
        import duckdb

        with duckdb.connect(str(path), read_only=True) as db:
            found = db.execute("SELECT period_start, period_end FROM figures ORDER BY row").fetchall()
            assert db.execute("SELECT SUM(value) FROM figures").fetchall() == [(Decimal("18093101.55"),)]
    day = datetime.date
    assert found[1:] == [(day(2024, 12, 1), day(2024, 12, 31)), (day(2024, 1, 1), day(2024, 9, 30)), (None, None)]


def test_json_numbers_are_the_digits_themselves(tmp_path: Path) -> None:
    rows = [figure("dibao.payout", "12345678901234567890.123456789"), figure("dibao.payout", "1E+3"), figure("dibao.payout", "-0.50")]
    text = stream("jsonl", rows)
    assert '"value": 12345678901234567890.123456789,' in text
    assert [json.loads(line, parse_float=Decimal)["value"] for line in text.splitlines()] == [one.value for one in rows]
    assert json.loads(stream("json", rows)) == [json.loads(line) for line in text.splitlines()]
    assert json.loads(stream("json", [])) == []
    assert stream("jsonl", []) == ""


# -- what the formats look like


def test_csv_is_what_python_and_excel_read(tmp_path: Path) -> None:
    text = stream("csv", ROWS)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(read[0]) == NAMES
    assert read[1] == row(ROWS[0])
    assert not text.startswith("\ufeff")
    assert stream("csv", ROWS, bom=True) == "\ufeff" + text
    path = tmp_path / "t.csv"
    write("csv", path, ROWS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")  # without it Excel takes the file for the system's code page
    write("csv", path, ROWS, bom=False)
    assert path.read_bytes() == text.encode()


def test_rows_come_as_they_are_written_whatever_the_pieces(tmp_path: Path) -> None:
    for form in STREAMS:
        out = io.BytesIO()
        with open_writer(form, out) as writer:
            for one in ROWS:
                writer.write([one])
            writer.write([])
        assert out.getvalue().decode() == stream(form, ROWS)


def test_columns_and_headers() -> None:
    assert stream("csv", ROWS[:1], columns=("value", "unit"), headers="both") == "value 数值,unit 单位\n2622,person\n"
    assert stream("csv", ROWS[:1], columns=["metric"], headers="zh") == "指标\ndibao.persons\n"
    assert json.loads(stream("json", ROWS[:1], columns=("value",), headers="zh")) == [{"数值": 2622}]


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "=",
    "+x",
    "-5人",
    "--1",
    "-1-1",
    "+1;2",
]
NUMBERS = ["-20.5", "+66", "-20.5%", "-1,234", "+0.3‰"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_made_inert(text: str) -> None:
    shown = next(
        csv.reader(io.StringIO(stream("csv", [figure("dibao.persons", "1", detail=text)], columns=["detail"], headers="en"), newline=""))
    )
    assert shown == ["detail"]
    cell = list(csv.reader(io.StringIO(stream("csv", [figure("m.m", "1", detail=text)], columns=["detail"]), newline="")))[1][0]
    assert cell == "'" + text


@pytest.mark.parametrize("text", [*NUMBERS, "5", "-", "a=1", "", " =1", "2024-12"])
def test_numbers_and_plain_text_are_untouched(text: str) -> None:
    assert inert(text) == text


def test_negative_values_stay_numbers() -> None:
    assert stream("csv", [figure("m.m", "-20.5", text="-20.5%")], columns=["value", "text"]).splitlines()[1] == "-20.5,-20.5%"


@given(TEXTS | st.text("'=+-@\t\r\n＝1a", max_size=6))
def test_inert_can_be_undone(text: str) -> None:
    assert plain(inert(text)) == text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_html_is_inert_and_holds_every_cell() -> None:
    bad = figure("m.m", "1", sentence="</td><script>alert(1)</script><img src=x onerror=alert(1)>&lt;")
    page = _Page()
    page.feed(stream("html", [bad], columns=("sentence", "value"), headers="both"))
    assert not {"script", "img"} & set(page.tags)
    assert page.tags.count("td") == 2
    assert [cell.strip() for cell in page.cells] == ["sentence 所在句", "value 数值", bad.sentence, "1"]


def test_markdown_keeps_one_row_a_line() -> None:
    bad = figure("m.m", "1", sentence="a|b\nc\\d <b>*x*</b>")
    lines = stream("md", [bad], columns=("sentence", "value")).splitlines()
    assert lines == ["| sentence | value |", "| --- | ---: |", r"| a\|b<br>c\\d &lt;b>\*x\*&lt;/b> | 1 |"]


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(STORES)))  # a store tells when it was made
def test_the_same_rows_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    need(form)
    write(form, tmp_path / f"a.{form}", ROWS)
    write(form, tmp_path / f"b.{form}", ROWS)
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_invalid_unicode_does_not_stop_a_table(form: str, tmp_path: Path) -> None:
    need(form)
    path = tmp_path / f"t.{form}"
    write(form, path, [figure("m.m", "1", source="\udcb5.txt", sentence="a\udcb5")])
    if form in READABLE:
        expected = "a\udcb5" if form in ("json", "jsonl") else "a\\udcb5"
        assert [one.sentence for one in load(path)] == [expected]


# -- whole or absent


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_nothing_is_there_before_the_end_and_nothing_after_an_abort(form: str, tmp_path: Path) -> None:
    need(form)
    path = tmp_path / f"t.{form}"
    writer = open_writer(form, path)
    writer.write(ROWS)
    assert not path.exists()
    writer.abort()
    assert os.listdir(tmp_path) == []
    with pytest.raises(RuntimeError), open_writer(form, path) as writer:
        writer.write(ROWS)
        raise RuntimeError
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_an_old_file_stays_until_the_new_one_is_whole(form: str, tmp_path: Path) -> None:
    need(form)
    path = tmp_path / f"t.{form}"
    path.write_bytes(b"old")
    path.chmod(0o640)
    writer = open_writer(form, path)
    writer.write(ROWS)
    assert path.read_bytes() == b"old"
    writer.close()
    assert path.read_bytes() != b"old"
    assert os.listdir(tmp_path) == [path.name]
    if os.name == "posix" and form != "duckdb":
        assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_goes_on_pointing_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write("csv", tmp_path / "link.csv", ROWS)
    assert (tmp_path / "link.csv").is_symlink()
    assert load(tmp_path / "real.csv") == ROWS


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null here")
def test_a_device_is_written_to_not_replaced() -> None:
    write("csv", Path("/dev/null"), ROWS)
    assert Path("/dev/null").is_char_device()


class _Full(io.RawIOBase):
    """A disk with room for so many bytes."""

    def __init__(self, room: int) -> None:
        self.room = room

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return len(data)


@pytest.mark.parametrize("room", [0, 10, 500, 3000])
@pytest.mark.parametrize("form", [*STREAMS, "parquet"])
def test_a_full_disk_is_told_and_leaves_nothing(form: str, room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need(form)
    path = tmp_path / f"t.{form}"
    path.write_bytes(b"old")
    monkeypatch.setattr(Target, "file", property(lambda self, full=_Full(room): full))
    with pytest.raises(MzstatsError, match=rf"t\.{form}: No space left on device"):
        write(form, path, ROWS * 200)
    assert os.listdir(tmp_path) == [path.name]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("form", ["xlsx", "sqlite", "csv"])
def test_a_disk_that_fails_at_the_end(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(MzstatsError, match=r"t\.\w+: Input/output error"):
        write(form, tmp_path / f"t.{form}", ROWS)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_place_that_cannot_be_written_is_told_at_once(form: str, tmp_path: Path) -> None:
    need(form)
    with pytest.raises(MzstatsError, match="No such file or directory"):
        open_writer(form, tmp_path / "no" / f"t.{form}")
    (tmp_path / f"d.{form}").mkdir()
    with pytest.raises(MzstatsError, match="is a folder"):
        open_writer(form, tmp_path / f"d.{form}")
    if Path("/sys/kernel").is_dir():  # where not even root may write
        with pytest.raises(MzstatsError, match=r"/sys/kernel/t\.\w+: (Permission denied|Operation not permitted|Read-only file system)"):
            open_writer(form, Path("/sys/kernel") / f"t.{form}")


KILLED = """
import sys
sys.path[:0] = {path!r}
from test_write import ROWS, open_writer, Path
writer = open_writer({form!r}, Path({target!r}))
while True:
    writer.write(ROWS * 50)
    print(flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL here")
@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "sqlite"])
def test_a_killed_writer_leaves_no_half_file_under_the_name(form: str, tmp_path: Path) -> None:
    target = tmp_path / f"t.{form}"
    code = KILLED.format(path=[str(Path(__file__).parent)], form=form, target=str(target))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert not target.exists()
    assert all(name.startswith(".mzstats-") for name in os.listdir(tmp_path))


# -- what cannot be asked


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: open_writer("xls", io.BytesIO()), "xls: the formats are csv"),
        (lambda: open_writer("xlsx", io.BytesIO()), "not for standard output; name a file"),
        (lambda: open_writer("csv", io.BytesIO(), headers="de"), "headers de: en, zh or both"),
        (lambda: open_writer("csv", io.BytesIO(), columns=["valu"]), "column valu: the columns are id"),
        (lambda: open_writer("csv", io.BytesIO(), columns=["value", "value"]), "column value: named twice"),
        (lambda: open_writer("csv", io.BytesIO(), columns=[]), "no column named"),
        (lambda: open_writer("sqlite", Path("t.sqlite"), columns=["value"]), "sqlite: holds every column"),
        (lambda: kind(Path("a.pdf")), r"a.pdf: .pdf is not one of .csv"),
        (lambda: kind(Path("a")), "no ending that tells the format"),
    ],
)
def test_what_cannot_be_written_is_told(ask: Callable[[], object], told: str) -> None:
    with pytest.raises(MzstatsError, match=told):
        ask()
    assert not Path("t.sqlite").exists()


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_a_missing_package_is_named_with_how_to_get_it(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, NEEDS[form], None)
    with pytest.raises(MzstatsError, match=rf"pip install 'mzstats\[{form}\]'"):
        open_writer(form, tmp_path / f"t.{form}")
    assert os.listdir(tmp_path) == []


def test_the_light_path_imports_nothing_heavy() -> None:
    code = (
        "import sys, io; from mzstats.write import open_writer\n"
        "for form in ('csv', 'tsv', 'json', 'jsonl', 'md', 'html'): open_writer(form, io.BytesIO()).close()\n"
        "heavy = {'pandas', 'numpy', 'pyarrow', 'duckdb', 'xlsxwriter', 'rich', 'sqlite3', 'pydantic', 'python_calamine', 'regex'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_rows_of_the_tests_fill_every_column() -> None:
    assert {name for name in NAMES if any(getattr(one, name) not in ("", None, 0) for one in ROWS)} >= set(NAMES) - {"area"}
    assert Observation._fields[-1] == "where"  # told by no table


def test_the_extra_all_lists_every_extra() -> None:
    import re
    import tomllib

    extras = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    (told,) = re.findall(r"\[(.*)\]", extras.pop("all")[0])
    assert sorted(told.split(",")) == sorted(extras.keys() - {"test", "docs", "dev"})  # these are for whoever works on it


def test_a_file_that_another_program_keeps_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mzstats.write import target

    def kept(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "figures.csv"
    path.write_text("old", "utf-8")
    monkeypatch.setattr(target, "WINDOWS", True)
    monkeypatch.setattr(os, "replace", kept)
    with pytest.raises(MzstatsError, match="Permission denied; if it is open in Excel or WPS, close it there"), target.Target(path) as one:
        one.file.write(b"new")
    assert path.read_text("utf-8") == "old"
    assert [*tmp_path.iterdir()] == [path]
