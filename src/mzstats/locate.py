"""Where the data of the package lies."""

from __future__ import annotations

from pathlib import Path

from mzstats.model import MzstatsError


def patterns_dir() -> Path:
    """The folder ``patterns/``: inside the installed package, else beside ``src/`` (an editable install)."""
    here = Path(__file__).resolve().parent
    places = (here / "data" / "patterns", here.parents[1] / "patterns")
    for place in places:
        if place.is_dir():
            return place
    raise MzstatsError(f"patterns/ is neither at {places[0]} nor at {places[1]}: install mzstats again")
