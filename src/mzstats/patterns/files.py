"""The files of a folder of patterns: which there are, their limits, their TOML, the place of an entry in them.

Parsing TOML is most of what loading costs. The built-in files are therefore kept parsed beside themselves, as Python
keeps its modules: in ``__pycache__``, as JSON (data only: nothing in it can run), and only while every file is what it was.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from mzstats.model import MzstatsError

Keys = dict[str, Any]

GENERAL = ("measures", "units", "cues", "traps", "periods")
PROOFS = ("examples", "counterexamples")  # read by ``proofs`` alone
MAX_BYTES = 1 << 20
MAX_FILES = 200
CACHE = "patterns.json"


def read(root: Path, *, cached: bool = False) -> dict[str, Keys]:
    """The files of a folder by name (``cues.toml``, ``subjects/marriage.toml``), parsed.

    Raises MzstatsError for no folder, files that are too many, too large, not UTF-8 or not TOML.
    """
    paths = listed(root)
    if not cached:
        return {name: parse(path) for name, path in paths.items()}
    store = root / "__pycache__" / CACHE
    stamp = [[name, zlib.crc32(path.read_bytes())] for name, path in paths.items()]
    try:
        kept = json.loads(store.read_bytes())
        if kept["stamp"] == stamp:
            return dict(kept["files"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    files = {name: _without_proofs(name, parse(path)) for name, path in paths.items()}
    _keep(store, {"stamp": stamp, "files": files})
    return files


@lru_cache(maxsize=1)
def built_in(root: Path) -> dict[str, Keys]:
    """The built-in files, read once for the vocabulary and the words for time. Nothing of it may be changed."""
    return read(root, cached=True)


def _without_proofs(name: str, keys: Keys) -> Keys:
    if name in {f"{general}.toml" for general in GENERAL}:
        return keys
    return {
        subject: {key: value for key, value in table.items() if key not in PROOFS} if isinstance(table, dict) else table
        for subject, table in keys.items()
    }


def _keep(store: Path, content: Keys) -> None:
    """Written whole or not at all; a folder that cannot be written to costs time only."""
    part = store.with_name(f"{CACHE}.{os.getpid()}")
    try:
        store.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        part.replace(store)
    except OSError:
        return


def listed(root: Path) -> dict[str, Path]:
    """The TOML files of a folder by name: the general ones at its top, those of subjects in ``subjects/`` or beside them."""
    if not root.is_dir():
        raise MzstatsError(f"{root}: no such folder of patterns")
    nested = root / "subjects"
    paths = sorted(root.glob("*.toml")) + (sorted(nested.glob("*.toml")) if nested.is_dir() else [])
    if len(paths) > MAX_FILES:
        raise MzstatsError(f"{root}: {len(paths)} files of patterns (at most {MAX_FILES})")
    return {path.relative_to(root).as_posix(): path for path in paths}


def parse(path: Path) -> Keys:
    """One file. Raises MzstatsError with the line where its TOML breaks off."""
    import tomllib

    try:
        if path.stat().st_size > MAX_BYTES:
            raise MzstatsError(f"{path}: larger than {MAX_BYTES >> 20} MiB: no file of patterns")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column \d+\)", str(error))
        raise MzstatsError(f"{path}:{at[1] + ':' if at else ''} not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise MzstatsError(f"{path}: not UTF-8 (byte {error.start})") from error
    except RecursionError as error:
        raise MzstatsError(f"{path}: nested too deep") from error
    except OSError as error:
        raise MzstatsError(f"{path}: {error.strerror}") from error


class Place:
    """``FILE:LINE: [table]``, looked up in the file only once it is told: nearly all places never are."""

    def __init__(self, path: str | Path, table: str, text: str = "", tail: str = "") -> None:
        self._path, self._table, self._text, self._tail = path, table, text, tail

    def __str__(self) -> str:
        number = line(self._path, self._table, self._text)
        return f"{self._path}:{number}: [{self._table}]{self._tail}" if number else f"{self._path}: [{self._table}]{self._tail}"


def line(path: str | Path, table: str, text: str = "") -> int:
    """The line of a table's head, or of the first line behind it that holds ``text``; 0 where there is none."""
    head = re.compile(rf"\s*\[\s*[\"']?{re.escape(table)}[\"']?\s*[\].]")
    found = 0
    for number, content in enumerate(Path(path).read_text(encoding="utf-8-sig").splitlines(), 1):
        if not found and head.match(content):
            found = number
        if found and (not text or (text in content and not content.startswith("name"))):
            return number
    return found
