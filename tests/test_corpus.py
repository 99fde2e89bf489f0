"""The corpus (``corpus/``): its marks are true to its texts, and the extractor is as right on it as it has been."""

from __future__ import annotations

import runpy
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mzstats.evaluate import Evaluation, evaluate, predictions
from mzstats.model import Observation
from mzstats.patterns import load

ROOT = Path(__file__).resolve().parents[1]
MEASURE = runpy.run_path(str(ROOT / "scripts" / "shapes.py"))
CORPUS: Any = MEASURE["read_corpus"]()
GOLD: list[dict[str, str]] = MEASURE["rows"](ROOT / "tests" / "corpus" / "gold.csv")
FIGURES = [row for row in GOLD if row["metric"] != "ignore"]
METRICS = load().metrics

FLOORS = {  # precision, recall; a little under what is measured: raise them when the extractor gets better
    "found": (0.99, 0.95),
    "named": (0.97, 0.93),
    "full": (0.935, 0.895),
}
STRAYS = 9
"""Spans marked as no figure on which the extractor gives one all the same: lower it when the extractor gets better."""


@pytest.fixture(scope="module")
def found() -> list[Observation]:
    rows: list[Observation] = MEASURE["extract"](CORPUS)
    return rows


@pytest.fixture(scope="module")
def scored(found: list[Observation]) -> Evaluation:
    return evaluate(predictions(found, CORPUS.texts), CORPUS.gold, METRICS)


def test_marks_stand_where_they_say() -> None:
    for row in [*GOLD, *CORPUS.none]:
        assert CORPUS.texts[row["doc"]][int(row["start"]) : int(row["end"])] == row["text"], row


def test_marks_do_not_cross() -> None:
    spans = {(row["doc"], int(row["start"]), int(row["end"])) for row in [*GOLD, *CORPUS.none]}
    for (doc, _, end), (other, start, _) in pairwise(sorted(spans)):
        assert doc != other or end <= start, (doc, start)


def test_gold_speaks_the_language_of_the_table() -> None:
    for row in FIGURES:
        metric = METRICS[row["metric"]]
        assert row["area"] in ("", "urban", "rural")
        assert row["aspect"] in ("level", "change", "growth", "share")
        assert row["status"] in ("actual", "planned", "previous")
        assert row["bound"] in ("exact", "about", "at_least", "at_most")
        assert row["shape"] in MEASURE["SHAPES"]
        if row["aspect"] == "level" and not {row["unit"], metric.unit} & {"CNY/person/year", "person-time", "household-time"}:
            assert row["unit"] == metric.unit, row
        Decimal(row["value"])


def test_every_shape_stands_in_several_documents() -> None:
    figures = Counter(row["shape"] for row in FIGURES)
    documents = {shape: {row["doc"] for row in FIGURES if row["shape"] == shape} for shape in figures}
    assert set(figures) == set(MEASURE["SHAPES"])
    assert all(count >= 5 for count in figures.values()), figures
    assert all(len(names) >= 3 for names in documents.values())


def test_every_trap_is_set() -> None:
    traps = Counter(row["trap"] for row in CORPUS.none)
    assert {f"b{number}" for number in range(1, 17)} <= set(traps)
    assert traps["29"] >= 5


@pytest.mark.parametrize("level", FLOORS)
def test_as_right_as_it_has_been(level: str, scored: Evaluation) -> None:
    precision, recall = FLOORS[level]
    score = scored.levels[level]
    assert score.precision >= precision, f"{level}: precision {score.precision:.4f}"
    assert score.recall >= recall, f"{level}: recall {score.recall:.4f}"


def test_a_row_has_its_place(found: list[Observation]) -> None:
    for row in found:
        assert CORPUS.texts[row.source][row.start : row.end] == row.text


def test_what_is_no_figure_gives_none(found: list[Observation]) -> None:
    strays = [
        f"{mark['doc']}: {mark['text']} ({mark['trap']}) gives {row.metric}"
        for mark in CORPUS.none
        for row in found
        if row.source == mark["doc"] and row.start < int(mark["end"]) and int(mark["start"]) < row.end
    ]
    assert len(strays) <= STRAYS, strays


def test_documents_without_figures_give_none(found: list[Observation]) -> None:
    empty = {name for name in CORPUS.texts if not CORPUS.gold.figures[name]}
    assert len(empty) >= 3
    assert [row.source for row in found if row.source in empty] == []


def test_surer_rows_are_righter(found: list[Observation]) -> None:
    tallies = MEASURE["by_confidence"](CORPUS, found)
    high, rest = tallies["high"], [tallies["medium"], tallies["low"]]
    assert high.named / high.figures > sum(tally.named for tally in rest) / sum(tally.figures for tally in rest)


def test_the_page_tells_of_this_corpus() -> None:
    page = (ROOT / "docs" / "shapes.md").read_text("utf-8")
    assert f"the {len(CORPUS.texts)} documents" in page
    assert all(f"| {number} | {words} | " in page for number, words in MEASURE["SHAPES"].items())
