"""What the writers of all formats share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from operator import attrgetter
from types import ModuleType
from typing import Any, Self

from mzstats.model import MzstatsError, Observation
from mzstats.write.target import Target, told

Lines = Callable[[Iterable[Observation]], str]
"""Makes the lines of figures, for a format in which they know nothing of each other."""


class Writer:
    """Writes figures to one target. ``close`` puts the file in its place, ``abort`` leaves nothing.

    As a context manager it closes, or aborts on an exception. An error of the disk aborts, and is raised as MzstatsError.
    ``warnings`` tells what a format could not hold.
    """

    def __init__(self, target: Target, columns: Sequence[str], headers: str) -> None:
        self.target = target
        self.columns = columns
        self.headers = headers
        self.warnings: list[str] = []
        self._open = True

    # -- for each format

    def _write(self, observations: Iterable[Observation]) -> None:
        raise NotImplementedError

    def _finish(self) -> None:
        """Writes what is still held back."""

    def _drop(self) -> None:
        """Lets go of what the format holds open."""

    # -- for all

    def write(self, observations: Iterable[Observation]) -> None:
        """Writes figures, after those already written."""
        with self._guard():
            self._write(observations)

    def put(self, lines: bytes) -> None:
        """Writes lines that ``write.lines`` made in another process, after what is already written."""
        raise NotImplementedError

    def fail(self, source: str, reason: str) -> None:
        """An input that could not be read. Formats that hold only figures leave it out."""

    def close(self) -> None:
        """Ends the file and puts it in its place."""
        if not self._open:
            return
        with self._guard():
            self._finish()
            self.target.commit()
        self._open = False

    def abort(self) -> None:
        """Throws away what was written."""
        if self._open:
            self._open = False
            self._drop()
            self.target.discard()

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:  # the reader of a pipe has seen enough: not an error of the disk
            raise
        except MzstatsError:
            self.abort()
            raise
        except OSError as error:
            self.abort()
            raise told(self.target.name, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            self.close()
        else:
            self.abort()


class TextWriter(Writer):
    """A format that is text, in UTF-8. What is no valid Unicode is written as ``\\udcb5``."""

    def _put(self, text: str) -> None:
        self.target.file.write(encoded(text))


class LineWriter(TextWriter):
    """A format whose figures are lines that know nothing of each other, so that other processes can make them, with ``lines``."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str, lines: Lines) -> None:
        super().__init__(target, columns, headers)
        self._lines = lines

    def _write(self, observations: Iterable[Observation]) -> None:
        left = iter(observations)
        while batch := list(islice(left, 1000)):
            self._add(encoded(self._lines(batch)))

    def put(self, lines: bytes) -> None:
        with self._guard():
            self._add(lines)

    def _add(self, lines: bytes) -> None:
        self.target.file.write(lines)


def encoded(text: str) -> bytes:
    """Text as the bytes of a file. What is no valid Unicode becomes ``\\udcb5``."""
    return text.encode("utf-8", "backslashreplace")


def picker(columns: Sequence[str]) -> Callable[[Observation], tuple[Any, ...]]:
    """A function from a figure to its values in the order of ``columns``."""
    if len(columns) == 1:
        get = attrgetter(columns[0])
        return lambda observation: (get(observation),)
    return attrgetter(*columns)


def escaper(marks: Mapping[str, str]) -> Callable[[str], str]:
    """A function that puts for each of some characters what stands for it. Most cells hold none: looking is faster than replacing."""
    table, any_of = str.maketrans(dict(marks)), re.compile("[" + re.escape("".join(marks)) + "]").search
    return lambda text: text.translate(table) if any_of(text) else text


def valid(text: str) -> str:
    """The text as it can be written in UTF-8."""
    return text if text.isascii() else encoded(text).decode("utf-8")


def need(module: str, extra: str) -> ModuleType:
    """The module of an optional package. Raises MzstatsError that says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MzstatsError(f"{extra} needs the package {module}: pip install 'mzstats[{extra}]'") from error
