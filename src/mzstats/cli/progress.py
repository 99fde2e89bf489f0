"""A bar with rate and time left, on a terminal only. Drawn when an input is done, without a thread: workers are forked beside it."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from mzstats.cli.lang import told

EVERY = 0.2  # seconds between two drawings


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f}/s" if speed and speed >= 10 else f"{speed:.1f}/s" if speed else "")


class Bar:
    """The progress of a run over ``total`` inputs."""

    def __init__(self, total: int) -> None:
        console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        columns = (BarColumn(), MofNCompleteColumn(), _Rate(), TextColumn(told("left")), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, auto_refresh=False, transient=True)
        self._task = self._progress.add_task("", total=total)
        self._progress.start()
        self._drawn = 0.0

    def step(self) -> None:
        """One more input is done."""
        self._progress.advance(self._task)
        if time.monotonic() - self._drawn > EVERY:
            self._drawn = time.monotonic()
            self._progress.refresh()

    def print(self, text: str) -> None:
        """A line above the bar."""
        self._progress.console.print(Text(text), soft_wrap=True)

    def stop(self) -> None:
        """Takes the bar away."""
        self._progress.stop()
