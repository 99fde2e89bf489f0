"""The account of a run: what was read, what came of it, what failed and why, with which versions."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mzstats.cli.whole import Gathering
from mzstats.write.target import Target, told

if TYPE_CHECKING:
    from mzstats.work import Part


class Manifest:
    """A json file that is written as the run goes: memory stays flat however many inputs there are.

    ``inputs`` is a list, one object a line: ``source``, ``digest`` (blake2b, 16 bytes), ``bytes``, ``documents``, ``figures``,
    ``seconds``, and ``failures`` where there are. The run's own facts follow it.
    """

    def __init__(self, path: Path) -> None:
        self._target = Target(path)
        self._gathering = Gathering()
        self._between = '{"inputs": [\n'

    def take(self, part: Part) -> None:
        """Notes an input once its last part has come."""
        whole = self._gathering.add(part)
        if whole is None:
            return
        told: dict[str, Any] = {
            "source": part.name, "digest": part.digest, "bytes": part.bytes, "documents": len(whole.documents),
            "figures": whole.figures, "seconds": round(whole.seconds, 3),
        }  # fmt: skip
        if part.failures:
            told["failures"] = [{"source": name, "reason": reason} for name, reason in part.failures]
        self._put(self._between + json.dumps(told, ensure_ascii=False))
        self._between = ",\n"

    def end(self, facts: dict[str, Any]) -> None:
        """The run's own facts; the file takes its place."""
        empty = self._between.startswith("{")
        tail = json.dumps(facts, ensure_ascii=False, indent=1, default=str)
        self._put((self._between if empty else "\n") + "],\n" + tail.removeprefix("{\n"))
        self._target.commit()

    def abort(self) -> None:
        """Nothing is kept."""
        self._target.discard()

    def _put(self, text: str) -> None:
        try:
            self._target.file.write((text).encode("utf-8", "backslashreplace"))
        except OSError as error:
            self.abort()
            raise told(self._target.name, error) from error


def facts(version: str, started: float, seconds: float, **more: Any) -> dict[str, Any]:
    """What every account tells: versions, when, how long; then ``more``."""
    from mzstats import __version__

    return {
        "mzstats": __version__, "version": version, "python": platform.python_version(), "platform": platform.platform(),
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"), "seconds": round(seconds, 3), **more,
    }  # fmt: skip
