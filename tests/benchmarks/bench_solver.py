"""How fast the breakout solver comes how near its bound, and what memory it takes.

Run it when the machine is quiet:

    python tests/benchmarks/bench_solver.py [SECONDS] [SEED …]

Each line is one run in a process of its own: the time until the best plan was within
6, 5, 4, 3 and 2 per cent of the bound, the cost it ended with, the bound, the gap, the
time taken, and the most memory the process had. With several seeds, one line each.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "breakout"
CASES = (
    "breakout_130x10x4",
    "breakout_130x10x4_rules",
    "breakout_97x9x3",
    "breakout_1000x50x4",
    "golfers_5x3x7",
    "golfers_8x4x8",
)
GAPS = (6, 5, 4, 3, 2)
HEADINGS = ("case", "seed", *(f"{gap}%" for gap in GAPS))
HEADINGS += ("cost", "bound", "gap", "repeats", "time", "memory")


def measure(case: str, seconds: float, seed: int) -> str:
    """Solve one case and return its line."""
    from nexus_desktop.solver.problem import Problem
    from nexus_desktop.solver.solve import solve

    problem = Problem.read(DATA / f"{case}.json")
    began = perf_counter()
    reached: dict[int, float] = {}

    def report(_: float, cost: float, bound: float) -> None:
        for gap in GAPS:
            if bound and cost <= bound * (1 + gap / 100):
                reached.setdefault(gap, perf_counter() - began)

    plan = solve(problem, seconds=seconds, seed=seed, report=report)
    cost, bound = plan.cost.total, plan.bound.total
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = [case, str(seed)]
    cells += [f"{reached[gap]:.1f} s" if gap in reached else "–" for gap in GAPS]
    cells += [f"{cost:.1f}", f"{bound:.1f}"]
    cells.append(f"{100 * (cost / bound - 1):.2f}%" if bound else "–")
    cells += [str(plan.cost.repeats), f"{plan.seconds:.1f} s", f"{memory:.0f} MB"]
    return line(cells)


def line(cells: list[str]) -> str:
    """Set cells in columns."""
    first, *others = cells
    return first.ljust(25) + "".join(cell.rjust(9) for cell in others)


def main() -> None:
    """Measure all cases, or (as a child) one."""
    if sys.argv[1:2] == ["--case"]:
        case, seconds, seed = sys.argv[2:]
        print(measure(case, float(seconds), int(seed)))
        return
    seconds = sys.argv[1] if len(sys.argv) > 1 else "10"
    print(line(list(HEADINGS)), flush=True)
    for case in CASES:
        for seed in sys.argv[2:] or ["1"]:
            call = [sys.executable, __file__, "--case", case, seconds, seed]
            subprocess.run(
                call, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
            )


if __name__ == "__main__":
    main()
