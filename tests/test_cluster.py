"""On a cluster of two workers on this machine: the same rows as one process, whatever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command import REPORT, mzstats, rows, write

pytest.importorskip("distributed")
if sys.platform == "win32":
    pytest.skip("the workers are killed by their process group, which needs POSIX", allow_module_level=True)

HERE = Path(__file__).parent
FAST = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", "DASK_DISTRIBUTED__WORKER__DAEMON": "True"}


class Cluster:
    """A scheduler and its workers, each in a process group of its own."""

    def __init__(self, folder: Path, preload: bool) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._preload = ["--preload", str(HERE / "cluster_faults.py")] if preload else []
        self._all = [self._start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
        deadline = time.monotonic() + 60
        while not self._file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.address: str = json.loads(self._file.read_text(encoding="utf-8"))["address"]
        self.workers = [self._worker(), self._worker()]

    def _worker(self) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(self._folder / "scratch"))
        process = self._start("distributed.cli.dask_worker", *options, *self._preload)
        return process

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, "--scheduler-file", str(self._file), *options]
        log = (self._folder / f"{module.rpartition('.')[2]}.log").open("ab")
        with log:
            process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env={**os.environ, **FAST})
        if module.endswith("worker"):
            self._all.append(process)
        return process

    def kill(self, worker: int) -> None:
        """A worker is gone for good, its nanny too."""
        os.killpg(self.workers[worker].pid, signal.SIGKILL)

    def stop(self) -> None:
        for process in self._all:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        for process in self._all:
            process.wait()


@contextmanager
def cluster(folder: Path, preload: bool = False) -> Iterator[Cluster]:
    folder.mkdir()
    made = Cluster(folder, preload)
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for number in range(300):
        write(folder / f"{number:03}.txt", REPORT.replace("80户", f"{80 + number}户") * (40 if number > 100 else 1))
    write(folder / "013.txt", "")
    return folder


def test_a_worker_killed_in_the_middle_costs_nothing_but_time(reports: Path, tmp_path: Path) -> None:
    alone = mzstats("extract", reports, "-f", "csv", "-j", "2")
    with cluster(tmp_path / "dask") as made:
        whole = mzstats("extract", reports, "-f", "csv", "--cluster", made.address)
        assert (whole.returncode, whole.stderr) == (alone.returncode, alone.stderr)
        assert whole.stdout == alone.stdout
        timer = threading.Timer(2.0, made.kill, [0])
        timer.start()
        killed = mzstats("extract", reports, "-f", "csv", "--cluster", made.address)
        timer.join()
        assert (killed.returncode, killed.stderr) == (alone.returncode, alone.stderr)
        assert killed.stdout == alone.stdout
        assert made.workers[0].poll() is not None


def test_a_poisonous_document_costs_only_itself(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path / "in" / f"{number:02}.txt")
    write(tmp_path / "in" / "07.txt", "!exit")
    write(tmp_path / "in" / "11.txt", "!hang")
    with cluster(tmp_path / "dask", preload=True) as made:
        done = mzstats("extract", tmp_path / "in", "-f", "csv", "--cluster", made.address)
    assert done.returncode == 1, done.stderr
    errors = [line for line in done.stderr.decode().splitlines() if line.startswith("error: ")]
    told = "crashed every worker that read it, or took too long"
    assert errors == [f"error: {tmp_path / 'in' / name}: {told}" for name in ("07.txt", "11.txt")]
    sources = list(dict.fromkeys(row["source"] for row in rows(done.stdout)))
    assert sources == [str(tmp_path / "in" / f"{number:02}.txt") for number in range(20) if number not in (7, 11)]


def test_workers_write_parts_to_a_folder(reports: Path, tmp_path: Path) -> None:
    alone = rows(mzstats("extract", reports, "-f", "csv", "-j", "2").stdout)
    out = tmp_path / "parts"
    with cluster(tmp_path / "dask") as made:
        where = [f"file://{reports}", "-o", f"file://{out}/", "-f", "csv", "--cluster", made.address, "--manifest", tmp_path / "m.json"]
        done = mzstats("extract", *where)
    assert done.returncode == 1
    assert f"{len(alone)} figures" in done.stderr.decode()
    files = sorted(path for path in out.iterdir() if path.is_file())
    assert len(files) > 1 and all(path.name.startswith("part-") and path.suffix == ".csv" for path in files)
    found = [row for path in files for row in rows(path.read_bytes())]
    assert [row | {"source": row["source"].removeprefix("file://")} for row in found] == alone
    counts = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["inputs"], counts["documents"], counts["figures"]) == (300, 299, len(alone))


def test_parts_are_gone_on_with_by_content(tmp_path: Path) -> None:
    """What is there stays, what has changed or failed is done again, what is of no input any more goes."""
    folder, out, manifest = tmp_path / "in", tmp_path / "parts", tmp_path / "m.json"
    for number in range(200):
        write(folder / f"{number:03}.txt", REPORT.replace("80户", f"{80 + number}户"))
    write(folder / "190.txt", "")

    def files() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in sorted(out.iterdir()) if path.is_file()}

    def done() -> list[dict[str, str]]:
        return [row for path in sorted(out.glob("part-*")) for row in rows(path.read_bytes())]

    def alone() -> list[dict[str, str]]:
        return rows(mzstats("extract", folder, "-f", "csv").stdout)

    with cluster(tmp_path / "dask") as made:

        def run(*more: str) -> subprocess.CompletedProcess[bytes]:
            return mzstats("extract", folder, "-o", f"{out}/", "--cluster", made.address, "--manifest", manifest, *more)

        assert run().returncode == 1
        first = files()
        assert len(first) == 4 and done() == alone()
        assert run().returncode == 2 and files() == first  # nothing is replaced unasked

        write(folder / "070.txt", REPORT.replace("80户", "9999户"))
        (out / "part-000000.csv").write_text("gone wrong", encoding="utf-8")  # what was killed at the wrong moment: a part without account
        (out / ".mzstats" / "part-000000.json").unlink()
        resumed = run("--resume")
        assert resumed.returncode == 1 and "8 already in the parts, 1 failed" in resumed.stderr.decode()
        second = files()
        assert done() == alone() and [name for name in first if second[name] == first[name]] == ["part-000003.csv"]
        assert len(json.loads(manifest.read_text(encoding="utf-8"))["inputs"]) == 192

        write(folder / "190.txt")
        assert run("--resume").returncode == 0 and done() == alone()
        third = files()
        assert [name for name in second if third[name] == second[name]] == [f"part-{number:06}.csv" for number in (0, 1, 3)]

        assert "200 already in the parts" in run("--resume").stderr.decode() and files() == third
        assert run("--resume", "--headers", "both").returncode == 0
        assert all(path.read_text(encoding="utf-8-sig").startswith("id 序号") for path in out.glob("part-*"))
        for number in range(100, 200):
            (folder / f"{number:03}.txt").unlink()
        assert run("--resume", "-f", "jsonl").returncode == 0
        assert sorted(files()) == ["part-000000.jsonl", "part-000001.jsonl"]
        assert run("--overwrite").returncode == 0
        assert sorted(files()) == ["part-000000.csv", "part-000001.csv"] and done() == alone()


def test_no_scheduler_and_no_folder_without_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    done = mzstats("extract", path, "-o", tmp_path)
    assert done.returncode == 2 and "--cluster" in done.stderr.decode()
    done = mzstats("extract", path, "-f", "csv", "--cluster", "nonsense://")
    assert done.returncode == 2 and "no scheduler answers" in done.stderr.decode()


def test_addresses_without_a_cluster(tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / ".hidden" / "b.txt")
    for address in (f"file://{path}", f"file://{tmp_path / 'in'}"):
        assert [row["source"] for row in rows(mzstats("extract", address, "-f", "csv").stdout)] == [f"file://{path}"] * 3
    done = mzstats("extract", f"file://{tmp_path}/none.txt", "-f", "csv")
    assert (done.returncode, done.stderr.decode()) == (1, f"error: file://{tmp_path}/none.txt: no such file or folder\n")
    done = mzstats("extract", "nothing://a/b", "-f", "csv")
    assert done.returncode == 1 and "nothing://a/b: " in done.stderr.decode()
