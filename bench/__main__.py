"""``make bench``: ratios measured in one run, on a freshly seeded county of its own."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from time import perf_counter

ROUNDS = 15


def median_ms(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median wall time of an action in milliseconds, after one warm-up."""
    action()
    times = []
    for _ in range(rounds):
        began = perf_counter()
        action()
        times.append(perf_counter() - began)
    return statistics.median(times) * 1000


def main() -> None:
    """Seed a county into a folder that is thrown away, and print the table."""
    with tempfile.TemporaryDirectory(prefix="shennong-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tourism.settings"
        import django  # noqa: PLC0415  # the settings read DATA_DIR, which is set just above

        django.setup()
        from bench.ratios import table  # noqa: PLC0415  # its models need the set-up

        print("| what | this (ms) | against (ms) | ratio |\n| --- | --- | --- | --- |")
        for name, this, against in table(median_ms):
            print(f"| {name} | {this:.2f} | {against:.2f} | {against / this:.1f} x |", flush=True)
    subprocess.run([sys.executable, "-m", "bench.sayings"], check=True)  # its county is of another day


if __name__ == "__main__":
    main()
