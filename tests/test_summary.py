"""Totals count everything once and only where adding makes sense; the terminal and the charts hold what they are given."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

import pytest
from figures import figure, numbered

from mzstats.model import MzstatsError, Observation
from mzstats.report import charts, places, summary, summary_page
from mzstats.report.settle import contains, settle, span
from mzstats.report.wide import wide

DOMAINS = {
    "dibao.persons": "social_assistance", "dibao.payout": "social_assistance", "dibao.standard": "social_assistance",
    "tekun.payout": "social_assistance", "marriage.registrations": "marriage", "orphans.payout": "child_welfare",
}  # fmt: skip


def total(rows: list[Observation], *by: str) -> dict[tuple[str, ...], Decimal | None]:
    return {line.key: line.total for line in summary.summarize(rows, by, DOMAINS)}


def test_a_total_and_its_parts_are_never_added() -> None:
    rows = numbered(
        figure("dibao.persons", "500"),
        figure("dibao.persons", "60", area="urban", part_of=1),
        figure("dibao.persons", "440", area="rural", part_of=1),
        figure("dibao.persons", "200", detail="女性", part_of=1),
    )
    assert total(rows, "metric") == {("dibao.persons",): Decimal(500)}
    assert total(rows[1:3], "metric") == {("dibao.persons",): Decimal(500)}
    assert total(rows, "metric", "area") == {
        ("dibao.persons", ""): Decimal(500), ("dibao.persons", "rural"): Decimal(440), ("dibao.persons", "urban"): Decimal(60),
    }  # fmt: skip


def test_acts_with_a_total_in_the_same_report_count_once() -> None:
    rows = numbered(
        figure("law_training.events", "5"), figure("law_training.events", "3", part_of=1), figure("law_training.events", "2", part_of=1)
    )
    assert total(rows, "metric") == {("law_training.events",): Decimal(5)}
    assert total(rows[1:], "metric") == {("law_training.events",): Decimal(5)}


def test_a_figure_said_twice_counts_once() -> None:
    row = figure("marriage.registrations", "310")
    assert total([*numbered(row, row), figure("marriage.registrations", "310", source="b.txt")], "metric") == {
        ("marriage.registrations",): Decimal(310)
    }


def test_a_city_and_its_counties_are_never_added() -> None:
    told = (("广东省潮州市", "900"), ("广东省潮州市湘桥区", "500"), ("广东省潮州市潮安区", "400"), ("广东省汕头市", "700"))
    rows = [figure("marriage.registrations", value, region=region) for region, value in told]
    assert total(rows, "metric") == {("marriage.registrations",): Decimal(1600)}
    assert len(total(rows, "region")) == 4


def test_a_year_and_its_months_are_never_added_and_stocks_keep_the_latest() -> None:
    months = [figure("dibao.payout", "10", period=f"2024-{month:02}") for month in range(1, 13)]
    assert total(months, "year") == {("2024",): Decimal(120)}
    assert total([*months, figure("dibao.payout", "121", period="2024")], "year") == {("2024",): Decimal(121)}
    stocks = [figure("dibao.persons", str(100 + month), period=f"2024-{month:02}") for month in range(1, 13)]
    assert total(stocks, "metric") == {("dibao.persons",): Decimal(112)}


def test_standards_and_rates_are_never_added_and_stand_by_the_month() -> None:
    rows = [
        figure("dibao.standard", "700", region="甲县", area="rural"),
        figure("dibao.standard", "9600", region="乙县", area="rural", unit="CNY/person/year"),
        figure("cremation.rate", "62", region="甲县"),
        figure("cremation.rate", "72", region="乙县"),
    ]
    lines = {line.key[0]: line for line in summary.summarize(rows, ("metric",), DOMAINS)}
    assert lines["dibao.standard"].total is None
    assert (lines["dibao.standard"].low, lines["dibao.standard"].high) == (Decimal(700), Decimal(800))
    assert lines["dibao.standard"].unit == "CNY/person/month"
    assert (lines["cremation.rate"].total, lines["cremation.rate"].median) == (None, Decimal(67))


def test_by_domain_only_money_is_added() -> None:
    rows = [figure("dibao.payout", "10"), figure("tekun.payout", "5"), figure("dibao.persons", "7"), figure("tekun.persons", "3")]
    lines = summary.summarize(rows, ("domain",), {**DOMAINS, "tekun.persons": "social_assistance"})
    assert {line.name: line.total for line in lines} == {"payout": Decimal(15), "persons": None}


def test_plans_old_values_and_growth_do_not_count() -> None:
    rows = [
        figure("dibao.payout", "10"), figure("dibao.payout", "99", status="planned"), figure("dibao.payout", "98", status="previous"),
        figure("dibao.payout", "3", aspect="growth", unit="%"), figure("dibao.payout", "4", aspect="change"),
    ]  # fmt: skip
    assert total(rows, "metric") == {("dibao.payout",): Decimal(10)}


def test_different_values_are_told_of() -> None:
    rows = [figure("dibao.persons", "500", confidence="low"), figure("dibao.persons", "510", source="b.txt")]
    (line,) = summary.summarize(rows, ("metric",), DOMAINS)
    assert (line.total, line.note) == (Decimal(510), "several values were told")


def test_totals_are_those_of_pandas_where_nothing_repeats() -> None:
    pandas = pytest.importorskip("pandas")
    rows = [
        figure(metric, str(region * 1000 + year + len(metric)), region=f"{region}县", period=str(year))
        for metric in ("dibao.payout", "marriage.registrations", "dibao.persons")
        for region in range(1, 8)
        for year in range(2020, 2025)
    ]
    frame = pandas.DataFrame({"metric": row.metric, "period": row.period, "region": row.region, "value": row.value} for row in rows)
    for by in (("metric", "period"), ("region", "metric", "period")):
        expected = frame.groupby(list(by))["value"].sum().to_dict()
        assert total(rows, *by) == expected


def test_periods() -> None:
    assert span("2024") == ("2024-01-01", "2024-12-31")
    assert span("2024-S2") == ("2024-07-01", "2024-12-31")
    assert span("2024-Q1") == ("2024-01-01", "2024-03-31")
    assert span("2024-02") == ("2024-02-01", "2024-02-29")
    assert span("2024-01/2024-09") == ("2024-01-01", "2024-09-30")
    assert span("2021/2025") == ("2021-01-01", "2025-12-31")
    assert span("") == span("soon") == ("", "")
    assert contains("2024", "2024-Q3")
    assert not contains("2024-Q3", "2024")
    assert not contains("2024", "2024-01/2024-12")


def test_unknown_keys_are_told() -> None:
    with pytest.raises(MzstatsError, match="'colour' is not one of region, period"):
        summary.keys("region,colour")


LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县"


def test_the_terminal_holds_wide_characters_in_eighty_columns() -> None:
    cells = pytest.importorskip("rich.cells")
    rows = [figure("dibao.payout", str(value), region=region) for region, value in (("甲县", 1), (LONG, 18090500), ("乙县", 9045250))]
    rows += [figure("dibao.standard", "700.55", region=LONG), figure("dibao.standard", "650", region="甲县")]
    by = ("metric", "region", "period")
    for width in (80, 50, 132):
        told = summary.text(summary.summarize(rows, by, DOMAINS), by, width)
        assert max(cells.cell_len(line) for line in told.splitlines()) <= width
    lines = summary.text(summary.summarize(rows, by, DOMAINS), by, 80).splitlines()
    bars = {line.count("█") for line in lines if "万元" in line}
    assert "1809.05万元" in "".join(lines)
    assert max(bars) == 2 * min(bars)


def test_rows_for_files() -> None:
    head, body = summary.rows(summary.summarize([figure("dibao.payout", "10.50")], ("metric",), DOMAINS), ("metric",))
    assert dict(zip(head, body[0], strict=True)) == {
        "metric": "dibao.payout", "name": "dibao.payout", "unit": "CNY", "total": "10.5", "low": "10.5", "median": "10.5", "high": "10.5",
        "figures": "1", "regions": "1", "note": "",
    }  # fmt: skip


def test_charts_are_well_formed_and_escaped() -> None:
    evil = '<script>"&'
    made = [
        charts.ranking(evil, [(evil, Decimal(3)), ("乙", Decimal(0))], "CNY"),
        charts.trend(evil, ["2020", "2021"], [(evil, [Decimal(1), None]), ("b", [Decimal(2), Decimal(3)])], "person"),
        charts.scatter(evil, [(evil, Decimal(1), Decimal(2))], (evil, "CNY"), (evil, "person")),
        charts.structure(evil, [(evil, Decimal(1)), ("b", Decimal(3))], "CNY"),
        charts.ranking("none", [], "CNY"),
    ]
    for svg in made:
        assert ElementTree.fromstring(svg).tag == "svg"
        assert "<script" not in svg
        assert "style=" not in svg


def test_bars_are_as_long_as_their_values() -> None:
    svg = charts.ranking("t", [("甲", Decimal(100)), ("乙", Decimal(25))], "person")
    first, second = (float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)"', svg))
    assert second == pytest.approx(first / 4, abs=0.1)


def test_the_page_of_charts() -> None:
    rows = [
        figure(metric, str(value + n), region=region, period=year)
        for n, year in enumerate(("2022", "2023", "2024"))
        for region, value in (("甲县", 100), ("<b>乙县", 300))
        for metric in ("dibao.standard", "dibao.persons", "dibao.payout", "orphans.payout")
    ]
    html = summary_page.render(rows, ("metric", "period"), DOMAINS)
    assert html.count("<svg") == 1 + 1 + 4 * 2  # structure, standards against recipients, a trend and a ranking for each metric
    assert "<b>" not in html
    assert "<script" not in html
    assert not re.search(r"(?:src|href)=|https?://|url\(|style=", html)


def test_places_are_cut_down_to_what_tells_them_apart() -> None:
    city = "广东省潮州市"
    assert places.short([f"{city}湘桥区", f"{city}潮安区"]) == {f"{city}湘桥区": "湘桥区", f"{city}潮安区": "潮安区"}
    assert places.short([city, f"{city}湘桥区"]) == {city: "潮州市", f"{city}湘桥区": "潮州市湘桥区"}
    assert list(places.short(["湖北省荆州市沙市区", "湖北省荆州市荆州区"]).values()) == ["沙市区", "荆州区"]
    assert places.short(["全国", "广东省", ""]) == {"全国": "全国", "广东省": "广东省"}
    assert places.short(["广东省"]) == {"广东省": "广东省"}


def test_stocks_at_the_end_of_a_year_and_areas_stand_in_the_years_chart() -> None:
    rows = [figure("dibao.persons", "30", region="甲县", period="2023"), figure("dibao.persons", "40", region="甲县", period="2024-12")]
    rows += [figure("dibao.persons", value, region="乙县", area=area) for value, area in (("5", "urban"), ("6", "rural"))]
    html = summary_page.render(rows, ("metric",), DOMAINS)
    assert re.search(r"2023–2024", html)
    assert ">11人</text>" in html
    assert ">40人</text>" in html


def test_labels_of_points_do_not_cover_each_other() -> None:
    points = [(f"第{n}县", Decimal(700 + n), Decimal(100 + n)) for n in range(8)]
    svg = charts.scatter("t", points, ("x", "CNY"), ("y", "person"))
    texts = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', svg)
    spots = [(float(x), float(y)) for x, y, label in texts if "县" in label]
    assert 2 <= len(spots) <= 8
    assert all(abs(a[0] - b[0]) >= 37 or abs(a[1] - b[1]) >= 12 for n, a in enumerate(spots) for b in spots[:n])
    assert svg.count("<circle") == 8


def test_the_wide_table() -> None:
    rows = [
        *numbered(figure("dibao.persons", "500"), figure("dibao.persons", "60", area="urban"), figure("dibao.persons", "7", detail="女性")),
        figure("dibao.standard", "9600", area="rural", unit="CNY/person/year", region="乙县", name="农村最低生活保障标准"),
    ]
    head, body = wide(rows, DOMAINS)
    assert head == ["region", "period", "dibao.persons", "dibao.persons [urban]", "dibao.standard [rural]"]
    assert body == [["乙县", "2024", None, None, Decimal(800)], ["甲县", "2024", Decimal(500), Decimal(60), None]]
    assert wide(rows, DOMAINS, "zh")[0][-1] == "农村最低生活保障标准(元/人·月)"


def test_settling_nothing() -> None:
    assert settle([]) == []
    assert summary.summarize([]) == []
    assert wide([]) == (["region", "period"], [])
    assert "<svg" not in summary_page.render([])
