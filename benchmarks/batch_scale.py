"""Thousands of reports: wall time, processor time and peak memory of ``mzstats extract`` against their number and the workers.

    python -m benchmarks.batch_scale FOLDER --counts 1000,10000,100000 --jobs 1,2 --output csv

Makes the reports in FOLDER once (invented; a quarter dense with figures), then runs the command as a user does. Memory is read
from ``/proc``, so it is told on Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.texts import dense, poor

IN_A_FOLDER = 1000
CHARACTERS = 800


def make(folder: Path, count: int) -> Path:
    """``count`` reports in folders of a thousand; those that are there already stay."""
    for number in range(count):
        path = folder / f"{count:06}" / f"{number // IN_A_FOLDER:03}" / f"{number:06}.txt"
        if number % IN_A_FOLDER == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text((dense if number % 4 == 0 else poor)(CHARACTERS, number), encoding="utf-8")
    return folder / f"{count:06}"


def peak(process: int) -> int:
    """The most memory that a process has had so far, KiB; 0 where it cannot be told."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def measure(folder: Path, jobs: int, out: Path) -> str:
    """One run of the command, in one line."""
    out.unlink(missing_ok=True)
    before, started = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "mzstats", "extract", str(folder), "-o", str(out), "-j", str(jobs), "-q", "--overwrite"]
    parent = workers = 0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            parent = max(parent, peak(process.pid))
            workers = max([workers, *map(peak, children(process.pid))])
            time.sleep(0.05)
    wall, after = time.perf_counter() - started, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    digest = hashlib.sha256(out.read_bytes()).hexdigest()[:12]
    return f"{jobs} jobs: {wall:8.1f} s, processor {used:8.1f} s, parent {parent // 1024} MiB, worker {workers // 1024} MiB, {digest}"


def main() -> None:
    """Measures every count with every number of jobs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--counts", default="1000,10000,100000")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--output", default="csv", help="the format to write")
    options = parser.parse_args()
    for count in map(int, options.counts.split(",")):
        folder = make(options.folder, count)
        for jobs in map(int, options.jobs.split(",")):
            print(f"{count:7} reports, {measure(folder, jobs, options.folder / f'out.{options.output}')}", flush=True)


if __name__ == "__main__":
    main()
