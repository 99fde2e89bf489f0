"""What any command may come to: an error for the user, a reader that has seen enough, Ctrl-C."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from mzstats.cli.lang import told
from mzstats.model import MzstatsError


def guarded(command: Callable[[], int]) -> int:
    """The exit status of a command: its own; 2 where it raises MzstatsError and 1 where a disk fails, which is told; 0 where a pipe is
    closed; 130 for Ctrl-C."""
    try:
        status = command()
        sys.stdout.flush()
        return status
    except MzstatsError as error:
        sys.stderr.write(told(f"error: {error}") + "\n")
        return 2
    except BrokenPipeError:
        _drop_stdout()
        return 0
    except OSError as error:  # a disk that is full, where nothing nearer to it has told it
        sys.stderr.write(told(f"error: {error.filename or 'standard output'}: {error.strerror or error}") + "\n")
        _drop_stdout()
        return 1
    except KeyboardInterrupt:
        return 130


def _drop_stdout() -> None:
    """What is still held back for a closed pipe or a full disk goes nowhere: the interpreter has nothing to complain of at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
