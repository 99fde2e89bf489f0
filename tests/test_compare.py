"""Two tables set side by side: what changed, by how much, and whether a stated growth is the computed one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figures import figure

from mzstats.report.compare import HEAD, compare, rows, text

OLD = [
    figure("dibao.persons", "500", period="2023"),
    figure("dibao.standard", "8400", period="2023", area="rural", unit="CNY/person/year"),
    figure("marriage.registrations", "310", period="2023"),
    figure("divorce.registrations", "88", period="2023"),
]
NEW = [
    figure("dibao.persons", "450"),
    figure("dibao.standard", "770", area="rural"),
    figure("marriage.registrations", "310"),
    figure("adoption.registrations", "4"),
    figure("dibao.persons", "-10", aspect="growth", unit="%"),
]


def test_changed_new_gone_and_same() -> None:
    states = {change.figure.metric: change.state for change in compare(OLD, NEW)}
    assert states == {
        "dibao.persons": "changed", "dibao.standard": "changed", "marriage.registrations": "same", "divorce.registrations": "gone",
        "adoption.registrations": "new",
    }  # fmt: skip


def test_difference_growth_and_years_told_by_the_month() -> None:
    changes = {change.figure.metric: change for change in compare(OLD, NEW)}
    assert (changes["dibao.persons"].difference, changes["dibao.persons"].growth) == (Decimal(-50), Decimal(-10))
    assert (changes["dibao.standard"].difference, changes["dibao.standard"].growth) == (Decimal(70), Decimal(10))
    assert changes["dibao.persons"].agrees is True


def test_a_stated_growth_that_is_not_the_computed_one() -> None:
    wrong = [*NEW[:-1], figure("dibao.persons", "-20", aspect="growth", unit="%")]
    change = next(change for change in compare(OLD, wrong) if change.figure.metric == "dibao.persons")
    assert change.agrees is False
    assert "the report states -20%, computed -10%" in text(compare(OLD, wrong))
    assert dict(zip(HEAD, rows([change])[0], strict=True))["growth_agrees"] == "no"


def test_the_latest_time_of_each_table_counts_and_zero_has_no_growth() -> None:
    old = [figure("dibao.persons", "1", period="2021"), figure("dibao.persons", "0", period="2022")]
    (change,) = compare(old, [figure("dibao.persons", "5", period="2024-06"), figure("dibao.persons", "7", period="2024")])
    assert (change.old.period, change.new.period) == ("2022", "2024")  # type: ignore[union-attr]
    assert (change.difference, change.growth) == (Decimal(7), None)


def test_regions_are_matched_but_for_two_bureaus() -> None:
    mine = [figure("dibao.persons", "5", region="甲县"), figure("dibao.persons", "6", region="乙县")]
    assert [change.state for change in compare(mine, mine)] == ["same", "same"]
    (change,) = compare([figure("dibao.persons", "5", region="甲县")], [figure("dibao.persons", "8", region="乙县")])
    assert (change.state, change.difference) == ("changed", Decimal(3))
    assert [one.state for one in compare(mine[:1], mine)] == ["new", "same"]


def test_the_terminal_holds_eighty_columns() -> None:
    cells = pytest.importorskip("rich.cells")
    name = "农村最低生活保障标准与城市最低生活保障标准之比"
    long = [figure("dibao.payout", "18090500", region="新疆维吾尔自治区和静县", name=name), figure("dibao.payout", "1", region="乙县")]
    more = [figure("dibao.payout", "28090500", region="新疆维吾尔自治区和静县", name=name)]
    for width in (80, 60, 120):
        assert max(cells.cell_len(line) for line in text(compare(long, more), width, same=True).splitlines()) <= width


def test_rows_have_the_columns_of_the_head() -> None:
    told = rows(compare(OLD, NEW))
    assert {len(row) for row in told} == {len(HEAD)}
    assert compare([], []) == []


def test_rates_move_by_points_and_places_are_told_apart_shortly() -> None:
    old = [figure("cremation.rate", "55", period="2023", region=f"广东省潮州市{name}") for name in ("湘桥区", "潮安区")]
    new = [figure("cremation.rate", value, region=f"广东省潮州市{name}") for value, name in (("60", "湘桥区"), ("52.5", "潮安区"))]
    told = text(compare(old, new))
    assert "+5 points" in told
    assert "-2.5 points" in told
    assert "\n湘桥区 cremation.rate" in told
    assert "广东省" not in told


def test_two_bureaus_are_named_once() -> None:
    told = text(compare([figure("dibao.persons", "5", region="甲县")], [figure("dibao.persons", "7", region="乙县")]))
    assert "甲县 → 乙县" in told
    assert told.count("县") == 2
