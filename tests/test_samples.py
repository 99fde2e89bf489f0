"""The README's four commands on the samples, as a new user types them; and that the samples are what their script writes."""

from __future__ import annotations

import json
import runpy
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mzstats.cli.commands import app

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for year in ("2023", "2024"):
        shutil.copytree(SAMPLES / year, tmp_path / "samples" / year)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return done


def test_four_commands_give_a_workbook_a_page_a_comparison_and_charts(folder: Path) -> None:
    pytest.importorskip("xlsxwriter")
    run("extract", "samples", "-o", "figures.xlsx")
    run("view", "samples", "-o", "page.html")
    compared = run("compare", "samples/2023", "samples/2024").stdout
    run("summarize", "figures.xlsx", "--html", "charts.html")
    assert {"figures.xlsx", "page.html", "charts.html"} <= {path.name for path in folder.iterdir()}
    assert "the report states 6.5%, computed +4.5%" in compared
    assert (folder / "charts.html").read_text(encoding="utf-8").count("<svg") > 20
    answer = run("find", "潮安区2024年孤儿人数", "figures.xlsx").stdout
    assert answer.startswith("广东省潮州市潮安区 2024 孤儿人数 49 person")


def test_the_planted_slips_are_found_from_reports_and_from_the_table_alike(folder: Path) -> None:
    run("extract", "samples", "-o", "figures.csv")
    by_reports = json.loads(run("audit", "samples", "--json").stdout)
    by_table = json.loads(run("audit", "figures.csv", "--json").stdout)
    assert by_reports == by_table
    assert {one["check"] for one in by_reports} == {"growth", "last-year", "parts"}
    texts = {figure["text"] for one in by_reports for figure in one["figures"]}
    assert {"6.5%", "2674"} <= texts


def test_totals_are_those_of_pandas_on_the_same_table(folder: Path) -> None:
    pandas = pytest.importorskip("pandas")
    run("extract", "samples", "-o", "figures.csv")
    table = pandas.read_csv("figures.csv", encoding="utf-8-sig", dtype={"period": str, "part_of": "Int64"}, keep_default_na=False)
    flows = table[(table.aspect == "level") & (table.status == "actual") & (table.metric == "marriage.registrations")]
    counties = flows[flows.region != "广东省潮州市"].drop_duplicates(["region", "period", "value"])
    city = flows[flows.region == "广东省潮州市"].drop_duplicates(["period", "value"])
    told = json.loads(run("summarize", "figures.csv", "--by", "year", "--metric", "marriage.registrations", "-f", "json").stdout)
    expected = counties.groupby("period")["value"].sum().to_dict()
    assert city.set_index("period")["value"].to_dict() == expected  # told twice, by the city and by its counties
    regions = json.loads(run("summarize", "figures.csv", "--by", "metric,year", "--metric", "marriage.*", "-f", "json").stdout)
    assert {one["year"]: one["total"] for one in regions if one["metric"] == "marriage.registrations"} == expected
    assert {one["year"] for one in told} == set(expected)


def test_the_samples_are_what_their_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xlsxwriter")
    script = runpy.run_path(str(ROOT / "scripts" / "build_samples.py"))
    monkeypatch.chdir(tmp_path)
    script["main"]()
    written = {path.relative_to(tmp_path / "samples") for path in (tmp_path / "samples").rglob("*") if path.is_file()}
    assert written == {path.relative_to(SAMPLES) for year in ("2023", "2024") for path in (SAMPLES / year).iterdir()}
    for path in written:
        if path.suffix in (".txt", ".html", ".md", ".docx"):
            assert (tmp_path / "samples" / path).read_bytes() == (SAMPLES / path).read_bytes(), path
