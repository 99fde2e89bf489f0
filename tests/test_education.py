"""Patterns of another field: the folder proves itself and gives the table that stands beside it."""

from __future__ import annotations

import csv
from pathlib import Path

from mzstats import proofs
from mzstats.model import Document
from mzstats.pipeline import Options, run
from mzstats.table import NAMES, row

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "education"


def rows(*folders: Path) -> list[dict[str, str]]:
    document = Document("report.txt", (FOLDER / "report.txt").read_text("utf-8"))
    found = run(document, Options(patterns=tuple(map(str, folders))))
    return [dict(zip(NAMES, row(one), strict=True)) for one in found]


def test_the_folder_proves_itself_and_spoils_nothing() -> None:
    report = proofs.check([FOLDER / "patterns"])
    assert [str(failure) for failure in report.failures] == []
    assert report.notes == ()
    assert report.subjects == 7


def test_the_report_gives_its_table() -> None:
    with (FOLDER / "report.csv").open(encoding="utf-8-sig", newline="") as handle:
        expected = list(csv.DictReader(handle))
    found = rows(FOLDER / "patterns")
    assert len(expected) == 22
    assert [{key: one[key] for key in expected[0]} for one in found] == expected


def test_without_the_folder_only_civil_affairs_are_found() -> None:
    assert [one["metric"] for one in rows()] == ["orphans.persons"]
