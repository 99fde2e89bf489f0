"""The reports of ``samples/kinds/``: each gives its expected table, whole."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
BUILD: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "build_kinds.py"))
REPORTS = sorted(BUILD["KINDS"].glob("*.txt"))


def test_there_are_six_kinds() -> None:
    assert len(REPORTS) == 6


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_report_gives_its_table(report: Path) -> None:
    with report.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))
    found = BUILD["table"](report)
    assert found[0] == expected[0]
    assert found[1:] == expected[1:]


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_an_expected_row_stands_where_it_says(report: Path) -> None:
    text = report.read_text("utf-8")
    with report.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert text[int(row["start"]) : int(row["end"])] == row["text"], row
