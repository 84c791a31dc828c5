"""Runs the benchmarks whose module name contains the given words (all without words)."""

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Runs them one after the other; each prints a table and writes its results."""
    names = sorted(p.stem for p in Path(__file__).parent.glob("bench_*.py"))
    words = sys.argv[1:]
    for name in names:
        if not words or any(word in name for word in words):
            import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
