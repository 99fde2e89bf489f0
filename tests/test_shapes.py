"""The shapes in which reports write figures (``shapes.toml``), each sentence with all its rows."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mzstats import proofs
from mzstats.patterns import load
from mzstats.patterns.examples import Example, row, told
from mzstats.patterns.files import Place

FILE = Path(__file__).with_name("shapes.toml")
SHAPES = tomllib.loads(FILE.read_text("utf-8"))["shape"]
PATTERNS = load()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape["name"]))
def test_shape(shape: dict[str, list[dict[str, list[str]]]]) -> None:
    wrong = []
    for sentence in shape["examples"]:
        text, rows = str(sentence["text"]), sentence["rows"]
        here = Place(FILE, "shape", text)
        example = Example("", text, tuple(row(one, "", PATTERNS, here) for one in rows), tuple(rows), here)
        if not proofs.holds(example, PATTERNS):
            found = [told(one, "", PATTERNS.metrics[one.metric], whole=True) for one in proofs.extract(text, PATTERNS)]
            wrong.append(f"{text}: {rows} but {found}")
    assert wrong == []


def test_every_shape_has_sentences_enough() -> None:
    assert len(SHAPES) >= 30
    assert [shape["name"] for shape in SHAPES if len(shape["examples"]) < 3] == []
