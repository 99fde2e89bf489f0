"""Where the bytes go: beside the file's place until all is written, then renamed into it."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

from mzstats.model import MzstatsError

WINDOWS = os.name == "nt"


def ending(path: Path, known: Collection[str]) -> str:
    """The format that a file's ending names. Raises MzstatsError for one that is not among those ``known``."""
    found = path.suffix.lower().removeprefix(".")
    if found in known:
        return found
    forms = ", ".join(f".{one}" for one in known)
    if not found:
        raise MzstatsError(f"{path}: no ending that tells the format; one of {forms}")
    raise MzstatsError(f"{path}: .{found} is not one of {forms}")


class Target:
    """A file to be, or a stream.

    ``part`` is the path that is written to; it lies in the same folder, so that renaming it is one step. What is no
    regular file (``/dev/null``, a named pipe) and a stream are written to directly. Raises MzstatsError where the file
    cannot be made, before any work is done. As a context manager: whole or not at all, and a failing disk is MzstatsError.
    """

    def __init__(self, target: Path | BinaryIO) -> None:
        self.name = str(target) if isinstance(target, Path) else "standard output"
        self._file: BinaryIO | None = None
        self._final: Path | None = None
        if isinstance(target, Path):
            self._final = Path(os.path.realpath(target))  # a link goes on pointing at what it points at
            self.direct = self._final.exists() and not self._final.is_file()
            self.part = self._final if self.direct else self._final.with_name(f".mzstats-{os.urandom(6).hex()}.part")
            self._make()
        else:
            self._file = target
            self.direct = True
            self.part = Path()

    def _make(self) -> None:
        assert self._final is not None
        if self._final.is_dir():
            raise MzstatsError(f"{self.name}: is a folder")
        try:
            self._file = self.part.open("wb" if self.direct else "xb")
            if self._final.exists() and not self.direct:  # keeps who may read it
                os.chmod(self.part, stat.S_IMODE(self._final.stat().st_mode))
                if WINDOWS:  # a program that has it open keeps it from being replaced: known now, not after the work
                    self._final.open("r+b").close()
        except OSError as error:
            self.discard()
            raise told(self.name, error) from error

    @property
    def file(self) -> BinaryIO:
        """The open file or stream."""
        assert self._file is not None, "the target is closed"
        return self._file

    @property
    def is_file(self) -> bool:
        """Whether it goes to a file that the user named, not to a stream."""
        return self._final is not None

    def path(self) -> Path:
        """The part's path, for a library that opens files by itself. The file held open here is closed."""
        if self._final is not None and self._file is not None:
            self._file.close()
            self._file = None
        return self.part

    def commit(self) -> None:
        """All is written: the file takes its place. Raises MzstatsError where it cannot, with nothing kept."""
        try:
            self._commit()
        except BrokenPipeError:
            raise
        except OSError as error:
            self.discard()
            raise told(self.name, error) from error

    def _commit(self) -> None:
        if self._file is not None:
            self._file.flush()
        if self._final is None:
            return
        if self._file is not None:
            if not self.direct:
                os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
        elif not self.direct:  # a library wrote it
            with self.part.open("rb+") as file:
                os.fsync(file.fileno())
        if not self.direct:
            os.replace(self.part, self._final)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            self.commit()
            return
        self.discard()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            other = error.filename is not None and os.fspath(error.filename) != str(self.part)
            raise told(str(error.filename) if other else self.name, error) from error

    def discard(self) -> None:
        """Nothing is kept."""
        if self._final is None:
            return
        if self._file is not None:
            with suppress(OSError):  # what could not be written is thrown away all the same
                self._file.close()
            self._file = None
        if not self.direct:
            with suppress(OSError):
                self.part.unlink(missing_ok=True)


def told(name: str, error: OSError) -> MzstatsError:
    """A failing disk, folder or permission in one line."""
    held = WINDOWS and isinstance(error, PermissionError)
    return MzstatsError(f"{name}: {error.strerror or error}{'; if it is open in Excel or WPS, close it there' if held else ''}")
