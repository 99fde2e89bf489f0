"""The workbook: typed cells, no formulas, sheets that tell the figures, the wide table, the metrics, what contradicts, what failed."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from figures import figure, numbered
from hypothesis import given, settings
from hypothesis import strategies as st
from test_write import PROPERTY, ROWS, SMALL, TEXTS, observations, write

from mzstats.load import load
from mzstats.model import MzstatsError, Observation
from mzstats.write import open_writer, workbook

CONTRADICTING = numbered(
    figure("dibao.households", "162", text="162户", area="rural", name="农村低保户数", sentence="2024年,农村低保户162户90人。"),
    figure("dibao.persons", "90", text="90人", area="rural", name="农村低保人数", sentence="2024年,农村低保户162户90人。"),
    figure("dibao.standard", "700", text="700元", area="rural", name="农村低保标准", period="2023"),
)


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = python_calamine.load_workbook(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def xml(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {Path(name).stem: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        ("en", ["figures", "wide", "definitions", "findings", "failures"]),
        ("zh", ["数据", "宽表", "指标说明", "疑点", "未能读取"]),
        ("both", ["figures 数据", "wide 宽表", "definitions 指标说明", "findings 疑点", "failures 未能读取"]),
    ],
)
def test_the_sheets(headers: str, names: list[str], tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with open_writer("xlsx", path, headers=headers) as writer:
        writer.write(CONTRADICTING)
        writer.fail("坏.pdf", "no text in it: a scan; needs OCR")
    found = sheets(path)
    assert list(found) == names
    figures, wide, definitions, findings, failures = found.values()
    assert len(figures) == 4
    assert "2024年,农村低保户162户90人。" in figures[1]  # each figure with its sentence
    assert [line[:2] for line in wide[1:]] == [["甲县", "2023"], ["甲县", "2024"]]
    assert sorted(cell for cell in wide[2][2:] if cell != "") == [90.0, 162.0]
    assert {line[0]: line[-1] for line in definitions}["dibao.households"] == 1
    assert len({line[0] for line in definitions}) == len(definitions) > 100
    assert [line[4:7] for line in findings[1:]] == [["a.txt", 10, "162户"], ["a.txt", 20, "90人"]]
    assert failures[1:] == [["坏.pdf", "no text in it: a scan; needs OCR"]]
    if headers == "zh":
        assert not re.search("[a-z]", "".join(str(cell) for sheet in found.values() for cell in sheet[0]))
        assert findings[1][1:3] == ["错误", "户数与人数"]


def test_cells_are_typed_heads_stay_in_sight_and_can_filter(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write("xlsx", path, ROWS)
    told = xml(path)
    for name in ("sheet1", "sheet2", "sheet3", "sheet4", "sheet5"):
        assert 'state="frozen"' in told[name]
        assert "<autoFilter ref=" in told[name]
        assert "<cols>" in told[name]
    first = sheets(path)["figures"]
    row = dict(zip(first[0], first[2], strict=True))
    assert (row["value"], row["id"], row["part_of"], row["region_code"]) == (18090500.05, 2.0, 1.0, "445102")
    assert first[1][1] == ""  # nothing, not a nought


def test_no_text_is_a_formula_or_a_link(tmp_path: Path) -> None:
    bad = [
        "=1+1",
        '=HYPERLINK("http://x")',
        "+1",
        "-1",
        "@SUM(A1)",
        "http://example.org",
        "mailto:a@b",
        "internal:Sheet1!A1",
        "{=1}",
        "123",
        "1e5",
    ]
    rows = numbered(*(figure("dibao.persons", "1", detail=text, sentence=text, name=text, region=text, source=text) for text in bad))
    path = tmp_path / "t.xlsx"
    with open_writer("xlsx", path) as writer:
        writer.write(rows)
        writer.fail("=cmd", "=1+1")
    assert not any(re.search(r"<f[ >]|<hyperlink", text) for name, text in xml(path).items() if name.startswith("sheet"))
    assert 'quotePrefix="1"' in xml(path)["styles"]
    assert load(path) == rows


@settings(PROPERTY, max_examples=25)
@given(rows=st.lists(observations(SMALL, TEXTS.filter(lambda text: "\ufffe" not in text)), max_size=3))  # not to be had in XML
def test_any_text_and_value_round_trip(rows: list[Observation], tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "KEPT", -1)  # the other sheets say nothing here
        write("xlsx", path, rows)
    assert load(path) == rows


@pytest.mark.parametrize(
    "value", ["0", "1E+3", "123456789012345", "1234567890123456", "0.1", "-0.000000000000000000123", "1E+300", "1E+400"]
)
def test_values_are_numbers_where_a_cell_holds_them_exactly(value: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write("xlsx", path, [figure("other", value)], columns=("metric", "value"))
    assert [one.value for one in load(path)] == [Decimal(value)]
    assert isinstance(sheets(path)["figures"][1][1], str) == (value in ("1234567890123456", "-0.000000000000000000123", "1E+400"))


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 3)
    rows = numbered(*(figure("dibao.persons", str(n)) for n in range(7)))
    path = tmp_path / "t.xlsx"
    write("xlsx", path, rows)
    assert [(name, len(lines)) for name, lines in sheets(path).items() if name.startswith("figures")] == [
        ("figures", 4), ("figures 2", 4), ("figures 3", 2),
    ]  # fmt: skip
    assert load(path) == rows
    write("xlsx", path, rows[:3])
    assert [name for name in sheets(path) if name.startswith("figures")] == ["figures"]


def test_a_text_longer_than_a_cell_is_cut_and_told(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    writer = write("xlsx", path, [figure("dibao.persons", "1", sentence="长" * 40_000)])
    assert "row 2: a text of 40,000 characters is cut" in writer.warnings[0]
    (one,) = load(path)
    assert one.sentence == "长" * 32_766 + "…"


def test_very_many_figures_leave_out_what_needs_all_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "KEPT", 2)
    path = tmp_path / "t.xlsx"
    write("xlsx", path, CONTRADICTING)
    found = sheets(path)
    assert found["wide"] == [["more than 2 figures: mzstats summarize tells this"]]
    assert found["findings"] == [["more than 2 figures: mzstats audit tells this"]]
    assert len(found["definitions"]) > 100
    assert load(path) == CONTRADICTING


def test_an_empty_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write("xlsx", path, [])
    assert {name: len(lines) for name, lines in sheets(path).items() if name != "definitions"} == {
        "figures": 1, "wide": 1, "findings": 1, "failures": 1,
    }  # fmt: skip
    assert load(path) == []


def test_metrics_of_the_users_own_are_defined(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        '[tea_house]\nname = "茶馆"\nwords = ["茶馆"]\n[tea_house.metrics]\ninstitutions = {}\n', encoding="utf-8"
    )
    path = tmp_path / "t.xlsx"
    write("xlsx", path, [], patterns=[str(folder)])
    assert "tea_house.institutions" in {line[0] for line in sheets(path)["definitions"]}


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import os

    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(MzstatsError, match=r"t\.xlsx: No space left on device"):
        write("xlsx", tmp_path / "t.xlsx", ROWS)
    assert list(tmp_path.iterdir()) == []
