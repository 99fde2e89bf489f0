"""Writes the expected tables of ``samples/kinds/``: beside each report the table that it gives, all columns.

A changed table is read by somebody before it is committed: the test that compares them is worth what that reading is.
``python scripts/build_kinds.py`` writes them; ``--show`` prints them for reading instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mzstats.api import extract
from mzstats.table import NAMES, row

KINDS = Path(__file__).resolve().parents[1] / "samples" / "kinds"
COLUMNS = tuple(name for name in NAMES if name != "source")  # the source is named as the user names it


def table(report: Path) -> list[list[str]]:
    """The expected table of a report, with its head."""
    return [list(COLUMNS), *(row(one, COLUMNS) for one in extract(report))]


def main(arguments: list[str]) -> None:
    import csv

    for report in sorted(KINDS.glob("*.txt")):
        rows = table(report)
        if "--show" in arguments:
            print(report.name)
            for one in rows[1:]:
                told = dict(zip(COLUMNS, one, strict=True))
                print("  ", *(told[name] or "-" for name in COLUMNS if name not in ("sentence", "region", "start", "end")))
            continue
        with report.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
