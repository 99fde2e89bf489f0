"""The same input gives the same bytes: over repeated runs, hash seeds, locales, time zones, numbers of processes, start folders."""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from command import mzstats

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
CHARMAP = Path("/usr/share/i18n/charmaps/GB18030.gz")
STREAMS = ("csv", "tsv", "json", "jsonl", "md", "html")
FILES = {"csv": "", "xlsx": "xlsxwriter", "parquet": "pyarrow"}  # a store also keeps when each document was read
VARIABLES = {
    "again": {},
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed 4711": {"PYTHONHASHSEED": "4711"},
    "locale C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX without UTF-8 mode": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "streams in GB18030": {"PYTHONIOENCODING": "gb18030"},
    "streams in ASCII": {"PYTHONIOENCODING": "ascii:strict"},
    "time zone of Shanghai": {"TZ": "Asia/Shanghai"},
    "time zone west": {"TZ": "America/Los_Angeles"},
    "optimized": {"PYTHONOPTIMIZE": "2"},
}


def table(form: str, *arguments: str, **variables: str) -> bytes:
    done = mzstats("extract", str(TEXTS), "-f", form, "-q", "-j", "1", *arguments, cwd=HERE, **variables)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout


@pytest.fixture(scope="module")
def usual() -> dict[str, bytes]:
    """The table in every format that is a stream, of one plain run."""
    found = {form: table(form) for form in STREAMS}
    assert found["csv"].count(b"\n") > 100
    return found


@pytest.mark.parametrize("name", VARIABLES)
def test_the_surroundings_do_not_matter(usual: dict[str, bytes], name: str) -> None:
    assert table("csv", **VARIABLES[name]) == usual["csv"]


@pytest.mark.parametrize("form", STREAMS)
def test_every_format_is_the_same_under_another_hash_seed(usual: dict[str, bytes], form: str) -> None:
    assert table(form, PYTHONHASHSEED="99", TZ="Asia/Shanghai", LC_ALL="C") == usual[form]


@pytest.mark.parametrize("jobs", ["2", "3", "8"])
def test_the_number_of_processes_does_not_matter(usual: dict[str, bytes], jobs: str) -> None:
    assert table("csv", "-j", jobs) == usual["csv"]


def test_a_chinese_locale_does_not_matter(usual: dict[str, bytes], tmp_path: Path) -> None:
    if shutil.which("localedef") is None or not CHARMAP.is_file():
        pytest.skip("no localedef with the GB18030 charmap")
    charmap = tmp_path / "GB18030"
    charmap.write_bytes(gzip.decompress(CHARMAP.read_bytes()))
    made = tmp_path / "zh_CN.GB18030"
    done = subprocess.run(["localedef", "-c", "-i", "zh_CN", "-f", str(charmap), str(made)], capture_output=True, check=False)
    if not (made / "LC_CTYPE").is_file():
        pytest.skip(f"the locale cannot be made here: {done.stderr.decode(errors='replace')[:200]}")
    variables = {"LOCPATH": str(tmp_path), "LC_ALL": "zh_CN.GB18030", "PYTHONUTF8": "0"}
    assert table("csv", **variables) == usual["csv"]
    assert table("csv", "--headers", "zh", **variables) == table("csv", "--headers", "zh")


@pytest.mark.parametrize("ending", FILES)
def test_files_are_the_same_bytes_on_another_day(ending: str, tmp_path: Path) -> None:
    if FILES[ending] and importlib.util.find_spec(FILES[ending]) is None:
        pytest.skip(f"{FILES[ending]} is not installed")
    made = []
    for n, variables in enumerate(({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai"})):
        path = tmp_path / str(n) / f"figures.{ending}"
        path.parent.mkdir()
        done = mzstats("extract", str(TEXTS), "-o", path, "-q", cwd=HERE, **variables)
        assert done.returncode == 0, done.stderr
        made.append(path.read_bytes())
        time.sleep(1.1)  # files that note the time note its seconds
    assert made[0] == made[1]


@pytest.mark.parametrize("command", [("explain", "--json"), ("audit", "--json")])
def test_other_commands_too(command: tuple[str, str]) -> None:
    report = TEXTS / "work_summary.txt"
    runs = {mzstats(command[0], report, command[1], PYTHONHASHSEED=seed, LC_ALL="C").stdout for seed in ("0", "7", "2024")}
    assert len(runs) == 1 and runs.pop().startswith(b"[")
