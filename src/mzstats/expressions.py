"""Regular expressions kept compiled from one run to the next, as Python keeps its modules.

Compiling the pipeline's expressions takes as long as importing all of it. What compiling gives, a list of numbers, is therefore kept
beside the modules (``__pycache__/expressions-...``), under the pattern itself, and only for the very engine that made it: its number
is in the file's name. What is missing, damaged or from another engine is compiled anew, so that nothing ever depends on the file.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

try:
    _sre: Any = import_module("_sre")  # the engine's own door, through which ``re`` itself goes in
    _parser: Any = import_module("re._parser")
    _compiler: Any = import_module("re._compiler")
    _ENGINE = f"{sys.implementation.cache_tag}-{_sre.MAGIC}-{_sre.CODESIZE}"
except (ImportError, AttributeError):  # a Python with another engine: everything is compiled anew
    _ENGINE = ""

_PLACE = Path(__file__).parent / "__pycache__" / f"expressions-{_ENGINE}"
_kept: dict[tuple[str, int], tuple[Any, ...]] | None = None
_new: set[tuple[str, int]] = set()


def kept(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, from what is kept where it can be."""
    global _kept
    if _kept is None:
        _kept = _load()
    told = _kept.get((pattern, int(flags)))
    if told is not None:
        try:
            made: re.Pattern[str] = _sre.compile(pattern, *told)
            return made
        except (RuntimeError, TypeError, ValueError, OverflowError):  # the engine checks what it is given
            _kept = {}
    _new.add((pattern, int(flags)))
    return re.compile(pattern, flags)


def _load() -> dict[tuple[str, int], tuple[Any, ...]]:
    if not _ENGINE:
        return {}
    try:
        content = marshal.loads(_PLACE.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return content if isinstance(content, dict) else {}


def _told(pattern: str, flags: int) -> tuple[Any, ...]:
    """What the engine is given for a pattern: what ``re.compile`` gives it."""
    parsed = _parser.parse(pattern, flags)
    names: dict[str, int] = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    code = [int(one) for one in _compiler._code(parsed, flags)]
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(names), tuple(by_number)


def keep() -> None:
    """Keeps what this run had to compile. A folder that cannot be written to costs time only."""
    if not _new or not _ENGINE:
        return
    content = {**(_kept or {}), **{(pattern, flags): _told(pattern, flags) for pattern, flags in _new}}
    part = _PLACE.with_name(f"{_PLACE.name}.{os.getpid()}")
    try:
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(marshal.dumps(content))
        part.replace(_PLACE)
    except (OSError, ValueError):
        return
    _new.clear()
