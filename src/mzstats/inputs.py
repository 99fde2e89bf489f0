"""What a user names on the command line as the files to read, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mzstats.read import is_lock_file, looks_like_report

Left = Callable[[str], None]


class Input(NamedTuple):
    """One file to read, or the ``problem`` that a named input has. ``-`` is standard input, whose bytes are ``data``.

    ``position`` is its place among the inputs, ``digest`` its content's, where a store asked for it. Of an archive only the members
    from ``start`` on are wanted, and those that are ``passed`` are not read, for the reason beside each (see ``read.Passage``).
    """

    path: str
    problem: str = ""
    data: bytes | None = None
    position: int = 0
    digest: str = ""
    start: int = 0
    passed: tuple[tuple[int, str], ...] = ()

    @property
    def name(self) -> str:
        """The path for people and tables: always valid Unicode."""
        return shown(self.path)


def shown(path: str) -> str:
    """A path as text that can be written anywhere, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace") if os.name != "nt" else path.encode("utf-8", "replace").decode("utf-8")


def _unsaid(name: str) -> None:
    """What is left out, where nobody asks."""


def walk(paths: Iterable[str], left: Left = _unsaid) -> Iterator[Input]:
    """The files of ``paths`` in order; a folder's by name, walked recursively, hidden ones and links to folders left out.

    What is missing, is no file or folder, or holds no report comes as an Input with a problem.
    ``left`` is told the name of each file that Office leaves beside an open document.
    """
    for path in paths:
        if path == "-":
            yield Input("-")
        elif "://" in path:
            yield from _remote(path)
        elif os.path.isdir(path):
            yield from _folder(path, left)
        elif is_lock_file(path):
            yield Input(path, f"{shown(path)}: left by Office beside an open document, no report; name the document itself")
        elif not os.path.lexists(path):
            yield Input(path, f"{shown(path)}: no such file or folder")
        else:
            yield Input(path)


def _remote(address: str) -> Iterator[Input]:
    from mzstats.model import MzstatsError
    from mzstats.remote import listed

    try:
        for one in listed(address):
            yield Input(one)
    except MzstatsError as error:
        yield Input(address, str(error))


def _folder(path: str, left: Left) -> Iterator[Input]:
    found = False
    for item in _inside(path, left):
        found = True
        yield item
    if not found:
        yield Input(path, f"{shown(path)}: no report in this folder (.txt .docx .pdf .html .xlsx ...)")


def _inside(folder: str, left: Left) -> Iterator[Input]:
    try:
        with os.scandir(folder) as entries:  # names alone are kept: a folder may hold a million
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries if _wanted(entry, left))
    except OSError as error:
        yield Input(folder, f"{shown(folder)}: {error.strerror or error}")
        return
    for name, is_folder in names:
        path = os.path.join(folder, name)
        if is_folder:
            yield from _inside(path, left)
        else:
            yield Input(path)


def _wanted(entry: os.DirEntry[str], left: Left) -> bool:
    if is_lock_file(entry.name):
        left(shown(entry.path))
        return False
    if entry.name.startswith("."):
        return False
    return entry.is_dir(follow_symlinks=False) or (looks_like_report(entry.name) and not entry.is_dir())
