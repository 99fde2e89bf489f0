"""The command line as a whole: every command is there, and what is said of one is true."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import FIGURELESS, REPORT, mzstats, write
from typer.testing import CliRunner

from mzstats import __version__
from mzstats.cli import extract as extracting
from mzstats.cli import spec
from mzstats.cli.commands import COMMANDS, app, load
from mzstats.cli.explain import FATES

runner = CliRunner()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_names_its_options(name: str) -> None:
    done = runner.invoke(app, [name, "--help"])
    assert done.exit_code == 0, done.output
    assert COMMANDS[name].help.split(":")[0].split(",")[0] in " ".join(done.stdout.split())


def test_help_lists_the_commands_without_importing_them() -> None:
    done = runner.invoke(app, ["--help"])
    assert done.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


def test_help_comes_out_of_a_pipe_whatever_the_locale() -> None:
    done = mzstats("find", "--help", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "mzstats find 潮安区2024年孤儿人数 figures.xlsx" in done.stdout.decode("utf-8")


def test_completion_knows_commands_and_options() -> None:
    asked = {"_MZSTATS_COMPLETE": "complete_bash"}
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'mzstats'; from mzstats.__main__ import main; main()"]
    for words, position, expected in (("mzstats su", "1", ["summarize"]), ("mzstats extract --res", "2", ["--resume"])):
        told = {**os.environ, **asked, "COMP_WORDS": words, "COMP_CWORD": position}
        done = subprocess.run(command, env=told, capture_output=True, check=False, timeout=120)
        assert done.stdout.decode().split() == expected, done.stderr


@pytest.mark.parametrize(("words", "said"), [("mzstats su", "汇总"), ("mzstats extract --res", "跳过"), ("mzstats patterns ch", "验证")])
def test_completion_shows_help_in_the_users_language(words: str, said: str) -> None:
    asked = {"_MZSTATS_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_ARGS": words}
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'mzstats'; from mzstats.__main__ import main; main()"]
    variables = {**os.environ, **asked, "MZSTATS_LANG": "zh", "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=variables, capture_output=True, check=False, timeout=120)
    assert said in done.stdout.decode(), done.stderr


def test_no_color_is_heeded() -> None:
    done = mzstats("--help", NO_COLOR="1", FORCE_COLOR="1")
    assert b"\x1b" not in done.stdout


def test_a_mistyped_command_gets_the_nearest() -> None:
    done = runner.invoke(app, ["extrakt"])
    assert done.exit_code == 2
    assert "Did you mean 'extract'?" in done.stderr


def test_version() -> None:
    assert runner.invoke(app, ["--version"]).stdout == f"mzstats {__version__}\n"


def test_the_contract_is_kept() -> None:
    contract = Path(__file__).parents[2] / "shared" / "commands.md"
    if not contract.exists():
        pytest.skip("the description of the commands is not beside the checkout")
    text = contract.read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"mzstats {name}" in text
    for line in text.splitlines():
        if line.startswith("| `-") or line.startswith("| `--"):
            flags = [word.split()[0] for cell in line.split("|")[1].split("`") if cell.strip().startswith("-") for word in cell.split(", ")]
            known = {flag for option in extracting.OPTIONS for each in option.flags for flag in each.split("/")}
            assert set(flags) <= known, line


# -- the quick way past typer is the same way


PLAIN = [
    ["a.txt"],
    ["a.txt", "b", "-"],
    ["a.txt", "-o", "out.csv", "--format", "csv"],
    ["-o", "out.csv", "a.txt"],
    ["a.txt", "--output=out.csv", "--headers=zh"],
    ["a.txt", "--metric", "dibao.*", "--metric", "marriage.*,divorce.*", "--domain", "marriage"],
    ["a.txt", "--all", "--quiet", "--no-progress", "--resume", "--overwrite"],
    ["a.txt", "--bom"],
    ["a.txt", "--no-bom", "-q"],
    ["a.txt", "--year", "2024", "-j", "4", "--max-seconds", "2.5", "--max-cells", "7"],
    ["a.txt", "--region", "甲县", "--columns", "name,value", "--errors", "e.tsv", "--manifest", "m.json", "--cluster", "tcp://x:1"],
    ["a.txt", "--patterns", "p", "--patterns", "q", "--max-file-mib=3"],
]
NOT_PLAIN = [
    [],
    ["--help"],
    ["a.txt", "-h"],
    ["a.txt", "--nonsense"],
    ["a.txt", "--year", "12"],
    ["a.txt", "--year", "MMXXIV"],
    ["a.txt", "-j", "-1"],
    ["a.txt", "-j4"],
    ["a.txt", "-qo", "x.csv"],
    ["a.txt", "--output"],
    ["a.txt", "--quiet=yes"],
    ["a.txt", "-o", "-q"],
    ["--", "-odd.txt"],
    ["a.txt", "--max-seconds", "0"],
    ["a.txt", "--max-seconds", "1.2.3"],
    ["a.txt", "--max-cells", "1.5"],
    ["a.txt", "--year", "２０２４"],
]


def by_typer(arguments: list[str]) -> spec.Values | None:
    """The values as typer reads them, None where it has something to say."""
    taken: list[spec.Values] = []
    import typer

    from mzstats.cli.commands import SETTINGS

    one = typer.Typer(**SETTINGS)
    one.command("extract")(spec.function(lambda values: taken.append(values) or 0, extracting.OPTIONS))
    runner.invoke(one, arguments)
    return taken[0] if taken else None


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_plain_command_lines_are_read_as_typer_reads_them(arguments: list[str]) -> None:
    values = spec.parse(arguments, extracting.OPTIONS)
    assert values is not None
    assert values == by_typer(arguments)


@pytest.mark.parametrize("arguments", NOT_PLAIN, ids=" ".join)
def test_what_is_not_plain_is_left_to_typer(arguments: list[str]) -> None:
    assert spec.parse(arguments, extracting.OPTIONS) is None


def test_every_option_is_known_to_both() -> None:
    command = load("extract")
    assert {param.name for param in command.params} == {option.name for option in extracting.OPTIONS} | {"lang"}  # which every command has
    assert set(inspect.signature(spec.function(lambda values: 0, extracting.OPTIONS)).parameters) == {o.name for o in extracting.OPTIONS}


# -- explain and read


def test_explain_tells_the_fate_of_every_number(tmp_path: Path) -> None:
    text = REPORT + "办公室设在3楼，电话0731-1234567。\n"
    done = mzstats("explain", write(tmp_path / "a.txt", text), "--json")
    assert done.returncode == 0
    fates = json.loads(done.stdout)
    assert {"text", "start", "end", "fate", "reason", "rule", "struck"} == set(fates[0])
    assert all(text[one["start"] : one["end"]] == one["text"] for one in fates)
    assert {one["fate"] for one in fates} <= set(FATES)
    figures = {one["text"]: one["rule"] for one in fates if one["fate"] == "figure"}
    assert list(figures) == ["80户", "150人", "24.5万元"]
    assert all(rule.startswith("dibao.") for rule in figures.values())
    assert all(one["reason"] for one in fates if one["fate"] != "figure")
    assert done.stderr.decode().strip().startswith(f"{tmp_path / 'a.txt'}: {len(fates)} numbers: 3 figures, ")


def test_explain_in_words_and_by_fate(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    done = mzstats("explain", path)
    lines = done.stdout.decode().splitlines()
    assert any("line 2" in line and "80户" in line and "dibao.households" in line for line in lines)
    only = mzstats("explain", path, "--fate", "figure", "--json")
    assert [one["fate"] for one in json.loads(only.stdout)] == ["figure"] * 3
    assert mzstats("explain", path, "--fate", "lost").returncode == 2
    assert json.loads(mzstats("explain", write(tmp_path / "b.txt", "没有数字。"), "--json").stdout) == []


def test_explain_of_what_cannot_be_read(tmp_path: Path) -> None:
    done = mzstats("explain", tmp_path / "none.txt")
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"error: {tmp_path / 'none.txt'}: ")
    assert mzstats("explain", "a", "b").returncode == 2


def test_read_gives_the_text_that_offsets_count_in(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + REPORT.replace("\n", "\r\n").encode())
    done = mzstats("read", path, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert done.stdout.decode() == REPORT


# -- patterns


def test_patterns_list_and_show() -> None:
    assert runner.invoke(app, ["patterns", "list", "dibao.persons"]).stdout.split()[:2] == ["dibao.persons", "person"]
    listed = json.loads(runner.invoke(app, ["patterns", "list", "--domain", "marriage", "--json"]).stdout)
    assert {"marriage.registrations", "divorce.registrations"} <= {one["id"] for one in listed}
    assert runner.invoke(app, ["patterns", "list", "nothing.*"]).exit_code == 2
    shown = runner.invoke(app, ["patterns", "show", "dibao.persons"]).stdout
    assert "social_assistance.toml:" in shown and "最低生活保障" in shown
    assert runner.invoke(app, ["patterns", "show", "最低生活保障"]).stdout == runner.invoke(app, ["patterns", "show", "dibao"]).stdout
    missing = runner.invoke(app, ["patterns", "show", "dibao.person"])
    assert missing.exit_code == 2
    assert "did you mean dibao.persons" in missing.stderr


def test_a_new_pattern_is_sound_and_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "own" / "night_school.toml"
    done = runner.invoke(app, ["patterns", "new", "night_school", "--name", "社区夜校", "-o", str(path)])
    assert done.exit_code == 0, done.output
    checked = runner.invoke(app, ["patterns", "check", str(path.parent)])
    assert (checked.exit_code, checked.stdout) == (0, ""), checked.output
    report = write(tmp_path / "a.txt", "全年社区夜校120家。")
    found = mzstats("extract", report, "-f", "csv", "--columns", "metric,value", "--patterns", path.parent)
    assert found.stdout.decode() == "metric,value\nnight_school.institutions,120\n"
    assert runner.invoke(app, ["patterns", "new", "night_school", "-o", str(path)]).exit_code == 2  # nothing is overwritten
    assert runner.invoke(app, ["patterns", "new", "Night School"]).exit_code == 2
    assert runner.invoke(app, ["patterns", "new", "dibao"]).exit_code == 2


def test_a_wrong_pattern_is_named_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "own.toml", "[mine]\nname = '夜校'\nwords = ['夜校']\ncolour = 'red'\n[mine.metrics]\ninstitutions = {}\n")
    done = mzstats("extract", write(tmp_path / "a.txt"), "-f", "csv", "--patterns", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"{path}:1" in done.stderr.decode() and "colour" in done.stderr.decode()


def test_no_figures_in_a_notice(tmp_path: Path) -> None:
    done = mzstats("explain", write(tmp_path / "a.txt", FIGURELESS), "--json")
    assert "figure" not in {one["fate"] for one in json.loads(done.stdout)}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [("schema",), ("patterns", "list"), ("audit", "--list")], ids=" ".join)
def test_a_full_disk_behind_standard_output_is_one_line(command: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "mzstats", *command], stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr.decode() == "error: standard output: No space left on device\n"
