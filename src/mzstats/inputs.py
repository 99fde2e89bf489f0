"""What a user names on the command line as the files to read, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mzstats.read import looks_like_report


class Input(NamedTuple):
    """One file to read, or the ``problem`` that a named input has. ``-`` is standard input, whose bytes are ``data``.

    ``position`` is its place among the inputs, ``digest`` its content's, where a store asked for it.
    """

    path: str
    problem: str = ""
    data: bytes | None = None
    position: int = 0
    digest: str = ""

    @property
    def name(self) -> str:
        """The path for people and tables: always valid Unicode."""
        return shown(self.path)


def shown(path: str) -> str:
    """A path as text that can be written anywhere, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace") if os.name != "nt" else path.encode("utf-8", "replace").decode("utf-8")


def walk(paths: Iterable[str]) -> Iterator[Input]:
    """The files of ``paths`` in order; a folder's by name, walked recursively, hidden ones and links to folders left out.

    What is missing, is no file or folder, or holds no report comes as an Input with a problem.
    """
    for path in paths:
        if path == "-":
            yield Input("-")
        elif "://" in path:
            yield from _remote(path)
        elif os.path.isdir(path):
            yield from _folder(path)
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


def _folder(path: str) -> Iterator[Input]:
    found = False
    for item in _inside(path):
        found = True
        yield item
    if not found:
        yield Input(path, f"{shown(path)}: no report in this folder (.txt .docx .pdf .html .xlsx ...)")


def _inside(folder: str) -> Iterator[Input]:
    try:
        with os.scandir(folder) as entries:  # names alone are kept: a folder may hold a million
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries if _wanted(entry))
    except OSError as error:
        yield Input(folder, f"{shown(folder)}: {error.strerror or error}")
        return
    for name, is_folder in names:
        path = os.path.join(folder, name)
        if is_folder:
            yield from _inside(path)
        else:
            yield Input(path)


def _wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    return entry.is_dir(follow_symlinks=False) or (looks_like_report(entry.name) and not entry.is_dir())
