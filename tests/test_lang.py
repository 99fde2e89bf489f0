"""Messages in Chinese: by option, variable or locale; every message of the source has its Chinese, every Chinese a message."""

from __future__ import annotations

import ctypes
import errno
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unicodedata import east_asian_width

import pytest
import typer
from command import mzstats, write
from messages import GAP, ROOT, literals, messages
from python_calamine import CalamineWorkbook
from rich.console import Console
from typer.testing import CliRunner

from mzstats import extract as mzstats_extract
from mzstats.audit import RULES
from mzstats.cli import lang
from mzstats.cli.commands import COMMANDS, app, load
from mzstats.cli.explain import FATES
from mzstats.cli.lang import Form, ask, chinese, sections, told
from mzstats.cli.screen import show
from mzstats.pipeline import explain, vocabulary
from mzstats.read import from_text
from mzstats.report.compare import STATES

DOCUMENTS = sorted((Path(__file__).parent / "corpus" / "docs").glob("*.txt"))
HEADS = ["Usage:", "Arguments:", "Options:", "Commands:", "Examples:"]
"""Of a page of help."""


@pytest.fixture
def in_chinese() -> Iterator[None]:
    ask("zh")
    yield
    ask("")


def commands() -> Iterator[tuple[str, ...]]:
    """Every command, as it is typed."""
    yield ()
    for name in COMMANDS:
        yield (name,)
        yield from ((name, inner) for inner in getattr(load(name), "commands", ()))


def helps() -> Iterator[str]:
    """What the commands and their options say of themselves."""
    for command in (typer.main.get_command(app), *map(load, COMMANDS)):
        for one in (command, *(getattr(command, "commands", {}).values() if command.name in COMMANDS else ())):
            yield from filter(None, (one.help, *(param.help for param in one.params)))


def reasons() -> Iterator[str]:
    """What the patterns say: why a number is none, what a measure means."""
    patterns = vocabulary(())
    yield from (trap.reason for trap in patterns.traps)
    yield from (measure.definition for measure in patterns.measures.values())


# ---------------------------------------------------------------- every message, every translation


def test_every_message_has_its_chinese() -> None:
    words = [("one word", word) for word in (*STATES, "interrupted", "warning", "error")]
    fates = [("explain", said.format(GAP)) for said in FATES.values()]
    spoken = [*messages(), *(("patterns", one) for one in reasons()), *(("help", one) for one in helps()), *words, *fates]
    without = sorted({f"{where}: {text}" for where, text in spoken if chinese(text) == text})
    assert not without, "their Chinese goes into src/mzstats/cli/zh.toml:\n" + "\n".join(without)


def test_every_chinese_is_of_something_said() -> None:
    ours = {text for _, text in messages()} | {*reasons(), *helps(), *literals(ROOT), *(f"{GAP} {state}" for state in STATES)}
    system = {os.strerror(code) for code in errno.errorcode}
    of_typer = " ".join((*literals(Path(typer.__file__).parent), *HEADS))
    said = {name: system if name == "system" else ours for name in sections() if name != "typer"}
    stale = [english for name, texts in said.items() for english in sections()[name] if not any(_is(english, text) for text in texts)]
    for english in sections()["typer"]:  # it puts its messages together from pieces
        stale += [english for piece in re.split(r" ?'?\{\}'?|requires", english) if piece.strip(" .():") not in of_typer]
    assert not stale, "nothing says this any more: " + "\n".join(stale)


def _is(english: str, text: str) -> bool:
    """Whether a text, what it says behind a name, or one part of it, is the message."""
    if "{" in english and not any(piece in text for piece in re.split(r"\{[=#s]?\}", english) if piece):
        return False
    behind = [text, *(text[found.end() :] for found in re.finditer(r": |; |, ", text))]
    parts = {part.strip() for one in behind for part in (one, *one.split("; "), *one.split(", "), *one.split(": "))}
    return english in parts or ("{" in english and any(Form(english, "").match(part) for part in parts))


