"""Inputs that crash, hang or break a worker: stands in for ``mzstats.work.work_on`` where a test asks for it.

A file that begins with ``!crash``, ``!exit`` or ``!hang`` does so; ``!once PATH`` crashes only the first time; ``!eat N`` takes N MiB.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from mzstats.inputs import Input
from mzstats.work import Part, Work, work_on


def faulty(item: Input, work: Work, beat: Callable[[int], None] = lambda member: None) -> Iterator[Part]:
    """``work_on``, but for the files that ask for a fault."""
    beat(-1)
    obey(Path(item.path).read_text(encoding="utf-8", errors="replace") if os.path.isfile(item.path) else "")
    yield from work_on(item, work, beat)


def obey(text: str) -> None:
    """Does what a text asks for."""
    if text.startswith("!crash"):
        os.kill(os.getpid(), signal.SIGKILL)
    elif text.startswith("!exit"):
        os._exit(3)
    elif text.startswith("!hang"):
        time.sleep(600)
    elif text.startswith("!eat"):
        bytearray(int(text.split()[1]) << 20)
    elif text.startswith("!once"):
        mark = Path(text.split()[1])
        if not mark.exists():
            mark.touch()
            os._exit(3)
