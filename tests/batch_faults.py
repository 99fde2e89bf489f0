"""Inputs that crash, hang or break a worker: stands in for ``mzstats.work.work_on`` where a test asks for it.

A file that begins with ``!crash``, ``!exit``, ``!hang`` or ``!raise`` does so; ``!once PATH`` crashes only the first time.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from mzstats.inputs import Input
from mzstats.work import Part, Work, work_on


def faulty(item: Input, work: Work, beat: Callable[[], None] = lambda: None) -> Iterator[Part]:
    """``work_on``, but for the files that ask for a fault."""
    beat()
    text = Path(item.path).read_text(encoding="utf-8", errors="replace") if os.path.isfile(item.path) else ""
    if text.startswith("!crash"):
        os.kill(os.getpid(), signal.SIGKILL)
    elif text.startswith("!exit"):
        os._exit(3)
    elif text.startswith("!hang"):
        time.sleep(600)
    elif text.startswith("!once"):
        mark = Path(text.split()[1])
        if not mark.exists():
            mark.touch()
            os._exit(3)
    yield from work_on(item, work, beat)
