"""The commands that read figures: what they print and write, and their exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mzstats.cli.commands import app

WRONG = "甲县民政局2024年工作情况\n2024年,全县农村低保户162户90人。发放农村低保金24万元。\n"
NEXT = "甲县民政局2023年工作情况\n2023年,全县农村低保户80户150人。\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "2024.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.fixture
def last(tmp_path: Path) -> Path:
    path = tmp_path / "2023.txt"
    path.write_text(NEXT, encoding="utf-8")
    return path


def test_audit_quotes_both_places_and_exits_0_unless_strict(wrong: Path) -> None:
    done = run("audit", wrong)
    assert done.exit_code == 0
    assert "error: households: more households than persons" in done.stdout
    assert f"{wrong}:{WRONG.index('162户')}: 162户" in done.stdout
    assert "1 contradiction in 1 report, 3 figures" in done.stderr
    assert run("audit", wrong, "--strict").exit_code == 1
    assert "户数多于人数" in run("audit", wrong, "--lang", "zh").stdout


def test_audit_json_is_as_the_contract_says(wrong: Path, last: Path) -> None:
    (finding,) = json.loads(run("audit", wrong, "--json").stdout)
    assert set(finding) == {"check", "severity", "message", "figures"}
    assert (finding["check"], finding["severity"]) == ("households", "error")
    assert [WRONG[one["start"] : one["end"]] for one in finding["figures"]] == ["162户", "90人"]
    assert all(set(one) == {"source", "start", "end", "text"} for one in finding["figures"])
    assert json.loads(run("audit", last, "--json").stdout) == []


def test_audit_lists_its_checks_and_knows_their_names(wrong: Path) -> None:
    assert run("audit", "--list").stdout.startswith("parts")
    assert json.loads(run("audit", wrong, "--json", "--check", "growth").stdout) == []
    done = run("audit", wrong, "--check", "colour")
    assert done.exit_code == 2
    assert "the checks are parts" in done.stderr
    assert run("audit").exit_code == 2


def test_one_input_that_fails_does_not_keep_the_rest(wrong: Path, tmp_path: Path) -> None:
    done = run("audit", wrong, tmp_path / "none.txt")
    assert done.exit_code == 1
    assert "households" in done.stdout
    assert "none.txt" in done.stderr
    assert run("summarize", tmp_path / "none.txt").exit_code == 1


def test_summarize_in_the_terminal_and_as_files(wrong: Path, tmp_path: Path) -> None:
    done = run("summarize", wrong, "--by", "metric,year")
    assert done.exit_code == 0
    assert "2024" in done.stdout
    assert "█" in done.stdout
    told = json.loads(run("summarize", wrong, "--by", "metric", "-f", "json").stdout)
    assert {row["metric"]: row["total"] for row in told}["dibao.households"] == 162
    for ending in ("csv", "md", "xlsx"):
        assert run("summarize", wrong, "-o", tmp_path / f"out.{ending}").exit_code == 0
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("summarize", wrong, "--html", tmp_path / "out.html").stdout == ""
    assert "Content-Security-Policy" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_wrong_usage_writes_nothing(wrong: Path, tmp_path: Path) -> None:
    for arguments in (("--by", "colour"), ("-f", "pdf"), ("-o", str(tmp_path / "x.doc"))):
        assert run("summarize", wrong, *arguments).exit_code == 2
    assert not (tmp_path / "x.doc").exists()
    assert run("view", wrong, "-o", tmp_path / "x.html", "--lang", "fr").exit_code == 2


def test_only_some_metrics(wrong: Path) -> None:
    told = json.loads(run("summarize", wrong, "--by", "metric", "-f", "json", "--metric", "*.persons").stdout)
    assert [row["metric"] for row in told] == ["dibao.persons"]
    assert json.loads(run("summarize", wrong, "-f", "json", "--domain", "marriage").stdout) == []


def test_compare(wrong: Path, last: Path) -> None:
    done = run("compare", last, wrong)
    assert "2 changed, 1 new, 0 gone, 0 same" in done.stdout
    told = {row["metric"]: row for row in json.loads(run("compare", last, wrong, "-f", "json").stdout)}
    assert (told["dibao.persons"]["old"], told["dibao.persons"]["new"], told["dibao.persons"]["growth"]) == (150, 90, -40)


def test_view(wrong: Path, last: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = run("view", tmp_path, "-o", out)
    assert done.exit_code == 0
    assert "2 documents" in done.stderr
    assert "1 contradiction" in done.stderr
    assert "2024.txt" in out.read_text(encoding="utf-8")
    assert run("view", tmp_path / "empty", "-o", out).exit_code == 1


def test_find(wrong: Path, last: Path) -> None:
    done = run("find", "2023年农村低保人数", wrong, last)
    assert done.stdout.splitlines()[0].endswith("150 person")
    assert "understood: period 2023, area 农村" in done.stderr
    done = run("find", "2023年火箭", wrong)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "not understood: “火箭”" in done.stderr
    assert json.loads(run("find", "低保人数", wrong, "--json").stdout)[0]["value"] == "90"


def test_no_text_of_a_document_steers_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "2024.txt"
    path.write_text(WRONG.replace("农村低保户", "\x1b]0;x\x07农村低保户"), encoding="utf-8")
    told = run("audit", path).stdout
    assert "households" in told
    assert "\x1b" not in told
    assert "\x07" not in told


def test_csv_on_standard_output_has_no_mark_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("region,metric,period,value\n=1+2,dibao.persons,2024,5\n", encoding="utf-8")
    out = run("summarize", path, "--by", "region,metric", "-f", "csv").stdout_bytes
    assert out.startswith(b"region,metric,name,unit,total")
    assert b"\n'=1+2,dibao.persons" in out


def test_a_file_that_cannot_be_written_is_told_and_the_old_one_stays(wrong: Path, tmp_path: Path) -> None:
    assert run("summarize", wrong, "-o", tmp_path / "none" / "x.csv").exit_code == 1
    (tmp_path / "folder.csv").mkdir()
    done = run("summarize", wrong, "-o", tmp_path / "folder.csv")
    assert done.exit_code == 1
    assert "is a folder" in done.stderr
    assert [path.name for path in tmp_path.glob(".mzstats*")] == []


def test_a_table_of_chosen_columns_can_be_summed(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("region,metric,period,value\n甲县,dibao.persons,2024,5\n乙县,dibao.persons,2024,7\n", encoding="utf-8")
    (line,) = json.loads(run("summarize", path, "--by", "metric", "-f", "json").stdout)
    assert (line["total"], line["unit"], line["name"]) == (12, "person", "最低生活保障人数")
