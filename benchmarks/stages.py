"""Where the time goes: a profile by stage, a stage being the modules that make it."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import defaultdict
from pathlib import Path

import mzstats
from benchmarks.work import extract

_ROOT = str(Path(mzstats.__file__).resolve().parent)


def _stage(file: str) -> str:
    """``bind``, ``scan``, ...: the module or package right below mzstats; empty for code that is not ours."""
    if not file.startswith(_ROOT):
        return ""
    return Path(file).relative_to(_ROOT).parts[0].removesuffix(".py")


def profile(text: str, rounds: int = 5) -> tuple[dict[str, float], list[tuple[str, float, int]]]:
    """Share of time by stage, and the functions that take most: (place, share, calls a round).

    What C code takes (``re``, ``str``, ``sorted``) is counted to the stage that calls it.
    """
    extract(text)
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for _ in range(rounds):
        extract(text)
    profiler.disable()
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    by_stage: dict[str, float] = defaultdict(float)
    own: dict[tuple[str, int, str], float] = defaultdict(float)
    for place, (_, _, tottime, _, callers) in stats.items():
        stage = _stage(place[0])
        if stage:
            by_stage[stage] += tottime
            own[place] += tottime
            continue
        for caller, (_, _, part, _) in callers.items():
            by_stage[_stage(caller[0]) or "other"] += part
            if _stage(caller[0]):
                own[caller] += part
    total = sum(by_stage.values()) or 1.0
    shares = {stage: taken / total for stage, taken in sorted(by_stage.items(), key=lambda item: -item[1])}
    top = sorted(own.items(), key=lambda item: -item[1])[:25]
    lines = [
        (f"{Path(f).relative_to(_ROOT)}:{line} {name}", taken / total, stats[f, line, name][1] // rounds) for (f, line, name), taken in top
    ]
    return shares, lines
