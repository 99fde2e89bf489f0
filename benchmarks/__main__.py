"""``python -m benchmarks [CASE...]``: measures and prints. ``--smoke`` runs everything once on little, to see that it runs.

Texts of your own: ``--text dense=FILE --text poor=FILE``; else generated ones of the same kinds.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks import texts
from benchmarks.cases import CASES, Sizes, smoke
from benchmarks.texts import TRAPS


def machine() -> str:
    """What the figures were measured on, in general words."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; default: all")
    parser.add_argument("--smoke", action="store_true", help="everything once, on little")
    parser.add_argument("--text", action="append", default=[], metavar="NAME=FILE", help="a text to measure on (repeatable)")
    options = parser.parse_args()
    unknown = [name for name in options.cases if name not in CASES]
    if unknown:
        parser.error(f"no case {unknown[0]}")
    sizes = smoke() if options.smoke else Sizes({"dense": texts.dense(5600), "poor": texts.poor(2800)})
    if options.text:
        given = dict(one.split("=", 1) for one in options.text)
        sizes = replace(sizes, texts={name: Path(path).read_text(encoding="utf-8-sig") for name, path in given.items()})
    print(machine())
    for name in options.cases or CASES:
        case = CASES[name]
        print(f"\n{name}: {(case.__doc__ or '').splitlines()[0]}", flush=True)
        for line in case(sizes):
            print(f"  {line}", flush=True)
    if options.smoke:
        from mzstats.model import Document
        from mzstats.pipeline import run

        print("\ntraps: " + ", ".join(f"{name} {len(run(Document(name, make(50))))}" for name, make in TRAPS.items()))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
