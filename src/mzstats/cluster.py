"""The same work on Dask distributed: lots of inputs as tasks, in a bounded window, in the order of the inputs.

A lost worker costs nothing but time: Dask gives its lots to others. A lot whose worker dies again and again holds a document that kills:
its inputs are then tried one at a time, and the one that kills is told as failed. A document that hangs is turned into a dead worker
by a watchdog, and so found in the same way.

Workers read inputs themselves, so a path must lead to the same file on each of them: a shared folder, or an address that fsspec opens.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from typing import Any

from mzstats import __version__
from mzstats.batch import chunks
from mzstats.inputs import Input
from mzstats.model import MzstatsError
from mzstats.parts import Parts, name
from mzstats.work import Part, Work, pack, seconds_allowed, unpack, work_on

LOT = 128
"""Inputs a task; with a known total fewer, so that every worker has some, within 64 and 500."""
PATIENCE = 20  # seconds for a scheduler to answer, and for a worker to be there
WINDOW = 4  # lots for each thread of the workers, under way or done and waiting for their turn


def run(
    inputs: Iterable[Input], work: Work, address: str, *, total: int = 0, parts: Parts | None = None, overwrite: bool = False
) -> Generator[Part]:
    """The parts of all inputs in their order. With ``parts`` the workers write the rows, and only what is counted comes back;
    ``overwrite``: whether parts that are there may be taken away.

    What memory the workers may take is Dask's to limit. Raises MzstatsError where the scheduler cannot be reached, is lost, or its
    workers have another version of mzstats.
    """
    client = _connected(address)
    try:
        threads = sum(client.nthreads().values())
        size = max(64, min(500, total // (threads * WINDOW))) if total else LOT
        if parts is not None:
            size = parts.begin(size, overwrite)
        written: set[str] = set()
        yield from _run(client, enumerate(chunks(inputs, size)), work._replace(memory_mib=0), threads * WINDOW, parts, written)
        if parts is not None:
            parts.sweep(written)
    finally:
        client.close()


def _connected(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MzstatsError("--cluster needs the package distributed: pip install 'mzstats[cluster]'") from error
    # that a lost worker's lot is done again is what is promised, and no warning for whoever reads the messages
    logging.getLogger("distributed.client").setLevel(logging.ERROR)
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


def _run(
    client: Any, lots: Iterator[tuple[int, list[Input]]], work: Work, window: int, parts: Parts | None, written: set[str]
) -> Iterator[Part]:
    """The parts of all lots; ``written`` is told the names of those that workers wrote."""
    under_way: deque[tuple[int, list[Input], Any]] = deque()
    submit = partial(client.submit, _lot, work=work, parts=parts, pure=False)
    try:
        while True:
            while len(under_way) < window and (one := next(lots, None)) is not None:
                under_way.append((*one, submit(one[1], one[0])))
            if not under_way:
                return
            number, items, future = under_way.popleft()
            blob = _result(future)
            if blob is not None:
                written.add(name(number))
                yield from unpack(blob)
            else:
                yield from _one_by_one(submit, number, items, written)
    finally:
        client.cancel([future for _, _, future in under_way])


def _result(future: Any) -> bytes | None:
    """What a task gives, None where it killed every worker that had it."""
    from distributed import CancelledError, KilledWorker

    try:
        blob: bytes = future.result()
    except KilledWorker:
        return None
    except (CancelledError, OSError, TimeoutError) as error:
        raise MzstatsError(f"the cluster is lost ({error})") from error
    return blob


def _one_by_one(submit: Any, number: int, items: list[Input], written: set[str]) -> Iterator[Part]:
    """The inputs of a lot that kills, each on its own and none beside it, so that the guilty one is known."""
    for at, item in enumerate(items):
        blob = _result(submit([item], number, at))
        if blob is not None:
            written.add(name(number, at))
            yield from unpack(blob)
        else:
            told = (item.name, "crashed every worker that read it, or took too long")
            yield Part(item.name, item.position, failures=[told], digest=item.digest)


# -- on a worker

_ONE = threading.Lock()  # not everything that reads documents can be used by two threads at once


def _lot(items: list[Input], number: int, at: int | None = None, *, work: Work, parts: Parts | None) -> bytes:
    """A task: the parts of a lot of inputs as bytes; ``at`` is an input's place where the lot is done one by one."""
    with _ONE, _Watchdog(seconds_allowed(work)) as watchdog:
        held = parts.held(name(number, at), items, work, watchdog.beat) if parts is not None else None
        if held is not None:
            return pack(held)
        done = [part for item in items for part in work_on(item, work, watchdog.beat)]
        if parts is not None:
            watchdog.beat(-1)
            parts.put(name(number, at), done, work.options.patterns)
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
