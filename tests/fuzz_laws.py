"""The laws that hold for every text, right or broken. One place for them: hypothesis and the long runs by hand ask the same."""

from __future__ import annotations

import re
from fractions import Fraction

from fuzz_reports import slow_value

from mzstats.model import Document, Fate, Observation
from mzstats.pipeline import Extraction, Options, run, vocabulary
from mzstats.table import BY_NAME

_PERIOD = re.compile(r"|\d{4}(?:-(?:S[12]|Q[1-4]|\d\d(?:-\d\d)?))?|\d{4}(?:-\d\d)?/\d{4}(?:-\d\d)?")
_RATES = ("%", "‰", "pp")
_BARE = re.compile(r"[-+−]?[\d,.．，]+")
_RUN = re.compile("[0-9０-９]+")
_FACTORS = tuple(10**n for n in range(9))


def check(text: str) -> tuple[Observation, ...]:
    """Every law on one text; gives its rows. Raises AssertionError that tells the law and the place."""
    document = Document("a.txt", text)
    extraction = Extraction(document, Options(other=True))
    rows = extraction.observations()
    for number, row in enumerate(rows, 1):
        assert row.id == number, f"row {number} is numbered {row.id}"
        check_row(row, text, len(rows))
    starts = [row.start for row in rows]
    assert starts == sorted(starts), "rows not in the order of the text"
    check_fates(extraction.fates(), rows, text)
    if len(text) % 8 == 0:
        check_only(document, rows)
    return rows


def check_only(document: Document, rows: tuple[Observation, ...]) -> None:
    """Figures outside the catalogue do not change the others; asked one by one, the answers are the same."""
    only = run(document)
    assert [(r.start, r.metric) for r in only] == [(r.start, r.metric) for r in rows if r.metric != "other"], "--all changes other rows"


def check_row(row: Observation, text: str, count: int) -> None:
    """The laws of a row by itself."""
    told = f"{row.text!r} at {row.start}-{row.end}, {row.metric}"
    assert 0 <= row.start < row.end <= len(text) and text[row.start : row.end] == row.text, f"{told}: its place is not its text"
    assert row.sentence in text, f"{told}: its sentence is not in the text"
    check_value(row, told)
    for name in ("area", "aspect", "status", "bound", "confidence"):
        assert getattr(row, name) in (*BY_NAME[name].enum, *([""] if name == "area" else [])), f"{told}: {name} {getattr(row, name)!r}"
    assert _PERIOD.fullmatch(row.period), f"{told}: period {row.period!r}"
    assert row.metric == "other" or row.metric in vocabulary(()).metrics, f"{told}: no such metric"
    assert row.part_of is None or (1 <= row.part_of <= count and row.part_of != row.id), f"{told}: part of {row.part_of}"
    assert re.fullmatch(r"(?:\d{6})?", row.region_code), f"{told}: region code {row.region_code!r}"
    assert row.unit not in _RATES or row.text.strip()[-1:] in "%％‰点" or _BARE.fullmatch(row.text), f"{told}: unit {row.unit}"


def check_value(row: Observation, told: str) -> None:
    """The value is what a slow reading of the figure as written gives."""
    assert row.value.is_finite(), f"{told}: value {row.value}"
    assert row.value >= 0 or row.aspect in ("change", "growth") or row.metric == "other", f"{told}: {row.value} is negative"
    try:
        read = slow_value(row.text)
    except ValueError:
        return  # a numeral that nobody would write: any reading will do
    assert read is not None, f"{told}: no number in it"
    # a table's cell has its unit, and with it a multiple (万元), in a head or a line of its own
    factors = _FACTORS if _BARE.fullmatch(row.text) else (1,)
    assert any(abs(Fraction(row.value)) == read * factor for factor in factors), f"{told}: value {row.value}, not {read}"


def check_fates(fates: tuple[Fate, ...], rows: tuple[Observation, ...], text: str) -> None:
    """Each number of the text, wherever it stands, has a fate, and that of a figure is ``figure``."""
    covered = bytearray(len(text))
    for fate in fates:
        covered[fate.start : fate.end] = b"\1" * (fate.end - fate.start)
    for digits in _RUN.finditer(text):
        assert any(covered[digits.start() : digits.end()]), f"{digits[0]!r} at {digits.start()}: a number without a fate"
    for fate in fates:
        assert text[fate.start : fate.end] == fate.text, f"fate of {fate.text!r}: its place is not its text"
        assert fate.fate in ("figure", "other", "not-a-figure", "unexplained"), fate
        assert fate.fate == "figure" or fate.reason or fate.fate == "other", f"{fate.text!r} at {fate.start}: {fate.fate} without a reason"
    named = {(row.start, row.end) for row in rows if row.metric != "other"}
    assert named == {(fate.start, fate.end) for fate in fates if fate.fate == "figure"}, "figures of explain and of extract differ"
