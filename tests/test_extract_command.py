"""``mzstats extract``: streams, formats, flags, exit statuses."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from command import FIGURELESS, REPORT, mzstats, rows, write

from mzstats.table import NAMES, header
from mzstats.write import STREAMS

VALUES = ["80", "150", "245000"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return write(tmp_path / "in" / "report.txt")


def values(data: bytes) -> list[str]:
    return [row["value"] for row in rows(data)]


# -- streams


def test_standard_output_carries_the_table_and_nothing_else(report: Path) -> None:
    done = mzstats("extract", report)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"id,part_of,source,")
    assert b"\r" not in done.stdout
    (first, *_) = rows(done.stdout)
    assert first["source"] == str(report)
    assert REPORT[int(first["start"]) : int(first["end"])] == first["text"] == "80户"


def test_utf8_goes_out_whatever_the_locale(report: Path) -> None:
    plain = mzstats("extract", report).stdout
    for encoding in ("ascii", "gbk", "cp1252", "utf-16"):
        assert mzstats("extract", report, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C").stdout == plain


def test_messages_never_crash_on_a_poor_console(tmp_path: Path) -> None:
    path = write(tmp_path / "会议通知.txt", FIGURELESS)
    done = mzstats("extract", path, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert b"no figures found" in done.stderr


def test_standard_input_beside_files(report: Path) -> None:
    done = mzstats("extract", report, "-", stdin="全县有养老机构12家。".encode())
    assert [(row["source"], row["value"]) for row in rows(done.stdout)][-1] == ("-", "12")
    assert mzstats("extract", "-", "-").returncode == 2


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path / f"{number}.txt", REPORT * 200)
    command = [sys.executable, "-m", "mzstats", "extract", str(tmp_path), "-f", "csv", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(20)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


# -- inputs


def test_folders_are_walked_by_name_and_the_order_is_kept(tmp_path: Path) -> None:
    names = ["b/2.txt", "a/1.txt", "a/~$1.txt", "a/.hidden.txt", "a/sub/0.txt", ".git/x.txt", "a/picture.png", "c.txt"]
    for name in names:
        write(tmp_path / name)
    found = rows(mzstats("extract", "c.txt", ".", cwd=tmp_path).stdout)
    walked = [os.path.join(".", *name.split("/")) for name in ("a/1.txt", "a/sub/0.txt", "b/2.txt", "c.txt")]
    assert [row["source"] for row in found][::3] == ["c.txt", *walked]


def test_files_that_office_leaves_are_passed_over_and_told(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/~$1.docx", "~$2.docx"):
        write(tmp_path / name)
    done = mzstats("extract", "a", cwd=tmp_path)
    assert done.returncode == 0
    told = done.stderr.decode()
    assert told.count("left by Office beside an open document") == 1 and "~$1.docx" in told
    named = mzstats("extract", "~$2.docx", "a/1.txt", cwd=tmp_path)
    assert named.returncode == 1 and "~$2.docx: left by Office" in named.stderr.decode() and rows(named.stdout)


def test_what_the_run_writes_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    for _ in range(2):
        done = mzstats("extract", ".", "-o", "out.csv", "--manifest", "m.json", "--errors", "errors.txt", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert values((tmp_path / "out.csv").read_bytes()) == VALUES
    assert mzstats("extract", "a.txt", "-o", "a.txt", cwd=tmp_path).returncode == 2
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == REPORT


# -- outputs


def test_files_begin_with_a_mark_streams_do_not(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert mzstats("extract", report, "-o", out).returncode == 0
    plain = mzstats("extract", report).stdout
    assert out.read_bytes() == b"\xef\xbb\xbf" + plain
    mzstats("extract", report, "-o", out, "--no-bom")
    assert out.read_bytes() == plain
    assert mzstats("extract", report, "--bom").stdout == b"\xef\xbb\xbf" + plain
    mzstats("extract", report, "-o", tmp_path / "out.json")
    assert (tmp_path / "out.json").read_bytes().startswith(b"[")


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "sqlite"])
def test_the_ending_picks_the_format(report: Path, tmp_path: Path, ending: str) -> None:
    if ending == "xlsx":
        pytest.importorskip("xlsxwriter")
    out = tmp_path / f"out.{ending}"
    done = mzstats("extract", report, "-o", out)
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode() == "1 document, 3 figures\n"
    assert out.stat().st_size > 100
    assert list(tmp_path.glob(".*")) == []


def test_json_is_typed(report: Path) -> None:
    first = json.loads(mzstats("extract", report, "-f", "json").stdout)[0]
    assert (first["value"], first["start"], first["part_of"]) == (80, REPORT.index("80户"), None)
    lines = mzstats("extract", report, "-f", "jsonl").stdout.decode().splitlines()
    assert [json.loads(line)["value"] for line in lines] == [80, 150, 245000]


def test_format_where_no_ending_says_it(report: Path, tmp_path: Path) -> None:
    assert mzstats("extract", report, "-o", tmp_path / "out.dat", "-f", "tsv").returncode == 0
    assert b"\t" in (tmp_path / "out.dat").read_bytes()


def test_the_terminal_gets_a_table() -> None:
    import io

    from rich.cells import cell_len
    from rich.console import Console

    from mzstats import extract
    from mzstats.cli.screen import show

    out = io.StringIO()
    found = extract(REPORT.replace("农村低保对象", "农村低保对象[bold](红)[/]") + "特困人员[link=x]12人。\n")
    show("[red]报告.txt", found, console=Console(file=out, width=80, highlight=False, markup=False, emoji=False))
    lines = out.getvalue().splitlines()
    assert lines[0] == "[red]报告.txt"
    assert max(map(cell_len, lines)) <= 80
    (line,) = (line for line in lines if "245000" in line)
    assert "农村最低生活保障发放金额" in line and "CNY" in line and "2024" in line
    columns = {cell_len(line[: line.index(word)]) for line in lines for word in ("household ", "person ", "CNY ") if word in line}
    assert len(columns) == 1  # wide characters are counted as two: the columns stand


def test_the_terminal_gets_the_columns_asked_for() -> None:
    import io

    from rich.console import Console

    from mzstats import extract
    from mzstats.cli.screen import show

    out = io.StringIO()
    show("a", extract(REPORT), ["metric", "value"], "zh", Console(file=out, width=80))
    assert out.getvalue().splitlines()[1].split() == ["指标", "数值"]


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs POSIX")
def test_on_a_real_terminal(report: Path) -> None:
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "mzstats", "extract", str(report), str(report)]
    with subprocess.Popen(command, stdout=child, stderr=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "80", "TERM": "xterm"}):
        os.close(child)
        told = b""
        while True:
            try:
                piece = os.read(parent, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            told += piece
    os.close(parent)
    assert told.decode().count("农村最低生活保障户数") == 2
    assert "id,part_of" not in told.decode()


# -- choosing


def test_columns_in_the_order_asked_for(report: Path) -> None:
    assert mzstats("extract", report, "--columns", "value, unit,数值").returncode == 2
    done = mzstats("extract", report, "--columns", "value,指标,unit")
    assert done.stdout.decode().splitlines()[:2] == ["value,metric,unit", "80,dibao.households,household"]
    wrong = mzstats("extract", report, "--columns", "metrik")
    assert wrong.returncode == 2
    assert "did you mean metric?" in wrong.stderr.decode()


@pytest.mark.parametrize("headers", ["en", "zh", "both"])
def test_headers(report: Path, headers: str) -> None:
    assert mzstats("extract", report, "--headers", headers).stdout.decode().splitlines()[0] == ",".join(header(NAMES, headers))


def test_only_some_metrics_or_a_domain(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", REPORT + "办理结婚登记310对，离婚登记88对。\n")
    whole = rows(mzstats("extract", path).stdout)
    assert len(whole) == 5
    assert values(mzstats("extract", path, "--metric", "marriage.*,dibao.persons").stdout) == ["150", "310"]
    assert values(mzstats("extract", path, "--metric", "marriage.*", "--metric", "dibao.persons").stdout) == ["150", "310"]
    assert values(mzstats("extract", path, "--domain", "marriage").stdout) == ["310", "88"]
    assert values(mzstats("extract", path, "--domain", "marriage", "--metric", "d*").stdout) == ["88"]
    done = mzstats("extract", path, "--metric", "funeral*")
    assert done.returncode == 0 and rows(done.stdout) == []
    assert b"no figures found" not in done.stderr  # there are some, of other metrics
    assert mzstats("extract", path, "--metric", "dibao.person").returncode == 2
    assert "did you mean dibao.persons?" in mzstats("extract", path, "--metric", "dibao.person").stderr.decode()
    assert "the domains are" in mzstats("extract", path, "--domain", "marriages").stderr.decode()


def test_all_gives_also_what_is_outside_the_catalogue(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", REPORT + "全县共有图书馆14座。\n")
    assert "other" not in {row["metric"] for row in rows(mzstats("extract", path).stdout)}
    found = {row["text"]: row["metric"] for row in rows(mzstats("extract", path, "--all").stdout)}
    assert found["14座"] == "other" and found["80户"] == "dibao.households"


def test_region_and_year_where_the_report_does_not_say(tmp_path: Path) -> None:
    bare = write(tmp_path / "a.txt", "今年，共有农村低保对象80户。\n")
    (row,) = rows(mzstats("extract", bare, "--region", "广东省潮州市湘桥区", "--year", "2023").stdout)
    assert (row["region"], row["region_code"], row["period"]) == ("广东省潮州市湘桥区", "445102", "2023")
    told = write(tmp_path / "b.txt", "长沙市民政局2024年工作情况\n2024年，全市共有农村低保对象80户。\n")
    (row,) = rows(mzstats("extract", told, "--region", "广东省潮州市湘桥区", "--year", "2023").stdout)
    assert (row["region_code"], row["period"]) == ("430100", "2024")


# -- wrong usage: exit 2, nothing written


WRONG: list[tuple[Sequence[str], str]] = [
    (["-f", "docx"], "--format docx: one of csv, "),
    (["-f", "xlsx"], "not for standard output; name a file"),
    (["-o", "out.doc"], ".doc is not one of "),
    (["-o", "out"], "no ending that tells the format; one of "),
    (["-o", "out.csv", "-f", "json"], "say different things"),
    (["-o", "none/out.csv"], "there is no folder none"),
    (["-o", "out.csv", "--errors", "none/e"], "there is no folder none"),
    (["--headers", "fr"], "en, zh or both"),
    (["--columns", "value,value"], "named twice"),
    (["--patterns", "none"], "none: no such folder"),
    (["--resume"], "--resume needs a store"),
    (["-o", "out.csv", "--resume"], "--resume needs a store"),
    (["-o", "out.sqlite", "--columns", "value"], "a store holds every column"),
]


@pytest.mark.parametrize(("arguments", "reason"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_wrong_usage(report: Path, tmp_path: Path, arguments: Sequence[str], reason: str) -> None:
    done = mzstats("extract", report, *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("error: ") and reason in done.stderr.decode()
    assert [one.name for one in tmp_path.iterdir()] == ["in"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may write everywhere")
def test_an_output_folder_without_permission(report: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = mzstats("extract", report, "-o", locked / "out.csv")
    assert done.returncode == 2
    assert "Permission denied" in done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(report: Path) -> None:
    done = mzstats("extract", report, "-o", "/dev/full", "-f", "csv")
    assert done.returncode == 2
    assert done.stderr.decode() == "error: /dev/full: No space left on device\n"


# -- what is told of a run


def test_errors_go_to_a_file(report: Path, tmp_path: Path) -> None:
    bad = write(tmp_path / "empty.txt", "")
    done = mzstats("extract", report, bad, tmp_path / "none.txt", "--errors", tmp_path / "errors.tsv")
    assert done.returncode == 1
    assert b"error:" not in done.stderr and b"2 failed" in done.stderr
    lines = [line.split("\t") for line in (tmp_path / "errors.tsv").read_text(encoding="utf-8").splitlines()]
    assert [line[0] for line in lines] == [str(bad), str(tmp_path / "none.txt")]
    assert all(len(line) == 2 and line[1] for line in lines)
    mzstats("extract", report, "--errors", tmp_path / "errors.tsv")
    assert (tmp_path / "errors.tsv").read_bytes() == b""


def test_a_manifest_tells_the_whole_run(report: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    write(tmp_path / "empty.txt", "")
    done = mzstats("extract", report, tmp_path / "empty.txt", "-o", tmp_path / "out.csv", "--manifest", path, "--year", "2020")
    assert done.returncode == 1
    told = json.loads(path.read_text(encoding="utf-8"))
    one, two = told["inputs"]
    assert (one["source"], one["documents"], one["figures"], one["bytes"]) == (str(report), 1, 3, len(REPORT.encode()))
    assert len(one["digest"]) == 32 and one["seconds"] > 0
    assert two["failures"][0]["source"] == str(tmp_path / "empty.txt")
    assert told["failures"] == two["failures"]
    assert told["counts"] == {"inputs": 2, "documents": 1, "figures": 3, "without": 0, "held": 0, "failed": 1}
    assert told["options"]["year"] == 2020
    assert {"mzstats", "version", "python", "started", "seconds", "paths", "output", "interrupted"} <= set(told)


def test_many_notes_are_counted_not_told_one_by_one(tmp_path: Path) -> None:
    for number in range(25):
        write(tmp_path / f"{number:02}.txt", FIGURELESS)
    told = mzstats("extract", tmp_path).stderr.decode().splitlines()
    assert len([line for line in told if "no figures found" in line]) == 20
    assert told[-2:] == ["... and 5 more documents without figures", "25 documents, 0 figures, 25 without figures"]
    assert mzstats("extract", tmp_path, "-q").stderr == b""


def test_no_progress_in_a_pipe(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path / f"{number}.txt")
    assert mzstats("extract", tmp_path, "-j", "2").stderr.decode() == "12 documents, 36 figures\n"


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory there")
def test_a_report_that_takes_too_much_memory_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "本县民政局召开会议，学习有关文件，研究下一步工作。\n" * 100_000)
    write(tmp_path / "c.txt")
    done = mzstats("extract", ".", "-f", "csv", "--max-memory-mib", "8", cwd=tmp_path)
    assert (done.returncode, values(done.stdout)) == (1, VALUES * 2), done.stderr.decode()
    told = done.stderr.decode().splitlines()
    assert told[0] == "error: ./b.txt: took more than 8 MiB of memory; --max-memory-mib gives more"
    done = mzstats("extract", ".", "-f", "csv", cwd=tmp_path)
    assert (done.returncode, values(done.stdout)) == (0, VALUES * 2)


# -- any number of workers, the same bytes


@pytest.mark.parametrize("form", STREAMS)
def test_the_same_bytes_for_any_number_of_jobs(tmp_path: Path, form: str) -> None:
    for number in range(40):
        write(tmp_path / "in" / f"{number:02}.txt", REPORT.replace("80户", f"{80 + number}户"))
    write(tmp_path / "in" / "13.txt", "")
    outs = []
    for jobs in ("1", "2", "4"):
        done = mzstats("extract", "in", "nowhere", "-j", jobs, "-f", form, cwd=tmp_path)
        assert done.returncode == 1
        outs.append((done.stdout, done.stderr))
    assert outs[0] == outs[1] == outs[2]
    assert outs[0][0].count("全县共有农村低保对象".encode()) >= 39


# -- the store


def stored(path: Path) -> list[tuple[str, int, str]]:
    with sqlite3.connect(path) as db:
        order = "ORDER BY d.position, f.row"
        return db.execute(f"SELECT f.source, f.id, f.value FROM figures f JOIN documents d ON d.id = f.document {order}").fetchall()


def test_a_store_is_resumed_by_content(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.sqlite"
    for number in range(6):
        write(folder / f"{number}.txt", REPORT.replace("80户", f"{80 + number}户"))
    write(folder / "bad.txt", "")
    assert mzstats("extract", folder, "-o", out).returncode == 1
    again = mzstats("extract", folder, "-o", out)
    assert again.returncode == 2 and "--resume" in again.stderr.decode()
    write(folder / "3.txt", REPORT.replace("80户", "999户"))
    write(folder / "bad.txt", REPORT.replace("80户", "777户"))
    resumed = mzstats("extract", folder, "-o", out, "--resume")
    assert resumed.returncode == 0
    assert resumed.stderr.decode() == "2 documents, 6 figures, 5 already in the store\n"
    fresh = tmp_path / "fresh.sqlite"
    mzstats("extract", folder, "-o", fresh)
    assert stored(out) == stored(fresh)
    overwritten = mzstats("extract", folder, "-o", out, "--overwrite")
    assert overwritten.returncode == 0 and stored(out) == stored(fresh)


def test_other_settings_are_read_again(tmp_path: Path) -> None:
    path, out = write(tmp_path / "a.txt", "今年，共有农村低保对象80户。\n"), tmp_path / "out.sqlite"
    mzstats("extract", path, "-o", out, "--year", "2020")
    done = mzstats("extract", path, "-o", out, "--year", "2021", "--resume")
    assert done.stderr.decode() == "1 document, 1 figure\n"
    with sqlite3.connect(out) as db:
        assert db.execute("SELECT period FROM figures").fetchall() == [("2021",)]


def test_a_failing_input_is_in_the_store_with_its_reason(tmp_path: Path) -> None:
    import zipfile

    bad, out = write(tmp_path / "empty.txt", ""), tmp_path / "out.sqlite"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("good.txt", REPORT)
        archive.writestr("worse.txt", "")
    mzstats("extract", bad, tmp_path / "a.zip", "-o", out)
    with sqlite3.connect(out) as db:
        failures = dict(db.execute("SELECT source, reason FROM failures"))
        assert set(failures) == {str(bad), f"{tmp_path / 'a.zip'}!worse.txt"}
        assert all(failures.values())
        assert db.execute("SELECT COUNT(*) FROM figures").fetchone() == (3,)
        assert db.execute("SELECT inputs, documents, failures FROM runs").fetchall() == [(2, 1, 2)]


# -- interrupted


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to a child there without its console")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("ending", ["csv", "sqlite"])
def test_an_interrupted_run_keeps_what_is_done(tmp_path: Path, number: signal.Signals, status: int, ending: str) -> None:
    folder, out = tmp_path / "in", tmp_path / f"out.{ending}"
    for place in range(300):
        write(folder / f"{place:03}.txt", REPORT * 40)
    command = [sys.executable, "-m", "mzstats", "extract", str(folder), "-o", str(out), "-j", "2", "--manifest", str(tmp_path / "m.json")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not _begun(tmp_path, out):
            time.sleep(0.02)
        os.killpg(process.pid, number)
        assert process.stderr is not None
        told = process.stderr.read().decode()
    assert process.returncode == status
    assert told.splitlines()[-1].endswith(", interrupted")
    assert "Traceback" not in told
    manifest = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert manifest["interrupted"] is True
    done = manifest["counts"]["documents"]
    assert 0 < done < 300
    if ending == "csv":
        sources = [row["source"] for row in rows(out.read_bytes())]
        assert len(sources) == done * 120 and len(set(sources)) == done
    else:
        assert len(stored(out)) == done * 120
    assert not [one.name for one in tmp_path.iterdir() if one.name.startswith(".")]


def _begun(folder: Path, out: Path) -> bool:
    """Whether figures have been written, so that something is done when the run is interrupted."""
    if out.suffix == ".csv":
        return any(part.stat().st_size > 100_000 for part in folder.glob(".mzstats-*.part"))
    wal = out.with_name(out.name + "-wal")
    return wal.exists() and wal.stat().st_size > 300_000
