"""Figures out of Chinese civil-affairs reports. ``mzstats.extract(text_or_path)`` is the whole of it."""

__version__ = "0.1.0"
