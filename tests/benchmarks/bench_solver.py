"""How near its bound the breakout solver comes, how fast, and with what memory.

Run it from the root of the repository, when the machine is quiet:

    python -m tests.benchmarks.bench_solver [PART …] [--seeds 1 2 3] [--cpu]

Parts (all when none is named):
    workshop   130 people, 10 groups, 4 rounds, five traits, for 1, 5 and 20 seconds
    others     three more such workshops, made the same way
    single     its first round alone
    plenary    1,000 people, 50 groups, 4 rounds; 3,000 people, 120 groups, 3 rounds
    golfers    nobody is to meet anybody twice
    rules      hard rules, beside plain annealing that pays penalties, for equal time
    uneven     97 people in 9 groups, ranges of sizes, beside even ones
    repair     9 people stay away and 5 come late to round 1 of 4

Each line is the mean over the seeds, each run in a process of its own, with the worst
in brackets where that says something. Every plan is checked by a second evaluator that
shares no code with the solver. With --cpu the time allowed is that of the processor,
not of the clock, for a machine that others use.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).parents[2]
GAPS = (5, 2, 1)
_LIMIT = 1e-6

Result = dict[str, Any]


def main() -> None:
    """Measure the parts asked for, or (as a child) one run."""
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(_RUNS[sys.argv[2]](*json.loads(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[[], *_PARTS], default=[])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--cpu", action="store_true")
    asked = parser.parse_args()
    if asked.cpu:
        os.environ["NEXUS_BENCH_CPU"] = "1"
    for name in asked.parts or list(_PARTS):
        print(f"\n{name}\n", flush=True)
        _PARTS[name](asked.seeds)


# Parts


def _workshop(seeds: list[int]) -> None:
    _compare(["breakout_130x10x4"], (1, 5, 20), seeds)


def _others(seeds: list[int]) -> None:
    _compare([f"130x10x4#{number}" for number in (11, 12, 13)], (1, 5), seeds)


def _single(seeds: list[int]) -> None:
    _compare(["breakout_130x10x4/first round"], (1,), seeds)


def _plenary(seeds: list[int]) -> None:
    _compare(["breakout_1000x50x4"], (8,), seeds)
    _compare(["3000x120x3#1"], (60,), seeds[:1])


def _golfers(seeds: list[int]) -> None:
    _line(("case", "allowed", "repeats", "least", "taken"))
    for name, seconds in (
        ("5-3-7", 10), ("4-4-5", 10), ("5-5-6", 10), ("8-4-7", 10), ("10-13-4", 2),
        ("8-4-8", 20), ("8-4-9", 20), ("8-4-10", 20),
    ):  # fmt: skip
        runs = [_child("solve", f"{name} golfers", seconds, seed) for seed in seeds]
        repeats = [run["repeats"] for run in runs]
        taken = f"{mean(run['taken'] for run in runs):.1f} s"
        said = f"{mean(repeats):.1f} ({max(repeats)})"
        _line((name, f"{seconds} s", said, runs[0]["least"], taken))


def _rules(seeds: list[int]) -> None:
    name = "breakout_130x10x4_rules"
    _line(("allowed", "cost", "bound", "above", "rules broken", "annealing", "breaks"))
    for seconds in (0.5, 1, 5):
        runs = [_child("solve", name, seconds, seed) for seed in seeds]
        rivals = [_child("rival", name, seconds, seed) for seed in seeds]
        _line(
            (
                f"{seconds} s",
                f"{mean(run['cost'] for run in runs):.1f}",
                f"{runs[0]['bound']:.1f}",
                f"{mean(run['gap'] for run in runs):.2f}%",
                sum(run["broken"] for run in runs),
                f"{mean(run['cost'] for run in rivals):.1f}",
                f"{mean(run['broken'] for run in rivals):.1f}",
            )
        )


def _uneven(seeds: list[int]) -> None:
    names = ["breakout_97x9x3", "breakout_97x9x3/loosened", "99x9x3#1"]
    _compare(names, (1, 5), seeds)


def _repair(seeds: list[int]) -> None:
    _line(("rounds open", "first", "moves", "all", "ways", "cost from", "to", "moves"))
    for rounds in (1, 4):
        runs = [_child("repair", rounds, seed) for seed in seeds]
        _line(
            (
                rounds,
                f"{mean(run['first'] for run in runs):.2f} s",
                max(run["still"] for run in runs),
                f"{mean(run['all'] for run in runs):.2f} s",
                f"{mean(run['ways'] for run in runs):.0f}",
                f"{mean(run['before'] for run in runs):.0f}",
                f"{mean(run['after'] for run in runs):.0f}",
                f"{mean(run['moves'] for run in runs):.0f}",
            )
        )


def _compare(names: Iterable[str], times: Iterable[float], seeds: list[int]) -> None:
    within = [f"to {gap}%" for gap in GAPS]
    _line(("case", "allowed", "cost", "bound", "above", *within, "taken", "memory"))
    for name in names:
        for seconds in times:
            runs = [_child("solve", name, seconds, seed) for seed in seeds]
            gaps = [run["gap"] for run in runs]
            above = f"{mean(gaps):.2f}% ({max(gaps):.2f}%)"
            if all(run["optimal"] for run in runs):
                above = "optimal"
            _line(
                (
                    name.removeprefix("breakout_"),
                    f"{seconds} s",
                    f"{mean(run['cost'] for run in runs):.1f}",
                    f"{mean(run['bound'] for run in runs):.1f}",
                    above,
                    *(_reached(runs, str(gap)) for gap in GAPS),
                    f"{mean(run['taken'] for run in runs):.1f} s",
                    f"{max(run['memory'] for run in runs):.0f} MB",
                )
            )


def _reached(runs: list[Result], gap: str) -> str:
    """Return the mean time to within a gap of the bound, if all runs came there."""
    times = [run["within"].get(gap) for run in runs]
    found = [time for time in times if time is not None]
    if not found:
        return "–"
    some = "" if len(found) == len(times) else f" ({len(found)} of {len(times)})"
    return f"{mean(found):.1f} s{some}"


def _line(cells: Iterable[object]) -> None:
    """Print a row of a table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def _child(what: str, *arguments: object) -> Result:
    """Run one thing in a process of its own."""
    call = [sys.executable, "-m", "tests.benchmarks.bench_solver", "--run", what]
    done = subprocess.run(
        [*call, json.dumps(arguments)], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    found: Result = json.loads(done.stdout)
    return found


# Runs, each in a process of its own


def _problem(name: str) -> Any:  # noqa: ANN401 numpy is not loaded by the parent
    from tests.benchmarks import solver_cases as cases

    base, _, change = name.partition("/")
    problem = cases.named(base)
    if change == "first round":
        return cases.first_round(problem)
    return cases.loosened(problem, 1) if change else problem


def _clock() -> Callable[[], float]:
    """Return the clock to go by; the solver's too."""
    from nexus_desktop.solver import repair, solve
    from tests.benchmarks import solver_rival

    if not os.environ.get("NEXUS_BENCH_CPU"):
        return perf_counter
    for module in (solve, repair, solver_rival):
        vars(module)["perf_counter"] = process_time
    return process_time


def _solve(name: str, seconds: float, seed: int) -> Result:
    """Solve a problem and check the plan."""
    from nexus_desktop.solver.rules import broken
    from nexus_desktop.solver.solve import solve
    from tests.benchmarks.solver_cases import cost

    clock, problem, within = _clock(), _problem(name), dict[int, float]()
    began = clock()

    def report(_: float, now: float, least: float) -> None:
        for gap in GAPS:
            if now <= least * (1 + gap / 100) + _LIMIT:
                within.setdefault(gap, clock() - began)

    plan = solve(problem, seconds=seconds, seed=seed, report=report)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    second = cost(problem, plan.rounds)
    if abs(second - plan.cost.total) > 1e-6 * max(1.0, second):
        raise AssertionError(f"{name}: {plan.cost.total}, by counting {second}")
    return {
        "cost": second,
        "bound": plan.bound.total,
        "gap": 100 * (second / plan.bound.total - 1) if plan.bound.total else 0.0,
        "optimal": plan.optimal,
        "within": within,
        "taken": plan.seconds,
        "memory": memory,
        "repeats": plan.cost.repeats,
        "least": plan.bound.repeats,
        "broken": len(broken(problem, plan.rounds)),
    }


def _rival(name: str, seconds: float, seed: int) -> Result:
    """Let plain annealing with penalties solve a problem."""
    from nexus_desktop.solver.rules import broken
    from tests.benchmarks.solver_cases import cost
    from tests.benchmarks.solver_rival import Rival

    _clock()
    problem = _problem(name)
    seats = Rival(problem, seed).solve(seconds)
    return {"cost": cost(problem, seats), "broken": len(broken(problem, seats))}


def _mend(rounds: int, seed: int) -> Result:
    """Mend round 1 of 4, with the others as they are or open as well."""
    from dataclasses import replace

    from nexus_desktop.solver.repair import proposals
    from nexus_desktop.solver.solve import solve
    from tests.benchmarks.solver_cases import named, without

    clock, whole = _clock(), named("breakout_130x10x4")
    ids = [person.id for person in whole.people]
    late, gone = frozenset(ids[:5]), frozenset(ids[20:110:10])
    before = solve(without(whole, late, "r1"), seconds=2.0, seed=seed).rounds
    problem = without(whole, gone, "r1")
    if rounds == 1:
        others = [part.id for part in whole.rounds if part.id != "r1"]
        fixed = {name: before[name] for name in others}
        problem = replace(problem, frozen=frozenset(others), previous=fixed)
    times: list[float] = []
    began = clock()
    ways = proposals(
        problem, before, seed=seed, found=lambda _: times.append(clock() - began)
    )
    return {
        "first": times[0],
        "all": clock() - began,
        "still": ways[0].moves,
        "ways": len(ways),
        "before": ways[0].cost,
        "after": ways[-1].cost,
        "moves": ways[-1].moves,
    }


_PARTS: dict[str, Callable[[list[int]], None]] = {
    "workshop": _workshop, "others": _others, "single": _single, "plenary": _plenary,
    "golfers": _golfers, "rules": _rules, "uneven": _uneven, "repair": _repair,
}  # fmt: skip
_RUNS: dict[str, Callable[..., Result]] = {
    "solve": _solve, "rival": _rival, "repair": _mend,
}  # fmt: skip


if __name__ == "__main__":
    main()
