"""Texts made to go wrong: brackets, digits, 其中 and the like without end. No times are taken: the lines of code run are counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from fuzz_laws import check

from mzstats.model import Document
from mzstats.pipeline import run

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.texts import TRAPS

MODERATE = 2000
ROWS = {  # how many figures n of the thing make
    "其中": lambda n: n + 1,
    "a subject with figures": lambda n: n,
    "a subject over and over": lambda n: 1,
    "sentences of a paragraph": lambda n: n,
    "one sentence": lambda n: 3 * n,
    "households and persons": lambda n: 2 * n,
    "分别 over and over": lambda n: 2 * n,
    "headings": lambda n: n,
    "spaces": lambda n: 1,
    "blank lines": lambda n: 1,
    "times": lambda n: 1,
    "one sentence without figures": lambda n: 1,
}


@pytest.mark.parametrize("name", TRAPS)
def test_laws_hold(name: str) -> None:
    check(TRAPS[name](300))


@pytest.mark.parametrize("name", TRAPS)
def test_a_long_one_comes_to_its_end(name: str) -> None:
    rows = run(Document(name, TRAPS[name](MODERATE)))
    if name in ROWS:
        assert len(rows) >= ROWS[name](MODERATE) * 0.9
    assert len({(row.start, row.metric, row.area) for row in rows}) == len(rows)
    assert sum(len(row.sentence) for row in rows) <= 4000 * (len(rows) + 1), "the sentences of the rows grow with the square of the text"


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python a call runs."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


# a sentence without end is taken in pieces: what is within one piece may cost more than its length
SIZES = {"nested brackets": 2500}


@pytest.mark.parametrize("name", TRAPS)
def test_work_grows_with_the_length_and_not_its_square(name: str) -> None:
    run(Document("warm", "2024年低保120户。"))
    sizes = SIZES.get(name, 600), 2 * SIZES.get(name, 600)
    half, whole = (lines_run(lambda size=size: run(Document(name, TRAPS[name](size)))) for size in sizes)  # type: ignore[misc]
    assert whole <= 2.9 * half + 5000, f"lines run at {sizes}: {half}, {whole}"
