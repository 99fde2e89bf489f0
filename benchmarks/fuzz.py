"""Generated reports against the laws of ``tests/fuzz_laws.py``, in pieces, each in a process of its own.

``python -m benchmarks.fuzz --count 1000000 --work DIR``: DIR keeps what was found, one text a kind of fault, and how far it came,
so that a run can be broken off and goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
HANG = 20.0  # seconds of processor time for a text of at most some thousand characters


def text_of(seed: int) -> str:
    """The text of a seed."""
    import fuzz_reports

    rng = random.Random(seed)
    return rng.choice(fuzz_reports.TEXTS)(rng)


def fault(error: BaseException) -> str:
    """A name for a kind of fault: the law without its figures, or the exception with its place."""
    if isinstance(error, AssertionError):
        return re.sub(r"[\d.]+|'.*?'", "#", str(error).split(": ", 1)[-1])[:60]
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(at.filename).name}:{at.lineno}"


def piece(first: int, count: int, work: Path) -> None:
    """Texts of seeds from ``first`` on; prints the counts as JSON."""
    from fuzz_laws import check

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, late)
    found: Counter[str] = Counter()
    rows = characters = 0
    slowest = 0.0
    for seed in range(first, first + count):
        text = text_of(seed)
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
        try:
            rows += len(check(text))
        except (Exception, RecursionError) as error:
            kind = fault(error)
            found[kind] += 1
            path = work / (re.sub(r"[^\w]+", "-", kind)[:60] + ".txt")
            if not path.exists():
                path.write_text(f"seed {seed}: {str(error)[:500]}\n\n{text!r}\n", encoding="utf-8", errors="backslashreplace")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        characters += len(text)
        slowest = max(slowest, time.process_time() - begin)
    print(
        json.dumps({"first": first, "count": count, "rows": rows, "characters": characters, "slowest": round(slowest, 3), "faults": found})
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--piece", type=int, default=5000)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--one-piece", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.one_piece:
        piece(options.first, options.count, options.work)
        return
    log = options.work / "pieces.jsonl"
    done = {json.loads(line)["first"] for line in log.read_text().splitlines()} if log.exists() else set()
    for first in range(options.first, options.first + options.count, options.piece):
        if first in done:
            continue
        command = [sys.executable, "-m", "benchmarks.fuzz", "--one-piece", "--first", str(first), "--count", str(options.piece)]
        ended = subprocess.run([*command, "--work", str(options.work)], cwd=ROOT, env=os.environ, capture_output=True, text=True)
        line = ended.stdout.strip() or json.dumps({"first": first, "count": 0, "faults": {f"process ended with {ended.returncode}": 1}})
        with log.open("a") as out:
            out.write(line + "\n")
        print(line, flush=True)


if __name__ == "__main__":
    main()
