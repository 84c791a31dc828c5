"""Timing, peak memory and results of benchmarks."""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def seconds(
    work: Callable[[], object],
    repeats: int = 5,
    *,
    warm: bool = True,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Fastest and median time of a piece of work, after one run to warm up.

    `clock` is wall time; `time.process_time` leaves out what other work on the machine takes.
    """
    if warm:
        work()
    times = []
    for _ in range(repeats):
        start = clock()
        work()
        times.append(clock() - start)
    return {"fastest_s": min(times), "median_s": statistics.median(times)}


def peak_memory_mb(code: str) -> float:
    """Peak resident memory of a fresh interpreter that runs this code, MB."""
    tail = "\nimport resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    answer = subprocess.run(
        [sys.executable, "-c", code + tail], capture_output=True, text=True, check=True
    )
    return int(answer.stdout.split()[-1]) / 1024


def save(name: str, figures: dict[str, Any]) -> None:
    """Prints figures as a small table and writes them to bench/results/NAME.json."""
    print(f"\n{name}")
    for key, value in figures.items():
        shown = f"{value:,.4g}" if isinstance(value, float) else value
        print(f"  {key:<48} {shown}")
    machine = {"cpus": os.cpu_count(), "python": platform.python_version()}
    machine["peak_of_this_process_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps({"machine": machine, "figures": figures}, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
