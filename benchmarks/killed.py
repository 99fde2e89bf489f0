"""A run that is killed again and again, and resumed, against one that is not: the same rows, none lost, none twice.

    python -m benchmarks.killed FOLDER --reports 400 --kills 20

Each round kills the run (parent and, a moment later, whatever is left) at a random moment, checks that the store is sound and
holds whole documents only, and goes on with ``--resume``.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.batch_scale import children, make

ROWS = "SELECT f.source, f.id, f.metric, f.value, f.start, f.sentence FROM figures f JOIN documents d ON d.id = f.document"


def command(folder: Path, out: Path) -> list[str]:
    """The run: two workers, whatever the store holds already."""
    return [sys.executable, "-m", "mzstats", "extract", str(folder), "-o", str(out), "-j", "2", "-q", "--resume"]


def rows(out: Path) -> list[tuple[object, ...]]:
    """Every row of a store, in the order of the inputs."""
    with sqlite3.connect(out) as db:
        return db.execute(f"{ROWS} ORDER BY d.position, f.row").fetchall()


def sound(out: Path) -> int:
    """The whole documents of a store. Raises AssertionError where it is not sound."""
    if not out.exists():
        return 0
    with sqlite3.connect(out) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            return 0
        short = "SELECT source FROM documents d WHERE figures <> (SELECT COUNT(*) FROM figures f WHERE f.document = d.id)"
        assert db.execute(short).fetchall() == []
        assert db.execute("SELECT COUNT(*) - COUNT(DISTINCT source) FROM documents").fetchone() == (0,)
        return int(db.execute("SELECT COUNT(*) FROM documents").fetchone()[0])


def main() -> None:
    """Kills, resumes, compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    folder = make(options.folder, options.reports)
    clean = options.folder / "clean.sqlite"
    clean.unlink(missing_ok=True)
    started = time.perf_counter()
    subprocess.run(command(folder, clean), check=True)
    whole = time.perf_counter() - started
    expected = rows(clean)
    print(f"clean: {sound(clean)} documents, {len(expected)} rows, {whole:.1f} s", flush=True)
    for round in range(options.kills):
        out = options.folder / "killed.sqlite"
        for one in options.folder.glob("killed.sqlite*"):
            one.unlink()
        told = []
        for _ in range(rng.randint(1, 3)):
            with subprocess.Popen(command(folder, out)) as process:
                time.sleep(rng.random() * whole)
                workers = children(process.pid)
                process.kill()
            deadline = time.monotonic() + 20
            while any(Path(f"/proc/{one}").exists() for one in workers) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not [one for one in workers if Path(f"/proc/{one}").exists()], "a worker goes on without its parent"
            told.append(str(sound(out)))
        subprocess.run(command(folder, out), check=True)
        assert rows(out) == expected, f"round {round}: rows differ"
        print(f"round {round + 1}: killed with {', '.join(told)} documents done; resumed: {len(rows(out))} rows, the same", flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
