"""Many inputs: in this process where they are few, else in worker processes; in order either way."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from itertools import islice

from mzstats.inputs import Input
from mzstats.work import Part, Work, work_on

CHUNK_FILES = 64
CHUNK_BYTES = 4 << 20
SHARES = 4  # chunks for each worker that the inputs left are dealt in, when they are few


def run(inputs: Iterable[Input], work: Work, jobs: int, *, method: str = "") -> Generator[Part]:
    """The parts of all inputs in their order. ``jobs`` worker processes; 0 does the work in this process.

    ``method``: how processes start, ``fork`` or ``spawn``; by default the quickest that is safe.
    """
    if jobs == 0:
        work = work._replace(memory_mib=0)  # this process is not for documents alone
        for item in inputs:
            yield from work_on(item, work)
        return
    from mzstats.pool import Pool

    pool = Pool(work, jobs, method)
    try:
        yield from pool.run(dwindling(inputs, jobs))
    finally:
        pool.stop()


def dwindling(inputs: Iterable[Input], jobs: int) -> Iterator[list[Input]]:
    """The inputs in lots that grow smaller when few are left, so that all workers have the last of it to do, and end together."""
    source = iter(inputs)
    ahead = deque(islice(source, jobs * SHARES * CHUNK_FILES))
    while ahead:
        size = max(1, min(CHUNK_FILES, len(ahead) // (jobs * SHARES)))
        lot = next(chunks(ahead, size))
        for _ in lot:
            ahead.popleft()
        ahead.extend(islice(source, len(lot)))
        yield lot


def chunks(inputs: Iterable[Input], size: int = CHUNK_FILES) -> Iterator[list[Input]]:
    """The inputs in lots of ``size``, of fewer where they are large."""
    items: list[Input] = []
    held = 0
    for item in inputs:
        items.append(item)
        held += len(item.data) if item.data is not None else file_size(item.path)
        if len(items) >= size or held >= CHUNK_BYTES:
            yield items
            items, held = [], 0
    if items:
        yield items


def file_size(path: str) -> int:
    """A file's bytes, 0 where it cannot be told."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
