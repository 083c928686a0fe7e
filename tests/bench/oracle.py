"""Holds the slot search against brute force on as many random small worlds as asked; prints how many agreed.

Run `python -m tests.bench.oracle 5000`. A world on which they differ is printed, and the program ends with 1.
"""

from __future__ import annotations

import argparse
import sys
import time as clock

from hypothesis import HealthCheck, given, seed, settings

from tests.diary.slot_worlds import SlotWorld, slot_worlds
from tests.diary.test_slot_oracle import check


def main() -> int:
    """Check the worlds of one seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worlds", type=int, nargs="?", default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    checked: list[int] = []

    @seed(options.seed)
    @settings(max_examples=options.worlds, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(slot_worlds())
    def all_of_them(world: SlotWorld) -> None:
        check(world)
        checked.append(1)

    started = clock.process_time()
    all_of_them()
    print(f"{len(checked)} worlds agree (seed {options.seed}, {clock.process_time() - started:.0f} s of the processor)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
