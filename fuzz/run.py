"""Runs the targets for a stated time each and says what came of it.

``python -m fuzz.run --minutes 30 --at-once 1 --work DIR [KIND...]``. DIR keeps the corpus, so that a later run goes on from it,
the findings, and ``counts.jsonl``: executions, coverage, processor and clock time of each run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fuzz.seeds import SEEDS, dictionary

ROOT = Path(__file__).resolve().parents[1]
_LOCK = threading.Lock()


def fuzz(kind: str, seconds: float, work: Path) -> dict[str, object]:
    """One kind until its time is up; started again after a hang or a crash."""
    corpus, findings = work / "corpus" / kind, work / "findings"
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(SEEDS[kind]()):
        (corpus / f"seed-{n}").write_bytes(seed)
    words = work / "words.dict"
    words.write_text(dictionary(), encoding="utf-8")
    began, runs, starts, cpu, coverage = time.monotonic(), 0, 0, 0.0, 0
    while (left := seconds - (time.monotonic() - began)) > 5 and starts < 200:
        starts += 1
        command = [
            sys.executable, "-m", "fuzz.targets", kind, str(findings), f"-max_total_time={int(left)}", "-timeout=25", "-rss_limit_mb=3000",
            "-max_len=40000", f"-dict={words}", f"-artifact_prefix={findings}/{kind}-", "-print_final_stats=1", "-verbosity=1", str(corpus),
        ]  # fmt: skip
        log = work / f"{kind}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
            _, _, usage = os.wait4(process.pid, 0)
        told = log.read_text(encoding="utf-8", errors="replace")
        executed = re.findall(r"stat::number_of_executed_units:\s*(\d+)", told) or re.findall(r"^#(\d+)", told, re.M)
        runs += int(executed[-1]) if executed else 0
        coverage = max([coverage, *map(int, re.findall(r"cov: (\d+)", told))])
        cpu += usage.ru_utime + usage.ru_stime
    result: dict[str, object] = {
        "kind": kind, "executions": runs, "starts": starts, "coverage": coverage, "cpu_minutes": round(cpu / 60, 1),
        "minutes": round((time.monotonic() - began) / 60, 1),
        "findings": sorted(path.name for path in findings.glob(f"{kind}-*") if path.suffix != ".txt"),
    }  # fmt: skip
    with _LOCK, (work / "counts.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(SEEDS)}; default: all")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(options.at_once) as pool:
        for result in pool.map(lambda kind: fuzz(kind, options.minutes * 60, options.work.resolve()), options.kinds or list(SEEDS)):
            print(json.dumps(result, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