def test_every_chinese_has_the_gaps_of_its_english() -> None:
    for section in sections().values():
        for english, said in section.items():
            gaps = [gap for gap in re.findall(r"\{[=#s]?\}", english) if gap != "{s}"]
            assert len(gaps) == len(re.findall(r"\{\d?\}", said)), english
            assert re.search(r"[\u4e00-\u9fff]", said), english


def test_why_a_number_is_no_figure_is_told_in_chinese(in_chinese: None) -> None:
    english = set()
    for path in DOCUMENTS:
        for fate in explain(from_text(path.read_text("utf-8"))):
            for reason in filter(None, (fate.reason, *fate.struck)):
                said = told(reason)
                left = re.sub(r"[a-z_]+(?:\.[a-z_]+)?(?=：)|[a-z_]+(?:[/,] ?[a-z_]+)+|“.*”|：.*$", "", said)
                if said == reason or re.search(r"[a-z]{3,} [a-z]{2,}", left):
                    english.add(f"{reason} -> {said}")
    assert not english, "\n".join(sorted(english))


# ---------------------------------------------------------------- how a message is told


def test_english_stays_and_chinese_is_told_where_it_is_known(in_chinese: None) -> None:
    message = "error: a: b.txt: no such file or folder"
    assert told(message) == "错误：a: b.txt：没有这个文件或文件夹"
    assert told("error: something new") == "错误：something new"
    assert told("12 documents, 1 figure, 1 without figures, 2 failed, interrupted") == "12份文件，1个数字，1份没有数字，2份没读成，中断"
    assert told("--columns region: named twice") == "--columns region：写了两次"
    assert told("a.toml:3: [a]: '门月' stands in no example that holds") == "a.toml:3: [a]：成立的例句里没有'门月'"
    assert told("1 subject, 2 words, 1 example, 0 counter-examples: all hold") == "1个主题，2个词，1个例句，0个反例：全部成立"
    assert told("a.abc: .abc is not one of .csv, .tsv") == "a.abc：.abc 不在其中：.csv, .tsv"
    assert told("column region stands twice") == "列 region 出现两次"  # a name of ours stays
    ask("en")
    assert told(message) == message


def test_option_variable_and_locale(tmp_path: Path) -> None:
    other = {"MZSTATS_LANG": "", "LC_ALL": "", "LC_MESSAGES": ""}
    by_option = mzstats("--lang", "zh", "extract", "none.txt", cwd=tmp_path)
    behind = mzstats("extract", "none.txt", "--lang=zh", cwd=tmp_path)
    by_variable = mzstats("extract", "none.txt", cwd=tmp_path, MZSTATS_LANG="zh")
    by_locale = mzstats("extract", "none.txt", cwd=tmp_path, **other, LANG="zh_CN.UTF-8")
    for done in (by_option, behind, by_variable, by_locale):
        assert done.returncode == 1
        assert done.stderr.decode("utf-8").strip() == "错误：none.txt：没有这个文件或文件夹"
    assert mzstats("--lang", "en", "extract", "none.txt", cwd=tmp_path, LANG="zh_CN.UTF-8").stderr.startswith(b"error: none.txt")


