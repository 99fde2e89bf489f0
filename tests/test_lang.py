"""Messages in Chinese: by option, variable or locale; each translation is of something that the program says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import mzstats, write

from mzstats.cli.lang import ask, pairs, told

SOURCE = "".join(path.read_text("utf-8") for path in Path(__import__("mzstats").__file__).parent.rglob("*.py") if path.stem != "lang")
SYSTEM = ("No such file or directory", "Permission denied", "Is a directory")
"""What the operating system says."""


@pytest.mark.parametrize(("english", "chinese"), pairs().items())
def test_a_translation_is_of_something_said(english: str, chinese: str) -> None:
    assert re.findall(r"\{#?\}", english) == re.findall(r"\{#?\}", chinese)
    if not any(words in english for words in SYSTEM):
        assert [word for word in re.findall(r"[\w.-]{3,}", english) if word.rstrip("s") not in SOURCE] == []


def test_english_stays_and_chinese_is_told_where_it_is_known() -> None:
    message = "error: a: b.txt: no such file or folder"
    assert told(message) == message
    ask("zh")
    try:
        assert told(message) == "错误：a: b.txt：没有这个文件或文件夹"
        assert told("error: something new") == "错误：something new"
        assert told("12 documents, 170 figures, 1 without figures, 2 failed") == "12份文件，170个数字，1份没有数字，2份没读成"
    finally:
        ask("")


def test_option_variable_and_locale(tmp_path: Path) -> None:
    other = {"MZSTATS_LANG": "", "LC_ALL": "", "LC_MESSAGES": ""}
    by_option = mzstats("--lang", "zh", "extract", "none.txt", cwd=tmp_path)
    by_variable = mzstats("extract", "none.txt", cwd=tmp_path, MZSTATS_LANG="zh")
    by_locale = mzstats("extract", "none.txt", cwd=tmp_path, **other, LANG="zh_CN.UTF-8")
    for done in (by_option, by_variable, by_locale):
        assert done.returncode == 1
        assert done.stderr.decode("utf-8").strip() == "错误：none.txt：没有这个文件或文件夹"
    assert mzstats("--lang", "en", "extract", "none.txt", cwd=tmp_path, LANG="zh_CN.UTF-8").stderr.startswith(b"error: none.txt")


def test_the_table_is_the_same_in_either_language(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    chinese, english = (mzstats("extract", "a.txt", "-f", "csv", cwd=tmp_path, MZSTATS_LANG=lang) for lang in ("zh", "en"))
    assert chinese.stdout == english.stdout


def test_an_unknown_language_is_wrong_usage() -> None:
    done = mzstats("--lang", "xx", "schema")
    assert done.returncode == 2
    assert b"zh or en" in done.stderr
