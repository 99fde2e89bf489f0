"""Files that are named by an address (``s3://bucket/reports``, ``hdfs://``, ``oss://``): whatever fsspec opens.

fsspec and the package for a kind of storage are asked for only when an address is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mzstats.model import MzstatsError
from mzstats.read import looks_like_report
from mzstats.read.limits import MIB, Limits, check_bytes


def opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. Raises MzstatsError where a package is missing or it cannot be reached."""
    try:
        import fsspec
    except ImportError as error:
        raise MzstatsError(f"{address}: addresses need the package fsspec: pip install 'mzstats[cluster]'") from error
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError, OSError) as error:
        raise MzstatsError(f"{address}: {error}") from error
    return system, str(path)


def listed(address: str) -> Iterator[str]:
    """The reports at an address, a folder's by name, walked; as addresses. Raises MzstatsError where there is nothing."""
    system, path = opened(address)
    try:
        if not system.isdir(path):
            if not system.exists(path):
                raise MzstatsError(f"{address}: no such file or folder")
            yield address
            return
        names = sorted(system.find(path))
    except OSError as error:
        raise MzstatsError(f"{address}: {error}") from error
    found = False
    for name in names:
        inside = name[len(path) :] if name.startswith(path) else name
        hidden = any(one.startswith(".") for one in inside.split("/"))
        if not hidden and looks_like_report(name):
            found = True
            yield str(system.unstrip_protocol(name))
    if not found:
        raise MzstatsError(f"{address}: no report in this folder")


def content(address: str, limits: Limits) -> bytes:
    """The bytes at an address. Raises MzstatsError where they cannot be read or are over the limit."""
    system, path = opened(address)
    try:
        check_bytes(limits, "file_mib", int(system.size(path) or 0))
        with system.open(path, "rb") as file:
            return bytes(file.read(limits.file_mib * MIB + 1))
    except OSError as error:
        raise MzstatsError(f"{address}: {error.strerror or error}") from error


def put(local: str, address: str) -> None:
    """Puts a file in its place at an address: written beside, then renamed, so that it is there whole or not at all."""
    _put(address, lambda system, part: system.put_file(local, part))


def put_bytes(data: bytes, address: str) -> None:
    """``put`` for a few bytes."""
    _put(address, lambda system, part: system.pipe_file(part, data))


def _put(address: str, write: Callable[[Any, str], object]) -> None:
    system, path = opened(address)
    part = f"{path}.part"
    try:
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        write(system, part)
        if system.exists(path):
            system.rm_file(path)
        system.mv(part, path)
    except OSError as error:
        raise MzstatsError(f"{address}: {error.strerror or error}") from error


def get_bytes(address: str) -> bytes | None:
    """The few bytes at an address, None where there is nothing. Raises MzstatsError where they cannot be read."""
    system, path = opened(address)
    try:
        return bytes(system.cat_file(path))
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    except OSError as error:
        raise MzstatsError(f"{address}: {error.strerror or error}") from error


def names(address: str) -> list[str]:
    """The names of the files at an address, sorted; none where there is no folder."""
    system, path = opened(address)
    try:
        return sorted(one["name"].rpartition("/")[2] for one in system.ls(path, detail=True) if one["type"] == "file")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise MzstatsError(f"{address}: {error.strerror or error}") from error


def remove(address: str) -> None:
    """Takes away the file at an address, if there is one."""
    system, path = opened(address)
    try:
        if system.exists(path):
            system.rm_file(path)
    except OSError as error:
        raise MzstatsError(f"{address}: {error.strerror or error}") from error
