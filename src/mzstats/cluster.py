"""The same work on Dask distributed: lots of inputs as tasks, in a bounded window, in the order of the inputs.

A lost worker costs nothing but time: Dask gives its lots to others. A lot whose worker dies again and again holds a document that kills:
its inputs are then tried one at a time, and the one that kills is told as failed. A document that hangs is turned into a dead worker
by a watchdog, and so found in the same way.

Workers read inputs themselves, so a path must lead to the same file on each of them: a shared folder, or an address that fsspec opens.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mzstats import __version__
from mzstats.batch import chunks
from mzstats.inputs import Input
from mzstats.model import MzstatsError, Observation
from mzstats.work import Part, Work, pack, seconds_allowed, unpack, work_on

LOT = 128
"""Inputs a task; with a known total fewer, so that every worker has some, within 64 and 500."""
PATIENCE = 20  # seconds for a scheduler to answer, and for a worker to be there
WINDOW = 4  # lots for each thread of the workers, under way or done and waiting for their turn


@dataclass(frozen=True, slots=True)
class Parts:
    """Where workers themselves write their figures: a folder (or address), a file for each lot."""

    folder: str
    form: str
    columns: tuple[str, ...]
    headers: str = "en"
    bom: bool | None = None


def run(inputs: Iterable[Input], work: Work, address: str, *, total: int = 0, parts: Parts | None = None) -> Generator[Part]:
    """The parts of all inputs in their order. With ``parts`` the workers write the rows, and only what is counted comes back.

    What memory the workers may take is Dask's to limit. Raises MzstatsError where the scheduler cannot be reached, is lost, or its
    workers have another version of mzstats.
    """
    client = _connected(address)
    try:
        threads = sum(client.nthreads().values())
        size = max(64, min(500, total // (threads * WINDOW))) if total else LOT
        yield from _run(client, enumerate(chunks(inputs, size)), work._replace(memory_mib=0), threads * WINDOW, parts)
    finally:
        client.close()


def _connected(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MzstatsError("--cluster needs the package distributed: pip install 'mzstats[cluster]'") from error
    try:
        client: Any = distributed.Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]  # has no types
    except (OSError, TimeoutError, ValueError) as error:
        raise MzstatsError(f"{address}: no scheduler answers ({error})") from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        raise MzstatsError(f"{address}: the scheduler has no workers") from error
    versions = set(client.run(_version).values())
    if versions != {__version__}:
        client.close()
        raise MzstatsError(f"{address}: the workers must have mzstats {__version__}, not {', '.join(sorted(versions))}")
    return client


def _version() -> str:
    from mzstats import __version__

    return __version__


def _run(client: Any, lots: Iterator[tuple[int, list[Input]]], work: Work, window: int, parts: Parts | None) -> Iterator[Part]:
    under_way: deque[tuple[int, list[Input], Any]] = deque()
    submit = partial(client.submit, _lot, work=work, parts=parts, pure=False)
    try:
        while True:
            while len(under_way) < window and (one := next(lots, None)) is not None:
                under_way.append((*one, submit(one[1], one[0])))
            if not under_way:
                return
            number, items, future = under_way.popleft()
            yield from _result(items, future, partial(_one_by_one, submit, number, items))
    finally:
        client.cancel([future for _, _, future in under_way])


def _result(items: list[Input], future: Any, again: Any) -> Iterator[Part]:
    from distributed import CancelledError, KilledWorker

    try:
        blob = future.result()
    except KilledWorker:
        yield from again()
        return
    except (CancelledError, OSError, TimeoutError) as error:
        raise MzstatsError(f"the cluster is lost ({error})") from error
    yield from unpack(blob)


def _one_by_one(submit: Any, number: int, items: list[Input]) -> Iterator[Part]:
    """The inputs of a lot that kills, each on its own and none beside it, so that the guilty one is known."""
    for at, item in enumerate(items):
        told = (item.name, "crashed every worker that read it, or took too long")
        killed = Part(item.name, item.position, failures=[told], digest=item.digest)
        yield from _result([item], submit([item], number, at), lambda killed=killed: iter([killed]))


# -- on a worker

_ONE = threading.Lock()  # not everything that reads documents can be used by two threads at once


def _lot(items: list[Input], number: int, at: int | None = None, *, work: Work, parts: Parts | None) -> bytes:
    """A task: the parts of a lot of inputs as bytes; ``at`` is an input's place where the lot is done one by one."""
    with _ONE, _Watchdog(seconds_allowed(work)) as watchdog:
        done = [part for item in items for part in work_on(item, work, watchdog.beat)]
        if parts is not None:
            watchdog.beat(-1)
            name = f"part-{number:06}" + (f"-{at:03}" if at is not None else "")
            _put(done, parts, name, work.options.patterns)
        return pack(done)


class _Watchdog:
    """Ends this worker where a document takes too long: nothing milder stops code that hangs. The nanny starts another."""

    def __init__(self, allowed: float) -> None:
        self._allowed = allowed
        self._over = threading.Event()
        self.beat(-1)

    def beat(self, member: int) -> None:
        """A document is begun."""
        self._last = time.monotonic()

    def __enter__(self) -> _Watchdog:
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(min(1.0, self._allowed / 4)):
            if time.monotonic() - self._last > self._allowed:
                os._exit(70)


def _put(done: list[Part], parts: Parts, name: str, patterns: tuple[str, ...]) -> None:
    """Writes the rows of a lot as one file in its place, and leaves their number."""
    from mzstats.remote import put
    from mzstats.write import open_writer

    rows: list[Observation] = [row for part in done for read in part.documents for row in read.rows]
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / f"{name}.{parts.form}"
        with open_writer(parts.form, local, columns=parts.columns, headers=parts.headers, bom=parts.bom, patterns=patterns) as writer:
            writer.write(rows)
        put(str(local), f"{parts.folder.rstrip('/')}/{local.name}")
    for part in done:
        part.drop_rows()
