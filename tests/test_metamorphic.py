"""Reports changed in ways that must not change what their figures mean: no labels are needed for that."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from metamorphic import CHANGES, expected, fields_of

from mzstats.model import Document, Observation
from mzstats.pipeline import run
from mzstats.read.text import from_text

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "gold" / "docs"
OWN = sorted((HERE / "texts").glob("*.txt"))
SAMPLES = sorted((HERE.parent / "samples").rglob("*.txt"))
GOLD = sorted(SHARED.glob("*.txt"))


@cache
def read(path: Path) -> tuple[str, tuple[Observation, ...]]:
    text = from_text(path.read_text(encoding="utf-8")).text
    return text, run(Document(path.name, text))


def check(path: Path, name: str) -> bool:
    """Whether the text had anything to change; asserts that its figures came through."""
    text, rows = read(path)
    changed = CHANGES[name](text, rows)
    if changed is None:
        return False
    found = run(Document(path.name, changed.text))
    want = expected(rows, changed)
    got = sorted((((row.start, row.end), fields_of(row)) for row in found), key=lambda pair: (pair[0], str(pair[1])))
    lost = [(changed.text[slice(*place)], fields) for place, fields in want if (place, fields) not in got]
    new = [(changed.text[slice(*place)], fields) for place, fields in got if (place, fields) not in want]
    assert (lost, new) == ([], [])
    return True


def test_there_are_texts_of_many_kinds() -> None:
    assert len(OWN) >= 8
    assert all(len(read(path)[1]) >= 5 for path in OWN)


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_changes_some_text(name: str) -> None:
    assert any(CHANGES[name](*read(path)) is not None for path in OWN)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("path", [*OWN, *SAMPLES], ids=lambda path: path.stem)
def test_figures_come_through(path: Path, name: str) -> None:
    check(path, name)


@pytest.mark.skipif(not GOLD, reason="the reference documents are not beside this repository")
@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_figures_of_reference_documents_come_through(path: Path, name: str) -> None:
    check(path, name)


def test_another_region_is_the_only_thing_that_changes() -> None:
    for path in OWN:
        text, _ = read(path)
        here = run(Document("a", text.replace("临溪县", "饶平县")))
        there = run(Document("a", text.replace("临溪县", "金堂县")))
        assert {row.region for row in here} == {"广东省潮州市饶平县"} and {row.region for row in there} == {"四川省成都市金堂县"}, path.name
        assert [fields_of(row) | {"region": ""} for row in here] == [fields_of(row) | {"region": ""} for row in there]
