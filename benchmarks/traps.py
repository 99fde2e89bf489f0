"""Texts made to go wrong, in growing sizes: a time that grows with the square of the length is seen as an exponent near 2.

``python -m benchmarks.traps [--most N] [--limit SECONDS] [NAME...]``
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import math
import pstats
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.texts import TRAPS


@dataclass(frozen=True)
class Growth:
    """Seconds by size; ``exponent`` is that of the last two sizes: 1 is linear, 2 is with the square."""

    name: str
    seconds: dict[int, float]
    rows: int

    @property
    def exponent(self) -> float:
        sizes = sorted(self.seconds)
        if len(sizes) < 2:
            return math.nan
        a, b = sizes[-2:]
        return math.log(self.seconds[b] / self.seconds[a]) / math.log(b / a)

    def __str__(self) -> str:
        told = ", ".join(f"{n}: {seconds:.3f} s" for n, seconds in sorted(self.seconds.items()))
        return f"{self.name:32} exponent {self.exponent:5.2f}  {told}  ({self.rows} rows)"


def one(name: str, size: int, profile: bool = False) -> None:
    """Extracts one text and prints seconds and rows: the work of the process that ``grow`` starts."""
    from mzstats.model import Document
    from mzstats.pipeline import run

    run(Document("warm", "2024年低保120户。"))
    document = Document(name, TRAPS[name](size))
    profiler = cProfile.Profile()
    begin = time.process_time()
    if profile:
        profiler.enable()
    rows = run(document)
    profiler.disable()
    print(json.dumps([time.process_time() - begin, len(rows)]))
    if profile:
        out = io.StringIO()
        pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(8)
        print("\n".join(line[:150] for line in out.getvalue().splitlines()[6:]))


def grow(name: str, sizes: Iterable[int], limit: float) -> Growth:
    """The times of one text at growing sizes, up to the first that takes longer than ``limit`` seconds."""
    seconds: dict[int, float] = {}
    rows = 0
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.traps", "--one", name, "--most", str(size)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit * 4 + 5, check=True)
        except subprocess.TimeoutExpired:
            seconds[size] = limit * 4
            break
        except subprocess.CalledProcessError as error:
            print(f"{name} at {size}: {error.stderr.strip().splitlines()[-1:]}")
            break
        seconds[size], rows = json.loads(done.stdout.splitlines()[0])
        if seconds[size] > limit:
            break
    return Growth(name, seconds, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of the texts; default: all")
    parser.add_argument("--most", type=int, default=100_000, help="the largest size")
    parser.add_argument("--limit", type=float, default=20, help="seconds after which a text is not made longer")
    parser.add_argument("--one", action="store_true", help="one text of that size, in this process")
    parser.add_argument("--profile", action="store_true", help="with --one: where its time goes")
    options = parser.parse_args()
    if options.one:
        for name in options.names:
            one(name, options.most, options.profile)
        return
    sizes = [size for size in (1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 100_000, 1_000_000) if size < options.most] + [options.most]
    for name in options.names or TRAPS:
        print(grow(name, sizes, options.limit), flush=True)


if __name__ == "__main__":
    main()
