"""The docs: every command and every piece of Python in them runs; what is written from the program is current; links lead somewhere."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mzstats.cli.commands import COMMANDS, app

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.M | re.S)
ELSEWHERE = ("--cluster",)
"""What a command is run with that is not here: it is known, but not run."""
NEEDS = {"duckdb": "duckdb", "parquet": "pyarrow"}


def blocks(page: Path, *languages: str) -> list[str]:
    return [body for language, body in BLOCK.findall(page.read_text("utf-8")) if language in languages]


def commands(page: Path) -> Iterator[str]:
    """The commands that a page tells the reader to type, in their order; what a command prints is no command."""
    for body in blocks(page, "", "sh"):
        for line in body.splitlines():
            line = line.strip().removeprefix("$ ")
            if re.match(r"(?:cat .*\| )?mzstats [a-z]", line):
                yield line


def run(command: str) -> None:
    """Runs a command; one with a pipe in a shell."""
    if "|" in command:
        if os.name == "nt":
            pytest.skip("the pipe is one of a POSIX shell")
        variables = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(["sh", "-c", command], check=True, capture_output=True, env=variables, timeout=120)
        return
    words = shlex.split(command, comments=True)[1:]
    if any(mark in command for mark in ELSEWHERE):
        words.append("--help")
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, f"{command}\n{done.output}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the docs speak of."""
    for name in ("samples", "docs/education", "tests/corpus"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "samples" / "2024", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---------------------------------------------------------------- they run


def test_every_example_of_help_runs(folder: Path) -> None:
    for name, command in COMMANDS.items():
        assert command.examples, name
        for example in command.examples:
            run(example)


@pytest.mark.parametrize("page", [page for page in PAGES if any(commands(page)) and page.name != "commands.md"], ids=lambda page: page.stem)
def test_every_command_of_a_page_runs(page: Path, folder: Path) -> None:
    for command in commands(page):
        for word, module in NEEDS.items():
            if word in command:
                pytest.importorskip(module)
        run(command)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if "duckdb.connect" in page.read_text("utf-8"):
        pytest.importorskip("duckdb")
    for command in commands(page):
        if command.startswith("mzstats extract") and re.search(r" -o \S+\.(?:duckdb|sqlite|xlsx)$", command.split(" --")[0]):
            run(f"{command} --overwrite")
    for code in blocks(page, "python"):
        exec(compile(code, str(page), "exec"), {})


# ---------------------------------------------------------------- they are current


@pytest.fixture(scope="module")
def build() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "build_docs.py"))


def test_written_pages_are_current(build: dict[str, Any]) -> None:
    assert build["stale"]() == [], "run: python scripts/build_docs.py"


def test_every_command_is_on_the_page_of_commands(build: dict[str, Any]) -> None:
    page = build["commands"]()
    assert all(f"## mzstats {name}\n" in page for name in COMMANDS)
    assert "### mzstats patterns check" in page


def test_every_metric_and_measure_has_its_line(build: dict[str, Any]) -> None:
    known = build["load_patterns"]()
    pages = build["metrics"](known)
    told = "".join(pages.values())
    assert all(f"| `{name}` |" in told for name in [*known.metrics, *known.measures])
    assert all(measure.definition for measure in known.measures.values())


def test_ci_runs_the_second_command_of_the_readme() -> None:
    first, second = (block.strip() for block in blocks(ROOT / "README.md", "sh")[:2])
    start = "python3 -m venv .venv && . .venv/bin/activate && "
    assert first.startswith(start)
    assert second.startswith(start)
    script = (ROOT / ".ci" / "run").read_text("utf-8").replace(" --quiet --disable-pip-version-check", "")
    assert second.removeprefix(start) in script


# ---------------------------------------------------------------- they hang together


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"", page.read_text("utf-8")):
        name = target[0] or target[1]
        if "://" in name or name.startswith("metrics/"):  # the pages of the metrics are made when the site is built
            continue
        assert (page.parent / name).exists(), name


def test_every_page_is_in_the_navigation() -> None:
    told = (ROOT / "mkdocs.yml").read_text("utf-8")
    names = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES if page.is_relative_to(ROOT / "docs")]
    assert [name for name in names if f": {name}\n" not in told] == []


def test_the_changelog_tells_of_this_version() -> None:
    from mzstats import __version__

    assert f"\n## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")