@pytest.mark.parametrize(("code", "language"), [(0x0804, "zh"), (0x0404, "zh"), (0x0409, "en")], ids=str)
def test_windows_says_its_language_itself(code: int, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MZSTATS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    windows = SimpleNamespace(kernel32=SimpleNamespace(GetUserDefaultUILanguage=lambda: code))
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    monkeypatch.setattr(lang.os, "name", "nt")
    lang._of_windows.cache_clear()
    try:
        assert lang.chosen() == language
    finally:
        lang._of_windows.cache_clear()


def test_an_unknown_language_is_wrong_usage() -> None:
    for arguments in (("--lang", "xx", "schema"), ("schema", "--lang", "xx")):
        done = mzstats(*arguments)
        assert done.returncode == 2
        assert b"zh or en" in done.stderr


def test_wrong_usage_is_told_in_chinese() -> None:
    run = CliRunner().invoke
    for arguments, said in (
        (["extract"], "错误：缺参数 'PATH...'。"),
        (["extract", "a.txt", "--years", "2024"], "错误：没有选项 --years（是不是：--"),
        (["extract", "a.txt", "--year", "3"], "错误：'--year' 的值不对：3 不在 1900<=x<=2100 之内。"),
        (["extrakt"], "错误：没有命令 'extrakt'"),
        (["convert", "a.csv"], "错误：缺参数 'OUT'。"),
    ):
        done = run(app, ["--lang", "zh", *arguments])
        assert done.exit_code == 2
        assert done.stderr.startswith("用法： mzstats") or "用法： " in done.stderr
        assert said in done.stderr
        assert "Error" not in done.stderr and "Usage" not in done.stderr


@pytest.mark.parametrize("arguments", [[], ["--lang", "zh"], ["patterns"], ["patterns", "--lang", "zh"]], ids=" ".join)
def test_without_a_command_there_is_help(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    said = "命令：" if "zh" in arguments else "Commands:"
    assert done.stderr.count(said) == 1
    assert "Error" not in done.stderr and "错误" not in done.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", [*commands()], ids=" ".join)
def test_help_fits_a_terminal(language: str, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = CliRunner().invoke(app, [*command, "--help", "--lang", language])
    assert done.exit_code == 0
    examples = False
    for line in done.output.splitlines():
        examples = examples or line.strip() in ("Examples:", "例：")  # commands are not broken, so that they can be copied
        assert examples or sum(2 if east_asian_width(char) in "WF" else 1 for char in line) <= 80, line
    assert ("用法：" in done.output) == (language == "zh")
    if language == "zh":
        assert not any(english in done.output for english in (*HEADS, "[default", "Show this message"))


# ---------------------------------------------------------------- what programs read


def test_the_table_is_the_same_in_either_language(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    for arguments in (("extract", "a.txt", "-f", "csv"), ("explain", "a.txt", "--json"), ("schema",), ("audit", "a.txt", "--json")):
        chinese_, english = (mzstats(*arguments, cwd=tmp_path, MZSTATS_LANG=lang) for lang in ("zh", "en"))
        assert chinese_.stdout == english.stdout


def test_the_table_on_a_terminal_is_in_the_users_language(in_chinese: None) -> None:
    out = io.StringIO()
    rows = mzstats_extract("甲县2024年情况\n预计2025年农村低保户80户以上,结婚登记310对。\n")
    show("甲县.txt", rows, console=Console(file=out, width=100))
    said = out.getvalue()
    assert all(word in said for word in ("指标", "数值", "单位", "时期", "说明", "计划", "对"))
    assert not any(word in said for word in ("couple", "planned", "figure"))


@pytest.mark.parametrize(("headers", "reason"), [("en", "empty: the file has no bytes"), ("zh", "空文件")])
def test_why_an_input_failed_stands_in_a_workbook_in_the_language_of_its_heads(headers: str, reason: str, tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").touch()
    run = CliRunner().invoke
    run(app, ["extract", str(tmp_path), "-o", str(tmp_path / "x.xlsx"), "--headers", headers])
    run(app, ["extract", str(tmp_path), "-o", str(tmp_path / "x.sqlite")])
    run(app, ["convert", str(tmp_path / "x.sqlite"), str(tmp_path / "y.xlsx"), "--headers", headers])
    for name in ("x.xlsx", "y.xlsx"):
        sheet = CalamineWorkbook.from_path(tmp_path / name).get_sheet_by_index(4)
        assert sheet.to_python()[1][1] == reason


def test_findings_are_told_in_the_users_language(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", next(rule.wrong for rule in RULES if rule.name == "households"))
    run = CliRunner().invoke
    done = run(app, ["--lang", "zh", "audit", str(tmp_path / "a.txt")])
    assert "户数与人数（households）" in done.stdout
    assert "户数多于人数" in done.stdout
    assert "1份报告，2个数字中有1处矛盾" in done.stderr
    assert "more households than persons" in run(app, ["--lang", "en", "audit", str(tmp_path / "a.txt")]).stdout
