"""Expressions from what is kept are those that compiling gives; nothing depends on what is kept."""

from __future__ import annotations

import marshal
import re
from pathlib import Path

import pytest

from mzstats import expressions

PATTERNS: list[tuple[str, int]] = [
    (r"(?P<a>[余多几来]|[多余]?)\s?(?P<scale>万亿|千亿|[一-龥]{2,3})(?=\d)", 0),
    (r"(?x) ^ \s* (?: 其中 | [(（] ) (?P<rest>.*) $  # told", re.MULTILINE),
    (r"a(b)?(?(1)c|d)[^\W\d]+", re.IGNORECASE),
    ("", 0),
]
TEXT = "其中低保对象余3万亿\n(余 万亿5) abcd ADx ab多千亿7 来一二9"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps in a folder of its own, beginning with nothing."""
    path = tmp_path / "__pycache__" / "expressions-test"
    monkeypatch.setattr(expressions, "_PLACE", path)
    monkeypatch.setattr(expressions, "_new", set())
    forget(monkeypatch)
    return path


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new run begins."""
    monkeypatch.setattr(expressions, "_kept", None)


def told(pattern: re.Pattern[str]) -> object:
    found = [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in pattern.finditer(TEXT)]
    return (pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), found)


def all_told() -> list[object]:
    return [told(expressions.kept(pattern, flags)) for pattern, flags in PATTERNS]


def test_kept_and_compiled_are_the_same(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = [told(re.compile(pattern, flags)) for pattern, flags in PATTERNS]
    assert all_told() == compiled
    expressions.keep()
    assert len(marshal.loads(place.read_bytes())) == len(PATTERNS)
    forget(monkeypatch)
    monkeypatch.setattr(re, "compile", None)  # nothing is compiled any more
    assert all_told() == compiled


OTHER = {(PATTERNS[0][0], 0): (32, [1, 2, 3], 2, {}, (None,))}


@pytest.mark.parametrize("damage", [b"", b"\0\1", marshal.dumps([1]), marshal.dumps(OTHER)])
def test_what_is_damaged_is_compiled_anew(place: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(damage)
    assert all_told() == [told(re.compile(pattern, flags)) for pattern, flags in PATTERNS]
    expressions.keep()
    forget(monkeypatch)
    monkeypatch.setattr(re, "compile", None)
    assert len(all_told()) == len(PATTERNS)


def test_a_place_that_cannot_be_written_costs_time_only(place: Path) -> None:
    place.parent.write_text("a file, no folder", encoding="utf-8")
    all_told()
    expressions.keep()
    assert place.parent.read_text(encoding="utf-8") == "a file, no folder"


def test_a_wrong_expression_is_an_error(place: Path) -> None:
    with pytest.raises(re.error):
        expressions.kept("(")


def test_a_python_with_another_engine_compiles_anew(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_ENGINE", "")
    assert [told(expressions.kept(*one)) for one in PATTERNS] == [told(re.compile(*one)) for one in PATTERNS]
    expressions.keep()
    assert not place.exists()
