"""Messages in Chinese, where that is the user's language: by ``--lang``, by MZSTATS_LANG, else by the locale.

What the program says is written once, in English, where it is said. ``zh.toml`` holds its Chinese, and is read when the first message
is to be told in it. A test walks the source: each message has its Chinese, and each Chinese a message.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")
CHINESE = 0x04
"""What Windows calls the language, of whatever country."""
_asked = ""


def ask(language: str) -> None:
    """The language of the messages from here on: ``zh``, ``en``, or empty for that of the environment."""
    global _asked
    _asked = language


def asked() -> str:
    """The language that ``--lang`` named, empty where it named none."""
    return _asked


def chosen() -> str:
    """``zh`` or ``en``."""
    variables = ("MZSTATS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    said = _asked or next((os.environ[name] for name in variables if os.environ.get(name)), "") or _of_windows()
    return "zh" if said.lower().startswith("zh") else "en"


@cache
def _of_windows() -> str:
    """The language that Windows itself speaks, whose users set no variables; empty elsewhere, and for others than Chinese."""
    if os.name != "nt":
        return ""
    import ctypes

    system: Any = ctypes
    return "zh" if system.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == CHINESE else ""


def told(text: str) -> str:
    """A message in the user's language."""
    return chinese(text) if chosen() == "zh" else text


def told_lines(text: str) -> str:
    """Every line of a text in the user's language; how far it is set in stays."""
    return "".join(f"{line[: len(line) - len(line.lstrip())]}{told(line.strip())}\n" for line in text.splitlines()) if text else ""


def chinese(text: str) -> str:
    """A message in Chinese: the message itself, what it says behind the name of a file (``name: message``), or each of several."""
    return _fixed().get(text) or _filled(text, named=False) or _named(text) or _filled(text, named=True) or _listed(text) or text


def headed(text: str, headers: str) -> str:
    """A message inside a table for people, in the language of its ``--headers``."""
    if headers == "en":
        return text
    return chinese(text) if headers == "zh" else f"{text} {chinese(text)}"


class Form:
    """A message with gaps, and its Chinese. ``{}``: whatever is filled in; ``{=}``: a name, which stays; ``{#}``: a number; ``{s}``: the
    s of a plural, or none."""

    def __init__(self, english: str, chinese: str) -> None:
        self.chinese = chinese
        self._parts = _GAP.split(english)
        self._first, *between, self._last = self._parts[::2]
        self._between = [part for part in between if part]
        self.begins_with_gap = english.startswith(("{}", "{=}"))
        self._expression: re.Pattern[str] | None = None  # hardly any is needed in a run

    def match(self, text: str) -> re.Match[str] | None:
        """The gaps, where the text is such a message."""
        if not (text.startswith(self._first) and text.endswith(self._last) and all(part in text for part in self._between)):
            return None
        if self._expression is None:
            expression = "".join(_FILLED.get(part) or re.escape(part) for part in self._parts)
            # what fills the first gap of all is no name with a message behind it
            self._expression = re.compile(expression.replace("(.+?)", "((?:(?!: ).)+?)", 1) if self.begins_with_gap else expression, re.S)
        return self._expression.fullmatch(text)

    def filled(self, parts: Sequence[str]) -> str:
        """The Chinese with its gaps filled: names and numbers as they are, all else looked up in turn."""
        gaps = (gap for gap in self._parts[1::2] if gap != "{s}")
        return self.chinese.format(*(chinese(part) if gap == "{}" else part for gap, part in zip(gaps, parts, strict=True)))


_GAP = re.compile(r"(\{[=#s]?\})")
_FILLED = {"{}": "(.+?)", "{=}": "(.+?)", "{#}": r"([\d.,]+?)", "{s}": "s?"}


@cache
def sections() -> dict[str, dict[str, str]]:
    """What ``zh.toml`` holds: by section, English to Chinese."""
    import tomllib

    held: dict[str, Any] = tomllib.loads(Path(__file__).with_name("zh.toml").read_text("utf-8"))
    return held


@cache
def _fixed() -> dict[str, str]:
    return {english: said for section in sections().values() for english, said in section.items() if "{" not in english}


@cache
def _forms() -> list[Form]:
    return [Form(english, said) for section in sections().values() for english, said in section.items() if "{" in english]


def _known(text: str) -> str:
    """The Chinese of a message by itself; empty where it is not there."""
    return _fixed().get(text) or _filled(text, named=False) or _filled(text, named=True)


@lru_cache(maxsize=4096)
def _filled(text: str, named: bool) -> str:
    """The Chinese of a message with gaps; ``named``: one that begins with a gap, which a name before a message may be taken for."""
    for form in _forms():
        found = form.match(text) if form.begins_with_gap == named else None
        if found:
            return form.filled(found.groups())
    return ""


def _named(text: str) -> str:
    at = text.find(": ")
    while at >= 0:
        said = _known(text[at + 2 :]) or _listed(text[at + 2 :])
        if said:
            return f"{_head(text[:at])}：{said}"
        at = text.find(": ", at + 1)
    return ""


def _head(text: str) -> str:
    """What stands before a message: names, which stay, and words for where they are."""
    parts = [(part, _known(part)) for part in text.split(": ")]
    return "".join(f"{said}：" if said else f"{part}: " for part, said in parts)[: -1 if parts[-1][1] else -2]


def _listed(text: str) -> str:
    """Several messages, one behind the other; of those that a ``;`` parts, one that is not known may stay as it is."""
    parts = text.split("; ")
    said = [_known(part) or _named(part) for part in parts]
    if len(parts) > 1 and any(said):
        return "；".join(one or part for one, part in zip(said, parts, strict=True))
    parts = text.split(", ")
    said = [_known(part) for part in parts]
    return "，".join(said) if len(parts) > 1 and all(said) else ""
