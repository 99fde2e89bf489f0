"""The benchmarks run: on little, once each. What they measure is no test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )


def test_every_benchmark_runs() -> None:
    done = run("benchmarks", "--smoke")
    assert done.returncode == 0, done.stderr
    for case in ("throughput", "stages", "startup", "growth", "documents", "words", "memory", "peers", "traps"):
        assert f"\n{case}: " in done.stdout
    assert " rows: value, unit" in done.stdout


def test_a_case_that_is_none_is_an_error() -> None:
    done = run("benchmarks", "speed")
    assert done.returncode == 2 and "no case speed" in done.stderr


def test_generated_texts_run_in_pieces_and_go_on_where_they_stopped(tmp_path: Path) -> None:
    arguments = ("benchmarks.fuzz", "--piece", "10", "--work", str(tmp_path))
    first = run(*arguments, "--count", "10")
    assert first.returncode == 0 and '"count": 10' in first.stdout, first.stderr
    second = run(*arguments, "--count", "20")
    assert second.stdout.count('"first"') == 1 and '"first": 10' in second.stdout
