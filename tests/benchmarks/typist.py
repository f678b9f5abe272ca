"""A keyboard in a process of its own, so that a busy window does not slow it.

usage: python -m tests.benchmarks.typist

Reads lines "PACE NUMBER[+] …": milliseconds between keys, then X11 key numbers, with a
plus for Shift. Answers with the time (`time.perf_counter`) just before the last key.
"""

import sys
import time

from tests.end_to_end.keyboard import Keyboard


def main() -> None:
    """Press what is asked for until there is no more."""
    keyboard = Keyboard()
    for line in sys.stdin:
        pace, *keys = line.split()
        at = 0.0
        for key in keys:
            time.sleep(float(pace) / 1000)
            at = time.perf_counter()
            keyboard.tap(int(key.rstrip("+")), shift=key.endswith("+"))
        print(at, flush=True)


if __name__ == "__main__":
    main()
