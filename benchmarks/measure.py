"""Times as ratios of paired runs, in turns, so that a busy machine slows both. Processor time is taken, not the clock's."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Ratio:
    """How many times as long ``work`` takes as ``base``: the median over rounds, the lowest and highest; seconds of each."""

    times: float
    low: float
    high: float
    work: float
    base: float

    def __str__(self) -> str:
        return f"{self.times:.2f} x ({self.low:.2f}-{self.high:.2f}); {self.work * 1e3:.2f} ms against {self.base * 1e3:.3f} ms"


def timed(work: Callable[[], object], repeats: int = 1) -> float:
    """Seconds of this process that one call takes, as the mean of ``repeats``."""
    begin = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - begin) / repeats


def timed_child(arguments: list[str]) -> float:
    """Seconds of a process of its own: Python with these arguments, from start to end."""
    begin = _children()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return _children() - begin


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def paired(work: Callable[[], object], base: Callable[[], object], rounds: int = 15) -> Ratio:
    """``work`` against ``base``, each long enough for the clock, in turns."""
    work(), base()
    often = max(1, int(0.01 / max(timed(base), 1e-7)))
    once = max(1, int(0.01 / max(timed(work), 1e-7)))
    pairs = [(timed(work, once), timed(base, often)) for _ in range(rounds)]
    ratios = sorted(a / b for a, b in pairs)
    return Ratio(median(ratios), ratios[0], ratios[-1], median(a for a, _ in pairs), median(b for _, b in pairs))
