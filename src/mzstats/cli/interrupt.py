"""Ctrl-C between two writes, never in one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupt:
    """Within this context Ctrl-C (and a polite request to end) raises KeyboardInterrupt, but not while ``held``: then after it.

    ``status`` is the exit status that the interruption calls for, 0 where none came.
    """

    def __init__(self) -> None:
        self.status = 0
        self._held = 0
        self._old: dict[int, object] = {}

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._old[number] = signal.signal(number, self._come)
        return self

    def __exit__(self, *_: object) -> None:
        for number, old in self._old.items():
            signal.signal(number, old)  # type: ignore[arg-type]  # what signal gave

    def _come(self, number: int, frame: FrameType | None) -> None:
        again = self.status != 0
        self.status = 128 + number
        if not self._held and not again:
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """What must not be torn."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    def check(self) -> None:
        """Raises KeyboardInterrupt where one came while held."""
        if self.status:
            raise KeyboardInterrupt
