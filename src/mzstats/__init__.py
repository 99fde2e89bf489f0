"""Figures out of Chinese civil-affairs reports. ``mzstats.extract(text_or_path)`` is the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mzstats.api import Observations, extract
    from mzstats.model import MzstatsError, Observation

__version__ = "0.1.0"
__all__ = ["MzstatsError", "Observation", "Observations", "__version__", "extract"]

_HOMES = {"Observations": "mzstats.api", "extract": "mzstats.api", "MzstatsError": "mzstats.model", "Observation": "mzstats.model"}


def __getattr__(name: str) -> object:
    """Public names are imported when first used: ``import mzstats`` alone costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
