"""Messages in Chinese, where that is the user's language: by ``--lang``, by MZSTATS_LANG, else by the locale.

What the program says is written once, in English, where it is said. ``zh.toml`` holds its Chinese; a message that is not there stays
as it is. A test holds the English of that file to what the program says.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

_asked = ""


def ask(language: str) -> None:
    """The language of the messages from here on: ``zh``, ``en``, or empty for that of the environment."""
    global _asked
    _asked = language


def chosen() -> str:
    """``zh`` or ``en``."""
    variables = ("MZSTATS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    said = _asked or next((os.environ[name] for name in variables if os.environ.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def told(text: str) -> str:
    """A message in the user's language."""
    return _chinese(text) if chosen() == "zh" else text


def _chinese(text: str) -> str:
    for form, chinese in _forms():
        found = form.fullmatch(text)
        if found:
            return chinese.format(*(_chinese(part) for part in found.groups()))
    return text


@cache
def pairs() -> dict[str, str]:
    """What ``zh.toml`` holds."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("zh.toml").read_text("utf-8"))


@cache
def _forms() -> list[tuple[re.Pattern[str], str]]:
    filled = {"{}": "(.+?)", "{#}": r"([\d.,]+?)"}
    forms = []
    for english, chinese in pairs().items():
        parts = re.split(r"(\{#?\})", english)
        forms.append((re.compile("".join(filled.get(part) or re.escape(part) for part in parts), re.S), chinese.replace("{#}", "{}")))
    return forms
