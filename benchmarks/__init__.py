"""Measurements, run by hand: ``python -m benchmarks``. They print figures and judge nothing; no test depends on a time."""
