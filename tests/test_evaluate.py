"""Scoring a table against gold: the counts by hand, the same numbers as the reference tool where it is at hand."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import random
import sys
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from figures import BLANK
from typer.testing import CliRunner

from mzstats.cli.commands import app
from mzstats.evaluate import evaluate, matches, predictions, read_gold, read_metrics, scope
from mzstats.model import MzstatsError, Observation
from mzstats.write import open_writer

HEAD = "doc,start,end,text,metric,area,value,unit,aspect,status,bound,period"
GOLD = f"""{HEAD}
a.txt,10,14,120户,dibao.households,urban,120,household,level,actual,exact,2024
a.txt,14,18,200人,dibao.persons,urban,200,person,level,actual,exact,2024
a.txt,30,33,88对,marriage.registrations,,88,couple,level,actual,exact,2024
a.txt,40,45,ignored,ignore,,,,,,,
b.txt,5,9,700元,dibao.standard,urban,700.00,CNY/person/month,level,actual,exact,2024
c.txt,0,1,x,ignore,,,,,,,
"""
SHARED = Path(__file__).resolve().parents[2] / "shared"
with_shared = pytest.mark.skipif(
    not (SHARED / "tools" / "score.py").is_file(), reason="the reference documents are not beside this repository"
)


def row(source: str, start: int, end: int, metric: str, value: str, unit: str, **other: Any) -> Observation:
    return BLANK._replace(
        source=source, start=start, end=end, metric=metric, value=Decimal(value), unit=unit, period="2024", **other
    )


ROWS = [
    row("in/a.txt", 10, 14, "dibao.households", "120.0", "household", area="urban"),
    row("in/a.txt", 14, 17, "dibao.persons", "200", "person", area="rural"),  # the wrong area
    row("in/a.txt", 41, 42, "dibao.persons", "9", "person"),  # on an ignored span
    row("in/a.txt", 50, 52, "other", "9", "person"),
    row("in/a.txt", 60, 62, "new.metric", "9", "person"),
    row("in/b.txt.docx", 5, 8, "dibao.standard", "700", "CNY/person/month", area="urban", status="planned"),
    row("d.txt", 5, 8, "dibao.standard", "700", "CNY/person/month"),  # gold does not name it
    row("c.txt", 7, 9, "dibao.persons", "1", "person"),  # gold found nothing there
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text("\ufeff" + GOLD, encoding="utf-8")
    return path


def table(path: Path, rows: list[Observation]) -> Path:
    with open_writer(path.suffix[1:], path) as writer:
        writer.write(rows)
    return path


METRICS = {"dibao.households", "dibao.persons", "dibao.standard", "marriage.registrations"}


def test_counts_by_hand(gold: Path) -> None:
    right = read_gold(gold)
    result = evaluate(predictions(ROWS, right.documents), right, METRICS)
    assert (result.documents, result.gold, result.predicted) == (3, 4, 4)
    assert {level: (s.right, s.met) for level, s in result.levels.items()} == {"found": (3, 3), "named": (2, 2), "full": (1, 1)}
    full = result.levels["full"]
    assert (full.precision, full.recall, full.f1) == (0.25, 0.25, 0.25)
    assert result.by_document["b.txt"]["named"].right == 1 and result.by_document["b.txt"]["full"].right == 0
    persons = result.by_metric["dibao.persons"]["named"]
    assert (persons.gold, persons.predicted, persons.right, persons.met) == (1, 2, 0, 0)
    assert result.by_metric["marriage.registrations"]["full"].recall == 0


def test_misses_are_told_with_what_differs(gold: Path) -> None:
    right = read_gold(gold)
    misses = evaluate(predictions(ROWS, right.documents), right, METRICS).misses
    told = [(m.kind, m.figure.document, m.figure.start, m.differs) for m in misses]
    assert ("wrong", "a.txt", 14, ("area",)) in told and ("missed", "a.txt", 14, ("area",)) in told
    assert ("missed", "a.txt", 30, ()) in told
    assert ("wrong", "b.txt", 5, ("status",)) in told
    assert ("wrong", "c.txt", 7, ()) in told
    assert len(told) == 6


def test_each_row_is_used_once_and_the_likest_first(gold: Path) -> None:
    right = read_gold(gold)
    twice = [ROWS[0], ROWS[0]._replace(period="2023"), ROWS[0]]
    figures = predictions([twice[1], twice[0], twice[2]], right.documents)
    assert matches(figures, right.figures["a.txt"], "found") == [(1, 0)]


def test_a_row_without_its_place_is_refused(gold: Path) -> None:
    with pytest.raises(MzstatsError, match="without start and end"):
        predictions([row("a.txt", 0, 0, "dibao.persons", "1", "person")], {"a.txt"})


def test_rows_out_of_an_archive_are_found_by_their_own_name() -> None:
    figures = predictions([row("reports.zip!2024/a.txt", 1, 2, "dibao.persons", "1", "person")], {"a.txt"})
    assert figures[0].document == "a.txt"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("doc,start\na,1\n", "no column end, metric"),
        (f"{HEAD}\na,one,2,x,dibao.persons,,1,person,,,,\n", "line 2: start and end are whole numbers"),
        (f"{HEAD}\na,1,2,x,dibao.persons,,many,person,,,,\n", "line 2: value: 'many'"),
        (f"{HEAD}\na,1\n", "line 2: no end"),
        ("", "no column doc"),
    ],
)
def test_a_bad_gold_file_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "gold.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MzstatsError, match=told):
        read_gold(path)


def test_bytes_that_are_no_text_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_bytes(HEAD.encode() + b"\n\xff\xfe")
    with pytest.raises(MzstatsError, match="UTF-8"):
        read_gold(path)
    with pytest.raises(MzstatsError, match=r"absent\.csv"):
        read_gold(tmp_path / "absent.csv")


def test_what_gold_looked_for_lies_beside_it(gold: Path) -> None:
    assert scope(gold) is None
    listed = gold.parent / "metrics.csv"
    listed.write_text("metric,unit\ndibao.persons,person\n", encoding="utf-8")
    assert scope(gold) == listed.resolve() and read_metrics(listed) == {"dibao.persons"}


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx", "sqlite"])
def test_command_scores_tables_of_every_format(gold: Path, ending: str) -> None:
    if ending == "xlsx":
        pytest.importorskip("xlsxwriter")
    predicted = table(gold.parent / f"figures.{ending}", ROWS)
    done = CliRunner().invoke(app, ["evaluate", str(predicted), str(gold)])
    assert done.exit_code == 0, done.output
    assert "3 documents, 4 gold figures, 4 predicted" in done.stdout
    assert "full    precision 0.250  recall 0.250  f1 0.250" in done.stdout


def test_command_prints_details_and_json(gold: Path) -> None:
    predicted = table(gold.parent / "figures.csv", ROWS)
    done = CliRunner().invoke(app, ["evaluate", str(predicted), str(gold), "--misses", "--by-metric", "--by-document"])
    assert done.exit_code == 0
    assert "wrong \ta.txt\t14-17" in done.stdout and "gold: area urban" in done.stdout
    assert "marriage.registrations" in done.stdout and "b.txt" in done.stdout
    told = json.loads(CliRunner().invoke(app, ["evaluate", str(predicted), str(gold), "--json"]).stdout)
    assert told["named"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert told["by_document"]["a.txt"]["gold"] == 3
    assert {miss["kind"] for miss in told["misses"]} == {"wrong", "missed"}
    assert [miss["other"]["value"] for miss in told["misses"] if miss["document"] == "b.txt"] == ["700", "700"]


def test_command_takes_a_list_of_metrics(gold: Path) -> None:
    predicted = table(gold.parent / "figures.csv", ROWS)
    listed = gold.parent / "only.csv"
    listed.write_text("metric\ndibao.households\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(predicted), str(gold), "--metrics", str(listed)])
    assert "4 gold figures, 1 predicted" in done.stdout


@pytest.mark.parametrize("broken", ["absent.csv", "report.txt"])
def test_command_says_what_it_cannot_read(gold: Path, broken: str) -> None:
    (gold.parent / "report.txt").write_text("低保120户", encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(gold.parent / broken), str(gold)])
    assert done.exit_code == 2 and broken in done.stderr and done.stdout == ""


@with_shared
@pytest.mark.parametrize("seed", range(4))
def test_same_numbers_as_the_reference_tool(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gold itself, with rows dropped, doubled, moved and spoilt, scores the same here and there."""
    gold = SHARED / "gold" / "gold.csv"
    rng = random.Random(seed)
    path = tmp_path / "pred.csv"
    with gold.open(encoding="utf-8-sig", newline="") as file:
        rows = [dict(one) for one in csv.DictReader(file)]
    spoilt = []
    for one in rows:
        if one["metric"] == "ignore":
            one |= {
                "metric": "dibao.persons",
                "value": "1",
                "unit": "person",
                "area": "",
                "aspect": "level",
                "status": "actual",
                "bound": "exact",
            }
        for name, value in (
            ("period", "1999"),
            ("area", "urban"),
            ("metric", "dibao.households"),
            ("value", "7"),
            ("metric", "no.such"),
            ("unit", "bed"),
        ):
            if seed and rng.random() < 0.05:
                one = one | {name: value}
        if seed and rng.random() < 0.1:
            one = one | {"start": str(int(one["start"]) + rng.choice((-1, 1, 9))), "end": str(int(one["end"]) + 9)}
        spoilt += [one] * rng.choice((0, 1, 1, 1, 1, 2) if seed else (1,))
    rng.shuffle(spoilt)
    with path.open("w", encoding="utf-8", newline="") as file:
        names = [*rows[0], "source"]
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows({**one, "source": f"docs/{one['doc']}"} for one in spoilt)
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec.loader.exec_module(reference)
    monkeypatch.setattr(sys, "argv", ["score.py", str(path), str(gold), "--json"])
    told = io.StringIO()
    with redirect_stdout(told):
        reference.main()
    theirs = json.loads(told.getvalue())
    ours = json.loads(CliRunner().invoke(app, ["evaluate", str(path), str(gold), "--json"]).stdout)
    assert {name: ours[name] for name in theirs} == theirs
    assert theirs["gold"] > 400
