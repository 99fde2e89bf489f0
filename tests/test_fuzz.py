"""Texts that nobody wrote: generated reports against laws, and tables of any content through every format and back."""

from __future__ import annotations

import importlib.util
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from figures import BLANK
from fuzz_laws import check
from fuzz_reports import TEXTS, slow_value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mzstats.load import load
from mzstats.model import Document, MzstatsError, Observation
from mzstats.numerals import chinese, write_chinese
from mzstats.pipeline import Options, run
from mzstats.read import read_bytes
from mzstats.table import BY_NAME, COLUMNS
from mzstats.write import open_writer

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
fewer = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(st.randoms(use_true_random=False), st.sampled_from(TEXTS))
def test_laws_hold_for_texts_like_reports(rng: random.Random, write: object) -> None:
    check(write(rng))  # type: ignore[operator]


@few
@given(
    st.text(
        st.sampled_from(
            "0123456789０９,.，。、（）()；：%万亿元人户对个次年月日由至到其中分别均为低保城市农村结婚登记 \n\t|其一二十百零余多"
        )
    )
)
def test_laws_hold_for_texts_of_the_same_characters(text: str) -> None:
    check(text)


@few
@given(st.text(max_size=60), st.text(max_size=60))
def test_laws_hold_for_any_text_around_a_figure(before: str, after: str) -> None:
    check(f"{before}2024年底，城市低保对象1435户2622人{after}")


@pytest.mark.parametrize("seed", range(150))
def test_laws_hold_for_plain_seeds(seed: int) -> None:
    rng = random.Random(seed)
    check(rng.choice(TEXTS)(rng))


# ---- the slow reading is itself right


READINGS = {
    "1809.05万元": "18090500",
    "1,204人": "1204",
    "１２．５％": "12.5",
    "7 359人": "7359",
    "200余人次": "200",
    "14万多人": "140000",
    "1500多万元": "15000000",
    "0": "0",
    "一百二十户": "120",
    "三百零五": "305",
    "一万二千元": "12000",
    "两千": "2000",
    "十二": "12",
    "一千二": "1200",
    "二〇二四": "2024",
    "230 元/人/ 月": "230",
    "5亿百分点": "500000000",
}


@pytest.mark.parametrize(("text", "value"), READINGS.items())
def test_slow_reading(text: str, value: str) -> None:
    assert slow_value(text) == Fraction(value)


@few
@given(st.integers(0, 10**12 - 1))
def test_numerals_in_words_are_read_by_both_ways(number: int) -> None:
    assert chinese(write_chinese(number)) == number == slow_value(write_chinese(number))


# ---- bytes


@few
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.csv", "a.md", "a.html"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except MzstatsError as error:
        assert "\n" not in str(error)
        return
    document.text.encode("utf-8")
    check(document.text)


# ---- there and back

# what the formats can hold: no half surrogate pairs; XML, and so a workbook, has no control characters either
characters = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t")
texts = st.text(characters, max_size=20).map(str.strip) | st.sampled_from(
    ["=1+1", "-3", "@a", '"', "'", ",", "007", "1e5", "a\nb", "NULL", "True", "#N/A"]
)
values = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal(-(10**13)), max_value=Decimal(10**13), places=3)


def _column(name: str) -> st.SearchStrategy[object]:
    column = BY_NAME[name]
    if column.enum:
        return st.sampled_from(column.enum)
    if name == "part_of":
        return st.none() | st.integers(1, 10**6)
    return {"string": texts, "integer": st.integers(0, 10**6), "decimal": values}[column.type]


rows_of_any_content = st.lists(
    st.fixed_dictionaries({column.name: _column(column.name) for column in COLUMNS}).map(
        lambda fields: BLANK._replace(**fields)
    ),
    max_size=4,
).map(lambda rows: sorted(rows, key=lambda row: row.source))  # a store keeps the figures of a document together
NEEDS = {"xlsx": "xlsxwriter", "parquet": "pyarrow", "duckdb": "duckdb"}
STORES = ("sqlite", "duckdb")


def by_document(rows: list[Observation]) -> list[Observation]:
    """The order of a store: documents as they first came, the rows of each together."""
    first = [row.source for row in rows]
    return sorted(rows, key=lambda row: first.index(row.source))


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "xlsx", "sqlite", "parquet", "duckdb"])
def test_rows_come_back_as_they_went(ending: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    if ending in NEEDS and importlib.util.find_spec(NEEDS[ending]) is None:
        pytest.skip(f"{NEEDS[ending]} is not installed")
    folder = tmp_path_factory.mktemp(ending)

    @fewer
    @given(rows_of_any_content)
    def there_and_back(rows: list[Observation]) -> None:
        path = folder / f"figures.{ending}"
        path.unlink(missing_ok=True)
        with open_writer(ending, path) as writer:
            writer.write(rows)
        assert load(path) == (by_document(rows) if ending in STORES else rows)

    there_and_back()


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx", "sqlite", "parquet"])
def test_rows_of_generated_reports_come_back(ending: str, tmp_path: Path) -> None:
    if ending in NEEDS and importlib.util.find_spec(NEEDS[ending]) is None:
        pytest.skip(f"{NEEDS[ending]} is not installed")
    rows: list[Observation] = []
    for seed in range(40):
        rng = random.Random(seed)
        found = run(Document("a.txt", rng.choice(TEXTS)(rng)), Options(other=True))
        rows += [row for row in found if row.sentence.isprintable()]
    path = tmp_path / f"figures.{ending}"
    with open_writer(ending, path) as writer:
        writer.write(rows)
    assert [row._replace(where="") for row in load(path)] == [row._replace(where="") for row in rows]
    assert len(rows) > 50


FOUND = (
    "集中供养近508余十人￼次。",  # a unit of the vocabulary taken for an expression
    "2024年低保标准的火化率提高到-3万多个百分点，特困供养标准为低保的-3倍。",
    "指标名称\t数量\n特困\t-3\n社会团体\t" + "8" * 30 + "\n",
    "2024年低保对象" + "8" * 40 + "人。",
    "2024年宣传" + "《社会救助暂行办法》" * 1000 + "12场。",
    "2024年低保12户，比去年" + " " * 1000 + "3%。",
)


@pytest.mark.parametrize("text", FOUND)
def test_laws_hold_for_what_was_found(text: str) -> None:
    check(text)
